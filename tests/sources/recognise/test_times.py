"""Which column is when the event happened."""

import pytest

from desireline.sources.mapping import TimeRule
from desireline.sources.recognise.subjects import Subject
from desireline.sources.recognise.times import best_time, time_columns, time_rule
from table_samples import columns

_LOG = Subject(concept="event", noun="event")
_ORDERS = Subject(concept="order", noun="order", purchase=True)
_CONTACTS = Subject(concept="contact", noun="contact", people=True)


def _best(names: list[str], subject: Subject = _LOG) -> str:
    times = time_columns(columns({name: ["2024-01-15 10:00", "2024-01-16 11:00"] for name in names}), subject)
    return best_time(times)[0].column


@pytest.mark.parametrize(
    ("names", "best"),
    [
        (["sentAt", "receivedAt", "originalTimestamp", "timestamp"], "timestamp"),
        (["user_first_touch_timestamp", "event_previous_timestamp", "event_timestamp"], "event_timestamp"),
        (["client_upload_time", "event_time", "client_event_time", "server_received_time"], "event_time"),
        (["collector_tstamp", "etl_tstamp", "dvce_created_tstamp", "derived_tstamp"], "derived_tstamp"),
        (["case:REG_DATE", "time:timestamp"], "time:timestamp"),
        (["started_at", "ended_at"], "started_at"),
        (["updated_at", "created_at"], "created_at"),
        (["_fivetran_synced", "created"], "created"),
        (["date_visit", "date"], "date"),
        (["frissítve", "időpont"], "időpont"),
        (["дата рождения", "дата"], "дата"),
        (["到期日", "日期"], "日期"),
    ],
)
def test_the_best_name(names: list[str], best: str) -> None:
    assert _best(names) == best


def test_the_rows_own_date() -> None:
    assert _best(["paid_at", "order_date", "due_date"], _ORDERS) == "order_date"


def test_birthdays_and_deadlines_are_never_the_time() -> None:
    assert time_columns(columns({"birth_date": ["1990-01-15"], "due date": ["2024-01-15"]}), _CONTACTS) == []


def test_numbers_are_times_where_their_name_or_size_says_so() -> None:
    values = {
        "ts": ["1541121934", "1541121935"],
        "user_id": ["1541121934", "1541121935"],
        "amount": ["1541121934796", "1541121934797"],
    }
    assert [time.column for time in time_columns(columns(values), _LOG)] == ["ts"]
    assert [time.column for time in time_columns(columns({"qwzx": ["1541121934796"]}), _LOG)] == ["qwzx"]
    assert time_columns(columns({"qwzx": ["1541121934"]}), _LOG) == []


def test_date_and_time_of_day_apart() -> None:
    [best] = time_columns(columns({"date": ["2024-01-15"], "time": ["10:20"], "talk time": ["0:30"]}), _LOG)
    assert time_rule(best) == TimeRule(columns=["date", "time"])
    [best] = time_columns(columns({"Date": ["15.01.2024"], "Time": ["2:20 PM"]}), _LOG)
    assert time_rule(best) == TimeRule(columns=["Date", "Time"], format="%d.%m.%Y %I:%M %p")
    [best] = time_columns(columns({"Date": ["2024-01-15 00:00:00"], "Time": ["14:20"]}, {"Date": "timestamp"}), _LOG)
    assert time_rule(best).format == "%Y-%m-%d 00:00:00 %H:%M"


@pytest.mark.parametrize(
    "written",
    [
        ["2024-01-15", "2024-01-16"],
        ["2024-01-15 00:00:00", "2024-01-16"],
        ["2024-01-15T00:00", "2024-01-16T00:00"],
        ["15.01.2024", "16.01.2024"],
        ["15.01.2024 0:00", "16.01.2024 00:00"],
        ["20240115", "20240116"],
    ],
)
def test_days_are_taken_at_their_end_which_is_a_guess(written: list[str]) -> None:
    times = time_columns(columns({"date": written}), _LOG)
    assert time_rule(times[0]).day == "end"
    assert time_rule(times[0], of="measures").day == "start"
    _, reason, sure = best_time(times)
    assert "it tells only the day, taken as its end" in reason
    assert not sure
    assert best_time(times, of="measures")[1:] == (reason.partition("; it tells")[0], True)


@pytest.mark.parametrize(
    "written",
    [
        ["2024-01-15 00:00:00", "2024-01-16 10:00:00"],
        ["2024-01-15T00:00:00Z", "2024-01-16T00:00:00Z"],
        ["15.01.2024 0:00", "16.01.2024 10:00"],
        ["1705276800"],
    ],
)
def test_what_tells_its_moment_is_no_day(written: list[str]) -> None:
    times = time_columns(columns({"date": written}), _LOG)
    assert (time_rule(times[0]).day, best_time(times)[2]) == ("start", True)


def test_a_zone_apart() -> None:
    values = {"time": ["2024-01-15 10:20"], "timezone": ["Europe/Budapest"]}
    best, reason, sure = best_time(time_columns(columns(values), _LOG))
    assert time_rule(best) == TimeRule(columns=["time", "timezone"])
    assert "in the zone that 'timezone' names" in reason
    assert not sure
    assert time_rule(
        time_columns(columns({"created": ["2024-01-15 10:20"], "timezone": ["Europe/Budapest"]}), _CONTACTS)[0]
    ).columns == ["created"]


def test_utc_by_name() -> None:
    [best] = time_columns(columns({"created_at_utc": ["2024-01-15 10:20"]}), _LOG)
    assert time_rule(best).zone == "UTC"


def test_a_close_call_is_unsure_and_the_others_are_told() -> None:
    times = time_columns(columns({"timestamp": ["2024-01-15 10:00"], "datetime": ["2024-01-15 10:00"]}), _LOG)
    best, reason, sure = best_time(times)
    assert best.column == "timestamp"
    assert "'datetime' also holds times and stays a property" in reason
    assert not sure
