"""Times in every usual form, in the project's zone, and those that are none."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.base.errors import InputError
from desireline.project import Project
from trial_imports import events, import_text, made_project, times


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return made_project(tmp_path / "shop")


def read(project: Project, written: list[str], rule: str = "columns: [t]") -> list[str]:
    """Import times as text and return them in UTC."""
    text = "t,n\n" + "".join(f'"{value}",{number}\n' for number, value in enumerate(written))
    import_text(project, text, mapping=f"time: {{{rule}}}\nname: {{columns: [n]}}\n")
    return times(project)


ISO = {
    "2024-02-29": "2024-02-29T00:00:00",
    "2024-02-29 13:14": "2024-02-29T13:14:00",
    "2024-02-29T13:14:15": "2024-02-29T13:14:15",
    " 2024-02-29 13:14:15.5 ": "2024-02-29T13:14:15.500000",
    "2024-02-29T13:14:15.123456789Z": "2024-02-29T13:14:15.123456",
    "2024-02-29T13:14:15+02:00": "2024-02-29T11:14:15",
    "2024-02-29T13:14:15+0530": "2024-02-29T07:44:15",
    "2024-02-29 13:14:15 -0800": "2024-02-29T21:14:15",
    "2024-02-29 13:14:15 UTC": "2024-02-29T13:14:15",
    "2024-07-01 12:00:00 Europe/Budapest": "2024-07-01T10:00:00",
    "2024-1-5 9:05": "2024-01-05T09:05:00",
    "2024/02/29 13:14:15": "2024-02-29T13:14:15",
    "2024/02/29": "2024-02-29T00:00:00",
    "20240229T131415Z": "2024-02-29T13:14:15",
    "20240229": "2024-02-29T00:00:00",
    "1969-12-31 23:59:59.999999": "1969-12-31T23:59:59.999999",
    "1901-01-01": "1901-01-01T00:00:00",
}


def test_iso_variants(project: Project) -> None:
    assert read(project, list(ISO)) == list(ISO.values())


def test_iso_variants_in_a_zone(tmp_path: Path) -> None:
    project = made_project(tmp_path / "shop", time_zone="Asia/Taipei")
    assert read(
        project, ["2024-02-29", "20240229T131415", "2024/02/29 13:14", "2024-02-29T13:14:15Z", "20240229T131415Z"]
    ) == [
        "2024-02-28T16:00:00",
        "2024-02-29T05:14:15",
        "2024-02-29T05:14:00",
        "2024-02-29T13:14:15",
        "2024-02-29T13:14:15",
    ]


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        ("epoch_s", ["1709212455", "1709212455.5", "-1", "0", "1.709212455e9"]),
        ("epoch_ms", ["1709212455000", "1709212455500", "-1000", "0", "1709212455000.0"]),
        ("epoch_us", ["1709212455000000", "1709212455500000", "-1000000", "0", "1709212455000000.0"]),
        ("epoch_ns", ["1709212455000000000", "1709212455500000000", "-1000000000", "0", "1709212455000000000.0"]),
    ],
)
def test_epochs(project: Project, unit: str, written: list[str]) -> None:
    expected = ["2024-02-29T13:14:15", "2024-02-29T13:14:15.500000", "1969-12-31T23:59:59", "1970-01-01T00:00:00"]
    assert read(project, written, f"columns: [t], format: {unit}") == [*expected, "2024-02-29T13:14:15"]


def test_nanoseconds_keep_their_microseconds(project: Project) -> None:
    read(project, ["1709212455123457999", "1709212455123456001"], "columns: [t], format: epoch_ns")
    assert events(project, "ts") == [1_709_212_455_123_457, 1_709_212_455_123_456]


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        ("%d.%m.%Y %H:%M", "29.02.2024 13:14"),
        ("%Y. %m. %d. %H:%M", "2024. 02. 29. 13:14"),
        ("%m/%d/%Y %I:%M %p", "02/29/2024 01:14 PM"),
        ("%a %b %d %H:%M:00 %Y", "Thu Feb 29 13:14:00 2024"),
        ("%d %B %Y %H:%M", "29 February 2024 13:14"),
        ("%Y-%m-%dT%H:%M%z", "2024-02-29T14:14+0100"),
    ],
)
def test_patterns(project: Project, pattern: str, written: str) -> None:
    assert read(project, [written], f"columns: [t], format: '{pattern}'") == ["2024-02-29T13:14:00"]


END = "columns: [t], day: end"


def test_days_at_their_end(tmp_path: Path) -> None:
    """The days on which clocks change included: in Havana that is at midnight, in Sao Paulo it was."""
    written = [
        "2024-03-30",
        "2024-03-31",
        "2024-10-27",
        "2024/02/29",
        "20240229",
        "2024-02-29 00:00:00",
        "2024-02-29 9:30",
    ]
    project = made_project(tmp_path / "shop", time_zone="Europe/Budapest")
    assert read(project, written, END) == [
        "2024-03-30T22:59:59.999999",
        "2024-03-31T21:59:59.999999",
        "2024-10-27T22:59:59.999999",
        *["2024-02-29T22:59:59.999999"] * 3,
        "2024-02-29T08:30:00",
    ]
    for place, day, last in (
        ("America/Havana", "2024-03-10", "2024-03-11T03:59:59.999999"),
        ("America/Sao_Paulo", "2018-02-17", "2018-02-18T02:59:59.999999"),
    ):
        found = read(made_project(tmp_path / place / "shop", time_zone=place), [day], END)
        assert found == [last]
        assert datetime.fromisoformat(last + "Z").astimezone(ZoneInfo(place)).isoformat()[:19] == f"{day}T23:59:59"


@pytest.mark.parametrize(("pattern", "written"), [("%d.%m.%Y", "29.02.2024"), ("%d.%m.%Y %H:%M", "29.02.2024 00:00")])
def test_days_of_a_pattern_at_their_end(project: Project, pattern: str, written: str) -> None:
    assert read(project, [written], f"{END}, format: '{pattern}'") == ["2024-02-29T23:59:59.999999"]


@pytest.mark.parametrize("pattern", ["epoch_s", "%d.%m.%Y %z"])
def test_the_end_of_the_day_of_a_moment_is_an_error(project: Project, pattern: str) -> None:
    with pytest.raises(InputError, match="`day: end` does not fit the time in column t, which tells its moment"):
        read(project, ["1"], f"{END}, format: '{pattern}'")


def test_orders_dated_by_day_come_after_the_visits_of_that_day(tmp_path: Path) -> None:
    """As guessed, and the same events again when the file comes again, or with the other reading."""
    project = made_project(tmp_path / "shop", time_zone="America/New_York")
    orders = "order_id,order_date,customer_id,total\n7001,2024-03-10,c1,20.00\n7002,2024-03-11,c2,30.00\n"
    web = "timestamp,event,customer_id\n2024-03-10T23:50:00,checkout,c1\n2024-03-11T00:00:00,home,c1\n"
    outcome = import_text(project, orders, name="orders.csv")
    (guess,) = [guess for guess in outcome.tables[0].guesses if guess.role == "time"]
    assert ("taken as its end" in guess.reason, guess.sure) == (True, False)
    import_text(project, web, name="web.csv")
    told = sorted(zip(events(project, "ts"), events(project, "id:customer_id"), events(project, "name"), strict=True))
    assert [one[1:] for one in told] == [("c1", "checkout"), ("c1", "order"), ("c1", "home"), ("c2", "order")]
    for again in (None, "time: {columns: [order_date], day: start}\n"):
        (record,) = import_text(project, orders, name="orders.csv", mapping=again).records
        assert (record.events, record.known) == (0, 2)


NAMED = {
    "ru": "5 января 2024 г.;6 февраля 2024 г.;7 марта 2024 г.;8 апреля 2024 г.;9 мая 2024 г.;10 июня 2024 г.;11 июля 2024 г.;"
    "12 августа 2024 г.;13 сентября 2024 г.;14 октября 2024 г.;15 ноября 2024 г.;16 декабря 2024 г.",
    "ru short": "05 янв. 2024;06 февр. 2024;07 мар. 2024;08 апр. 2024;09 мая 2024;10 июн. 2024;11 июл. 2024;12 авг. 2024;"
    "13 сент. 2024;14 окт. 2024;15 нояб. 2024;16 дек. 2024",
    "hu": "2024. január 5.;2024. február 6.;2024. március 7.;2024. április 8.;2024. május 9.;2024. június 10.;2024. július 11.;"
    "2024. augusztus 12.;2024. szeptember 13.;2024. október 14.;2024. november 15.;2024. december 16.",
    "hu short": "2024. jan. 5.;2024. febr. 6.;2024. márc. 7.;2024. ápr. 8.;2024. máj. 9.;2024. jún. 10.;2024. júl. 11.;"
    "2024. aug. 12.;2024. szept. 13.;2024. okt. 14.;2024. nov. 15.;2024. dec. 16.",
    "zh": "2024年1月5日;2024年2月6日;2024年3月7日;2024年4月8日;2024年5月9日;2024年6月10日;2024年7月11日;2024年8月12日;"
    "2024年9月13日;2024年10月14日;2024年11月15日;2024年12月16日",
    "en": "5 January 2024;6 February 2024;7 March 2024;8 April 2024;9 May 2024;10 June 2024;11 July 2024;12 August 2024;"
    "13 September 2024;14 October 2024;15 November 2024;16 December 2024",
    "en short": "Jan 5, 2024;Feb 6, 2024;Mar 7, 2024;Apr 8, 2024;May 9, 2024;Jun 10, 2024;Jul 11, 2024;Aug 12, 2024;"
    "Sep 13, 2024;Oct 14, 2024;Nov 15, 2024;Dec 16, 2024",
    "capitals": "5 ЯНВАРЯ 2024;6 ФЕВРАЛЯ 2024;7 МАРТА 2024;8 АПРЕЛЯ 2024;9 МАЯ 2024;10 ИЮНЯ 2024;11 ИЮЛЯ 2024;"
    "12 АВГУСТА 2024;13 СЕНТЯБРЯ 2024;14 ОКТЯБРЯ 2024;15 НОЯБРЯ 2024;16 ДЕКАБРЯ 2024",
}


@pytest.mark.parametrize("written", NAMED.values(), ids=NAMED)
@pytest.mark.parametrize("clock", ["", " 14:30"])
def test_months_by_name_are_recognised_and_read(project: Project, written: str, clock: str) -> None:
    """With no mapping: the guess and the reading go together."""
    rows = "".join(f'"{day}{clock}",c{number},visit\n' for number, day in enumerate(written.split(";")))
    import_text(project, "timestamp,customer_id,event\n" + rows, name="visits.csv")
    last = "14:30:00" if clock else "23:59:59.999999"
    assert times(project) == [f"2024-{month:02d}-{month + 4:02d}T{last}" for month in range(1, 13)]


@pytest.mark.parametrize("pattern", ["%d %b %Y", "%d %B %Y"])
def test_a_pattern_reads_months_of_all_languages(project: Project, pattern: str) -> None:
    written = ["05 янв. 2024", "5 Jan 2024", "5 január 2024", "5 january 2024", "5 Января 2024"]
    assert read(project, written, f"columns: [t], format: '{pattern}'") == ["2024-01-05T00:00:00"] * 5
    outcome = import_text(
        project,
        "t,n\n5 мая 2024,a\n5 маяк 2024,b\n5 brumaire 2024,c\n",
        mapping="time: {columns: [t], format: '%d %B %Y'}\n",
    )
    assert [one.line for one in outcome.outcomes[0].rejects] == [3, 4]


def test_date_and_time_in_two_columns(project: Project) -> None:
    text = "d,h,n\n2024-02-29,13:14,a\n2024-02-29,,b\n,13:14,c\n,,d\n"
    outcome = import_text(project, text, mapping="time: {columns: [d, h]}\nname: {columns: [n]}\n")
    assert times(project) == ["2024-02-29T13:14:00", "2024-02-29T00:00:00"]
    assert [(one.line, one.reason) for one in outcome.outcomes[0].rejects] == [
        (4, "unreadable time '13:14'"),
        (5, "no time"),
    ]


def test_a_zone_of_the_mapping_goes_before_the_project_s(tmp_path: Path) -> None:
    project = made_project(tmp_path / "shop", time_zone="Asia/Taipei")
    assert read(project, ["2024-07-01 12:00"], "columns: [t], zone: Europe/Budapest") == ["2024-07-01T10:00:00"]


def test_a_wrong_zone_is_an_error(project: Project) -> None:
    with pytest.raises(InputError, match="'Europe/Buda' is not a time zone"):
        read(project, ["2024-07-01 12:00"], "columns: [t], zone: Europe/Buda")


def test_hours_that_a_change_of_clocks_skips_or_repeats(tmp_path: Path) -> None:
    project = made_project(tmp_path / "shop", time_zone="Europe/Budapest")
    assert read(project, ["2024-03-31 02:30", "2024-10-27 02:30", "2024-10-27 01:30", "2024-10-27 03:30"]) == [
        "2024-03-31T01:30:00",
        "2024-10-27T01:30:00",
        "2024-10-26T23:30:00",
        "2024-10-27T02:30:00",
    ]


@pytest.mark.parametrize(
    "written",
    ["soon", "2024-02-30", "2024-13-01", "0000-00-00 00:00:00", "12:30", "infinity", "-infinity", "2024", "24-1-1x"],
)
def test_what_is_no_time_is_rejected(project: Project, written: str) -> None:
    outcome = import_text(
        project, f"t,n\n2024-01-01,a\n{written},b\n", mapping="time: {columns: [t]}\nname: {columns: [n]}\n"
    )
    assert times(project) == ["2024-01-01T00:00:00"]
    (reject,) = outcome.outcomes[0].rejects
    assert (reject.line, reject.reason, reject.row) == (3, f"unreadable time '{written}'", f"{written} | b")


def test_epochs_beyond_all_measure_are_rejected(project: Project) -> None:
    mapping = "time: {columns: [t], format: epoch_s}\nname: {columns: [n]}\n"
    (record,) = import_text(
        project, "t,n\n1709212455,a\n9e300,b\n99999999999999999999,c\nnan,d\ninf,e\n", mapping=mapping
    ).records
    assert (record.events, record.rejected) == (1, 4)


def test_no_row_with_a_time_is_an_error(project: Project) -> None:
    with pytest.raises(InputError, match=r"none of the 2 rows of events.csv .*line 2: unreadable time 'x'"):
        read(project, ["x", "y"])


def test_an_unknown_format_is_an_error(project: Project) -> None:
    with pytest.raises(InputError, match="time format 'unix' of column t is not known: use iso, epoch_s"):
        read(project, ["1"], "columns: [t], format: unix")


ZONES = st.sampled_from(["Europe/Budapest", "Asia/Taipei", "America/New_York", "Asia/Kolkata", "UTC"])
MOMENTS = st.datetimes(
    min_value=datetime(1951, 1, 1),
    max_value=datetime(2100, 1, 1),
    timezones=ZONES.map(ZoneInfo),
)


@settings(max_examples=20)
@given(written=st.lists(MOMENTS, min_size=1, max_size=40))
def test_times_with_an_offset_are_exact(tmp_path_factory: pytest.TempPathFactory, written: list[datetime]) -> None:
    project = made_project(tmp_path_factory.mktemp("times") / "shop", time_zone="Asia/Taipei")
    read(project, [one.isoformat() for one in written])
    assert events(project, "ts") == [(one - datetime(1970, 1, 1, tzinfo=UTC)) // one.resolution for one in written]
