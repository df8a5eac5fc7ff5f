"""Where paths begin: at the beginning of histories, journeys or visits, at a touchpoint, or at every event."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from desireline.journeys import Journeys
from desireline.journeys.splitting import split_slice, split_visits
from desireline.journeys.store import Shard

__all__ = ["Begun", "Within", "begun", "small_slices", "spans_within"]

Within = Literal["history", "journey", "visit"]
Spans = tuple[NDArray[np.int64], NDArray[np.int64]]

_EVENTS = 1 << 20


@dataclass(frozen=True)
class Begun:
    """Paths of a slice of customers, in the order of their events.

    Attributes:
        at: the event each begins at; going back, the event it leads to.
        first: first event of the history, journey or visit it lies in.
        past: one past its last.
    """

    at: NDArray[np.int64]
    first: NDArray[np.int64]
    past: NDArray[np.int64]


def spans_within(journeys: Journeys, within: Within, journey: str | None) -> Callable[[Shard, int, int], Spans]:
    """Return what gives the histories, journeys or visits of a slice: their first events, and one past their last."""
    if within == "journey":
        kind = journeys.kind(journey)

        def of_journeys(shard: Shard, low: int, high: int) -> Spans:
            piece = split_slice(journeys, kind, shard, low, high)
            return piece.first, piece.past

        return of_journeys
    if within == "visit":
        return lambda shard, low, high: split_visits(journeys, shard, low, high)
    return lambda shard, low, high: (shard.ptr[low:high], shard.ptr[low + 1 : high + 1])


def begun(shard: Shard, spans: Spans, wanted: int | None, *, each: bool, collapse: bool) -> Begun:
    """Find where paths begin: in each span at the first event, or the first of the touchpoint `wanted`; with `each` at all of them."""
    from desireline.kernels.paths import every_at, first_at

    first, past = spans
    if each:
        room = int((past - first).sum())
        at, span = np.empty(room, dtype=np.int64), np.empty(room, dtype=np.int64)
        touchpoint = -1 if wanted is None else wanted
        count = every_at(first, past, shard.touchpoint, touchpoint, collapse, at, span)
        return Begun(at[:count], first[span[:count]], past[span[:count]])
    at = first if wanted is None else first_at(first, past, shard.touchpoint, wanted)
    there = np.flatnonzero(past > first if wanted is None else at >= 0)
    return Begun(at, first, past) if len(there) == len(at) else Begun(at[there], first[there], past[there])


def small_slices(shard: Shard, low: int, high: int) -> Iterator[tuple[int, int]]:
    """Cut a slice so that what is made of each piece takes little memory, whatever the size of the log."""
    while low < high:
        cut = int(np.searchsorted(shard.ptr[low : high + 1], shard.ptr[low] + _EVENTS, side="right")) - 1 + low
        cut = min(high, max(cut, low + 1))
        yield low, cut
        low = cut
