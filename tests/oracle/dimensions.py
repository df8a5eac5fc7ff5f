"""Values of dimensions, looked up one event after the other."""

from collections.abc import Sequence

from desireline.base.settings.model import DimensionRule, Settings
from logs import Batch, Customer, Json
from oracle.walks import journeys_of, rules_of

__all__ = ["Values", "values_of"]

Values = list[list[str | None]]
"""Of each customer, in the store's order, the value that counts for each event; None: no value, or outside journeys."""


def values_of(
    rule: DimensionRule,
    stored: Sequence[Customer],
    parts: dict[int, Batch],
    settings: Settings,
    names: Sequence[str],
    end: int,
) -> tuple[Values, Values]:
    """Return for each event the value that counts for it, and of each customer's journeys (their customers') the value.

    Args:
        rule: the dimension.
        stored: the customers as the store has them.
        parts: what was imported, by number.
        settings: the journey types.
        names: all touchpoints.
        end: the end of the data.
    """
    rules = rules_of(settings, names)
    events: Values = []
    units: Values = []
    for customer in stored:
        own = [
            _value(parts[event.part].happenings[event.row].properties, rule.property.split("."), rule.property)
            for event in customer.events
        ]
        if rule.scope == "event":
            events.append(own)
            units.append(own)
        elif rule.scope == "customer":
            last = next((value for value in reversed(own) if value is not None), None)
            events.append([last] * len(own))
            units.append([last])
        else:
            of_events: list[str | None] = ["(outside)"] * len(own)
            firsts: list[str | None] = []
            for journey in journeys_of([(event.ts, event.touchpoint) for event in customer.events], rules, end):
                first = next((value for value in own[journey.first : journey.past] if value is not None), None)
                of_events[journey.first : journey.after] = [first] * (journey.after - journey.first)
                firsts.append(first)
            events.append(of_events)
            units.append(firsts)
    return events, units


def _value(properties: dict[str, Json] | None, steps: Sequence[str], name: str) -> str | None:
    if properties is None:
        return None
    found: Json = properties.get(name)
    if found is None:
        found = properties
        for step in steps:
            found = found.get(step) if isinstance(found, dict) else None
    if found is None or isinstance(found, dict | list):
        return None
    text = str(found).lower() if isinstance(found, bool) else str(found)
    return text if text.strip() else None
