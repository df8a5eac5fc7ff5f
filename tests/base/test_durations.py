"""Durations as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.base.durations import DAY_US, HOUR_US, MINUTE_US, SECOND_US, parse_duration
from desireline.base.errors import InputError


@pytest.mark.parametrize(
    ("text", "us"),
    [
        ("30m", 30 * MINUTE_US),
        ("1h30m", 90 * MINUTE_US),
        (" 2 D ", 2 * DAY_US),
        ("1w 1d", 8 * DAY_US),
        ("1.5h", 90 * MINUTE_US),
        ("90s", 90 * SECOND_US),
        ("5ms", 5_000),
        ("0.5ms", 500),
        ("36525d", 36_525 * DAY_US),
    ],
)
def test_what_texts_say(text: str, us: int) -> None:
    assert parse_duration(text) == us


@pytest.mark.parametrize("text", ["", "m", "30", "30 minutes", "-5m", "1.5.5h", "5m and 3s", "1e3s", "∞d"])
def test_no_durations(text: str) -> None:
    with pytest.raises(InputError, match=r"is not a duration: write a number and a unit \(ms, s, m, h, d, w\)"):
        parse_duration(text)


@pytest.mark.parametrize("text", ["0s", "0d0h", "0.0001ms"])
def test_nothing_is_no_duration(text: str) -> None:
    with pytest.raises(InputError, match="must be longer than nothing"):
        parse_duration(text)


@pytest.mark.parametrize("text", ["36526d", "9" * 30 + "w", "9" * 400 + "d"])
def test_longer_than_arrays_hold(text: str) -> None:
    with pytest.raises(InputError, match="is longer than a hundred years"):
        parse_duration(text)


@given(st.integers(0, 300), st.integers(0, 100), st.integers(0, 100))
def test_parts_add_up(days: int, hours: int, minutes: int) -> None:
    if days + hours + minutes:
        us = days * DAY_US + hours * HOUR_US + minutes * MINUTE_US
        assert parse_duration(f"{days}d{hours}h {minutes}m") == us
