"""The home page's numbers against asking the calendar for each event."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.analyses import JourneyOutcomes, Overview
from desireline.base.errors import InputError
from desireline.base.i18n import Translator
from desireline.base.settings.model import JourneyType, Settings
from desireline.base.times import to_us
from desireline.journeys import Journeys
from logs import Batch, Happening, built, read_store, small_pieces
from oracle.calendars import Counts, count_days, local_day, monday
from strategies import MINUTE, batches, settings_of_logs

ZONES = ("UTC", "Europe/Budapest", "America/New_York", "Asia/Taipei", "Pacific/Apia", "America/Sao_Paulo")
WEEK = timedelta(days=7)


def us(*when: int) -> int:
    return to_us(datetime(*when, tzinfo=UTC))  # type: ignore[misc, arg-type]  # year, month, day, hour, minute


def at(times: list[int], zone: str = "UTC") -> tuple[Settings, Batch]:
    """Return events of one customer each; times, µs."""
    found = [Happening(ts=time, name="a", ids={"user_id": f"u{place}"}) for place, time in enumerate(times)]
    return Settings(time_zone=zone), Batch("web", tuple(sorted(found, key=lambda item: item.ts)))


def check(journeys: Journeys, zone: str, asked: Overview) -> None:
    customers = [[event.ts for event in customer.events] for customer in read_store(journeys)]
    result = asked.run(journeys)
    end = journeys.end_us
    last = local_day(end, zone)
    began = min([local_day(us, zone) for times in customers for us in times] + [last])
    by_week, by_day = (count_days(customers, zone, weeks=weeks) for weeks in (True, False))
    mondays = [monday(last) - WEEK * back for back in reversed(range(asked.weeks))]
    none = Counts(0, 0, 0)
    assert [(row.week, row.customers, row.new, row.events) for row in result.weeks] == [
        (str(week), counts.customers, counts.new, counts.events)
        for week in mondays
        if week + WEEK > began
        for counts in [by_week.get(week, none)]
    ]
    days = [mondays[0] + timedelta(days=number) for number in range(7 * asked.weeks)]
    days = [day for day in days if began <= day <= last and (zone, str(day)) != ("Pacific/Apia", "2011-12-30")]
    expected = [(str(day), by_day.get(day, none).customers, by_day.get(day, none).events) for day in days]
    assert [(row.day, row.customers, row.events) for row in result.days] == expected[max(0, len(days) - asked.days) :]
    assert (result.first_day, result.last_day) == (str(began), str(last))
    assert all(row.complete for row in result.weeks[:-1])
    assert [row.complete for row in result.weeks[-1:]] == [local_day(end + 1, zone) >= mondays[-1] + WEEK]


@given(
    st.sampled_from(ZONES),
    st.sampled_from([us(2011, 12, 28), us(2026, 3, 27), us(2025, 10, 24), us(2018, 11, 2), us(1970, 1, 1)]),
    st.lists(st.lists(st.integers(0, 20 * 48), min_size=1, max_size=8), min_size=1, max_size=12),
    st.integers(1, 5),
    st.integers(0, 20),
)
@settings(max_examples=60)
def test_days_and_weeks_of_random_times(
    tmp_path_factory: pytest.TempPathFactory, zone: str, start: int, halves: list[list[int]], weeks: int, days: int
) -> None:
    found = [
        Happening(ts=start + half * 30 * MINUTE, name="a", ids={"user_id": f"u{number}"})
        for number, own in enumerate(halves)
        for half in own
    ]
    batch = Batch("web", tuple(sorted(found, key=lambda item: item.ts)))
    with small_pieces():
        journeys = built(tmp_path_factory.mktemp("shop"), Settings(time_zone=zone), batch)
        check(journeys, zone, Overview(weeks=weeks, days=days))


@given(
    st.lists(st.lists(st.integers(0, 20 * 48), min_size=1, max_size=4), min_size=1, max_size=12),
    st.integers(0, 20 * 48),
    st.integers(1, 20 * 48),
)
@settings(max_examples=25)
def test_who_is_new_does_not_depend_on_the_period(
    tmp_path_factory: pytest.TempPathFactory, halves: list[list[int]], low: int, length: int
) -> None:
    start = us(2026, 3, 27)
    since, until = start + low * 30 * MINUTE, start + (low + length) * 30 * MINUTE
    found = [
        Happening(ts=start + half * 30 * MINUTE, name="a", ids={"user_id": f"u{number}"})
        for number, own in enumerate(halves)
        for half in own
    ]
    with small_pieces():
        batch = Batch("web", tuple(sorted(found, key=lambda item: item.ts)))
        journeys = built(tmp_path_factory.mktemp("shop"), Settings(time_zone=ZONES[1]), batch).during(since, until)
        result = Overview(weeks=6).run(journeys)
    firsts = [start + min(own) * 30 * MINUTE for own in halves]
    expected = Counter(str(monday(local_day(first, ZONES[1]))) for first in firsts if since <= first < until)
    assert {week.week: week.new for week in result.weeks if week.new} == expected


@given(st.lists(batches(most_events=25), min_size=1, max_size=3), settings_of_logs())
@settings(max_examples=25)
def test_channels_and_journeys_of_random_logs(
    tmp_path_factory: pytest.TempPathFactory, found: list[Batch], rules: Settings
) -> None:
    with small_pieces(shard_events=20):
        journeys = built(tmp_path_factory.mktemp("shop"), rules, *found)
        result = Overview().run(journeys)
    events = [(number, event) for number, customer in enumerate(read_store(journeys)) for event in customer.events]
    assert {row.channel: (row.customers, row.events, row.age_s) for row in result.channels} == {
        name: (
            len({number for number, event in events if event.channel == name}),
            sum(event.channel == name for _, event in events),
            max(0, journeys.end_us - max(event.ts for _, event in events if event.channel == name)) / 1e6,
        )
        for name in {event.channel for _, event in events}
    }
    assert [row.events for row in result.channels] == sorted((row.events for row in result.channels), reverse=True)
    outcomes = JourneyOutcomes().run(journeys)
    (kind,) = result.journey_types
    assert (kind.journey, kind.journeys, kind.open) == ("main", outcomes.journeys, outcomes.open)
    assert kind.reached == (outcomes.reached if rules.journeys["main"].goal else None)
    assert (result.customers, result.events) == (journeys.customers, len(events))
    assert result.anonymous_events == sum(len(batch.happenings) for batch in found) - len(events)


def test_a_week_is_longer_where_clocks_go_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    """In Budapest, the week of 20 October 2025 has 169 hours, and its Sunday 25."""
    start, end = us(2025, 10, 19, 22), us(2025, 10, 26, 23)
    rules, batch = at([start - 1, start, end - 1, end, end + 6 * 86_400 * 10**6], "Europe/Budapest")
    result = Overview(days=0).run(built(tmp_path_factory.mktemp("shop"), rules, batch))
    assert [(week.week, week.events, week.complete) for week in result.weeks] == [
        ("2025-10-13", 1, True),
        ("2025-10-20", 2, True),
        ("2025-10-27", 2, False),
    ]
    assert result.days == []


def test_a_week_is_complete_with_its_last_microsecond(tmp_path_factory: pytest.TempPathFactory) -> None:
    sunday = us(2026, 3, 8, 23, 59) + 60 * 10**6 - 1
    for end, complete in ((sunday, True), (sunday - 1, False)):
        result = Overview().run(built(tmp_path_factory.mktemp("shop"), *at([us(2026, 3, 3, 12), end])))
        assert [week.complete for week in result.weeks] == [complete]
        assert (result.days[0].day, result.days[-1].day, result.days[-1].complete) == (
            "2026-03-03",
            "2026-03-08",
            complete,
        )


def test_a_last_week_that_may_grow_is_not_drawn(tmp_path_factory: pytest.TempPathFactory) -> None:
    rules, batch = at([us(2026, 3, 3), us(2026, 3, 4), us(2026, 3, 10)])
    question = Overview()
    result = question.run(built(tmp_path_factory.mktemp("shop"), rules, batch))
    chart = question.chart(result, Translator())
    assert chart is not None
    assert [(row["week"], row["customers"]) for row in chart["data"]["values"]] == [("2026-03-02", 2)] * 2
    assert "The last full week, from Mar 2, 2026: 2 customers, of them new: 2." in question.story(result, Translator())


def test_a_quiet_channel_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = (
        Happening(ts=us(2026, 3, 1), name="call", channel="phone", ids={"user_id": "one"}),
        Happening(ts=us(2026, 3, 20), name="see", channel="web", ids={"user_id": "one"}),
        Happening(ts=us(2026, 3, 20), name="sale", channel="store"),
    )
    rules = Settings(journeys={"main": JourneyType(goal="buy")})
    question = Overview()
    result = question.run(built(tmp_path_factory.mktemp("shop"), rules, Batch("all", found)))
    told = question.story(result, Translator())
    assert "“phone” is quiet: nothing since Mar 1, 2026. Is an import missing?" in told
    assert "Not in these numbers: 1 event without a customer." in told


def test_an_empty_log_has_an_overview(tmp_path_factory: pytest.TempPathFactory) -> None:
    question = Overview()
    result = question.run(built(tmp_path_factory.mktemp("shop"), Settings()))
    assert (result.weeks, result.days, result.channels, result.first_day, result.last_day) == ([], [], [], None, None)
    assert question.story(result, Translator()) == ["No events of customers yet: import data to begin."]
    assert question.chart(result, Translator()) is None


def test_what_cannot_be_shown() -> None:
    for weeks, days in ((0, 1), (1_001, 1), (1, -1), (1, 367)):
        with pytest.raises(
            InputError, match=f"an overview of {weeks} weeks and {days} days cannot be shown: ask for 1"
        ):
            Overview(weeks=weeks, days=days)


def test_weeks_begin_on_mondays() -> None:
    assert monday(date(2026, 3, 8)) == date(2026, 3, 2)
