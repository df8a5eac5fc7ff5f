"""The fold on Spark: slices of customers are rows, and each process maps the shards they lie in from shared storage."""

import pickle
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from desireline.base.errors import BusyError, DesirelineError, StorageError
from desireline.base.settings.model import SparkCluster
from desireline.journeys.engines.session import connect, map_in_arrow
from desireline.journeys.engines.travelling import pack, unpack
from desireline.journeys.fold import Kernel, fold_slice, slices
from desireline.journeys.journeys import Journeys

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["fold_on_spark"]

T = TypeVar("T")

_TASKS_A_PROCESS = 4


def fold_on_spark(cluster: SparkCluster, journeys: Journeys, kernel: Kernel[T]) -> list[T]:
    """Run a kernel over all customers on a cluster and return the partial results, in the order of customers.

    Args:
        cluster: where.
        journeys: those to be counted.
        kernel: counts them.

    Raises:
        BusyError: a build has replaced the journeys in the meantime.
        MissingExtraError: Spark is not installed.
        StorageError: the cluster does not answer, or does not see the store.
    """
    session = connect(cluster)
    processes = session.sparkContext.defaultParallelism
    pieces = list(slices(journeys.store, processes))
    if not pieces:
        return []
    frame = session.range(0, len(pieces), 1, min(len(pieces), processes * _TASKS_A_PROCESS))
    run = partial(_run, pack((journeys, kernel, pieces)))
    try:
        found = map_in_arrow(frame, run, "number long, partial binary")
    except StorageError as error:
        if journeys.store.folder.exists():
            raise
        raise BusyError("a build put newer journeys in the place of those that were counted: ask again") from error
    partials = dict(zip(found["number"].to_pylist(), found["partial"].to_pylist(), strict=True))
    return [result for number in range(len(pieces)) for result in _results(partials[number])]


def _run(packed: bytes, batches: Iterator["pa.RecordBatch"]) -> Iterator["pa.RecordBatch"]:
    """Fold the slices of one task, one row each."""
    import pyarrow as pa

    journeys, kernel, pieces = unpack(packed)
    for batch in batches:
        for number in batch.column("id").to_pylist():
            try:
                told = pack(fold_slice(journeys, kernel, (number, pieces[number])))
            except DesirelineError as error:  # what it says is for people, not for Spark
                told = pack(error)
            yield pa.RecordBatch.from_pydict({"number": [number], "partial": pa.array([told], pa.binary())})


def _results(told: bytes) -> list[Any]:
    results: list[Any] | DesirelineError = pickle.loads(told)  # noqa: S301 - our own processes wrote it
    if isinstance(results, DesirelineError):
        raise results
    return results
