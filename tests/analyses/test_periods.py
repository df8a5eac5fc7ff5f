"""Periods of the calendar, where clocks change and days are left out."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from desireline.analyses._periods import periods
from desireline.base.times import from_us, to_us


def us(text: str, zone: ZoneInfo) -> int:
    return to_us(datetime.fromisoformat(text).replace(tzinfo=zone))


def test_days_are_as_long_as_the_clock_makes_them() -> None:
    zone = ZoneInfo("Europe/Budapest")
    for first, hours in (("2026-03-28", [24, 23, 24]), ("2026-10-24", [24, 25, 24])):
        begin = us(first, zone)
        found = periods(begin, begin + 60 * 3_600_000_000, "day", zone)
        assert (np.diff(found.edge) // 3_600_000_000).tolist() == hours
        assert found.days == [date.fromisoformat(first) + timedelta(days=more) for more in range(3)]


@pytest.mark.parametrize(
    ("every", "days"),
    [
        ("day", ["2025-12-31", "2026-01-01"]),
        ("week", ["2025-12-29"]),
        ("month", ["2025-12-01", "2026-01-01"]),
    ],
)
def test_about_new_year(every: str, days: list[str]) -> None:
    zone = ZoneInfo("Asia/Taipei")
    found = periods(us("2025-12-31T23:59", zone), us("2026-01-01T00:00", zone), every, zone)  # type: ignore[arg-type]
    assert [day.isoformat() for day in found.days] == days


def test_a_day_that_a_zone_left_out_is_none() -> None:
    zone = ZoneInfo("Pacific/Apia")  # moved over the date line at the end of 2011-12-29
    found = periods(us("2011-12-29T12:00", zone), us("2011-12-31T12:00", zone), "day", zone)
    assert [day.isoformat() for day in found.days] == ["2011-12-29", "2011-12-31"]


@pytest.mark.parametrize("name", ["Europe/Budapest", "America/Sao_Paulo", "Pacific/Apia", "Australia/Lord_Howe", "UTC"])
def test_the_table_finds_each_time(name: str) -> None:
    zone = ZoneInfo(name)
    found = periods(us("2009-11-20T10:00", zone), us("2012-05-03T10:00", zone), "day", zone)
    begin, table, edge, shift = found.table()
    for left, right in pairwise(found.edge.tolist()):
        for when in (left, left + 1, (left + right) // 2, right - 1):
            bucket = (when - int(begin)) >> int(shift)
            place = int(table[bucket]) + (when >= edge[bucket])
            assert found.days[place] == from_us(when, zone).date()
