"""Work on all processors: threads are enough, as kernels run without the interpreter's lock."""

import ctypes
import os
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import TypeVar

__all__ = ["on_all_processors", "processors"]

S = TypeVar("S")
T = TypeVar("T")


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))


def on_all_processors(kernel: Callable[[S], T], pieces: Sequence[S]) -> list[T]:
    """Run a kernel over pieces and return the partial results in their order.

    The asking thread works too, and those that help it stay alive: starting threads takes as long as some kernels. Helpers that are busy
    with another question are not waited for.
    """
    left = deque(enumerate(pieces))
    found: dict[int, T] = {}

    def work() -> None:
        try:
            while left:
                try:
                    number, piece = left.popleft()
                except IndexError:  # another was quicker
                    return
                found[number] = kernel(piece)
        except BaseException:
            left.clear()  # the others need not go on
            raise

    wanted = min(processors(), len(pieces)) - 1
    if wanted > 0:
        _make_way()
    helpers: list[Future[None]] = [_pool().submit(work) for _ in range(wanted)]
    try:
        work()
    finally:
        begun = [helper for helper in helpers if not helper.cancel()]
        for helper in begun:
            helper.exception()  # waits
    for helper in begun:
        helper.result()
    return [found[number] for number in range(len(pieces))]


@cache
def _pool() -> ThreadPoolExecutor:
    os.register_at_fork(after_in_child=_forget_helpers)  # a child inherits the pool without its threads
    return ThreadPoolExecutor(
        max(1, processors() - 1),
        thread_name_prefix="desireline-kernel",
        initializer=lambda: _helpers.append(threading.get_native_id()),
    )


_helpers: list[int] = []
"""The system's numbers of the threads that help."""

_processor_here: Callable[[], int] | None = getattr(ctypes.CDLL(None), "sched_getcpu", None)


def _make_way() -> None:
    """Keep helpers off the processor that the asking thread runs on: woken there, as often happens, they wait for it for milliseconds."""
    if _processor_here is None:
        return
    aside = os.sched_getaffinity(0) - {_processor_here()}
    for helper in _helpers.copy():
        try:
            os.sched_setaffinity(helper, aside)
        except OSError:  # not allowed here, no other processor left, or the thread has just ended
            return


def _forget_helpers() -> None:
    _pool.cache_clear()
    _helpers.clear()
