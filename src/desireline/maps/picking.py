"""Which journeys and which events a number of a map counts, over the pieces that `count_map` counts.

The kernel of the map counts everything in one pass; this picks one thing at a time, in plain NumPy, so that each proves the other.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from desireline.journeys import Journeys, Kind
from desireline.journeys.splitting import Piece, split_slice
from desireline.journeys.store import Shard

__all__ = ["Chosen", "Places", "Touchpoints", "came", "events_at", "finished_came", "lost", "onward", "scored", "steps"]

Touchpoints = NDArray[np.bool_]
"""Which touchpoints of the store are meant, by number."""

Chosen = Callable[[Piece], NDArray[np.bool_]]
"""Marks journeys of a piece."""

Places = Callable[[Shard, int, int], NDArray[np.int64]]
"""Gives events of customers `low` to `high` of a shard by their places."""


def came(here: Touchpoints) -> Chosen:
    """Return what marks the journeys that came by, in their aftermath too."""
    return lambda piece: _any(piece, here, piece.first, piece.after)


def finished_came(here: Touchpoints) -> Chosen:
    """Return what marks the finished journeys that came by before their end."""
    return lambda piece: piece.finished & _any(piece, here, piece.first, piece.past)


def lost(here: Touchpoints) -> Chosen:
    """Return what marks the journeys that ended there short of the goal."""
    from desireline.kernels.journeys import MISSED

    return lambda piece: (piece.outcome == MISSED) & here[piece.shard.touchpoint[piece.past - 1]]


def onward(here: Touchpoints, later: Touchpoints | None, horizon: int) -> Chosen:
    """Return what marks the finished journeys that reached a stage by the horizon, and a later one after that.

    Args:
        here: the stage's touchpoints.
        later: those of later stages; None: they need not have gone on.
        horizon: as `horizon_us` gives it.
    """

    def chosen(piece: Piece) -> NDArray[np.bool_]:
        if not len(piece.first):
            return np.zeros(0, dtype=bool)
        begin, end = int(piece.first[0]), int(piece.after[-1])
        places = np.append(np.flatnonzero(here[piece.shard.touchpoint[begin:end]]) + begin, end)
        reached = places[np.searchsorted(places, piece.first)]
        told = piece.finished & (reached < piece.after)
        told[told] = piece.shard.ts[reached[told]] <= horizon
        if later is not None:
            told[told] = _any(piece, later, reached[told] + 1, piece.after[told])
        return told

    return chosen


def _any(piece: Piece, here: Touchpoints, begin: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say which of these runs of events hold one of the touchpoints."""
    if not len(begin):
        return np.zeros(0, dtype=bool)
    low, high = int(piece.first[0]), int(piece.after[-1])
    before = np.zeros(high - low + 1, dtype=np.int32)
    np.cumsum(here[piece.shard.touchpoint[low:high]], out=before[1:])
    found: NDArray[np.bool_] = before[end - low] > before[begin - low]
    return found


def events_at(here: Touchpoints) -> Places:
    """Return what gives all events there, in journeys or not."""

    def places(shard: Shard, low: int, high: int) -> NDArray[np.int64]:
        begin, end = int(shard.ptr[low]), int(shard.ptr[high])
        return np.flatnonzero(here[shard.touchpoint[begin:end]]) + begin

    return places


def scored(here: Touchpoints, scale: int) -> Places:
    """Return what gives the events there with a score on a scale, by its number."""

    def places(shard: Shard, low: int, high: int) -> NDArray[np.int64]:
        at, _, kind = shard.sparse("score", low, high)
        return np.asarray(at[(kind == scale) & here[shard.touchpoint[at]]])

    return places


def steps(journeys: Journeys, kind: Kind, before: Touchpoints | None, after: Touchpoints | None) -> Places:
    """Return what gives the events gone to, where one touchpoint directly follows another within a journey or its aftermath.

    Args:
        journeys: whose.
        kind: their type.
        before: the first touchpoint; None: the journey's start.
        after: the next one; None: the journey's end, whose last event is given.
    """

    def places(shard: Shard, low: int, high: int) -> NDArray[np.int64]:
        piece = split_slice(journeys, kind, shard, low, high)
        if before is None or after is None:
            edge, there = (piece.first, after) if before is None else (piece.after - 1, before)
            assert there is not None
            return np.asarray(edge[there[shard.touchpoint[edge]]])
        touchpoint = shard.touchpoint[int(shard.ptr[low]) : int(shard.ptr[high])]
        gone = np.flatnonzero(before[touchpoint[:-1]] & after[touchpoint[1:]]) + int(shard.ptr[low]) + 1
        journey = np.searchsorted(piece.first, gone - 1, side="right") - 1
        inside = journey >= 0
        inside[inside] = gone[inside] < piece.after[journey[inside]]
        return np.asarray(gone[inside])

    return places
