"""Microseconds and points in time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.base.errors import InputError
from desireline.base.times import from_us, moment_us, to_us, zone


@given(
    st.integers(-62_000_000_000_000_000, 250_000_000_000_000_000),
    st.sampled_from(["UTC", "Europe/Budapest", "Asia/Taipei", "America/St_Johns"]),
)
def test_there_and_back(us: int, name: str) -> None:
    when = from_us(us, zone(name))
    assert to_us(when) == us
    assert when == datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)


@pytest.mark.parametrize("name", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_times_that_no_calendar_has(name: str) -> None:
    assert [from_us(us, zone(name)).year for us in (-(2**63), 2**63 - 1)] == [1, 9999]


def test_the_hour_that_comes_twice() -> None:
    first, second = (to_us(datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=zone("Europe/Budapest"))) for fold in (0, 1))
    assert second - first == 3_600_000_000
    assert [from_us(us, zone("Europe/Budapest")).fold for us in (first, second)] == [0, 1]


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../etc/passwd", "UTC+2", "a\0b"])
def test_no_zones(name: str) -> None:
    with pytest.raises(InputError, match="is not a time zone: use an IANA name such as Europe/Budapest or UTC"):
        zone(name)


def test_a_day_begins_by_the_clocks_of_its_zone() -> None:
    assert moment_us("2026-01-31", "Europe/Budapest") == 1_769_814_000_000_000
    assert moment_us("2026-01-31T14:30", "UTC") == 1_769_869_800_000_000
    assert moment_us("2026-01-31T14:30+02:00", "Asia/Taipei") == 1_769_862_600_000_000


@pytest.mark.parametrize("text", ["", "soon", "31.01.2026", "2026-02-30"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(InputError, match="is not a date") as told:
        moment_us(text, "UTC")
    assert told.value.place == ("at",)
