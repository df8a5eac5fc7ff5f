"""A touchpoint's rule tried before it is saved: which events it would take, from whom, and how many customers that are."""

from collections import Counter
from typing import Annotated

import msgspec
from msgspec import Meta

from desireline.base.errors import NotFoundError
from desireline.base.i18n import Language
from desireline.base.settings.model import Settings, Touchpoint, When
from desireline.base.settings.shape import nearest, shown
from desireline.base.units import CustomerCount
from desireline.journeys import Journeys
from desireline.journeys.browsing import Wanted
from desireline.journeys.having import customers_having
from desireline.journeys.sorting import classes_of, sort_events
from desireline.journeys.touchpoints import name_touchpoints
from desireline.project.browsing import EventPage, find_events
from desireline.project.project import Project
from desireline.project.settings_version import settings_now

__all__ = [
    "EventsOfClass",
    "EventsOfTouchpoint",
    "RuleCount",
    "RuleToCount",
    "count_rule",
    "rule_events",
    "trial_rules",
]

_MOST = 200


class RuleToCount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule that is being written."""

    when: When
    name: Annotated[
        str | None, Meta(description="The touchpoint whose rule it shall be instead of its own; null for a new one.")
    ] = None
    at: Annotated[
        Annotated[int, Meta(ge=0)] | None,
        Meta(
            description="Its place among the other rules, from 0; null: that touchpoint's own, for a new one the last."
        ),
    ] = None


class EventsOfTouchpoint(msgspec.Struct, frozen=True, kw_only=True):
    """Events of one touchpoint."""

    touchpoint: str
    ruled: Annotated[bool, Meta(description="Whether a rule makes it; else it is an event's name that no rule takes.")]
    events: int


class EventsOfClass(msgspec.Struct, frozen=True, kw_only=True):
    """Events of one name in one channel of one source."""

    source: str
    channel: str
    name: str
    events: int


class RuleCount(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule would take, at its place among the others: counted over the whole log, anonymous events included."""

    events: Annotated[int, Meta(description="Events that it would take.")]
    of: Annotated[int, Meta(description="Events in the log.")]
    customers: Annotated[
        CustomerCount,
        Meta(description="Customers with at least one of them; those that came after the last build are not counted."),
    ]
    classes: Annotated[list[EventsOfClass], Meta(description=f"What they are, most events first; at most {_MOST}.")]
    kept: Annotated[int, Meta(description="Events of these that are this touchpoint's already.")]
    taken: Annotated[list[EventsOfTouchpoint], Meta(description="The others, by the touchpoint they would leave.")]
    given: Annotated[
        list[EventsOfTouchpoint], Meta(description="Events that would leave this touchpoint, by where they would go.")
    ]
    earlier: Annotated[
        list[EventsOfTouchpoint],
        Meta(description="Events that fit the rule and that rules before it take, by whose they are."),
    ]


def count_rule(project: Project, journeys: Journeys, rule: RuleToCount) -> RuleCount:
    """Count what a rule would take.

    Args:
        project: whose log and settings.
        journeys: as they were opened; they say whose events are.
        rule: the rule.

    Raises:
        NotFoundError: there is no touchpoint of that name.
        BusyError: the log changed meanwhile.
    """
    settings, _ = settings_now(project)
    trial, mine = trial_rules(settings, rule)
    found = classes_of(project.log)
    classes = [each for _, each in found]
    alone = msgspec.structs.replace(settings, touchpoints=[Touchpoint(name=mine, when=rule.when)])
    tables = {
        "trial": name_touchpoints(trial, classes),
        "now": name_touchpoints(settings, classes),
        "alone": name_touchpoints(alone, classes),
    }
    number = tables["trial"].names.index(mine)
    events = sort_events(project.log, found, tables)
    by_class: Counter[tuple[str, str, str]] = Counter()
    taken: Counter[str] = Counter()
    given: Counter[str] = Counter()
    earlier: Counter[str] = Counter()
    kept = 0
    for each in events:
        then, now, by_itself = (table.names[at] for table, at in zip(tables.values(), each.touchpoints, strict=True))
        if then == mine:
            by_class[each.key] += each.events
            if now == rule.name:
                kept += each.events
            else:
                taken[now] += each.events
        elif by_itself == mine:
            earlier[then] += each.events
        if rule.name is not None and now == rule.name and then != mine:
            given[then] += each.events
    ruled = {each.name for each in settings.touchpoints}
    return RuleCount(
        events=sum(by_class.values()),
        of=sum(each.events for each in events),
        customers=customers_having(project.log, journeys, found, events, tables["trial"], number),
        classes=[
            EventsOfClass(source=source, channel=channel, name=name, events=count)
            for (source, channel, name), count in _most(by_class)[:_MOST]
        ],
        kept=kept,
        taken=_listed(taken, ruled),
        given=_listed(given, ruled),
        earlier=_listed(earlier, ruled),
    )


def rule_events(
    project: Project,
    journeys: Journeys,
    rule: RuleToCount,
    *,
    first: int = 0,
    most: int = 20,
    language: Language | None = None,
) -> EventPage:
    """Return a page of the events that a rule would take, the newest first; each says which touchpoint it belongs to now.

    Raises:
        NotFoundError: there is no touchpoint of that name.
        BusyError: the log changed meanwhile.
    """
    trial, mine = trial_rules(settings_now(project)[0], rule)
    wanted = Wanted(touchpoint=mine)
    return find_events(project, journeys, wanted, trial=trial, first=first, most=most, language=language)


def trial_rules(settings: Settings, rule: RuleToCount) -> tuple[Settings, str]:
    """Return the settings with a rule at its place, under a name that no event has, and that name.

    Raises:
        NotFoundError: there is no touchpoint whose rule it shall be.
    """
    names = [each.name for each in settings.touchpoints]
    if rule.name is not None and rule.name not in names:
        raise NotFoundError(
            f"there is no touchpoint {shown(rule.name)} in the settings; there are {', '.join(names) or 'none yet'}"
            f"{nearest(rule.name, names)}"
        )
    others = [each for each in settings.touchpoints if each.name != rule.name]
    own = names.index(rule.name) if rule.name is not None else len(others)
    at = min(own if rule.at is None else rule.at, len(others))
    mine = "\0trial"
    rules = [*others[:at], Touchpoint(name=mine, when=rule.when), *others[at:]]
    return msgspec.structs.replace(settings, touchpoints=rules), mine


def _most(counted: "Counter[tuple[str, str, str]]") -> list[tuple[tuple[str, str, str], int]]:
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def _listed(counted: "Counter[str]", ruled: set[str]) -> list[EventsOfTouchpoint]:
    rows = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return [EventsOfTouchpoint(touchpoint=name, ruled=name in ruled, events=events) for name, events in rows]
