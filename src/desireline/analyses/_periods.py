"""Days, weeks and months of a time zone's calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from desireline.base.times import from_us, to_us

__all__ = ["Every", "Periods", "calendar_day", "periods"]

Every = Literal["day", "week", "month"]

_SHIFT = 36
"""2 ** 36 µs are 19 hours: shorter than any day, those of 23 hours too."""


_FIRST, _LAST = date(100, 1, 1), date(9998, 12, 31)


@dataclass(frozen=True)
class Periods:
    """Periods one after the other.

    Attributes:
        days: the first day of each.
        edge: when each begins, µs, and when the last one ends.
    """

    days: list[date]
    edge: NDArray[np.int64]

    def table(self) -> tuple[np.int64, NDArray[np.uint32], NDArray[np.int64], np.uint64]:
        """Return what finds a time's period at once.

        Returns:
            When the first period begins; the period in which each bucket of 2 ** shift µs after that begins; when that period ends; shift.
        """
        starts = np.arange(self.edge[0], self.edge[-1], 1 << _SHIFT)
        after = np.searchsorted(self.edge, starts, side="right")
        return self.edge[0], (after - 1).astype(np.uint32), self.edge[after], np.uint64(_SHIFT)


def periods(first_us: int, last_us: int, every: Every, zone: ZoneInfo) -> Periods:
    """Return the periods from the one that holds `first_us` to the one that holds `last_us`; weeks begin on Mondays.

    A day that a zone left out, as where it moved over the date line, is none.
    """
    days = list(_days(calendar_day(first_us, zone), calendar_day(last_us, zone), every))
    edge = np.array([to_us(datetime.combine(day, time(), zone)) for day in days], dtype=np.int64)
    there = np.diff(edge) > 0
    return Periods([day for day, real in zip(days, there, strict=False) if real], edge[np.append(there, True)])


def calendar_day(us: int, zone: ZoneInfo) -> date:
    """Return the day of a time; of times that no calendar reaches, one close to its first or last, with room for weeks about it."""
    return min(max(from_us(us, zone).date(), _FIRST), _LAST)


def _days(first: date, last: date, every: Every) -> Iterator[date]:
    """Give the first day of each period, and of the one after the last."""
    day = _begin(first, every)
    while day <= last:
        yield day
        day = _next(day, every)
    yield day


def _begin(day: date, every: Every) -> date:
    if every == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if every == "week" else day


def _next(day: date, every: Every) -> date:
    if every == "month":
        return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return day + timedelta(days=7 if every == "week" else 1)
