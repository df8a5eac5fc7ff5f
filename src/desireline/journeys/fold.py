"""One primitive: a kernel over slices of customers, on all processors, partial results in the order of customers."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TypeVar

import numpy as np

from desireline.journeys.journeys import Journeys
from desireline.journeys.store import Shard, Store
from desireline.journeys.view import Kept, View, both

__all__ = ["fold", "on_all_processors", "slices"]

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


def fold(journeys: Journeys, kernel: Callable[[Shard, int, int], T]) -> list[T]:
    """Run `kernel(shard, low, high)` over all customers of the journeys and return the partial results, in the order of customers.

    Where journeys are narrowed to a selection, or some of a shard's customers lie in an overlay, the kernel is given views: shards of
    what is kept, and nothing else.
    """
    pieces = list(slices(journeys.store, _processors()))
    if journeys.keep is None and all(shard.gone is None for shard in journeys.store.shards):
        return on_all_processors(lambda piece: kernel(*piece), pieces)

    def over_kept(numbered: tuple[int, tuple[Shard, int, int]]) -> list[T]:
        number, (shard, low, high) = numbered
        view = journeys.views.get(number)
        if view is None:
            kept = _kept(journeys, shard, low, high)
            if kept.customers is None and kept.events is None:
                return [kernel(shard, low, high)]
            view = View(shard, low, high, kept)
            journeys.views.put(number, view)
        return [kernel(view, 0, view.customers)] if view.customers else []

    return [partial for found in on_all_processors(over_kept, list(enumerate(pieces))) for partial in found]


def _kept(journeys: Journeys, shard: Shard, low: int, high: int) -> Kept:
    kept = Kept() if journeys.keep is None else journeys.keep(shard, low, high)
    return kept if shard.gone is None else both(kept, Kept(customers=~shard.gone[low:high]))


def on_all_processors(kernel: Callable[[S], T], pieces: Sequence[S]) -> list[T]:
    """Run a kernel over pieces and return the partial results in their order.

    Kernels run without the interpreter's lock, so threads are enough.
    """
    if len(pieces) < 2:  # noqa: PLR2004 - one piece needs no thread
        return [kernel(piece) for piece in pieces]
    with ThreadPoolExecutor(_processors()) as pool:
        return list(pool.map(kernel, pieces))


def _processors() -> int:
    return len(os.sched_getaffinity(0))
