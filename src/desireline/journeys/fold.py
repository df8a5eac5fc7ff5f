"""One primitive: a kernel over slices of customers, on all processors, partial results in the order of customers."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import TypeVar

import numpy as np

from desireline.journeys.journeys import Journeys
from desireline.journeys.processors import on_all_processors, processors
from desireline.journeys.store import Shard, Store
from desireline.journeys.view import Kept, View, both

__all__ = ["Bounds", "Kernel", "fold", "fold_slice", "slices"]

T = TypeVar("T")

Kernel = Callable[[Shard, int, int], T]
"""Counts customers `low` to `high` of a shard."""

Bounds = tuple[int, int, int]
"""A shard's number, its first customer, and one past the last."""

_SLICES_A_THREAD = 4
_FEWEST_EVENTS = 200_000
_MOST_EVENTS = 9_000_000
"""What a slice keeps about its events while it is counted grows with them; of fewer, the parts and their merging begin to cost."""


def slices(store: Store, threads: int) -> Iterator[Bounds]:
    """Cut the store's shards into runs of customers with about equally many events."""
    wanted = min(max(_FEWEST_EVENTS, -(-store.manifest.events // (threads * _SLICES_A_THREAD))), _MOST_EVENTS)
    for number, shard in enumerate(store.shards):
        pieces = max(1, round(shard.events / wanted))
        marks = np.linspace(0, shard.events, pieces + 1).astype(np.int64)  # whole, else ptr is copied
        bounds = np.searchsorted(shard.ptr, marks)
        bounds[0], bounds[-1] = 0, shard.customers
        for low, high in pairwise(bounds):
            if high > low:
                yield number, int(low), int(high)


def fold(journeys: Journeys, kernel: Kernel[T]) -> list[T]:
    """Run `kernel(shard, low, high)` over all customers of the journeys and return the partial results, in the order of customers.

    Where journeys are narrowed to a selection, or some of a shard's customers lie in an overlay, the kernel is given views: shards of
    what is kept, and nothing else. The engine of the settings runs it: all processors here, or Spark's.

    Raises:
        MissingExtraError: the engine is Spark, which is not installed.
    """
    if (cluster := journeys.settings.spark) is not None:
        from desireline.journeys.engines.folding import fold_on_spark

        return fold_on_spark(cluster, journeys, kernel)
    pieces = list(enumerate(slices(journeys.store, processors())))
    found = on_all_processors(partial(fold_slice, journeys, kernel), pieces)
    return [result for results in found for result in results]


def fold_slice(journeys: Journeys, kernel: Kernel[T], numbered: tuple[int, Bounds]) -> list[T]:
    """Run a kernel over a slice of customers; nothing is returned where none of them is kept.

    Args:
        journeys: those to be counted.
        kernel: counts them.
        numbered: the slice, and its number among all, under which its view is kept.
    """
    number, (place, low, high) = numbered
    shard = journeys.store.shards[place]
    view = journeys.views.get(number)
    if view is None:
        kept = _kept(journeys, shard, low, high)
        if kept.customers is None and kept.events is None:
            return [kernel(shard, low, high)]
        view = View(shard, low, high, kept)
        journeys.views.put(number, view)
    return [kernel(view, 0, view.customers)] if view.customers else []


def _kept(journeys: Journeys, shard: Shard, low: int, high: int) -> Kept:
    kept = Kept() if journeys.keep is None else journeys.keep(shard, low, high)
    return kept if shard.gone is None else both(kept, Kept(customers=~shard.gone[low:high]))
