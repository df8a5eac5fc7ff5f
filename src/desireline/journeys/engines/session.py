"""The connection to Spark: one a process, opened when the first question or build needs it."""

import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from desireline.base.errors import MissingExtraError, StorageError
from desireline.base.settings.model import SparkCluster

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["connect", "disconnect", "map_in_arrow"]

_USUAL = {
    "spark.app.name": "Desireline",
    "spark.driver.maxResultSize": "0",  # partial results are as large as the question makes them
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}

_lock = threading.Lock()
_ours: list[tuple[SparkCluster, "SparkSession"]] = []


def connect(cluster: SparkCluster) -> "SparkSession":
    """Return the session of a cluster, a new one where it has ended; one of another cluster, opened before, is ended.

    Raises:
        MissingExtraError: Spark is not installed.
        StorageError: the cluster does not answer, or there is no Java.
    """
    with _lock:
        if _ours and _same(_ours[0][0], cluster) and _runs(_ours[0][1]):
            return _ours[0][1]
        _end()
        session = _session(cluster)
        _ours.append((cluster, session))
        return session


def disconnect() -> None:
    """End the session, if there is one."""
    with _lock:
        _end()


def _same(one: SparkCluster, other: SparkCluster) -> bool:
    return (one.master, one.config) == (other.master, other.config)


def _runs(session: "SparkSession") -> bool:
    """Say whether the cluster has not ended the session by itself, as when it was restarted."""
    context = session.sparkContext._jsc  # noqa: SLF001 - Spark tells nobody else
    return context is not None and not context.sc().isStopped()


def _end() -> None:
    while _ours:
        _ours.pop()[1].stop()


def _session(cluster: SparkCluster) -> "SparkSession":
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise MissingExtraError("spark", "the engine 'spark'") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # a cluster's processes must be of the same version
    builder = SparkSession.builder.master(cluster.master)
    for name, value in (_USUAL | cluster.config).items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except (PySparkException, Py4JError, OSError) as error:
        raise StorageError(
            f"Spark at '{cluster.master}' cannot be used ({_reason(str(error))}): see that Java 17 is installed and the cluster"
            " runs, or set engine: local in desireline.yaml"
        ) from error


def map_in_arrow(
    frame: "DataFrame", run: Callable[[Iterator["pa.RecordBatch"]], Iterator["pa.RecordBatch"]], schema: str
) -> "pa.Table":
    """Run a function over the batches of each partition on the cluster, and return what it yields.

    Args:
        frame: what is read.
        run: given all batches of one partition.
        schema: columns of what it yields, in Spark's words.

    Raises:
        StorageError: it failed on the cluster.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        found: pa.Table = frame.mapInArrow(run, schema).toArrow()
    except (PySparkException, Py4JError) as error:
        raise StorageError(
            f"Spark could not count ({_reason(str(error))}): see that each machine of the cluster sees the project's folder under the same"
            " path, may write there, and has this version of Desireline"
        ) from error
    return found


def _reason(told: str) -> str:
    """Return what went wrong in one line: the last error that Python names, else the first that Java does."""
    lines = [line.strip(": ") for line in told.splitlines() if line.strip()]
    said = [line for line in lines if re.match(r"\w+(\.\w+)*(Error|Exception): ", line)]
    in_python = [line for line in said if not line.startswith(("java.", "org."))]
    return (in_python[-1:] or said or lines or ["no reason given"])[0]
