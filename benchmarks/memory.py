"""Memory of a process that asks all questions: what is no mapped file.

`python -m benchmarks.memory EVENTS` prints MB as JSON: when the store is open, the most while each question was answered, and after all.
"""

import gc
import json
import sys
import time
from threading import Event, Thread

from benchmarks.data import log_of
from benchmarks.peers import peer
from benchmarks.worker import anonymous_mb

__all__: list[str] = []

_EVERY_S = 0.001


class _Watch:
    """Looks at the memory of this process all the time, in a thread: kernels leave the interpreter free."""

    def __init__(self) -> None:
        self._seen: list[float] = []
        self._ended = Event()
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._ended.is_set():
            self._seen.append(anonymous_mb())
            time.sleep(_EVERY_S)

    def begin(self) -> None:
        """Forget what was seen."""
        self._seen = [anonymous_mb()]

    @property
    def most(self) -> float:
        """The most since it began, MB."""
        return max(self._seen)

    def end(self) -> None:
        self._ended.set()
        self._thread.join()


def _measure(events: int) -> dict[str, float]:
    ours = peer("desireline")
    ours.prepare(log_of(events))
    found = {"opened": anonymous_mb()}
    watch = _Watch()
    for question, forms in ours.forms().items():
        for ask in forms.values():
            gc.collect()
            watch.begin()
            ask()
            found[question] = watch.most
    watch.end()
    gc.collect()
    return found | {"after": anonymous_mb()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measure(int(sys.argv[1]))) + "\n")
