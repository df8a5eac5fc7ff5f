"""What selections pick, asked of one event of one customer after the other: true, false, or None where it is too recent to tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import cached_property
from operator import eq, ge, gt, le, lt, ne
from zoneinfo import ZoneInfo

from desireline.base.durations import parse_duration
from desireline.base.settings.model import Settings
from desireline.journeys.selections.model import (
    Amount,
    And,
    Did,
    First,
    Is,
    IsNone,
    Like,
    Not,
    Or,
    Scored,
    Segment,
    Selection,
    Time,
)
from desireline.journeys.selections.syntax import parse_selection
from logs import Customer, StoredEvent
from oracle.dimensions import Values

__all__ = ["World", "picked"]

Truth = bool | None
_COMPARE = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


@dataclass(frozen=True)
class World:
    """Customers, the values of their dimensions, and where the data end."""

    customers: Sequence[Customer]
    values: dict[str, Values]
    settings: Settings
    end: int

    @cached_property
    def stages(self) -> dict[str, str | None]:
        """Return each touchpoint's stage."""
        return {touchpoint.name: touchpoint.stage for touchpoint in self.settings.touchpoints}


def picked(world: World, selection: Selection) -> list[tuple[int, int]]:
    """Return part and row of the events a selection keeps, in the store's order."""
    return [
        (event.part, event.row)
        for number, customer in enumerate(world.customers)
        for place, event in enumerate(customer.events)
        if _holds(world, number, place, selection, ())
    ]


def _holds(world: World, number: int, place: int, selection: Selection, before: Sequence[Selection]) -> Truth:  # noqa: PLR0911 - one a kind
    match selection:
        case And(parts=parts):
            found = [_holds(world, number, place, part, parts[:at]) for at, part in enumerate(parts)]
            return False if False in found else None if None in found else True
        case Or(parts=parts):
            found = [_holds(world, number, place, part, ()) for part in parts]
            return True if True in found else None if None in found else False
        case Not(part=part):
            inner = _holds(world, number, place, part, before)
            return None if inner is None else not inner
        case Segment(name=name):
            return _holds(world, number, place, parse_selection(world.settings.segments[name]), ())
        case Did():
            return _did(world, number, selection, before)
        case First():
            events = world.customers[number].events
            at = _such(world, number, selection.touchpoints, selection.where, None)
            return bool(at) and _in(world, events[at[0]].ts, selection.period)
        case _:
            return _of_event(world, number, place, selection)


def _of_event(world: World, number: int, place: int, selection: Selection) -> bool:  # noqa: PLR0911 - one a kind
    event = world.customers[number].events[place]
    match selection:
        case Is(dimension=dimension, values=values):
            return _value(world, number, place, dimension) in values
        case IsNone(dimension=dimension):
            return _value(world, number, place, dimension) is None
        case Like(dimension=dimension, text=text):
            value = _value(world, number, place, dimension)
            return value not in (None, "(outside)") and _fits(text.lower(), value.lower())
        case Amount(comparison=comparison, amount=amount, currency=currency):
            wanted = currency or world.settings.currency
            decimals = {"JPY": 0, "KWD": 3}.get(wanted, 2)
            if event.value is None or event.value[1] != wanted:
                return False
            return bool(_COMPARE[comparison](Fraction(event.value[0], 10**decimals), Fraction(amount)))
        case Scored(comparison=comparison, score=score, scale=scale):
            if event.score is None or (scale is not None and event.score[1:] != scale):
                return False
            return bool(_COMPARE[comparison](event.score[0], score))
        case Time(period=period):
            return _in(world, event.ts, period)
    raise AssertionError(selection)


def _value(world: World, number: int, place: int, dimension: str) -> str | None:
    event: StoredEvent = world.customers[number].events[place]
    if dimension == "channel":
        return event.channel
    if dimension == "touchpoint":
        return event.touchpoint
    if dimension == "stage":
        return world.stages.get(event.touchpoint)
    return world.values[dimension][number][place]


def _fits(pattern: str, text: str) -> bool:
    if not pattern:
        return not text
    if pattern[0] == "*":
        return any(_fits(pattern[1:], text[at:]) for at in range(len(text) + 1))
    return bool(text) and text[0] == pattern[0] and _fits(pattern[1:], text[1:])


def _in(world: World, us: int, period: str | None) -> bool:
    if period is None:
        return True
    if period.startswith("last "):
        return world.end - parse_duration(period[5:]) < us <= world.end
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)
    day = moment.astimezone(ZoneInfo(world.settings.time_zone)).date().isoformat()
    first, dots, last = period.partition("..")
    last = last if dots else first
    return (not first or first <= day[: len(first)]) and (not last or day[: len(last)] <= last)


def _such(
    world: World, number: int, touchpoints: Sequence[str], where: Selection | None, period: str | None
) -> list[int]:
    return [
        place
        for place, event in enumerate(world.customers[number].events)
        if event.touchpoint in touchpoints
        and (where is None or _holds(world, number, place, where, ()))
        and _in(world, event.ts, period)
    ]


def _did(world: World, number: int, did: Did, before: Sequence[Selection]) -> Truth:
    events = world.customers[number].events
    counted = _such(world, number, did.touchpoints, did.where, did.period)
    least, most = len(counted), len(counted)
    if did.relation or did.within:
        relation, other_period = did.relation or "after", None
        if did.relation:
            others = _such(world, number, did.other, None, None)
        else:
            anchor = [part for part in before if isinstance(part, Did)][-1]
            others = _such(world, number, anchor.touchpoints, anchor.where, anchor.period)
            other_period = anchor.period
        window = parse_duration(did.within) if did.within else None
        near = [
            one
            for one in counted
            if any(
                ((other < one and relation != "before") or (other > one and relation != "after"))
                and (window is None or abs(events[one].ts - events[other].ts) <= window)
                for other in others
            )
        ]
        least = most = len(near)
        if window is not None:
            if relation != "after":
                waiting = [one for one in counted if one not in near]
                most += sum(_may_come(world, events[one].ts, window, other_period) for one in waiting)
            if relation != "before" and any(_may_come(world, events[one].ts, window, did.period) for one in others):
                most = 1_000
    found = {_enough(did, count) for count in range(least, min(most, 20) + 1)}
    return found.pop() if len(found) == 1 else None


def _may_come(world: World, since: int, window: int, period: str | None) -> bool:
    """Say whether an event that is not in the data yet could lie within the window; windows here are shorter than days."""
    return since + window > world.end and (_in(world, world.end + 1, period) or _in(world, since + window, period))


def _enough(did: Did, count: int) -> bool:
    if did.times is None:
        return count >= 1
    return bool({"at least": ge, "at most": le, "exactly": eq}[did.times.limit](count, did.times.times))
