"""Logs at the ends of what there is, before and after compaction: answers that can be told beforehand."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from desireline.analyses import Funnel, Transitions, Visits
from desireline.base.errors import StorageError
from desireline.base.settings.model import Settings
from desireline.events import EventLog, ImportRecord, StagedPart
from desireline.journeys import Journeys, build, compact, open_journeys
from desireline.maps import map_from_data
from logs import Batch, Happening, add_batches

PLAIN = Settings()
LATER = Batch("late", (Happening(10**15, "late", ids={"user_id": "somebody new"}),))


def add_table(log: EventLog, users: list[str], names: list[str], times: list[int]) -> None:
    """Put a long table into the log, without making an object of each event."""
    columns = {"ts": times, "channel": ["web"] * len(users), "name": names, "id:user_id": users}
    with log.stage() as staging:
        path = staging.folder / "0.parquet"
        pq.write_table(pa.table(columns), path)
        part = StagedPart(
            path=path, kind="events", rows=len(users), first_us=min(times), last_us=max(times), columns=list(columns)
        )
        record = ImportRecord(
            id=0, at_us=0, source="web", files=[], mapping="{}", rows=len(users), events=len(users), measures=0,
            repeats=0, known=0, rejected=0,
        )  # fmt: skip
        staging.add(record, [part])
        staging.commit()


def opened(log: EventLog) -> Journeys:
    return open_journeys(log.folder / "journeys", PLAIN)


def grown(log: EventLog) -> list[Journeys]:
    """Return the store with somebody new in an overlay, and the same compacted."""
    build(log, PLAIN)
    add_batches(log, LATER)
    assert build(log, PLAIN, compact=False).overlay > 0
    layered = opened(log)
    assert compact(log)
    return [layered, opened(log)]


def pairs(journeys: Journeys) -> dict[tuple[str | None, str | None], int]:
    return {(row.from_, row.to): row.count for row in Transitions().run(journeys).rows}


def test_a_journey_of_150_000_events(tmp_path: Path) -> None:
    log, count = EventLog(tmp_path), 150_000
    add_table(log, ["long"] * count, ["a", "b"] * (count // 2), list(range(0, count * 1_000_000, 1_000_000)))
    add_batches(log, Batch("late", (Happening(5, "a", ids={"user_id": "long"}),)))
    for journeys in grown(log):
        assert (journeys.customers, journeys.events) == (2, count + 2)
        found = pairs(journeys)
        assert (found["a", "b"], found["b", "a"], found["a", "a"]) == (count // 2, count // 2 - 1, 1)
        assert Visits().run(journeys).visits == 2
        steps = Funnel(steps=["a", "b", "a"]).run(journeys).steps
        assert [step.customers for step in steps] == [1, 1, 1]
        assert map_from_data(journeys, project="p").customers == 2


def test_customers_of_one_event_each(tmp_path: Path) -> None:
    log, count = EventLog(tmp_path), 5_000
    add_table(log, [f"u{number}" for number in range(count)], ["a"] * count, list(range(count)))
    for journeys in grown(log):
        assert pairs(journeys) == {(None, "a"): count, ("a", None): count, (None, "late"): 1, ("late", None): 1}
        assert Visits().run(journeys).bounce.count == count + 1


def test_all_at_the_same_time(tmp_path: Path) -> None:
    log, count = EventLog(tmp_path), 3_000
    add_table(log, [f"u{number % 7}" for number in range(count)], list("abc") * (count // 3), [7] * count)
    for journeys in grown(log):
        rows = {(row.from_, row.to): row for row in Transitions().run(journeys).rows}
        assert sum(row.count for row in rows.values()) == count + 7 + 1 + 1
        assert {row.median_s for (one, other), row in rows.items() if one and other} == {0.0}
        assert (
            rows["a", "b"].customers == 7
        )  # ties go by their place in the source: a0 b1 c2 a3 …, seven customers in turn
        [visit] = {Visits().run(journeys).median_s}
        assert visit == 0.0


def test_an_empty_store_that_fills(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    build(log, PLAIN)
    assert (opened(log).customers, pairs(opened(log)), compact(log)) == (0, {}, False)
    add_batches(log, LATER)
    build(log, PLAIN, compact=False)
    assert pairs(opened(log)) == {(None, "late"): 1, ("late", None): 1}


def test_sixty_thousand_touchpoints(tmp_path: Path) -> None:
    log, count = EventLog(tmp_path), 60_000
    names = [f"page {number:05}" for number in range(count)]
    add_table(log, [f"u{number // 10}" for number in range(count)], names, list(range(count)))
    for journeys in grown(log):
        assert journeys.width == count + 1
        found = pairs(journeys)
        assert found["page 59998", "page 59999"] == 1
        assert ("page 59989", "page 59990") not in found
        assert len(found) == count * 9 // 10 + 2 * count // 10 + 2
        view = map_from_data(journeys, project="p")
        assert (view.customers, view.events) == (count // 10 + 1, count + 1)


@pytest.mark.parametrize("missing", ["store.json", "shard-000", "identity"])
def test_parts_of_a_version_that_are_gone(tmp_path: Path, missing: str) -> None:
    log = EventLog(tmp_path)
    add_table(log, ["u1", "u2"], ["a", "b"], [1, 2])
    build(log, PLAIN)
    version = opened(log).store.folder
    (version / missing).rename(tmp_path / "away")
    if missing != "identity":
        with pytest.raises(StorageError, match="run desireline build --full"):
            opened(log)
    assert build(log, PLAIN).unchanged is False
    assert opened(log).events == 2


def test_a_half_written_version_beside_the_one_in_use(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_table(log, ["u1", "u2"], ["a", "b"], [1, 2])
    build(log, PLAIN)
    half = opened(log).store.folder.with_name("000002")
    (half / "shard-000").mkdir(parents=True)
    (half / "shard-000" / "ts.npy").write_bytes(b"\x93NUM")
    assert opened(log).events == 2
    assert build(log, PLAIN).unchanged
    assert not half.exists()
    (opened(log).store.folder.parent / "current").write_bytes(b"000002")
    with pytest.raises(StorageError, match="run desireline build --full"):
        opened(log)
    assert build(log, PLAIN).events == 2


@pytest.mark.parametrize("column", ["ts", "ptr", "touchpoint", "channel", "row", "customer_id", "gone"])
def test_one_flipped_bit_anywhere_is_found(tmp_path: Path, column: str) -> None:
    log = EventLog(tmp_path)
    add_table(log, [f"u{number % 30}" for number in range(300)], ["a"] * 300, list(range(300)))
    build(log, PLAIN)
    add_batches(log, Batch("web", (Happening(999, "a", ids={"user_id": "u3"}),)))
    build(log, PLAIN, compact=False)
    path = next(tmp_path.rglob(f"shard-000/{column}.npy"))
    content = bytearray(path.read_bytes())
    content[-4] ^= 1
    path.unlink()  # else the file of the version before, which is the same, would change as well
    path.write_bytes(bytes(content))
    with pytest.raises(StorageError, match=rf"{column}\.npy is missing or damaged"):
        opened(log).store.verify()
    with pytest.raises(StorageError, match=rf"{column}\.npy is missing or damaged"):
        compact(log)
    assert build(log, PLAIN, compact=True).events == 301
    opened(log).store.verify()


@pytest.mark.parametrize("left", [0, 1, 100, 128, 1_000])
def test_a_file_cut_short(tmp_path: Path, left: int) -> None:
    log = EventLog(tmp_path)
    add_table(log, ["u1"] * 300, ["a"] * 300, list(range(300)))
    build(log, PLAIN)
    path = next(tmp_path.rglob("ts.npy"))
    path.write_bytes(path.read_bytes()[:left])
    with pytest.raises(StorageError, match=r"ts\.npy is missing or damaged: run desireline build --full"):
        opened(log)
    add_batches(log, LATER)
    assert (build(log, PLAIN).events, int(np.diff(opened(log).store.shards[0].ptr).max())) == (301, 300)
