"""Processes that are asked, timed and weighed."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from benchmarks.data import folder
from benchmarks.worker import Reply, Request

__all__ = ["ProcessError", "Row", "Run", "Timing", "Worker", "environment", "run"]

_ROOT = Path(__file__).resolve().parent.parent


class ProcessError(Exception):
    """A process ended with an error; its last words are the message."""


class Timing(msgspec.Struct, frozen=True, kw_only=True):
    """One thing measured several times."""

    values: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def low(self) -> float:
        return min(self.values)

    @property
    def high(self) -> float:
        return max(self.values)


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table: us, and each peer with the same question."""

    name: str
    what: str
    unit: Annotated[str, Meta(description="s, MB or ns an event.")] = "s"
    ours: Timing
    first: Annotated[float | None, Meta(description="The first time in a fresh process.")] = None
    peers: dict[str, Timing] = {}
    usual: Annotated[dict[str, float], Meta(description="Peers asked as their documentation teaches.")] = {}
    level: Annotated[float | None, Meta(description="What ours must not exceed.")] = None
    wanted: Annotated[dict[str, float], Meta(description="How many times ours each peer is to take at least.")] = {}
    too_big: Annotated[list[str], Meta(description="Peers whom the log is too big for.")] = []
    cpu: Annotated[float | None, Meta(description="Median seconds of all processors of ours.")] = None


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What a process that ran to its end took."""

    seconds: float
    peak_mb: float
    output: str


def run(*arguments: str) -> Run:
    """Run Python with these arguments to its end.

    Raises:
        ProcessError: it ended with an error.
    """
    with _words("run").open("w+b") as words:
        since = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=words, env=environment()
        )
        assert process.stdout is not None
        output = process.stdout.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - since
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stdout.close()
        if process.returncode:
            words.seek(0)
            raise ProcessError(f"{' '.join(arguments)}: {words.read().decode()[-2_000:]}")
    return Run(seconds=seconds, peak_mb=usage.ru_maxrss / 1e3, output=output)


class Worker:
    """A peer in a process of its own that is asked again and again."""

    def __init__(self, name: str, events: int) -> None:
        self.name = name
        self._events = events
        self._words = _words(name).open("w+b")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.worker", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            env=environment(),
        )
        try:
            self.prepared = self.ask("", "")
        except ProcessError:
            self.close()
            raise

    def ask(self, question: str, form: str) -> Reply:
        """Ask one question in one way; an empty one makes the store.

        Raises:
            ProcessError: the process ended.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        request = Request(events=self._events, question=question, form=form)
        self._process.stdin.write(msgspec.json.encode(request) + b"\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            self._words.seek(0)
            raise ProcessError(
                f"{self.name}, asked {question or 'to make its store'}: {self._words.read().decode()[-2_000:]}"
            )
        return msgspec.json.decode(line, type=Reply)

    def forms(self, question: str) -> list[str]:
        """Return the ways to ask it a question; none where it cannot answer."""
        return self.prepared.forms.get(question, [])

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._words.close()


def _words(name: str) -> Path:
    """Return where a process's stderr goes."""
    return folder() / f"{name}-{os.getpid()}.log"


def environment() -> dict[str, str]:
    """Return the environment with the project's own code in front."""
    paths = [str(_ROOT / "src"), str(_ROOT), os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(path for path in paths if path)}
