"""Formats read off the values are those by which DuckDB reads the right time."""

from datetime import UTC, datetime

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.sources.recognise.time_formats import clock_format, read_format, zone_names

_PATTERNS = [
    ("2024-03-15 14:20:05", "iso"),
    ("2024-03-15T14:20:05Z", "iso"),
    ("2024-03-15T16:20:05.250+02:00", "iso"),
    ("2024/3/15 14:20", "iso"),
    ("2024-03-15", "iso"),
    ("2024-03-15 10:20 Europe/Budapest", "iso"),
    ("2015-02-24 11:35:52 -0800", "%Y-%m-%d %H:%M:%S %z"),
    ("2024. 03. 15. 14:20", "%Y. %m. %d. %H:%M"),
    ("2024.03.15.", "%Y.%m.%d."),
    ("2024年3月15日", "%Y年%m月%d日"),
    ("2024年3月15日 14:20", "%Y年%m月%d日 %H:%M"),
    ("2024年3月15日14时20分", "%Y年%m月%d日%H时%M分"),
    ("15.03.2024 14:20", "%d.%m.%Y %H:%M"),
    ("15.03.24", "%d.%m.%y"),
    ("15/03/2024 14:20:05", "%d/%m/%Y %H:%M:%S"),
    ("3/15/2024 2:20 PM", "%m/%d/%Y %I:%M %p"),
    ("03/15/2024 02:20:05 pm", "%m/%d/%Y %I:%M:%S %p"),
    ("13-03-2015", "%d-%m-%Y"),
    ("15-Mar-24", "%d-%b-%y"),
    ("Mar 15, 2024", "%b %d, %Y"),
    ("March 15, 2024", "%B %d, %Y"),
    ("2024年03月15日 14:20:05", "%Y年%m月%d日 %H:%M:%S"),
    ("Fri, 15 Mar 2024 14:20:05 +0100", "%a, %d %b %Y %H:%M:%S %z"),
    ("Fri, 15 Mar 2024 14:20:05 GMT", "%a, %d %b %Y %H:%M:%S %Z"),
    ("15/Mar/2024:14:20:05 -0700", "%d/%b/%Y:%H:%M:%S %z"),
    ("2024-03-15 14:20:05,123", "%Y-%m-%d %H:%M:%S,%f"),
    ("20240315", "%Y%m%d"),
    ("20240315142005", "%Y%m%d%H%M%S"),
    ("20240315T142005Z", None),
    ("15.03.2024 10:20 Europe/Budapest", "%d.%m.%Y %H:%M %Z"),
]


@pytest.mark.parametrize(("value", "expected"), [pair for pair in _PATTERNS if pair[1]])
def test_format(value: str, expected: str) -> None:
    written = read_format([value])
    assert written is not None
    assert written.format == expected


@pytest.mark.parametrize(("value", "expected"), [pair for pair in _PATTERNS if pair[1] and pair[1] != "iso"])
def test_duckdb_reads_the_format(value: str, expected: str) -> None:
    with duckdb.connect() as con:
        con.execute("set timezone = 'UTC'")
        read = con.execute("select try_strptime(?, ?)", [value, expected]).fetchall()[0][0]
    assert read is not None
    assert read.replace(tzinfo=None).year in (2015, 2024)
    assert read.day in (13, 15, 24)


@pytest.mark.parametrize("value", [value for value, expected in _PATTERNS if expected == "iso"])
def test_duckdb_casts_iso(value: str) -> None:
    with duckdb.connect() as con:
        con.execute("set timezone = 'UTC'")
        read = con.execute("select try_cast(? as timestamptz)", [value]).fetchall()[0][0]
    assert read is not None
    assert (read.year, read.month, read.day) == (2024, 3, 15)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1541121934", "epoch_s"),
        ("1541121934796", "epoch_ms"),
        ("1541121934796.0", "epoch_ms"),
        ("1604192073036492", "epoch_us"),
    ],
)
def test_epochs_by_size(value: str, expected: str) -> None:
    written = read_format([value])
    assert written is not None
    assert (written.format, written.zoned, written.digits) == (expected, True, True)
    assert "since 1970" in written.words


def test_reason_tells_the_size() -> None:
    written = read_format(["1541121934796", "1541121934797", "1541121934798"])
    assert written is not None
    assert written.words == "whole numbers around 1 541 121 934 797, milliseconds since 1970"


@pytest.mark.parametrize(
    "value",
    [
        "hello",
        "12",
        "3.14",
        "2024-13-45",
        "99/99/2024",
        "10.0.0.1",
        "v1.2.3",
        "+36 20 123 4567",
        "12-34-56-78",
        "",
        "a" * 500,
        "1e300",
        "٢٠٢٤-٠١-٠١",
    ],
)
def test_what_is_no_time(value: str) -> None:
    assert read_format([value]) is None


def test_day_first_is_proved_by_a_number_above_12() -> None:
    written = read_format(["03/04/2024", "25/04/2024"])
    assert written is not None
    assert (written.format, written.sure) == ("%d/%m/%Y", True)
    written = read_format(["03/04/2024", "04/25/2024"])
    assert written is not None
    assert (written.format, written.sure) == ("%m/%d/%Y", True)


def test_what_could_be_read_both_ways_is_said() -> None:
    written = read_format(["03/04/2024", "05/06/2024"])
    assert written is not None
    assert not written.sure
    assert "other way round" in written.words


def test_the_place_that_varies_more_is_the_day() -> None:
    written = read_format(["2/10/2025 7:58", "2/11/2025 9:59"])
    assert written is not None
    assert (written.format, written.sure) == ("%m/%d/%Y %H:%M", False)


def test_a_few_unreadable_values_do_not_hide_a_time() -> None:
    values = [f"{day:02}.03.2024" for day in range(1, 29)] * 2 + ["unknown"]
    written = read_format(values)
    assert written is not None
    assert written.format == "%d.%m.%Y"
    assert read_format([*values[:10], *["unknown"] * 3]) is None


def test_a_zone_that_duckdb_does_not_know_is_fixed() -> None:
    written = read_format(["15.03.2024 14:20 MSK"])
    assert written is not None
    assert (written.format, written.zone) == ("%d.%m.%Y %H:%M MSK", "Europe/Moscow")


def test_clocks_and_zones() -> None:
    assert clock_format(["14:20", "9:05"]) == "%H:%M"
    assert clock_format(["2:20:05 PM"]) == "%I:%M:%S %p"
    assert clock_format(["14:20", "noon"]) is None
    assert zone_names(["Europe/Budapest", "UTC"]) == "%Z"
    assert zone_names(["+02:00", "-0800"]) == "%z"
    assert zone_names(["Eastern Time (US & Canada)"]) is None
    assert zone_names([]) is None


@given(st.lists(st.text(max_size=40), max_size=10))
def test_any_values_can_be_asked(values: list[str]) -> None:
    written = read_format(values)
    assert written is None or written.format


@given(
    st.lists(st.datetimes(datetime(1972, 1, 1), datetime(2099, 1, 1)), min_size=30, max_size=60),
    st.sampled_from(
        ["%d.%m.%Y %H:%M:%S", "%m/%d/%Y %I:%M %p", "%Y. %m. %d. %H:%M", "%d %b %Y %H:%M:%S", "%Y%m%d%H%M%S"]
    ),
)
def test_what_was_written_is_read_back(times: list[datetime], pattern: str) -> None:
    values = [time.strftime(pattern) for time in times]
    written = read_format(values)
    assert written is not None
    if written.sure:
        assert written.format == pattern
        assert [datetime.strptime(value, written.format).replace(tzinfo=UTC) for value in values] == [
            datetime.strptime(time.strftime(pattern), pattern).replace(tzinfo=UTC) for time in times
        ]
