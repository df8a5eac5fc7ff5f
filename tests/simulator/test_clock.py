from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.simulator.clock import Clock, TimeStyle

ZONES = ("Europe/Budapest", "UTC", "America/St_Johns", "Australia/Lord_Howe", "Asia/Taipei", "Africa/Casablanca")
CLOCKS = {zone: Clock(zone, date(2025, 7, 1), date(2026, 6, 30)) for zone in ZONES}
STYLES: tuple[tuple[str, TimeStyle, str, str], ...] = (
    ("%Y-%m-%d", "zone", " ", "%Y-%m-%d %H:%M:%S %z"),
    ("%d.%m.%Y", "seconds", " ", "%d.%m.%Y %H:%M:%S"),
    ("%d.%m.%Y", "minutes", " ", "%d.%m.%Y %H:%M"),
    ("%m/%d/%Y", "half", " ", "%m/%d/%Y %I:%M:%S %p"),
    ("%Y-%m-%d", "none", " ", "%Y-%m-%d"),
    ("%Y-%m-%d", "seconds", "T", "%Y-%m-%dT%H:%M:%S"),
)


@given(zone=st.sampled_from(ZONES), at=st.integers(1_751_328_000, 1_782_864_000), style=st.sampled_from(STYLES))
def test_times_are_written_as_the_standard_library_writes_them(
    zone: str, at: int, style: tuple[str, TimeStyle, str, str]
) -> None:
    day, time, between, pattern = style
    expected = datetime.fromtimestamp(at, ZoneInfo(zone)).strftime(pattern)
    assert CLOCKS[zone].write(np.array([at]), day, time, between) == [expected]


@pytest.mark.parametrize("zone", ZONES)
def test_every_quarter_of_the_year_has_the_right_offset(zone: str) -> None:
    clock = CLOCKS[zone]
    at = np.arange(clock.start, clock.end, 900)
    expected = [
        round((datetime.fromtimestamp(int(moment), clock.zone).utcoffset() or timedelta()).total_seconds())
        for moment in at
    ]
    assert clock.offset(at).tolist() == expected


@given(zone=st.sampled_from(ZONES), at=st.integers(1_751_328_000, 1_782_864_000))
def test_the_wall_clock_leads_back_to_the_moment_but_for_the_hour_that_comes_twice(zone: str, at: int) -> None:
    clock = CLOCKS[zone]
    back = clock.utc(clock.local(np.array([at])))
    assert clock.local(back).tolist() == clock.local(np.array([at])).tolist()
    assert abs(int(back[0]) - at) in (0, 1_800, 3_600)


def test_iso_times_carry_their_offset() -> None:
    at = round(datetime(2025, 12, 24, 17, 5, 9, tzinfo=UTC).timestamp())
    assert CLOCKS["Europe/Budapest"].write(np.array([at]), "%Y-%m-%d", "iso", "T") == ["2025-12-24T18:05:09+01:00"]
    assert CLOCKS["America/St_Johns"].write(np.array([at]), "%Y-%m-%d", "iso", "T") == ["2025-12-24T13:35:09-03:30"]


def test_days_hold_from_midnight_to_midnight_with_both_ends() -> None:
    clock = CLOCKS["Europe/Budapest"]
    first, after = clock.midnight(date(2026, 3, 29)), clock.midnight(date(2026, 3, 30))
    assert after - first == 23 * 3600  # the clock is put forward that day
    inside = clock.within(np.array([first - 1, first, after - 1, after]), date(2026, 3, 29), date(2026, 3, 29))
    assert inside.tolist() == [False, True, True, False]
