"""Retention against plain SQL over the log, about changes of the clock, and by hand."""

from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.analyses import Overview, Retention, ask
from desireline.analyses.retention import CohortSize
from desireline.base.errors import InputError, NotFoundError
from desireline.base.i18n import Translator
from desireline.base.settings.model import Settings
from desireline.base.times import to_us
from desireline.journeys.view import Kept
from desireline.stats.shares import share_of
from logs import built, read_store, small_pieces
from oracle.retention import came_back, cohorts
from oracle.walks import Step
from strategies import NAMES, plain_log

HOUR = 3_600_000_000
BUDAPEST = "Europe/Budapest"


def at(text: str, zone: str = BUDAPEST) -> int:
    return to_us(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)))


def histories(middle: int) -> st.SearchStrategy[list[list[Step]]]:
    """Return customers' events by the half-hour, from eighty days before a moment to eighty after, mostly near it."""
    hours = st.integers(-60, 60) | st.integers(-80 * 48, 80 * 48)
    step = st.tuples(hours.map(lambda half: middle + half * HOUR // 2), st.sampled_from(NAMES))
    customer = st.lists(step, min_size=1, max_size=6).map(lambda steps: sorted(steps, key=lambda pair: pair[0]))
    return st.lists(customer, min_size=1, max_size=12)


CLOCKS = {
    BUDAPEST: ("2026-03-29T02:00", "2025-10-26T02:00"),  # long enough ago that none of it lies in the future
    "America/Sao_Paulo": (
        "2018-11-04T00:00",
        "2018-02-18T00:00",
    ),  # midnight is left out; an hour before it comes twice
    "Asia/Taipei": ("2026-01-01T00:00", "2024-02-29T00:00"),
    "UTC": ("2026-06-01T00:00", "1970-01-01T00:00"),
}
moments = st.sampled_from([(zone, at(text, zone)) for zone, texts in CLOCKS.items() for text in texts])


@given(st.data(), moments)
@settings(max_examples=40)
def test_against_sql(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, moment: tuple[str, int]) -> None:
    zone, middle = moment
    customers = data.draw(histories(middle))
    name = st.none() | st.sampled_from(sorted({name for steps in customers for _, name in steps}))
    question = Retention(
        first=data.draw(name),
        again=data.draw(name),
        every=data.draw(st.sampled_from(["day", "week", "month"])),
        measure=data.draw(st.sampled_from(["in", "from"])),
        later=data.draw(st.sampled_from([1, 3, 12, 200])),
    )
    end = max(steps[-1][0] for steps in customers)
    with small_pieces(shard_events=20):
        journeys = built(tmp_path_factory.mktemp("shop"), Settings(time_zone=zone), plain_log(customers))
        result = question.run(journeys)
    sizes = cohorts(customers, question.first, question.every, zone)
    assert [(each.cohort, each.customers) for each in result.cohorts] == sizes
    assert result.customers == sum(size for _, size in sizes)
    of = dict(sizes)
    expected = came_back(
        customers,
        first=question.first,
        again=question.again,
        every=question.every,
        zone=zone,
        most=question.later,
        onwards=question.measure == "from",
        end=end,
    )
    assert [(row.cohort, row.period, row.customers, row.of, row.share) for row in result.rows] == [
        (
            cell.cohort,
            cell.later,
            cell.customers,
            of[cell.cohort],
            share_of(cell.customers, of[cell.cohort]) if cell.passed else None,
        )
        for cell in expected
    ]
    passed = [cell for cell in expected if cell.passed]
    assert {point.period: point.share for point in result.curve} == {
        later: share_of(
            sum(cell.customers for cell in passed if cell.later == later),
            sum(of[cell.cohort] for cell in passed if cell.later == later),
        )
        for later in {cell.later for cell in passed}
    }


def test_weeks_begin_on_monday_in_the_zone_of_the_project(tmp_path_factory: pytest.TempPathFactory) -> None:
    log = plain_log(
        [
            [(at("2026-03-29T23:59"), "a"), (at("2026-03-30T00:00"), "b")],  # Sunday, when the clock changed; Monday
            [(at("2026-03-23T00:00"), "a"), (at("2026-04-05T23:59"), "a"), (at("2026-04-13T00:00"), "a")],
            [(at("2026-03-30T00:00"), "b"), (at("2026-04-13T00:00"), "b")],
        ]
    )
    journeys = built(tmp_path_factory.mktemp("shop"), Settings(time_zone=BUDAPEST), log)
    result = Retention().run(journeys)
    assert [(each.cohort, each.customers) for each in result.cohorts] == [("2026-03-23", 2), ("2026-03-30", 1)]
    assert [(row.cohort, row.period, row.customers, row.share) for row in result.rows] == [
        ("2026-03-23", 1, 2, share_of(2, 2)),
        ("2026-03-23", 2, 0, share_of(0, 2)),
        ("2026-03-23", 3, 1, None),  # that week has only begun
        ("2026-03-30", 1, 0, share_of(0, 1)),
        ("2026-03-30", 2, 1, None),
    ]
    assert [(point.period, point.share) for point in result.curve] == [(1, share_of(2, 3)), (2, share_of(0, 2))]
    onwards = Retention(measure="from").run(journeys)
    assert [row.customers for row in onwards.rows] == [2, 1, 1, 1, 1]
    assert [row.share for row in onwards.rows if row.share is None] == [None, None]
    in_utc = Retention().run(built(tmp_path_factory.mktemp("shop"), Settings(time_zone="UTC"), log))
    assert [(each.cohort, each.customers) for each in in_utc.cohorts] == [("2026-03-16", 1), ("2026-03-23", 2)]


def test_a_period_has_passed_with_its_last_microsecond(tmp_path_factory: pytest.TempPathFactory) -> None:
    midnight = at("2026-05-04T00:00", "UTC")
    for last, share in ((midnight - 2, None), (midnight - 1, share_of(0, 1))):
        log = plain_log([[(at("2026-05-02T10:00", "UTC"), "a")], [(at("2026-05-01T00:00", "UTC"), "b"), (last, "b")]])
        result = Retention(first="a", every="day").run(built(tmp_path_factory.mktemp("shop"), Settings(), log))
        assert [(row.cohort, row.period, row.share) for row in result.rows] == [("2026-05-02", 1, share)]


def test_a_selection_is_counted_alone(tmp_path_factory: pytest.TempPathFactory) -> None:
    customers = [[(at("2026-05-04T10:00") + day * 24 * HOUR, "a") for day in (0, start)] for start in range(1, 9)]
    journeys = built(tmp_path_factory.mktemp("shop"), Settings(), plain_log(customers))
    chosen = {customer.id for customer in read_store(journeys)[::2]}
    kept = journeys.only(
        lambda shard, low, high: Kept(customers=[number in chosen for number in shard.customer_id[low:high].tolist()])  # type: ignore[arg-type]
    )
    assert Retention(every="day").run(kept).customers == len(chosen) == 4


FAR = [at("2097-05-04T10:00", "UTC"), at("9999-12-31T23:59", "UTC"), 2**62]


@pytest.mark.parametrize("future", FAR)
@pytest.mark.parametrize("every", ["day", "week", "month"])
def test_a_date_in_the_future_counts_for_nothing(
    tmp_path_factory: pytest.TempPathFactory, future: int, every: Literal["day", "week", "month"]
) -> None:
    log = plain_log([[(HOUR, "a"), (20 * HOUR, "b")], [(2 * HOUR, "a"), (future, "a")], [(future, "b")]])
    journeys = built(tmp_path_factory.mktemp("shop"), Settings(time_zone="Pacific/Auckland"), log)
    assert (journeys.end_us, journeys.store.manifest.last_us) == (20 * HOUR, future)
    question = Retention(every=every, measure="from")
    answer = ask(question, journeys)
    first = {"day": "1970-01-01", "week": "1969-12-29", "month": "1970-01-01"}[every]
    assert answer.result.cohorts == [CohortSize(cohort=first, customers=2)]
    assert answer.result.customers == len(answer.people("/customers")) == 2
    assert [row.customers for row in answer.result.rows] == ([1] if every == "day" else [])
    assert [len(answer.people(f"/rows/{place}/customers")) for place in range(len(answer.result.rows))] == (
        [1] if every == "day" else []
    )


@pytest.mark.parametrize("last", FAR[1:])
def test_years_without_a_calendar(tmp_path_factory: pytest.TempPathFactory, last: int) -> None:
    log = plain_log([[(last - 1, "a"), (last, "b")], [(at("9998-12-01T10:00", "UTC"), "a")]])
    journeys = built(tmp_path_factory.mktemp("shop"), Settings(time_zone="Pacific/Auckland"), log)
    for every in ("day", "week", "month"):
        answer = ask(Retention(every=every), journeys)
        assert answer.result.customers == len(answer.people("/customers")) == 1
    ask(Overview(), journeys).story()


@pytest.mark.parametrize("period", [None, "..2026"])
def test_years_before_any_calendar(tmp_path_factory: pytest.TempPathFactory, period: str | None) -> None:
    log = plain_log([[(-(2**61), "a"), (HOUR, "b")], [(-62_135_596_800_000_000, "a")], [(HOUR, "a"), (2 * HOUR, "b")]])
    journeys = built(tmp_path_factory.mktemp("shop"), Settings(time_zone="America/New_York"), log)
    answer = ask(Retention(every="month", period=period), journeys)
    assert answer.result.customers == len(answer.people("/customers"))
    assert ask(Overview(period=period), journeys).result.first_day == "0001-01-01"


def test_a_period_makes_nobody_new(tmp_path_factory: pytest.TempPathFactory) -> None:
    log = plain_log(
        [
            [
                (at("2026-02-25T10:00"), "a"),
                (at("2026-03-01T10:00"), "a"),
                (at("2026-03-10T10:00"), "b"),
            ],  # since February
            [(at("2026-03-01T10:00"), "a"), (at("2026-03-12T10:00"), "b")],
            [(at("2026-02-02T10:00"), "b"), (at("2026-03-03T10:00"), "a"), (at("2026-03-31T10:00"), "b")],
            [(at("2026-02-02T10:00"), "b")],
            [(at("2026-03-31T10:00"), "b"), (at("2026-04-02T10:00"), "b")],
            [(at("2026-04-01T10:00"), "a")],  # the same week, but after the period
        ]
    )
    journeys = built(tmp_path_factory.mktemp("shop"), Settings(time_zone=BUDAPEST), log)
    answer = ask(Retention(period="2026-03"), journeys)
    sizes = [(each.cohort, each.customers) for each in answer.result.cohorts]
    assert sizes == [("2026-02-23", 1), ("2026-03-30", 1)]
    assert (answer.result.customers, len(answer.people("/customers"))) == (2, 2)
    assert [len(answer.people(f"/cohorts/{place}/customers")) for place in range(2)] == [1, 1]
    assert [(row.cohort, row.period) for row in answer.result.rows if row.customers] == [("2026-02-23", 2)]
    of_first = ask(Retention(period="2026-03", first="a"), journeys).result.cohorts
    assert [(each.cohort, each.customers) for each in of_first] == [("2026-02-23", 1), ("2026-03-02", 1)]
    chosen = ask(Retention(period="2026-03", where='touchpoint = "a"'), journeys).result.cohorts  # of what is selected
    assert [(each.cohort, each.customers) for each in chosen] == [("2026-02-23", 1), ("2026-03-02", 1)]
    overview = ask(Overview(period="2026-03"), journeys)
    new = {week.week: week.new for week in overview.result.weeks}
    assert new == {"2026-02-23": 1, "2026-03-02": 0, "2026-03-09": 0, "2026-03-16": 0, "2026-03-23": 0, "2026-03-30": 1}
    assert [len(overview.people(f"/weeks/{place}/new")) for place in range(len(new))] == list(new.values())
    assert ask(Retention(period="2025"), journeys).result.customers == 0
    assert ask(Retention(), journeys).result.customers == 6


def test_what_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    say = Translator()
    journeys = built(tmp_path_factory.mktemp("shop"), Settings())
    assert Retention().story(Retention().run(journeys), say) == ["Nobody did so yet."]
    days = [[(at("2026-05-04T10:00") + day * 24 * HOUR, "a") for day in days] for days in ((0, 1, 8), (0, 9), (0,))]
    journeys = built(tmp_path_factory.mktemp("shop"), Settings(), plain_log(days))
    assert Retention(every="month").story(Retention(every="month").run(journeys), say) == [
        "3 customers. Whether they come back cannot be told yet: too little time has passed."
    ]
    assert Retention(every="day", later=8).story(Retention(every="day", later=8).run(journeys), say) == [
        "Came back 1 day later: 33% (6.1–79.2%) of 3 customers.",
        "Came back 8 days later: 33% (6.1–79.2%) of 3 customers.",
    ]


def test_what_cannot_be_counted(tmp_path_factory: pytest.TempPathFactory) -> None:
    for later in (0, 367):
        with pytest.raises(InputError, match=f"{later} later periods cannot be shown: choose 1 to 366"):
            Retention(later=later)
    log = plain_log([[(to_us(datetime(2026, 1, 1, tzinfo=UTC)), "a")]])
    with pytest.raises(NotFoundError, match="there is no touchpoint 'b'"):
        Retention(again="b").run(built(tmp_path_factory.mktemp("shop"), Settings(), log))
