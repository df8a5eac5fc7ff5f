"""Customers' histories from batches of events: who, what, in which order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desireline.base.settings.model import Settings, When
from logs import Batch, Customer, Happening, Json, StoredEvent
from oracle.identity import People, who_is_who

__all__ = ["Histories", "histories", "touchpoint_of"]


@dataclass(frozen=True)
class Histories:
    """All customers, in the order they were first seen, and how many events are nobody's."""

    people: People
    customers: list[tuple[StoredEvent, ...]]
    anonymous_events: int
    end: int
    """The time of the last event of all."""

    def equals(self, stored: list[Customer]) -> bool:
        """Say whether a store holds the same histories."""
        return self.customers == [customer.events for customer in stored]


def histories(parts: Sequence[tuple[int, Batch]], settings: Settings) -> Histories:
    """Put each customer's events into the order (time, source, import, row); parts come with their numbers."""
    people = who_is_who(parts, settings.identity)
    found: list[list[tuple[tuple[int, str, int, int], StoredEvent]]] = [[] for _ in people.founders]
    anonymous = 0
    for number, batch in parts:
        for row, item in enumerate(batch.happenings):
            owner = people.events.get((number, row))
            if owner is None:
                anonymous += 1
                continue
            event = StoredEvent(
                ts=item.ts,
                touchpoint=touchpoint_of(settings, batch.source, item),
                channel=item.channel,
                part=number,
                row=row,
                value=item.value,
                score=item.score,
            )
            found[owner].append(((item.ts, batch.source, number, row), event))
    customers = [tuple(event for _, event in sorted(own, key=lambda pair: pair[0])) for own in found]
    end = max((item.ts for _, batch in parts for item in batch.happenings), default=0)
    return Histories(people, customers, anonymous, end)


def touchpoint_of(settings: Settings, source: str, item: Happening) -> str:
    """Return the first touchpoint whose rule takes an event, else the event's name."""
    for touchpoint in settings.touchpoints:
        if _takes(touchpoint.when, source, item):
            return touchpoint.name
    ruled = {touchpoint.name for touchpoint in settings.touchpoints}
    return f"{item.name} (other)" if item.name in ruled else item.name


def _takes(when: When, source: str, item: Happening) -> bool:
    for allowed, value in ((when.source, source), (when.channel, item.channel), (when.name, item.name)):
        if allowed is None:
            continue
        patterns = [allowed] if isinstance(allowed, str) else list(allowed)
        if not any(_like(pattern, value) for pattern in patterns):
            return False
    return all(_has(item.properties, path, wanted) for path, wanted in when.properties.items())


def _like(pattern: str, value: str) -> bool:
    if "*" not in pattern:
        return pattern == value
    return re.fullmatch("(?is)" + ".*".join(map(re.escape, pattern.split("*"))), value) is not None


def _has(properties: dict[str, Json] | None, path: str, wanted: str | float | bool | list[str]) -> bool:
    value: Json = properties
    if properties is not None and path in properties:
        value = properties[path]
    else:
        for step in path.split("."):
            value = value.get(step) if isinstance(value, dict) else None
    if value is None or isinstance(value, dict):
        return False
    return any(_equals(value, choice) for choice in (wanted if isinstance(wanted, list) else [wanted]))


def _equals(value: str | float | bool, wanted: str | float | bool) -> bool:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(wanted, bool):
        return text.lower() == str(wanted).lower()
    if isinstance(wanted, int | float):
        try:
            return float(text) == wanted
        except ValueError:
            return False
    return _like(wanted, text)
