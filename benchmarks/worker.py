"""One peer in a process of its own: requests in, one JSON a line; answers out.

`python -m benchmarks.worker NAME`, then `{"events": N, "question": "", "form": ""}` lines: an empty question prepares the store.
`python -m benchmarks.worker NAME QUESTION FORM EVENTS` asks once and ends: what a command costs, start-up included.
"""

import contextlib
import gc
import io
import os
import resource
import sys
import time
from pathlib import Path

import msgspec

from benchmarks.data import log_of
from benchmarks.peers import peer
from benchmarks.questions import Answer

__all__ = ["Reply", "Request", "anonymous_mb"]


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked."""

    events: int
    question: str = ""
    form: str = ""


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it."""

    seconds: float
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
            since, cpu = time.perf_counter(), time.process_time()
            answer: Answer = {}
            if request.question:
                answer = asked.forms()[request.question][request.form]()
            else:
                asked.prepare(log_of(request.events))
            seconds, cpu = time.perf_counter() - since, time.process_time() - cpu
        reply = Reply(
            seconds=seconds,
            cpu=cpu,
            answer=answer,
            forms={question: list(forms) for question, forms in asked.forms().items()},
            version=asked.version,
            anonymous_mb=anonymous_mb(),
        )
        channel.write(msgspec.json.encode(reply).decode() + "\n")
        channel.flush()


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
