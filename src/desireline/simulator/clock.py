"""Local time at speed: between seconds in UTC and the wall clock of the business, and how each tool writes it."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal

import numpy as np

from desireline.base.times import to_us, zone
from desireline.simulator.draws import Bools, Ints

__all__ = ["DAY", "HOUR", "MINUTE", "Clock", "TimeStyle"]

MINUTE = 60
HOUR = 3_600
DAY = 86_400
_STEP = 900  # no zone has changed its clock between two quarters of an hour
_MONDAY = 3  # 1970 began on a Thursday

TimeStyle = Literal["none", "minutes", "seconds", "half", "zone", "iso"]
"""13:05, 13:05:11, 01:05:11 PM, 13:05:11 +0200, 13:05:11+02:00, or no time of day."""


class Clock:
    """The wall clock of a time zone over a period. Times are seconds since 1970.

    Args:
        time_zone: IANA name.
        start: first day of the period.
        end: last day of the period.
    """

    def __init__(self, time_zone: str, start: date, end: date) -> None:
        self.zone = zone(time_zone)
        self.start = self.midnight(start)
        self.end = self.midnight(end + timedelta(days=1))
        self._origin = self.start - 400 * DAY - self.start % _STEP
        steps = np.arange(self._origin, self.end + 400 * DAY, _STEP)
        self._offsets = np.array([_offset(int(step), self) for step in steps[:: DAY // _STEP]], dtype=np.int64).repeat(
            DAY // _STEP
        )[: len(steps)]
        for day in np.flatnonzero(np.diff(self._offsets)):  # only days with a change are looked at closely
            for index in range(day + 1 - DAY // _STEP, day + 1):
                self._offsets[index] = _offset(int(steps[index]), self)

    def midnight(self, day: date) -> int:
        """Return when that day begins."""
        return to_us(datetime(day.year, day.month, day.day, tzinfo=self.zone)) // 1_000_000

    def offset(self, at: Ints) -> Ints:
        """Return how far the wall clock is ahead of UTC, in seconds."""
        index = np.clip((at - self._origin) // _STEP, 0, len(self._offsets) - 1)
        return self._offsets[index]

    def local(self, at: Ints) -> Ints:
        """Return what the wall clock shows, as seconds since 1970 *on the wall clock*."""
        return at + self.offset(at)

    def utc(self, local: Ints) -> Ints:
        """Return when the wall clock shows that; within a change of the clock, a time next to it."""
        guess = local - self.offset(local)
        return local - self.offset(guess)

    def weekday(self, at: Ints) -> Ints:
        """Return the local weekday: 0 is Monday."""
        return (self.local(at) // DAY + _MONDAY) % 7

    def hour(self, at: Ints) -> Ints:
        """Return the local hour, 0 to 23."""
        return self.local(at) % DAY // HOUR

    def within(self, at: Ints, start: date | None, end: date | None) -> Bools:
        """Say which times lie on the days from `start` to `end`, both included; a missing end is open."""
        first = self.start - 10_000 * DAY if start is None else self.midnight(start)
        last = self.end + 10_000 * DAY if end is None else self.midnight(end + timedelta(days=1))
        return (at >= first) & (at < last)

    def write(self, at: Ints, day: str, time: TimeStyle = "none", between: str = " ") -> list[str]:
        """Return each time as a tool writes it.

        Args:
            at: the times.
            day: the pattern of the day, such as `%Y-%m-%d`.
            time: how the time of day follows.
            between: what stands between the two.
        """
        local = self.local(at)
        days, seconds = np.divmod(local, DAY)
        day_texts = _day_texts(days, day)
        if time == "none":
            return day_texts
        clock_texts = _clock_texts(time)
        texts = [
            date_text + between + clock_texts[second]
            for date_text, second in zip(day_texts, seconds.tolist(), strict=True)
        ]
        if time not in ("zone", "iso"):
            return texts
        offsets = local - at
        zones = {offset: _zone_text(offset, iso=time == "iso") for offset in np.unique(offsets).tolist()}
        return [text + zones[offset] for text, offset in zip(texts, offsets.tolist(), strict=True)]


def _offset(at: int, clock: Clock) -> int:
    delta = datetime.fromtimestamp(at, clock.zone).utcoffset()
    return round(delta.total_seconds()) if delta is not None else 0


def _day_texts(days: Ints, style: str) -> list[str]:
    unique, where = np.unique(days, return_inverse=True)
    texts = [(date(1970, 1, 1) + timedelta(days=int(day))).strftime(style) for day in unique]
    return [texts[index] for index in where.tolist()]


@cache
def _clock_texts(time: TimeStyle) -> list[str]:
    """Return how each second of the day is written."""
    texts = [f"{second // HOUR:02}:{second // MINUTE % 60:02}:{second % MINUTE:02}" for second in range(DAY)]
    if time == "minutes":
        return [text[:5] for text in texts]
    if time == "half":
        return [
            f"{(second // HOUR + 11) % 12 + 1:02}{text[2:]} {'PM' if second >= DAY // 2 else 'AM'}"
            for second, text in enumerate(texts)
        ]
    return texts


def _zone_text(offset: int, *, iso: bool) -> str:
    sign, minutes = ("-", -offset // MINUTE) if offset < 0 else ("+", offset // MINUTE)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}" if iso else f" {sign}{minutes // 60:02}{minutes % 60:02}"
