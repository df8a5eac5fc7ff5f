"""What customers did and did not: `did` and `first`."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desireline.base.durations import parse_duration
from desireline.base.errors import InputError
from desireline.journeys.journeys import Journeys
from desireline.journeys.periods import ALWAYS, period_us
from desireline.journeys.selections.conditions import Leaf, Masking, Slice
from desireline.journeys.selections.model import Did, First, Selection, Times

__all__ = ["Events", "did", "events_of", "first"]

Ready = Callable[[Selection], Masking]
"""Makes the conditions within a `did` ready."""


@dataclass(frozen=True)
class Events:
    """Events of some touchpoints that fulfil a condition, of a period."""

    touchpoints: tuple[str, ...]
    where: Masking | None
    span: tuple[int, int]


def events_of(condition: Did | First, journeys: Journeys, ready: Ready) -> Events:
    """Return the events that a condition counts.

    Raises:
        InputError: its period is none, or its conditions are not of events.
    """
    span = ALWAYS if condition.period is None else period_us(condition.period, journeys)
    return Events(condition.touchpoints, None if condition.where is None else ready(condition.where), span)


def first(condition: First, journeys: Journeys, ready: Ready) -> Leaf:
    """Return the condition on a customer's first such event.

    Raises:
        InputError: a part of it is not allowed, or names something that does not exist.
    """
    from desireline.kernels.did import did_first

    counted = events_of(condition, journeys, ready)
    role = _role(journeys, counted, None)
    since, until = np.int64(counted.span[0]), np.int64(counted.span[1])

    def look(part: Slice, _: bool) -> NDArray[np.bool_]:
        shard, fits = part.shard, _fits(part, counted, None)
        found: NDArray[np.bool_] = did_first(
            shard.ptr, shard.touchpoint, shard.ts, part.low, part.high, role, fits, since, until
        )
        return found

    return Leaf("customers", 2.0, look)


def did(condition: Did, other: Events | None, journeys: Journeys, ready: Ready) -> Leaf:
    """Return the condition on what customers did.

    Args:
        condition: what.
        other: the events it must be near to; None: any.
        journeys: of whom.
        ready: makes the conditions within it ready.

    Raises:
        InputError: a part of it is not allowed, or names something that does not exist.
    """
    from desireline.kernels.did import AHEAD, BACK, did_near, did_times

    counted = events_of(condition, journeys, ready)
    role = _role(journeys, counted, other)
    times = condition.times or Times("at least", 1)
    if other is None:
        since, until = np.int64(counted.span[0]), np.int64(counted.span[1])

        def look(part: Slice, _: bool) -> NDArray[np.bool_]:
            shard, fits = part.shard, _fits(part, counted, None)
            count = did_times(shard.ptr, shard.touchpoint, shard.ts, part.low, part.high, role, fits, since, until)
            return _enough(count, np.zeros_like(count), times, sure=True)

        return Leaf("customers", 2.0, look)

    spans = np.array([*counted.span, *other.span], dtype=np.int64)
    where = {"after": BACK, "before": AHEAD, "of": BACK | AHEAD}[condition.relation or "after"]
    window = np.int64(-1 if condition.within is None else parse_duration(condition.within))
    end = np.int64(journeys.end_us)

    def look_near(part: Slice, sure: bool) -> NDArray[np.bool_]:
        shard, fits = part.shard, _fits(part, counted, other)
        count, more = did_near(
            shard.ptr, shard.touchpoint, shard.ts, part.low, part.high, role, fits, spans, where, window, end
        )
        return _enough(count, more, times, sure=sure)

    return Leaf("customers", 4.0, look_near)


def _role(journeys: Journeys, counted: Events, other: Events | None) -> NDArray[np.uint8]:
    from desireline.kernels.did import OTHER, WANTED

    role = np.zeros(max(1, journeys.width), dtype=np.uint8)
    for events, bit in ((counted, WANTED), (other, OTHER)):
        for name in events.touchpoints if events else ():
            role[journeys.touchpoint(name)] |= bit
    return role


def _fits(part: Slice, counted: Events, other: Events | None) -> NDArray[np.uint8]:
    """Return what each event is fit for by the conditions on it; nothing where there are none."""
    from desireline.kernels.did import OTHER, WANTED

    if counted.where is None and (other is None or other.where is None):
        return np.empty(0, dtype=np.uint8)
    fits = np.zeros(part.end - part.begin, dtype=np.uint8)
    for events, bit in ((counted, WANTED), (other, OTHER)):
        if events is None:
            continue
        if events.where is None:
            fits |= bit
            continue
        mask = events.where.mask(part, sure=True)
        fits |= (mask if events.where.unit == "events" else np.repeat(mask, part.sizes)).astype(np.uint8) * bit
    return fits


def _enough(count: NDArray[np.uint32], more: NDArray[np.uint32], times: Times, *, sure: bool) -> NDArray[np.bool_]:
    """Say whether numbers, to which some may be added, are as wanted: surely, or possibly."""
    low, high = count.astype(np.int64), count.astype(np.int64) + more
    if times.limit == "at least":
        return np.asarray((low if sure else high) >= times.times)
    if times.limit == "at most":
        return np.asarray((high if sure else low) <= times.times)
    if sure:
        return np.asarray((low == times.times) & (high == times.times))
    return np.asarray((low <= times.times) & (high >= times.times))


def check_relation(condition: Did) -> None:
    """Refuse what text cannot say.

    Raises:
        InputError: a relation lacks its other side, or the other way round.
    """
    if (condition.relation is None) != (not condition.other):
        raise InputError("a did with a relation needs the touchpoints in other, and one without must have none")
    if condition.relation == "of" and condition.within is None:
        raise InputError('a did with the relation of needs a time: give within, such as "7d"')
