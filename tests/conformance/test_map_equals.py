"""The map and the questions: equal questions give equal numbers."""

from importlib import import_module
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from desireline.analyses import MicroMoments, Overview, Transitions, Visits, ask
from desireline.base.settings.model import JourneyType, Settings
from desireline.journeys import Journeys
from desireline.maps import map_from_data
from desireline.render.journey_map.model import MapView
from logs import built, small_pieces
from oracle.walks import Step
from strategies import MINUTE, NAMES, customers, plain_log, staged_settings

from_data: Any = import_module("desireline.maps.from_data")
WHERE = st.sampled_from([None, "did(a)", "not did(b)", "touchpoint != c"])
PERIOD = st.sampled_from([None, "last 1h", "1970-01-01"])


@pytest.fixture(autouse=True)
def everything(monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("_CELLS", "_EDGES", "_LEAKS"):
        monkeypatch.setattr(from_data, limit, 1_000)
    monkeypatch.setattr(from_data, "_FEWEST_LOST", 1)


@given(customers(most=10).filter(any), staged_settings(), WHERE, PERIOD)
@settings(max_examples=30)
def test_whole_histories_as_journeys(
    tmp_path_factory: pytest.TempPathFactory,
    walked: list[list[Step]],
    rules: Settings,
    where: str | None,
    period: str | None,
) -> None:
    """Where everything of a customer is one journey, ways are transitions and stages and touchpoints are selections."""
    rules = replace(rules, journeys={"all": JourneyType(goal=[], gap="3650d")})
    with small_pieces(shard_events=20):
        journeys = built(tmp_path_factory.mktemp("shop"), rules, plain_log(walked))
        assume(where is None or all(name in journeys.touchpoints for name in "abc"))
        view = map_from_data(journeys, project="shop", where=where, period=period)
        rows = ask(Transitions(where=where, period=period, medians=False), journeys).result.rows
        cells = [*view.unstaged, *(cell for stage in view.stages for cell in stage.cells)]
        ways_in = {(way.name, cell.touchpoint): (way.count, way.customers) for cell in cells for way in cell.ways_in}
        ways_out = {(cell.touchpoint, way.name): (way.count, way.customers) for cell in cells for way in cell.ways_out}
        assert ways_in | ways_out == {(row.from_, row.to): (row.count, row.customers) for row in rows}
        shared = [(ways_out[one, other], numbers) for (one, other), numbers in ways_in.items() if one is not None]
        assert all(one == other for one, other in shared)
        overview = ask(Overview(where=where, period=period), journeys).result
        assert (view.customers, view.events) == (overview.customers, overview.events)
        for cell in cells:
            found = _selected(journeys, f"touchpoint = {cell.touchpoint}", where, period)
            assert (cell.customers, cell.events) == found
        for stage in view.stages:
            if stage.cells:
                assert stage.customers == _selected(journeys, f"stage = {stage.stage}", where, period)[0]


def _selected(journeys: Journeys, what: str, where: str | None, period: str | None) -> tuple[int, int]:
    both = what if where is None else f"{what} and ({where})"
    result = ask(Visits(where=both, period=period), journeys).result
    return result.customers, result.events


moments = st.tuples(st.integers(0, 400).map(lambda minute: minute * MINUTE), st.sampled_from(NAMES))
histories = st.lists(st.lists(moments, max_size=8, unique_by=lambda step: step[0]).map(sorted), min_size=1, max_size=8)


@given(histories)
@settings(max_examples=40)
def test_lost_is_a_pattern(tmp_path_factory: pytest.TempPathFactory, walked: list[list[Step]]) -> None:
    """Where anything starts a journey, nothing recovers one and nothing happens at once, lost is silence after a touchpoint."""
    rules = Settings(stages=[], journeys={"main": JourneyType(goal="d", gap="1h")})
    with small_pieces(shard_events=20):
        journeys = built(tmp_path_factory.mktemp("shop"), rules, plain_log([*walked, [(0, "d")]]))
        view: MapView = map_from_data(journeys, project="shop")
        lost = {leak.touchpoint: leak.customers for leak in view.leaks}
        for cell in view.unstaged:
            if not cell.goal:
                matched = MicroMoments(pattern=f"{cell.touchpoint}, !any within 1h").run(journeys).matched.count
                assert lost.get(cell.touchpoint, 0) == matched
