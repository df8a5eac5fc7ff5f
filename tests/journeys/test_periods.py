"""Periods in a time zone whose days are not all 24 hours long."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.base.errors import InputError
from desireline.base.settings.model import Settings
from desireline.base.times import to_us
from desireline.journeys import Journeys
from desireline.journeys.periods import ALWAYS, keep_period, normal_period, period_us
from logs import Batch, Happening, built

HOUR = 3_600_000_000
BUDAPEST = ZoneInfo("Europe/Budapest")


def at(*when: int, tz: ZoneInfo = BUDAPEST) -> int:
    return to_us(datetime(*when, tzinfo=tz))  # type: ignore[arg-type, misc]


@pytest.fixture
def journeys(tmp_path: Path) -> Journeys:
    times = [at(2026, 3, 28, 23, 59), at(2026, 3, 29), at(2026, 3, 29, 23, 59), at(2026, 3, 30)]
    happenings = tuple(Happening(when, "a", ids={"user_id": "u"}) for when in times)
    return built(tmp_path, Settings(time_zone="Europe/Budapest"), Batch("web", happenings))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2026", at(2026, 1, 1), at(2027, 1, 1)),
        ("2026-12", at(2026, 12, 1), at(2027, 1, 1)),
        ("2026-03-29", at(2026, 3, 29), at(2026, 3, 30)),
        ("2026-10-25", at(2026, 10, 25), at(2026, 10, 26)),
        ("2024-02", at(2024, 2, 1), at(2024, 3, 1)),
        ("2026-01-01..2026-03-31", at(2026, 1, 1), at(2026, 4, 1)),
        ("2025..2026-02", at(2025, 1, 1), at(2026, 3, 1)),
        (" 2026-02 .. ", at(2026, 2, 1), ALWAYS[1]),
        ("..2026-02", ALWAYS[0], at(2026, 3, 1)),
        ("last 1h30m", at(2026, 3, 29, 22, 30) + 1, at(2026, 3, 30) + 1),
        ("LAST 1 d", at(2026, 3, 30) - 24 * HOUR + 1, at(2026, 3, 30) + 1),
    ],
)
def test_periods(journeys: Journeys, text: str, low: int, high: int) -> None:
    assert period_us(text, journeys) == (low, high)


def test_days_are_as_long_as_the_clock_says(journeys: Journeys) -> None:
    lengths = [period_us(day, journeys) for day in ("2026-03-29", "2026-10-25", "2026-06-01")]
    assert [(high - low) // HOUR for low, high in lengths] == [23, 25, 24]


def test_a_day_whose_midnight_does_not_exist(tmp_path: Path) -> None:
    """In Beirut clocks go from 0:00 to 1:00: the day starts then."""
    journeys = built(tmp_path, Settings(time_zone="Asia/Beirut"), Batch("web", (Happening(1, "a"),)))
    low, high = period_us("2022-03-27", journeys)
    assert (high - low) // HOUR == 23
    assert period_us("2022-03-26", journeys)[1] == low


def test_events_of_a_day_are_kept(journeys: Journeys) -> None:
    assert journeys.only(keep_period("2026-03-29", journeys)).events == 2
    assert journeys.only(keep_period("last 1m", journeys)).events == 1


@given(st.dates(min_value=datetime(1900, 1, 1).date(), max_value=datetime(2199, 12, 31).date()), st.integers(0, 400))
def test_spelling_is_one(day: datetime, days: int) -> None:
    assert normal_period(f" {day}  ..") == f"{day}.."
    assert normal_period(f"Last  {days + 1} D ") == f"last {days + 1}d"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "'' is not a period: write 2026, 2026-03"),
        ("..", "is not a period"),
        ("2026-13", "'2026-13' is not a period"),
        ("2026-02-30", "is not a period"),
        ("26-02-03", "is not a period"),
        ("٢٠٢٦", "is not a period"),
        ("2026-01..2026-02..2026-03", "is not a period"),
        ("2026-03..2026-02-28", "the period '2026-03..2026-02-28' ends before it starts"),
        ("0001", "the year 0001 in the period '0001' is out of range: write 1900 to 2200"),
        ("2026..9999", "the year 9999"),
        ("last", "is not a period"),
        ("last week", "'week' is not a duration"),
        ("last 1000000w", "longer than a hundred years"),
    ],
)
def test_what_is_no_period(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        normal_period(text)
    assert message in str(caught.value)
