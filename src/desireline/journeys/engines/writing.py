"""Shards on Spark: events go through its shuffle, each customer's to one process, which sorts and writes them as this machine would."""

import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from desireline.base.files import storage_errors
from desireline.base.settings.model import SparkCluster
from desireline.journeys.engines.session import connect, map_in_arrow
from desireline.journeys.reading import SPARSE, Columns, Sparse
from desireline.journeys.store.files import ShardFacts, shard_folder
from desireline.journeys.store.writing import write_shards

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["write_on_spark"]

N = TypeVar("N", bound=np.generic)

_FILE_EVENTS = 1 << 20
_SHARD_EVENTS = 1 << 22
_IDS = "customer_id.npy"
_DENSE = ("customer", "ts", "touchpoint", "channel", "row")


def write_on_spark(
    cluster: SparkCluster,
    version: Path,
    columns: Columns,
    key: NDArray[np.uint64],
    customer_id: NDArray[np.uint64],
    step: Callable[[str], None],
    *,
    of_customers: Sequence[int] = (),
) -> list[ShardFacts]:
    """Sort events by customer and time and write them, on a cluster that shares the disk.

    A task writes into a folder of its own, so one that is tried again, or twice at once, harms nothing.

    Args:
        cluster: where.
        version: the version's folder.
        columns: all events, of at least one customer.
        key: the order of events of equal time.
        customer_id: of each customer.
        step: told when the events are handed over and sorting and writing begin.
        of_customers: numbers of the dimensions that customers have.

    Raises:
        MissingExtraError: Spark is not installed.
        StorageError: the cluster does not answer, or the disk is full.
    """
    session = connect(cluster)
    work = version.absolute() / f"spark-{uuid.uuid4().hex}"
    with storage_errors(work):
        _hand_over(work, columns, key, customer_id)
    step("write")
    wanted = max(session.sparkContext.defaultParallelism, -(-len(key) // _SHARD_EVENTS))
    frame = session.read.parquet(_address(work / "events")).repartition(cluster.shards or wanted, "customer")
    found = map_in_arrow(frame, partial(_write, work, tuple(of_customers)), "folder string, facts string")
    written = sorted(zip(found["folder"].to_pylist(), found["facts"].to_pylist(), strict=True))
    with storage_errors(work):
        for number, (folder, _) in enumerate(written):
            Path(folder).rename(shard_folder(version, number))
        rmtree(work)
    return [msgspec.json.decode(facts, type=ShardFacts) for _, facts in written]


def _address(folder: Path) -> str:
    """Return a folder as Spark names it, which takes brackets and stars for patterns."""
    return "file://" + re.sub(r"([\[\]{}*?,\\])", r"\\\1", str(folder))


def _hand_over(work: Path, columns: Columns, key: NDArray[np.uint64], customer_id: NDArray[np.uint64]) -> None:
    """Write the events of customers as Parquet, a row each."""
    import pyarrow.parquet as pq

    (work / "events").mkdir(parents=True)
    np.save(work / _IDS, customer_id)
    sparse = _by_place(columns)
    for number, begin in enumerate(range(0, len(key), _FILE_EVENTS)):
        table = _table(columns, key, sparse, begin, min(begin + _FILE_EVENTS, len(key)), len(customer_id))
        pq.write_table(table, work / "events" / f"{number:06d}.parquet", compression="zstd")


def _by_place(columns: Columns) -> dict[str, Sparse]:
    """Return what few events carry, in the order of the events."""
    found = {}
    for name, pieces in columns.sparse.items():
        if pieces:
            at = np.concatenate([piece.at for piece in pieces])
            order = np.argsort(at, kind="stable")
            values = np.concatenate([piece.values for piece in pieces])[order]
            found[name] = Sparse(at[order], values, np.concatenate([piece.kind for piece in pieces])[order])
    return found


def _table(
    columns: Columns, key: NDArray[np.uint64], sparse: dict[str, Sparse], begin: int, end: int, customers: int
) -> "pa.Table":
    """Return a run of events as Spark knows numbers: signed."""
    import pyarrow as pa

    cut = slice(begin, end)
    arrays = {name: pa.array(_signed(getattr(columns, name)[cut])) for name in _DENSE}
    arrays |= {name: pa.array(_signed(values[cut])) for name, values in columns.dense.items()}
    arrays["key"] = pa.array(_signed(key[cut]))
    for name, carried in sparse.items():
        inside = slice(*np.searchsorted(carried.at, [begin, end]))
        place, missing = carried.at[inside] - begin, np.ones(end - begin, dtype=bool)
        missing[place] = False
        for column, values in ((name, carried.values[inside]), (_kind(name), _signed(carried.kind[inside]))):
            spread = np.zeros(end - begin, dtype=values.dtype)
            spread[place] = values
            arrays[column] = pa.array(spread, mask=missing)
    return pa.table(arrays).filter(pa.array(columns.customer[cut] < customers))


def _signed(values: NDArray[np.generic]) -> NDArray[np.generic]:
    """Return unsigned numbers as signed ones, the next wider; the widest keep their bits."""
    size = values.dtype.itemsize
    if values.dtype.kind != "u":
        return values
    return values.view(np.int64) if size == 8 else values.astype(f"i{2 * size}")  # noqa: PLR2004 - bytes of 64 bits


def _kind(name: str) -> str:
    return f"{name}_{SPARSE[name][1]}"


def _write(
    work: Path, of_customers: tuple[int, ...], batches: Iterator["pa.RecordBatch"]
) -> Iterator["pa.RecordBatch"]:
    """Write the customers of one partition; batches cut customers in two, so all of them are gathered first."""
    import pyarrow as pa
    from pyspark import TaskContext

    gathered = [batch for batch in batches if batch.num_rows]
    if not gathered:
        return
    table = pa.Table.from_batches(gathered)
    columns = _columns(table)
    customers, numbers = np.unique(columns.customer, return_inverse=True)
    columns.customer = numbers.astype(np.uint32)
    ids = np.load(work / _IDS, mmap_mode="r")[customers]
    context = TaskContext.get()
    assert context is not None
    folder = work / f"{context.partitionId():06d}-{context.taskAttemptId()}"
    folder.mkdir()
    facts = write_shards(
        folder, columns, _numbers(table["key"], np.uint64), ids, lambda _: None, of_customers=of_customers
    )
    for number, written in enumerate(facts):
        place, told = str(shard_folder(folder, number)), msgspec.json.encode(written).decode()
        yield pa.RecordBatch.from_pydict({"folder": [place], "facts": [told]})


def _columns(table: "pa.Table") -> Columns:
    """Return the events of a table as the log's reader does."""
    columns = Columns(0, sum(name.startswith("dimension_") for name in table.column_names))
    for name in _DENSE:
        setattr(columns, name, _numbers(table[name], getattr(columns, name).dtype.type))
    for name in columns.dense:
        columns.dense[name] = _numbers(table[name], np.uint16)
    for name, (kind, _) in SPARSE.items():
        if name in table.column_names:
            there = np.flatnonzero(table[name].is_valid().to_numpy())
            carried = table.take(there)
            kinds = _numbers(carried[_kind(name)], np.uint8)
            columns.sparse[name].append(Sparse(there, _numbers(carried[name], kind.type), kinds))
    return columns


def _numbers(values: "pa.ChunkedArray", kind: type[N]) -> NDArray[N]:
    """Return numbers as they were before they went through Spark, in an array of their own."""
    found = values.to_numpy()
    numbers: NDArray[N] = found.copy().view(kind) if kind is np.uint64 else found.astype(kind)
    return numbers
