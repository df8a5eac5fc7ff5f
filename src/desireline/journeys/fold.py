"""One primitive: a kernel over slices of customers, on all processors, partial results in the order of customers."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TypeVar

import numpy as np

from desireline.journeys.store import Shard, Store

__all__ = ["fold", "in_parallel", "slices"]

S = TypeVar("S")
T = TypeVar("T")

_SLICES_A_THREAD = 4
_FEWEST_EVENTS = 200_000


def slices(store: Store, threads: int) -> Iterator[tuple[Shard, int, int]]:
    """Cut the store's shards into runs of customers with about equally many events."""
    wanted = max(_FEWEST_EVENTS, -(-store.manifest.events // (threads * _SLICES_A_THREAD)))
    for shard in store.shards:
        pieces = max(1, round(shard.events / wanted))
        marks = np.linspace(0, shard.events, pieces + 1)
        bounds = np.searchsorted(shard.ptr, marks)
        bounds[0], bounds[-1] = 0, shard.customers
        for low, high in pairwise(bounds):
            if high > low:
                yield shard, int(low), int(high)


def fold(store: Store, kernel: Callable[[Shard, int, int], T]) -> list[T]:
    """Run `kernel(shard, low, high)` over all customers and return the partial results, in the order of customers.

    Kernels run without the interpreter's lock, so threads are enough.
    """
    return in_parallel(lambda piece: kernel(*piece), slices(store, _threads()))


def in_parallel(function: Callable[[S], T], pieces: Iterable[S]) -> list[T]:
    """Run a function over pieces on all processors and return what it gives, in their order."""
    work = list(pieces)
    if len(work) < 2:  # noqa: PLR2004 - one piece needs no thread
        return [function(piece) for piece in work]
    with ThreadPoolExecutor(_threads()) as pool:
        return list(pool.map(function, work))


def _threads() -> int:
    return len(os.sched_getaffinity(0))
