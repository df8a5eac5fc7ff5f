"""Journeys of one type, and visits, slice by slice."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from desireline.base.durations import parse_duration
from desireline.journeys.fold import fold
from desireline.journeys.journeys import Journeys
from desireline.journeys.store import Shard
from desireline.journeys.types import Kind
from desireline.journeys.view import View
from desireline.stats.shares import Clusters

__all__ = ["Piece", "fold_journeys", "fold_pieces", "horizon_us", "pieces_of", "split_slice", "split_visits"]

T = TypeVar("T")

_EVENTS_AT_A_TIME = 500_000
"""Of a run of customers whose events are cut into journeys: what is made of them stays small."""


@dataclass(frozen=True)
class Piece:
    """The journeys of a run of customers, as `desireline.kernels.journeys.split_journeys` gives them."""

    shard: Shard
    first: NDArray[np.int64]
    past: NDArray[np.int64]
    after: NDArray[np.int64]
    outcome: NDArray[np.uint8]
    finished: NDArray[np.bool_]
    owner: NDArray[np.uint32]

    @property
    def customers(self) -> tuple[int, int]:
        """The first customer with a journey, and one past the last."""
        return (int(self.owner[0]), int(self.owner[-1]) + 1) if len(self.owner) else (0, 0)

    @property
    def bytes(self) -> int:
        """How much memory its arrays take."""
        return sum(
            array.nbytes for array in (self.first, self.past, self.after, self.outcome, self.finished, self.owner)
        )

    def clusters(self, counted: NDArray[np.bool_], whole: NDArray[np.bool_]) -> Clusters:
        """Add up by customer which journeys count, of which that could: what the interval of their share needs."""
        if not len(self.owner):
            return Clusters()
        begins = np.flatnonzero(np.append(True, self.owner[1:] != self.owner[:-1]))
        return Clusters.of(*(np.add.reduceat(which.astype(np.int64), begins) for which in (counted, whole)))


def horizon_us(journeys: Journeys, kind: Kind) -> int:
    """Return the time by which a journey must have begun to count in shares: the gap before the end of the data.

    Of journeys that began later, those that reach their goal soon would count and those that miss it could not yet.
    """
    return journeys.end_us - kind.gap_us


def fold_journeys(journeys: Journeys, kind: Kind, kernel: Callable[[Piece], T]) -> list[T]:
    """Cut all customers' events into journeys of one type and run a kernel over each piece, where it was cut."""
    found = fold_pieces(journeys, kind, lambda pieces: [kernel(piece) for piece in pieces])
    return [result for results in found for result in results]


def fold_pieces(journeys: Journeys, kind: Kind, kernel: Callable[[Iterator[Piece]], T]) -> list[T]:
    """Cut all customers' events into journeys of one type and run a kernel over the pieces of each slice.

    For kernels whose results are large: what it gives of many pieces can be added up as they come.
    """
    return fold(journeys, lambda shard, low, high: kernel(pieces_of(journeys, kind, shard, low, high)))


def pieces_of(journeys: Journeys, kind: Kind, shard: Shard, low: int, high: int) -> Iterator[Piece]:
    """Cut the events of customers `low` to `high` of a shard into journeys of one type, one run of customers after the other.

    What is kept of them is shared, and not to be changed.
    """
    return (_piece(journeys, kind, shard, *run) for run in _runs(shard, low, high))


def split_slice(journeys: Journeys, kind: Kind, shard: Shard, low: int, high: int) -> Piece:
    """Cut the events of customers `low` to `high` of a shard into journeys of one type, all in one piece."""
    pieces = list(pieces_of(journeys, kind, shard, low, high))
    if len(pieces) == 1:
        return pieces[0]
    columns = zip(
        *((own.first, own.past, own.after, own.outcome, own.finished, own.owner) for own in pieces), strict=True
    )
    return Piece(shard, *(np.concatenate(column) for column in columns))


def _runs(shard: Shard, low: int, high: int) -> list[tuple[int, int]]:
    """Cut customers into runs of so few events that what is made of them stays small; at least one, be it of nobody."""
    begin, end = int(shard.ptr[low]), int(shard.ptr[high])
    marks = np.linspace(begin, end, -(-(end - begin) // _EVENTS_AT_A_TIME) + 1).astype(np.int64)[1:-1]
    bounds = [low, *np.searchsorted(shard.ptr, marks).tolist(), high]
    return [(one, other) for one, other in pairwise(bounds) if other > one] or [(low, high)]


def _piece(journeys: Journeys, kind: Kind, shard: Shard, low: int, high: int) -> Piece:
    from desireline.kernels.journeys import split_journeys

    key = (id(shard), low, high, journeys.end_us, kind.gap_us, kind.pause_us, kind.role.tobytes())
    kept = journeys.cuts.get(key)
    if kept is not None:
        return kept
    gap, pause, end = np.int64(kind.gap_us), np.int64(kind.pause_us), np.int64(journeys.end_us)
    found = split_journeys(shard.ptr, shard.touchpoint, shard.ts, low, high, kind.role, gap, pause, end)
    if isinstance(shard, View):  # made for one selection
        return Piece(shard, *found)
    first, past, after, outcome, finished, owner = found  # copied without the room that was left over
    piece = Piece(shard, first.copy(), past.copy(), after.copy(), outcome.copy(), finished.copy(), owner.copy())
    journeys.cuts.put(key, piece)
    return piece


def split_visits(
    journeys: Journeys, shard: Shard, low: int, high: int, gap: str | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Cut the events of customers `low` to `high` of a shard into visits: the first event of each, and one past its last.

    Args:
        journeys: those of the shard.
        shard: the customers and their events.
        low: first customer.
        high: one past the last.
        gap: the pause that ends a visit; the settings' where none is given.
    """
    begin, end = int(shard.ptr[low]), int(shard.ptr[high])
    begins = np.ones(end - begin, dtype=bool)
    np.greater(
        np.diff(shard.ts[begin:end]),
        parse_duration(journeys.settings.visit_gap if gap is None else gap),
        out=begins[1:],
    )
    starts = shard.ptr[low:high]
    begins[starts[starts < end] - begin] = True
    first = np.flatnonzero(begins) + begin
    return first, np.append(first[1:], end)[: len(first)]
