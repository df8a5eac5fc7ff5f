"""Spark, on a real standalone cluster: shards, and every answer, equal this machine's to the last count."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from conformance.questions import ASKED
from demo_project import demo_project
from desireline.analyses import ask, counts, registry
from desireline.base.errors import BusyError, InputError, StorageError
from desireline.base.settings.edit import settings_text
from desireline.base.settings.model import Engine, Settings, SparkCluster
from desireline.events import EventLog
from desireline.journeys import Journeys, build, compact, fold, open_journeys
from desireline.journeys.engines.session import connect, disconnect
from desireline.journeys.store import Shard
from desireline.maps import map_from_data, open_map
from desireline.project import Project
from journeys.engines.cluster import needs_spark, standalone
from logs import Batch, Happening, add_batches, copy_log, read_store, small_pieces

pytestmark = [
    pytest.mark.slow,
    needs_spark,
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas"),
]

ASIDE: list[dict[str, Any]] = [
    {},
    {"where": 'not did("Cart") within 7d after "Catalog"', "by": "Billing Country"},
    {"compare": 'channel in ("email", "store")', "period": "last 90d"},
]


@pytest.fixture(scope="module", autouse=True)
def _processes_find_the_tests() -> Iterator[None]:
    """What travels by name is found by the cluster's processes, and by those of `local[2]`, whose path is set when Spark is started."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
        yield


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return demo_project(tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkCluster]:
    with standalone(tmp_path_factory.mktemp("cluster")) as master, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        yield SparkCluster(master=master, shards=5, config={"spark.executor.memory": "512m"})
        disconnect()


@pytest.fixture(scope="module")
def settings(shop: Project, cluster: SparkCluster) -> Settings:
    return msgspec.structs.replace(shop.settings, engine=Engine(spark=cluster))


@pytest.fixture(scope="module")
def on_spark(shop: Project, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Journeys:
    """The same log, built and asked on the cluster."""
    log = copy_log(shop.log, tmp_path_factory.mktemp("spark") / "log")
    report = build(log, settings)
    assert report.seconds.keys() == {"identity", "read", "group", "write"}
    return open_journeys(log.folder / "journeys", settings)


def histories(journeys: Journeys) -> dict[int, tuple[Any, ...]]:
    """Return everything in a store, by the customers' ids."""
    dimensions = {customer: row for piece in fold(journeys, dimensions_of) for customer, row in piece.items()}
    return {customer.id: (customer.events, dimensions[customer.id]) for customer in read_store(journeys)}


def dimensions_of(shard: Shard, low: int, high: int) -> dict[int, list[Any]]:
    names = [f"{kind}_{number}" for kind in ("dimension", "customer") for number in range(9)]
    found = {}
    for customer in range(low, high):
        cut = slice(shard.ptr[customer], shard.ptr[customer + 1])
        found[int(shard.customer_id[customer])] = [
            shard.column(name)[customer if shard.is_of_customers(name) else cut].tolist()
            for name in names
            if shard.has(name)
        ]
    return found


def test_shards_hold_the_same_histories(shop: Project, on_spark: Journeys) -> None:
    here, there = shop.journeys().store, on_spark.store
    there.verify()
    assert histories(on_spark) == histories(shop.journeys())
    assert any(shard.has("customer_1") for shard in there.shards)
    assert [len(here.shards), len(there.shards)] == [1, 5]
    assert msgspec.structs.replace(there.manifest, shards=here.manifest.shards) == here.manifest
    assert sorted(path.name for path in there.folder.iterdir()) == [
        "identity", *(f"shard-{number:03d}" for number in range(5)), "store.json"
    ]  # fmt: skip


@pytest.mark.parametrize("aside", ASIDE, ids=lambda aside: "-".join(aside) or "plain")
@pytest.mark.parametrize("name", sorted(registry()))
def test_answers_are_equal(shop: Project, on_spark: Journeys, name: str, aside: dict[str, Any]) -> None:
    question = msgspec.structs.replace(ASKED[name](on_spark), **aside)
    assert ask(question, on_spark).to_dict() == ask(question, shop.journeys()).to_dict()


@pytest.fixture
def batches_of_seven(on_spark: Journeys) -> Iterator[None]:
    """Rows come seven at a time, and there are many."""
    assert on_spark.settings.spark is not None
    session = connect(on_spark.settings.spark)
    usual = session.conf.get("spark.sql.execution.arrow.maxRecordsPerBatch")
    session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 7)
    with small_pieces(slice_events=100):
        yield
    session.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", usual)


@pytest.mark.usefixtures("batches_of_seven")
@pytest.mark.parametrize("name", sorted(registry()))
def test_answers_are_equal_in_batches_of_seven(shop: Project, on_spark: Journeys, name: str) -> None:
    question = ASKED[name](on_spark)
    assert ask(question, on_spark).to_dict() == ask(question, shop.journeys()).to_dict()


@pytest.mark.usefixtures("batches_of_seven")
def test_shards_are_equal_in_batches_of_seven(shop: Project, settings: Settings, tmp_path: Path) -> None:
    log = copy_log(shop.log, tmp_path / "log")
    build(log, settings)
    assert histories(open_journeys(log.folder / "journeys", shop.settings)) == histories(shop.journeys())


@pytest.mark.parametrize("name", sorted(registry()))
def test_counts_open_into_the_same_people(shop: Project, on_spark: Journeys, name: str) -> None:
    question = ASKED[name](on_spark)
    here, there = ask(question, shop.journeys()), ask(question, on_spark)
    for count in list(counts(here.result))[:3]:
        one, other = here.people(count.path), there.people(count.path)
        assert len(other) == count.value
        assert other.page(0, 50) == one.page(0, 50)


def test_the_map_is_equal(shop: Project, on_spark: Journeys) -> None:
    assert map_from_data(on_spark, project="shop") == map_from_data(shop.journeys(), project="shop")


def test_its_numbers_open_into_the_same_people(shop: Project, on_spark: Journeys) -> None:
    where = "channel = web"
    here, there = (map_from_data(journeys, project="shop", where=where) for journeys in (shop.journeys(), on_spark))
    assert here == there
    first = here.stages[0].cells[0]
    for name in ("customers", "events", "ways_in/0/count", "ways_out/0/customers"):
        path = f"/stages/0/cells/0/{name}"
        one, other = open_map(shop.journeys(), here, path), open_map(on_spark, there, path)
        assert len(one) == len(other) > 0
        assert one.page(0, 50) == other.page(0, 50)
    assert len(open_map(on_spark, there, "/stages/0/cells/0/customers")) == first.customers


@pytest.fixture
def logs(shop: Project, settings: Settings, tmp_path: Path) -> list[tuple[EventLog, Settings]]:
    """Return two copies of the log, built here and on the cluster."""
    pairs = [(copy_log(shop.log, tmp_path / name), rules) for name, rules in (("a", shop.settings), ("b", settings))]
    for log, rules in pairs:
        build(log, rules)
    return pairs


def test_overlays_are_counted_too(logs: list[tuple[EventLog, Settings]]) -> None:
    late = tuple(Happening(10**15, f"n{n % 2}", ids={"email": f"{n % 5}@x.hu"}) for n in range(9))
    for log, rules in logs:
        add_batches(log, Batch("late", late))
        assert build(log, rules).overlay == 9
    here, there = (open_journeys(log.folder / "journeys", rules) for log, rules in logs)
    assert histories(there) == histories(here)
    for name in ("attribution", "transitions"):
        assert ask(ASKED[name](there), there).to_dict() == ask(ASKED[name](here), here).to_dict()
    assert compact(logs[1][0])
    assert histories(open_journeys(logs[1][0].folder / "journeys", logs[1][1])) == histories(here)


def test_a_build_that_is_killed_leaves_the_last_version(logs: list[tuple[EventLog, Settings]], tmp_path: Path) -> None:
    log, settings = logs[1]
    before = histories(open_journeys(log.folder / "journeys", settings))
    (tmp_path / "desireline.yaml").write_text(settings_text(settings), encoding="utf-8")
    code = (
        "import sys; from pathlib import Path\n"
        "from desireline.base.settings.load import load_settings\n"
        "from desireline.events import EventLog; from desireline.journeys import build\n"
        "build(EventLog(Path(sys.argv[1])), load_settings(Path(sys.argv[2])), full=True)"
    )
    disconnect()  # the cluster is small
    process = subprocess.Popen([sys.executable, "-c", code, log.folder, tmp_path / "desireline.yaml"])
    end = time.monotonic() + 120
    while not list(log.folder.glob("journeys/*/spark-*/*/shard-*")):
        assert process.poll() is None
        assert time.monotonic() < end
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert histories(open_journeys(log.folder / "journeys", settings)) == before
    build(log, settings, full=True)
    assert histories(open_journeys(log.folder / "journeys", settings)) == before
    assert [each.name for each in log.folder.glob("journeys/0*")] == [(log.folder / "journeys" / "current").read_text()]


def test_faults_on_the_cluster_are_said_in_a_sentence(on_spark: Journeys) -> None:
    def refuses(shard: Shard, low: int, high: int) -> None:
        raise InputError("there is no tea in the cup")

    def breaks(shard: Shard, low: int, high: int) -> None:
        raise ZeroDivisionError("tea")

    with pytest.raises(InputError, match=r"^there is no tea in the cup$"):
        fold(on_spark, refuses)
    with pytest.raises(StorageError, match=r"^Spark could not count \(ZeroDivisionError: tea\): see that"):
        fold(on_spark, breaks)


def test_processes_here(shop: Project, tmp_path: Path) -> None:
    """`local[2]`: Spark without a cluster."""
    settings = msgspec.structs.replace(shop.settings, engine=Engine(spark=SparkCluster(master="local[2]")))
    log = copy_log(shop.log, tmp_path / "log")
    build(log, settings)
    journeys = open_journeys(log.folder / "journeys", settings)
    assert len(journeys.store.shards) == 2
    assert histories(journeys) == histories(shop.journeys())
    assert settings.spark is not None
    connect(settings.spark).sparkContext._jsc.sc().stop()  # as when a cluster is restarted
    for name in ("funnel", "transitions", "visits"):
        assert ask(ASKED[name](journeys), journeys).to_dict() == ask(ASKED[name](journeys), shop.journeys()).to_dict()
    build(log, settings, full=True)
    disconnect()  # processes have no more open what was replaced
    with pytest.raises(BusyError, match="ask again"):
        histories(journeys)
    disconnect()
