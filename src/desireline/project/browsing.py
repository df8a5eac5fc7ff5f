"""Events of the log as people look through them, and the names there are."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from desireline.base.i18n import Language
from desireline.base.settings.model import Settings
from desireline.base.times import from_us, zone
from desireline.events import Identifier
from desireline.identity import spelled
from desireline.journeys import Journeys
from desireline.journeys.browsing import Logged, Wanted, browse
from desireline.journeys.having import customers_by_class
from desireline.journeys.sorting import classes_of
from desireline.journeys.touchpoints import ClassRule, EventClass, name_touchpoints
from desireline.journeys.types import label_text
from desireline.project.project import Project

__all__ = ["EventName", "EventNames", "EventOfLog", "EventPage", "event_names", "find_events"]


class EventOfLog(msgspec.Struct, frozen=True, kw_only=True):
    """One event as it lies in the log, with what was made of it."""

    id: str
    at_us: Annotated[int, Meta(description="When it happened: µs since 1970, UTC.")]
    at: Annotated[str, Meta(description="The same in the project's time zone.")]
    source: str
    channel: str
    name: Annotated[str, Meta(description="What the source calls it.")]
    touchpoint: Annotated[str, Meta(description="It belongs to, by the rules of the last build.")]
    label: Annotated[str, Meta(description="What people call the touchpoint.")]
    customer: Annotated[
        str | None, Meta(description="The customer's id; null: nobody's, or not known before the next build.")
    ]
    identifiers: Annotated[list[Identifier], Meta(description="As the source gave them.")]
    value_minor: Annotated[int | None, Meta(description="Amount in minor units of `currency`.")]
    currency: str | None
    score: float | None
    score_min: float | None
    score_max: float | None
    text: Annotated[str | None, Meta(description="What the customer wrote.")]
    language: Annotated[str | None, Meta(description="Of the text.")]
    properties: Annotated[dict[str, Any], Meta(description="All else that the source said.")]


class EventPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of events."""

    count: Annotated[
        int | None, Meta(description="How many there are in all; null where only reading every event could tell.")
    ]
    more: Annotated[bool, Meta(description="Whether there are any behind this page.")]
    first: Annotated[int, Meta(description="How many were skipped.")]
    rows: Annotated[list[EventOfLog], Meta(description="The newest first.")]


class EventName(msgspec.Struct, frozen=True, kw_only=True):
    """Events of one name in one channel of one source: what rules are made for."""

    source: str
    channel: str
    name: str
    events: int
    customers: Annotated[
        int | None,
        Meta(
            description="Customers with at least one, by the last build; null where a touchpoint takes other names of the channel too."
        ),
    ]
    touchpoint: Annotated[str, Meta(description="To which they go, by the settings as they are.")]
    label: Annotated[str, Meta(description="What people call it.")]
    stage: Annotated[str | None, Meta(description="The touchpoint's.")]
    ruled: Annotated[bool, Meta(description="Whether a rule takes them; else they are a touchpoint of their own.")]
    also: Annotated[
        list[str], Meta(description="Touchpoints to which some of them go before, by rules that look at properties.")
    ]


class EventNames(msgspec.Struct, frozen=True, kw_only=True):
    """All names that events have."""

    count: Annotated[int, Meta(description="How many rows in all.")]
    events: Annotated[int, Meta(description="Events of all these rows.")]
    unruled: Annotated[int, Meta(description="Those of them that no rule takes.")]
    rows: Annotated[list[EventName], Meta(description="Most events first.")]


def find_events(
    project: Project,
    journeys: Journeys,
    wanted: Wanted,
    *,
    trial: Settings | None = None,
    first: int = 0,
    most: int = 100,
    language: Language | None = None,
) -> EventPage:
    """Return a page of the log's events, anonymous ones included, the newest first.

    Args:
        project: whose log.
        journeys: as they were opened: they say touchpoints and customers.
        wanted: which events.
        trial: settings by whose rules the touchpoint is meant that is wanted; None: those of the last build.
        first: how many to skip.
        most: how many to return.
        language: of the touchpoints' labels; the project's where None.

    Raises:
        NotFoundError: there is no touchpoint of that name.
        BusyError: somebody was erased meanwhile.
    """
    found = browse(project.log, journeys, wanted, trial=trial, first=first, most=most)
    settings = journeys.settings
    return EventPage(
        count=found.total,
        more=found.more,
        first=first,
        rows=[_row(each, settings, language or settings.language) for each in found.rows],
    )


def event_names(
    project: Project,
    journeys: Journeys,
    settings: Settings,
    *,
    text: str = "",
    first: int = 0,
    most: int = 100,
    language: Language | None = None,
) -> EventNames:
    """Return the names that events have, by source and channel, with the touchpoint each goes to; no event of the log is read.

    Args:
        project: whose log.
        journeys: as they were opened; they say how many customers.
        settings: the rules as they are now.
        text: that names hold; letter case is ignored.
        first: how many to skip.
        most: how many to return.
        language: of the touchpoints' labels; the project's where None.
    """
    merged: dict[tuple[str, str, str], int] = {}
    own = classes_of(project.log)
    for _, each in own:
        key = (each.source, each.channel, each.name)
        merged[key] = merged.get(key, 0) + each.events
    classes = [
        EventClass(source=source, channel=channel, name=name, events=events)
        for (source, channel, name), events in merged.items()
    ]
    table = name_touchpoints(settings, classes)
    wanted = text.strip().casefold()
    found = sorted(
        (each for each in classes if wanted in each.name.casefold()),
        key=lambda each: (-each.events, each.name, each.source, each.channel),
    )
    ruled = len(settings.touchpoints)  # rules are numbered first
    rules = [table.classes[each.source, each.channel, each.name] for each in found]
    customers = customers_by_class(journeys, own)
    page = zip(found[first : first + most], rules[first : first + most], strict=True)
    return EventNames(
        count=len(found),
        events=sum(each.events for each in found),
        unruled=sum(each.events for each, rule in zip(found, rules, strict=True) if rule.otherwise >= ruled),
        rows=[
            _name(each, customers, rule, table.names, settings, language or settings.language) for each, rule in page
        ],
    )


def _name(
    each: EventClass,
    customers: dict[tuple[str, str, str], int],
    rule: ClassRule,
    names: list[str],
    settings: Settings,
    language: Language,
) -> EventName:
    ruled = rule.otherwise < len(settings.touchpoints)
    own = settings.touchpoints[rule.otherwise] if ruled else None
    name = names[rule.otherwise]
    return EventName(
        source=each.source,
        channel=each.channel,
        name=each.name,
        events=each.events,
        customers=customers.get((each.source, each.channel, each.name)),
        touchpoint=name,
        label=label_text(own.label if own else None, name, language),
        stage=own.stage if own else None,
        ruled=ruled,
        also=list(dict.fromkeys(names[number] for _, number in rule.conditions)),
    )


def _row(each: Logged, settings: Settings, language: Language) -> EventOfLog:
    event = each.event
    label = next((rule.label for rule in settings.touchpoints if rule.name == each.touchpoint), None)
    return EventOfLog(
        id=event.id,
        at_us=event.ts,
        at=from_us(event.ts, zone(settings.time_zone)).isoformat(timespec="seconds"),
        source=event.source,
        channel=event.channel,
        name=event.name,
        touchpoint=each.touchpoint,
        label=label_text(label, each.touchpoint, language),
        customer=None if each.customer is None else spelled(each.customer),
        identifiers=event.identifiers,
        value_minor=event.value_minor,
        currency=event.currency,
        score=event.score,
        score_min=event.score_min,
        score_max=event.score_max,
        text=event.text,
        language=event.language,
        properties=_properties(event.properties),
    )


def _properties(text: str | None) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(text or "{}")
    except msgspec.DecodeError:
        return {}
    return found if isinstance(found, dict) else {}
