"""Every number of a map against counting by hand."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.analyses import JourneyOutcomes
from desireline.base.settings.model import JourneyType, Settings, Stage, Touchpoint, When
from desireline.journeys import Journeys, medians, splitting
from desireline.journeys.narrowing import narrowed
from desireline.maps import map_from_data
from desireline.render.journey_map.model import Cell, MapView
from logs import Batch, Happening, built, read_store, small_pieces
from oracle.histories import histories
from oracle.journey_map import CellNumbers, LeakNumbers, MapCounts, StageNumbers, count_map
from oracle.walks import Step
from strategies import MINUTE, NAMES, batches, customers, plain_log, settings_of_logs, staged_settings

logs = st.lists(batches(most_events=25), min_size=1, max_size=3)
PERIODS = (None, "1970-01-01", "last 1h", "..1969-12-31", "last 10m")
from_data: Any = import_module("desireline.maps.from_data")


@pytest.fixture(autouse=True)
def every_leak(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(from_data, "_FEWEST_LOST", 1)
    monkeypatch.setattr(from_data, "_FEWEST_OTHERS", 1)
    monkeypatch.setattr(from_data, "_LEAKS", 1_000)


def drawn(journeys: Journeys) -> MapView:
    return map_from_data(journeys, project="shop")


def cell_numbers(cell: Cell, stage: str | None) -> CellNumbers:
    return CellNumbers(
        stage=stage,
        channel=cell.channel,
        customers=cell.customers,
        journeys=cell.journeys,
        events=cell.events,
        lost=cell.lost,
        goal=cell.goal,
        answers=cell.score.answers if cell.score else 0,
        mean=round(cell.score.mean, 4) if cell.score else None,
        ways_in=[(way.name, way.count, way.customers) for way in cell.ways_in],
        ways_out=[(way.name, way.count, way.customers) for way in cell.ways_out],
    )


def numbers(view: MapView) -> MapCounts:
    cells = {cell.touchpoint: cell_numbers(cell, column.stage) for column in view.stages for cell in column.cells}
    return MapCounts(
        journeys=view.journeys,
        open=view.open_journeys,
        reached=(view.reached.count, view.reached.of) if view.reached else None,
        recovered=view.recovered,
        cells=cells | {cell.touchpoint: cell_numbers(cell, None) for cell in view.unstaged},
        stages={
            column.stage: StageNumbers(
                customers=column.customers,
                journeys=column.journeys,
                onward=(column.onward.count, column.onward.of) if column.onward else None,
                median_s=column.median_s,
            )
            for column in view.stages
        },
        leaks=[
            LeakNumbers(
                touchpoint=leak.touchpoint,
                customers=leak.customers,
                lost=(leak.lost.count, leak.lost.of),
                goals_lost=None if leak.goals_lost is None else round(leak.goals_lost, 9),
            )
            for leak in view.leaks
        ],
    )


@given(logs, settings_of_logs())
@settings(max_examples=80)
def test_every_number(tmp_path_factory: pytest.TempPathFactory, found: list[Batch], rules: Settings) -> None:
    with small_pieces(shard_events=20):
        journeys = built(tmp_path_factory.mktemp("shop"), rules, *found)
        view = drawn(journeys)
    expected = histories(list(enumerate(found, start=1)), rules)
    assert numbers(view) == count_map(expected.customers, rules, journeys.touchpoints, expected.end)
    assert (view.customers, view.anonymous_events) == (len(expected.customers), expected.anonymous_events)
    asked = JourneyOutcomes().run(journeys)
    assert (asked.journeys, asked.open, asked.recovered) == (view.journeys, view.open_journeys, view.recovered)
    assert view.reached in (None, asked.reached)


@given(logs, settings_of_logs())
@settings(max_examples=15)
def test_a_map_is_the_same_however_the_store_came_to_be(
    tmp_path_factory: pytest.TempPathFactory, found: list[Batch], rules: Settings
) -> None:
    """Numbers of touchpoints, channels and scales depend on what came first; a map must not."""
    piecewise = tmp_path_factory.mktemp("piecewise")
    for batch in found:
        built(piecewise, rules, batch)
    whole = drawn(built(tmp_path_factory.mktemp("whole"), rules, *found))
    assert drawn(built(piecewise, rules)) == whole


@given(customers(most=12).filter(any), staged_settings(), st.sampled_from(NAMES), st.sampled_from(PERIODS))
@settings(max_examples=80)
def test_every_number_of_what_it_is_narrowed_to(
    tmp_path_factory: pytest.TempPathFactory, walked: list[list[Step]], rules: Settings, name: str, period: str | None
) -> None:
    with small_pieces(shard_events=20):
        journeys = built(tmp_path_factory.mktemp("shop"), rules, plain_log(walked))
        where = f"did({name}) or touchpoint != {name}" if name in journeys.touchpoints else None
        view = map_from_data(journeys, project="shop", where=where, period=period)
    kept = narrowed(journeys, where, period)
    histories_ = [customer.events for customer in read_store(kept)]
    assert numbers(view) == count_map(histories_, rules, journeys.touchpoints, kept.end_us)
    assert (view.customers, view.events) == (len(histories_), sum(map(len, histories_)))
    times = [event.ts for events in histories_ for event in events]
    assert view.first_us == min(times, default=None)
    assert (view.anonymous_events is None) == bool(view.narrowed) == (where is not None or period is not None)


@given(customers(most=12).filter(any), staged_settings())
@settings(max_examples=80)
def test_every_number_of_plain_histories(
    tmp_path_factory: pytest.TempPathFactory, walked: list[list[Step]], rules: Settings
) -> None:
    """More journeys, with recoveries, aftermaths and leaks, than logs full of odd identifiers have."""
    found = plain_log(walked)
    with small_pieces(shard_events=20):
        journeys = built(tmp_path_factory.mktemp("shop"), rules, found)
        view = drawn(journeys)
    expected = histories([(1, found)], rules)
    assert numbers(view) == count_map(expected.customers, rules, journeys.touchpoints, expected.end)


@given(customers(most=12).filter(any), staged_settings(), st.sampled_from([1, 3]), st.sampled_from([0.1, 1.0]))
@settings(max_examples=80)
def test_medians_guessed_from_some_customers(
    tmp_path_factory: pytest.TempPathFactory, walked: list[list[Step]], rules: Settings, part: int, sigmas: float
) -> None:
    """Guesses of so few are often wrong, and made good; journeys are cut in runs of few events."""
    with small_pieces(shard_events=20), pytest.MonkeyPatch.context() as patch:
        patch.setattr(medians, "_MANY_EVENTS", 0)
        patch.setattr(medians, "_PART", part)
        patch.setattr(medians, "_ASIDE", 0.0)
        patch.setattr(medians, "_SIGMAS", sigmas)
        patch.setattr(splitting, "_EVENTS_AT_A_TIME", 5)
        found = plain_log(walked)
        journeys = built(tmp_path_factory.mktemp("shop"), rules, found)
        view = drawn(journeys)
    expected = histories([(1, found)], rules)
    assert numbers(view) == count_map(expected.customers, rules, journeys.touchpoints, expected.end)


MOST = 400


def wide_log(folder: Path, names: int) -> tuple[Journeys, Settings]:
    """Return a log of many pages; the rarest are two with a stage, the goal, and many that one customer each saw."""
    rules = Settings(
        stages=[Stage(name="first"), Stage(name="last")],
        touchpoints=[
            Touchpoint(name="rare start", when=When(name="rare start"), stage="first"),
            Touchpoint(name="rare end", when=When(name="rare end"), stage="last"),
            Touchpoint(name="goal", when=When(name="goal")),
        ],
        journeys={"main": JourneyType(goal="goal", gap="3h")},
    )
    happenings = [
        Happening(ts=page * MINUTE, name=f"page {page}", ids={"user_id": f"u{user}"})
        for page in range(names)
        for user in ((0, 1) if page < MOST else (0,))
    ]
    happenings += [
        Happening(ts=(names + at) * MINUTE, name=name, ids={"user_id": "u2"}, score=(4.0, 1.0, 5.0))
        for at, name in enumerate(["rare start", f"page {names - 1}", f"page {names - 2}", "rare end", "goal"])
    ]
    return built(folder, rules, Batch("web", tuple(happenings))), rules


def test_more_touchpoints_than_a_map_counts_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(from_data, "_CELLS", 1_000)
    journeys, rules = wide_log(tmp_path, 600)
    view = drawn(journeys)
    expected = count_map([customer.events for customer in read_store(journeys)], rules, journeys.touchpoints)
    found = numbers(view)
    assert found.stages == expected.stages  # rare touchpoints keep their stage
    assert (found.journeys, found.open, found.reached) == (expected.journeys, expected.open, expected.reached)
    assert expected.reached == (0, 1)  # the other began too late to tell
    cells = {cell.touchpoint: cell for column in view.stages for cell in column.cells}
    unstaged = {cell.touchpoint: cell for cell in view.unstaged}
    assert unstaged["goal"].customers == 1  # goals are always shown
    assert [cell.customers for cell in cells.values()] == [1, 1]
    others = unstaged["Other touchpoints"]
    assert list(cells) == ["rare start", "rare end"]
    hidden = [name for name in expected.cells if name not in {*unstaged, *cells}]
    histories_ = [customer.events for customer in read_store(journeys)]
    assert others.events == sum(expected.cells[name].events for name in hidden)
    assert others.customers == sum(any(event.touchpoint in hidden for event in events) for events in histories_)
    assert sum(cell.events for cell in (*unstaged.values(), *cells.values())) == view.events
    assert all(way.name for way in others.ways_in)  # never taken for the start of a journey
    for name, cell in unstaged.items():
        if name in expected.cells:
            assert (cell.customers, cell.events, cell.journeys) == (
                expected.cells[name].customers,
                expected.cells[name].events,
                expected.cells[name].journeys,
            )


@pytest.mark.parametrize("names", [100, 300, 397])
def test_logs_up_to_the_limit_are_counted_one_by_one(
    tmp_path: Path, names: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(from_data, "_CELLS", 1_000)
    journeys, rules = wide_log(tmp_path, names)
    expected = count_map([customer.events for customer in read_store(journeys)], rules, journeys.touchpoints)
    assert numbers(drawn(journeys)) == expected


def test_customers_are_those_with_a_journey_there(tmp_path: Path) -> None:
    """What happens outside the journeys of the type is an event of the map, and nobody's journey."""
    rules = Settings(
        stages=[Stage(name="first"), Stage(name="last")],
        touchpoints=[
            Touchpoint(name="start", when=When(name="start"), stage="first"),
            Touchpoint(name="help", when=When(name="help"), stage="first"),
            Touchpoint(name="goal", when=When(name="goal"), stage="last"),
        ],
        journeys={"main": JourneyType(start="start", goal="goal", gap="3h")},
    )
    done = [("u1", "help"), ("u2", "help"), ("u1", "start"), ("u1", "help"), ("u1", "goal"), ("u3", "help")]
    happenings = [Happening(ts=at * MINUTE, name=name, ids={"user_id": user}) for at, (user, name) in enumerate(done)]
    view = drawn(built(tmp_path, rules, Batch("web", tuple(happenings))))
    (first, last) = view.stages
    counted = {cell.touchpoint: (cell.customers, cell.journeys, cell.events) for cell in first.cells}
    assert counted == {"start": (1, 1, 1), "help": (1, 1, 4)}
    assert (first.customers, last.customers, view.customers) == (1, 1, 3)


def test_touchpoints_that_are_not_shown_are_counted(tmp_path: Path) -> None:
    happenings = [Happening(ts=at, name=f"page {at}", ids={"user_id": "u1"}) for at in range(11)]
    rules = Settings(touchpoints=[Touchpoint(name="staged", when=When(name="page 3"), stage="awareness")])
    view = drawn(built(tmp_path, rules, Batch("web", tuple(happenings))))
    assert (len(view.unstaged), view.unstaged_hidden) == (8, 2)
    assert [(len(column.cells), column.hidden) for column in view.stages] == [(1, 0), *[(0, 0)] * 4]


def test_an_empty_log_draws_an_empty_map(tmp_path: Path) -> None:
    view = drawn(built(tmp_path, Settings()))
    assert (view.journeys, view.customers, view.events, view.first_us, view.leaks, view.unstaged) == (
        0,
        0,
        0,
        None,
        [],
        [],
    )
    assert [(column.customers, column.cells, column.median_s) for column in view.stages] == [(0, [], None)] * 5


def test_one_event(tmp_path: Path) -> None:
    rules = Settings(journeys={"main": JourneyType(goal="sale")})
    view = drawn(built(tmp_path, rules, Batch("shop", (Happening(5, "sale", ids={"user_id": "u1"}),))))
    assert view.reached is not None
    assert (view.journeys, view.open_journeys, view.reached.of) == (1, 1, 0)  # it is too recent to tell
    assert (view.first_us, view.last_us) == (5, 5)
    assert [way.name for way in (*view.unstaged[0].ways_in, *view.unstaged[0].ways_out)] == [None, None]


def test_few_are_not_called_a_leak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(from_data, "_FEWEST_LOST", 5)
    rules = Settings(journeys={"main": JourneyType(goal="b", gap="10m")})
    for lost, leaks in ((4, 0), (5, 1)):
        happenings = [Happening(0, "a", ids={"user_id": f"u{user}"}) for user in range(lost + 1)]
        happenings += [Happening(1, "b", ids={"user_id": "u0"}), Happening(60 * MINUTE, "b", ids={"user_id": "u0"})]
        assert len(drawn(built(tmp_path / str(lost), rules, Batch("web", tuple(happenings)))).leaks) == leaks


def test_more_touchpoints_of_stages_than_a_map_counts(tmp_path: Path) -> None:
    """Even where the stages alone hold too many, their own numbers are exact."""
    rules = Settings(
        stages=[Stage(name="first"), Stage(name="last")],
        touchpoints=[
            Touchpoint(name=f"page {page}", when=When(name=f"page {page}"), stage=("first", "last")[page % 2])
            for page in range(500)
        ],
        journeys={"main": JourneyType(goal="page 499", gap="10m")},
    )
    happenings = [
        Happening(ts=page * 7 % 500 * MINUTE, name=f"page {page}", ids={"user_id": f"u{page % 5}"})
        for page in range(500)
    ]
    journeys = built(tmp_path, rules, Batch("web", tuple(happenings)))
    view = drawn(journeys)
    expected = count_map([customer.events for customer in read_store(journeys)], rules, journeys.touchpoints)
    assert numbers(view).stages == expected.stages
    assert view.reached is not None
    assert (view.journeys, (view.reached.count, view.reached.of)) == (expected.journeys, expected.reached)
