"""What goes to a cluster arrives as what it was: stores, views and journeys opened there, kernels by name."""

import pickle
import pickletools
from pathlib import Path

import msgspec
import numpy as np
import pytest

from desireline.base.settings.model import Settings
from desireline.journeys import Journeys
from desireline.journeys.store import Shard, Store
from desireline.journeys.view import Kept, View
from desireline.kernels.grouping import order_key
from journeys.engines.cluster import needs_spark
from logs import Batch, Happening, built, read_store


@pytest.fixture
def journeys(tmp_path: Path) -> Journeys:
    happenings = tuple(Happening(ts, f"n{ts % 3}", ids={"user_id": f"u{ts % 7}"}) for ts in range(40))
    return built(tmp_path, Settings(), Batch("web", happenings))


def test_a_shard_that_is_open_is_found_again(journeys: Journeys) -> None:
    (shard,) = journeys.store.shards
    assert pickle.loads(pickle.dumps(shard)) is shard
    store: Store = pickle.loads(pickle.dumps(journeys.store))
    assert (store.manifest, store.shards) == (journeys.store.manifest, [shard])
    assert len(pickle.dumps(shard)) < 1_000


def test_a_shard_of_the_same_name_is_opened_anew(journeys: Journeys) -> None:
    (shard,) = journeys.store.shards
    place, facts = shard.place
    packed = pickle.dumps(shard)
    shard.place = (place, msgspec.structs.replace(facts, columns={}))
    assert pickle.loads(packed) is not shard


@pytest.mark.parametrize("kept", [Kept(customers=np.arange(7) % 2 == 0), Kept(events=np.arange(40) % 3 > 0)])
def test_a_view_gathers_its_columns_where_it_arrives(journeys: Journeys, kept: Kept) -> None:
    view = View(journeys.store.shards[0], 0, 7, kept)
    expected = {name: view.column(name).tolist() for name in ("ptr", "ts", "touchpoint", "customer_id")}
    assert view.at.tolist()
    arrived: View = pickle.loads(pickle.dumps(view))
    assert {name: arrived.column(name).tolist() for name in expected} == expected
    assert (arrived.customers, arrived.events, arrived.at.tolist()) == (view.customers, view.events, view.at.tolist())


def test_journeys_count_by_themselves_where_they_arrive(journeys: Journeys) -> None:
    here = Journeys(journeys.store, Settings(engine="spark"), span=(0, 31))
    arrived: Journeys = pickle.loads(pickle.dumps(here))
    assert (arrived.settings.engine, arrived.end_us) == ("local", 30)
    assert read_store(arrived) == read_store(Journeys(journeys.store, Settings(), span=(0, 31)))


@needs_spark
def test_closures_go_by_value_and_kernels_by_name(journeys: Journeys) -> None:
    from desireline.journeys.engines.travelling import pack, unpack

    least = 3

    def kernel(shard: Shard, low: int, high: int) -> int:
        order_key(np.zeros(1, dtype=np.uint64), np.zeros(1, dtype=np.uint32))
        return int(np.count_nonzero(np.diff(shard.ptr[low : high + 1]) >= least))

    packed = pack((kernel, journeys, order_key))
    arrived, there, compiled = unpack(packed)
    assert arrived is not kernel
    assert arrived(there.store.shards[0], 0, 7) == kernel(journeys.store.shards[0], 0, 7) == 7
    assert compiled is order_key
    assert not any("numba" in str(argument) for _, argument, _ in pickletools.genops(packed))
