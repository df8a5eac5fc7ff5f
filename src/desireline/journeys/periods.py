"""Periods: text such as `2026-03`, `2026-01-01..2026-03-31` or `last 30d` to microseconds."""

import re
from datetime import date, datetime, timedelta

import numpy as np

from desireline.base.durations import parse_duration
from desireline.base.errors import InputError
from desireline.base.times import to_us, zone
from desireline.journeys.journeys import Journeys
from desireline.journeys.view import Keep, between

__all__ = ["ALWAYS", "keep_period", "normal_period", "period_us"]

ALWAYS = (int(np.iinfo(np.int64).min), int(np.iinfo(np.int64).max))
"""The period that holds every event."""

_LAST = re.compile(r"last\s+(\S.*)")
_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_YEARS = (1900, 2200)


def normal_period(text: str) -> str:
    """Return a period in its one spelling.

    Raises:
        InputError: the text is not a period, or its end comes before its start.
    """
    spaced = " ".join(text.split()).lower()
    last = _LAST.fullmatch(spaced)
    if last:
        parse_duration(last[1])
        return f"last {last[1].replace(' ', '')}"
    _days(spaced)
    return spaced.replace(" ", "")


def period_us(text: str, journeys: Journeys) -> tuple[int, int]:
    """Return where a period starts and where it has ended, µs: it holds what is at or after the first and before the second.

    Days, months and years are those of the project's time zone, and the last one named belongs to the period. `last 30d` ends with the
    last event of the data.

    Args:
        text: `2026`, `2026-03`, `2026-03-05`, two of these with `..` between them (or before, or after one), or `last` and a duration.
        journeys: whose data and time zone.

    Raises:
        InputError: the text is not a period, or its end comes before its start.
    """
    period = normal_period(text)
    last = _LAST.fullmatch(period)
    if last:
        return journeys.end_us + 1 - parse_duration(last[1]), journeys.end_us + 1
    first, past = _days(period)
    tz = zone(journeys.settings.time_zone)
    low, high = (
        limit if day is None else to_us(datetime(day.year, day.month, day.day, tzinfo=tz))
        for day, limit in zip((first, past), ALWAYS, strict=True)
    )
    return low, high


def keep_period(text: str, journeys: Journeys) -> Keep:
    """Return what keeps the events of a period.

    Raises:
        InputError: the text is not a period, or its end comes before its start.
    """
    return between(*period_us(text, journeys))


def _days(text: str) -> tuple[date | None, date | None]:
    """Return the first day, and the day after the last; None for no limit."""
    first, dots, last = (part.strip() for part in text.partition(".."))
    last = last if dots else first
    if not first and not last:
        raise _wrong(text)
    begin = _span(first, text)[0] if first else None
    end = _span(last, text)[1] if last else None
    if begin is not None and end is not None and end <= begin:
        raise InputError(f"the period '{text}' ends before it starts: write the earlier day first")
    return begin, end


def _span(day: str, text: str) -> tuple[date, date]:
    """Return the first day of a day, month or year, and the day after its last."""
    match = _DAY.fullmatch(day)
    if not match:
        raise _wrong(text)
    year, month, of_month = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    try:
        begin = date(year, month, of_month)
    except ValueError as error:
        raise _wrong(text) from error
    if not _YEARS[0] <= year <= _YEARS[1]:
        raise InputError(
            f"the year {match[1]} in the period '{text}' is out of range: write {_YEARS[0]} to {_YEARS[1]}"
        )
    if match[3]:
        return begin, begin + timedelta(days=1)
    if match[2]:
        return begin, date(year + month // 12, month % 12 + 1, 1)
    return begin, date(year + 1, 1, 1)


def _wrong(text: str) -> InputError:
    return InputError(f"'{text}' is not a period: write 2026, 2026-03, 2026-03-05, 2026-01-01..2026-03-31 or last 30d")
