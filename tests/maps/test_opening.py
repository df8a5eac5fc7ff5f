"""Every number of a map opens into exactly those it counted, whatever the map is narrowed to."""

from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.analyses import counts
from desireline.base.errors import NotFoundError
from desireline.base.settings.model import JourneyType, Settings, Stage, Touchpoint, When
from desireline.journeys import Journeys
from desireline.maps import map_from_data, open_map
from desireline.render.journey_map.model import MapView
from logs import Batch, Happening, built, small_pieces
from oracle.walks import Step
from strategies import MINUTE, batches, customers, plain_log, settings_of_logs, staged_settings

logs = st.lists(batches(most_events=25), min_size=1, max_size=3)
wheres = st.sampled_from([None, None, "{0}", "not {0}", "channel = web", "touchpoint != {1}"])
periods = st.sampled_from([None, None, "1970-01-01", "last 1h", "last 10m", "..1969-12-31"])
from_data: Any = import_module("desireline.maps.from_data")
shown: Any = import_module("desireline.maps.shown")


@pytest.fixture(autouse=True)
def every_leak(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(from_data, "_FEWEST_LOST", 1)
    monkeypatch.setattr(from_data, "_FEWEST_OTHERS", 1)
    monkeypatch.setattr(from_data, "_LEAKS", 1_000)


def opens(journeys: Journeys, view: MapView) -> None:
    known = {number for shard in journeys.store.shards for number in shard.customer_id.tolist()}
    for count in counts(view):
        members = open_map(journeys, view, count.path)
        assert (count.path, members.unit, len(members)) == (count.path, count.unit, count.value)
        assert set(members.customer.tolist()) <= known
        if members.unit == "customers":
            assert len(np.unique(members.customer)) == len(members)
        else:
            assert members.row is not None
            assert len(set(members.row.tolist())) == len(members)


def selection(journeys: Journeys, shape: str | None) -> str | None:
    if shape is None or (shape == "channel = web" and "web" not in journeys.channels):
        return None
    name = '"' + journeys.touchpoints[0].replace("\\", "\\\\").replace('"', '\\"') + '"'
    return shape.format(f"did({name})", name)


@given(logs, settings_of_logs(), wheres, periods)
@settings(max_examples=40)
def test_every_number_opens(
    tmp_path_factory: pytest.TempPathFactory,
    found: list[Batch],
    rules: Settings,
    shape: str | None,
    period: str | None,
) -> None:
    with small_pieces(shard_events=20):
        journeys = built(tmp_path_factory.mktemp("shop"), rules, *found)
        opens(journeys, map_from_data(journeys, project="shop", where=selection(journeys, shape), period=period))


@given(customers(most=12).filter(any), staged_settings(), wheres, periods)
@settings(max_examples=40)
def test_every_number_of_plain_histories_opens(
    tmp_path_factory: pytest.TempPathFactory,
    walked: list[list[Step]],
    rules: Settings,
    shape: str | None,
    period: str | None,
) -> None:
    with small_pieces(shard_events=20):
        journeys = built(tmp_path_factory.mktemp("shop"), rules, plain_log(walked))
        opens(journeys, map_from_data(journeys, project="shop", where=selection(journeys, shape), period=period))


@given(customers(most=12).filter(any), staged_settings())
@settings(max_examples=25)
def test_what_stands_for_many_opens_too(
    tmp_path_factory: pytest.TempPathFactory, walked: list[list[Step]], rules: Settings
) -> None:
    with small_pieces(shard_events=20), pytest.MonkeyPatch.context() as patch:
        patch.setattr(shown, "_MOST_TOUCHPOINTS", 1)
        journeys = built(tmp_path_factory.mktemp("shop"), rules, plain_log(walked))
        opens(journeys, map_from_data(journeys, project="shop"))


@given(logs, settings_of_logs(), wheres)
@settings(max_examples=15)
def test_what_lies_in_an_overlay_opens_too(
    tmp_path_factory: pytest.TempPathFactory, found: list[Batch], rules: Settings, shape: str | None
) -> None:
    with small_pieces(shard_events=20):
        folder = tmp_path_factory.mktemp("shop")
        for batch in found:
            journeys = built(folder, rules, batch)
        opens(journeys, map_from_data(journeys, project="shop", where=selection(journeys, shape)))


def test_what_stands_for_many_has_a_name_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where touchpoints are called so, in every stage."""
    monkeypatch.setattr(shown, "_MOST_TOUCHPOINTS", 5)
    monkeypatch.setattr(from_data, "_CELLS", 100)
    names = ["Other touchpoints", "Other touchpoints (first)", "a", "b", "c", "d", "e"]
    rules = Settings(
        stages=[Stage(name="first"), Stage(name="last")],
        touchpoints=[
            Touchpoint(name=name, when=When(name=name), stage="first" if at % 2 else None)
            for at, name in enumerate(names)
        ],
        journeys={"main": JourneyType(goal="Other touchpoints", gap="3h")},
    )
    happenings = [
        Happening(ts=(at * 7 + user) * MINUTE, name=name, ids={"user_id": f"u{user}"})
        for user in range(4)
        for at, name in enumerate(names)
        if (at + user) % 3
    ]
    journeys = built(tmp_path, rules, Batch("web", tuple(happenings)))
    view = map_from_data(journeys, project="shop")
    cells = [cell.touchpoint for cell in (*view.unstaged, *(cell for stage in view.stages for cell in stage.cells))]
    assert len(cells) == len(set(cells))
    assert "Other touchpoints*" in cells
    opens(journeys, view)


def test_hungarian_maps_open_too(tmp_path: Path) -> None:
    happenings = [Happening(at, name, ids={"user_id": "u"}) for at, name in enumerate(["a", "b"])]
    journeys = built(tmp_path, Settings(), Batch("web", tuple(happenings)))
    opens(journeys, map_from_data(journeys, project="shop", language="hu"))


@pytest.mark.parametrize(
    "cell", ["/nowhere", "/stages/99/customers", "/first_us", "/stages/0/hidden", "customers", "/"]
)
def test_what_counts_nobody_does_not_open(tmp_path: Path, cell: str) -> None:
    journeys = built(tmp_path, Settings(), Batch("web", (Happening(5, "a", ids={"user_id": "u"}),)))
    with pytest.raises(NotFoundError, match="is not a cell of an answer|has no count at"):
        open_map(journeys, map_from_data(journeys, project="shop"), cell)
