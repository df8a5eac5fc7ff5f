"""One peer in a process of its own: requests in, one JSON a line; answers out.

`python -m benchmarks.worker NAME`, then `{"events": N, "question": "", "form": ""}` lines: an empty question prepares the store.
`python -m benchmarks.worker NAME QUESTION FORM EVENTS` asks once and ends: what a command costs, start-up included.
"""

import contextlib
import gc
import io
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from benchmarks.data import log_of
from benchmarks.peers import peer
from benchmarks.questions import Answer

__all__ = ["Reply", "Request", "anonymous_mb"]

T = TypeVar("T")

_ASKS, _ROW_S = 6, 0.2
"""A turn: asked so often in a row at most, until so many seconds are over."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked."""

    events: int
    question: str = ""
    form: str = ""


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it.

    Attributes:
        seconds: median of the asks of a turn but its first, whose processor caches are full of what others left; of that one where it took long.
        first: seconds of the first.
        cpu: as `seconds`, of all processors.
        answer: the last.
        forms: by question, the ways to ask it.
        version: of the peer.
        anonymous_mb: memory that is no mapped file.
    """

    seconds: float
    first: float
    cpu: float
    answer: Answer = {}
    forms: dict[str, list[str]] = {}
    version: str = ""
    anonymous_mb: float = 0.0


def anonymous_mb() -> float:
    """Return the memory of this process that is no mapped file."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1e3
    return 0.0


def _serve(name: str) -> None:
    channel = os.fdopen(os.dup(1), "w", encoding="utf-8")  # what libraries print must not come between
    if name != "desireline":  # who takes too much ends alone, not with the machine
        total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_DATA, (total * 7 // 10, resource.RLIM_INFINITY))
    asked = peer(name)
    for line in sys.stdin:
        request = msgspec.json.decode(line, type=Request)
        with contextlib.redirect_stdout(io.StringIO()):
            gc.collect()
            if request.question:
                answer, turn = _turn(asked.forms()[request.question][request.form])
            else:
                answer, turn = {}, [_timed(partial(asked.prepare, log_of(request.events)))[1:]]
        reply = Reply(
            seconds=statistics.median(seconds for seconds, _ in turn[1:] or turn),
            first=turn[0][0],
            cpu=statistics.median(cpu for _, cpu in turn[1:] or turn),
            answer=answer,
            forms={question: list(forms) for question, forms in asked.forms().items()},
            version=asked.version,
            anonymous_mb=anonymous_mb(),
        )
        channel.write(msgspec.json.encode(reply).decode() + "\n")
        channel.flush()


def _turn(ask: Callable[[], Answer]) -> tuple[Answer, list[tuple[float, float]]]:
    """Ask several times in a row; return the last answer, and the seconds of each, by the clock and of all processors."""
    turn: list[tuple[float, float]] = []
    while True:
        answer, seconds, cpu = _timed(ask)
        turn.append((seconds, cpu))
        if len(turn) == _ASKS or sum(seconds for seconds, _ in turn) > _ROW_S:
            return answer, turn


def _timed(run: Callable[[], T]) -> tuple[T, float, float]:
    since, cpu = time.perf_counter(), time.process_time()
    result = run()
    return result, time.perf_counter() - since, time.process_time() - cpu


def _once(name: str, question: str, form: str, events: str) -> None:
    asked = peer(name)
    asked.prepare(log_of(int(events)))
    answer = asked.forms()[question][form]()
    sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        _once(*sys.argv[1:])
    else:
        _serve(sys.argv[1])
