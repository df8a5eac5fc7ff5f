"""Customers and events by day and week, and by channel: folds over all events."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from desireline.analyses._members import Members, customers_of, customers_with, events_of
from desireline.analyses._periods import calendar_day, periods
from desireline.base.times import to_us, zone
from desireline.journeys import Journeys, fold
from desireline.journeys.store import Shard

__all__ = ["ByChannel", "ByDay", "count_by_channel", "count_by_day", "customers_in", "day_us", "events_in", "new_in"]

_WEEK = 7


@dataclass(frozen=True)
class ByDay:
    """Counts by day and by week of the project's time zone; weeks begin on Mondays.

    Attributes:
        days: each day; days that a time zone left out are none.
        weeks: each week's Monday.
        edge: when each day begins, µs, and when the last one ends.
        by_day: events and customers, shape (2, days).
        by_week: events, customers and new customers, shape (3, weeks); new are those whose first event of all is in it, whatever the
            span of time.
        first_us: the earliest event, µs; None without events.
    """

    days: list[date]
    weeks: list[date]
    edge: NDArray[np.int64]
    by_day: NDArray[np.int64]
    by_week: NDArray[np.int64]
    first_us: int | None


def count_by_day(journeys: Journeys, weeks: int) -> ByDay:
    """Count the last weeks, up to the one in which the data end."""
    from desireline.kernels.overview import by_day

    tz = zone(journeys.settings.time_zone)
    last = calendar_day(journeys.end_us, tz)
    last += timedelta(days=_WEEK - 1 - last.weekday())
    first = last - timedelta(days=_WEEK * weeks - 1)
    found = periods(day_us(first, journeys), day_us(last, journeys), "day", tz)
    _, table, _, shift = found.table()
    week = np.array([*((day - first).days // _WEEK for day in found.days), weeks], dtype=np.uint32)
    partials = fold(
        journeys,
        lambda shard, low, high: by_day(shard.ptr, shard.ts, low, high, found.edge, table, shift, week, weeks),
    )
    days = sum((partial[0] for partial in partials), np.zeros((2, len(found.days)), dtype=np.int64))
    customers = sum((partial[1] for partial in partials), np.zeros((2, weeks), dtype=np.int64))
    events = np.bincount(week[:-1], weights=days[0], minlength=weeks).astype(np.int64)
    week_edge = np.array([day_us(first + timedelta(days=_WEEK * number), journeys) for number in range(weeks + 1)])
    earliest = min((int(partial[2][0]) for partial in partials), default=None)
    return ByDay(
        days=found.days,
        weeks=[first + timedelta(days=_WEEK * number) for number in range(weeks)],
        edge=found.edge,
        by_day=days,
        by_week=np.vstack(
            [events, customers[0], customers[1] if journeys.since_us is None else _new(journeys, week_edge)]
        ),
        first_us=earliest if journeys.events else None,
    )


def _new(journeys: Journeys, edge: NDArray[np.int64]) -> NDArray[np.int64]:
    """Count by week those who are new, looking past the span of time."""
    since, until = journeys.since_us or 0, journeys.end_us + 1

    def counted(shard: Shard, low: int, high: int) -> NDArray[np.int64]:
        _, first = _firsts(shard, low, high)
        own = first[(first >= since) & (first < until)]
        return np.bincount(np.searchsorted(edge, own, side="right"), minlength=len(edge) + 1)[1:-1]

    return sum(fold(journeys.until_end(), counted), np.zeros(len(edge) - 1, dtype=np.int64))


def _firsts(shard: Shard, low: int, high: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return which customers of a slice have events, and when the first was."""
    found = np.flatnonzero(shard.ptr[low:high] < shard.ptr[low + 1 : high + 1])
    return found, np.asarray(shard.ts[shard.ptr[low:high][found]])


@dataclass(frozen=True)
class ByChannel:
    """Counts by channel, in the order of the store: events, customers, the newest event's time (µs)."""

    events: NDArray[np.int64]
    customers: NDArray[np.int64]
    last_us: NDArray[np.int64]


def count_by_channel(journeys: Journeys) -> ByChannel:
    """Count all channels."""
    from desireline.kernels.overview import by_channel

    width = len(journeys.channels)
    partials = fold(journeys, lambda shard, low, high: by_channel(shard.ptr, shard.ts, shard.channel, low, high, width))
    found = np.array([np.zeros((3, width), dtype=np.int64), *partials])
    newest = np.where(found[:, 0] > 0, found[:, 2], np.iinfo(np.int64).min).max(axis=0)
    return ByChannel(found[:, 0].sum(axis=0), found[:, 1].sum(axis=0), newest)


def day_us(day: date, journeys: Journeys) -> int:
    """Return when a day begins in the project's time zone."""
    return to_us(datetime.combine(day, time(), zone(journeys.settings.time_zone)))


def events_in(journeys: Journeys, begin: int, end: int) -> Members:
    """Return the events of a time: `begin` to just before `end`, µs."""
    return events_of(journeys, lambda shard, low, high: _within(shard, low, high, begin, end))


def customers_in(journeys: Journeys, begin: int, end: int) -> Members:
    """Return the customers with any event of a time."""
    return customers_with(journeys, lambda shard, low, high: _within(shard, low, high, begin, end))


def new_in(journeys: Journeys, begin: int, end: int) -> Members:
    """Return the customers whose first event of all lies in a time; where they are narrowed to a span of time, in that as well."""
    whole = journeys
    if journeys.since_us is not None:
        whole, begin, end = journeys.until_end(), max(begin, journeys.since_us), min(end, journeys.end_us + 1)

    def chosen(shard: Shard, low: int, high: int) -> NDArray[np.bool_]:
        marked = np.zeros(high - low, dtype=bool)
        found, first = _firsts(shard, low, high)
        marked[found[(first >= begin) & (first < end)]] = True
        return marked

    return customers_of(whole, chosen)


def _within(shard: Shard, low: int, high: int, begin: int, end: int) -> NDArray[np.int64]:
    start = int(shard.ptr[low])
    ts = shard.ts[start : int(shard.ptr[high])]
    return np.flatnonzero((ts >= begin) & (ts < end)) + start
