"""A real standalone Spark cluster on loopback: a master and workers, each a process, from the `pyspark` package."""

import contextlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

__all__ = ["needs_spark", "standalone"]

_PATIENCE_S = 60

needs_spark = pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or shutil.which("java") is None,
    reason="needs pyspark (pip install 'desireline[spark]') and Java 17",
)


@contextlib.contextmanager
def standalone(folder: Path, *, workers: int = 2) -> Iterator[str]:
    """Start a cluster, give its address, and end it.

    Args:
        folder: where it keeps its logs and its work.
        workers: how many, of one process each.
    """
    with contextlib.ExitStack() as running:
        loopback = ("--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
        log = running.enter_context(_process(folder / "master", "master.Master", *loopback))
        address = _said(log, r"Starting Spark master at (spark://\S+)")
        room = ("--cores", "1", "--memory", "1g")
        for number in range(workers):
            running.enter_context(_process(folder / f"worker-{number}", "worker.Worker", *loopback, *room, address))
        _said(log, *[r"Registering worker .* with 1 cores"] * workers)
        yield address


@contextlib.contextmanager
def _process(folder: Path, role: str, *words: str) -> Iterator[Path]:
    """Run one process of the cluster and give its log; it ends with all that it started."""
    spec = importlib.util.find_spec("pyspark")
    assert spec is not None
    assert spec.origin is not None
    home = Path(spec.origin).parent
    folder.mkdir()
    log = folder / "log"
    environment = os.environ | {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_WORKER_DIR": str(folder),
        "PYSPARK_PYTHON": sys.executable,
    }
    with log.open("wb") as out:
        process = subprocess.Popen(
            [home / "bin" / "spark-class", f"org.apache.spark.deploy.{role}", *words],
            stdout=out,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )
    try:
        yield log
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(_PATIENCE_S)


def _said(log: Path, *patterns: str) -> str:
    """Wait until a log says each pattern, one after the other, and return what the first one's brackets hold."""
    end = time.monotonic() + _PATIENCE_S
    whole = "(?s)" + ".*?".join(patterns)
    while not (found := re.search(whole, text := log.read_text(errors="replace"))):
        assert time.monotonic() < end, f"{log} never said {patterns}:\n{text}"
        time.sleep(0.1)
    return found.group(1) if found.groups() else found.group()
