"""One customer's events cut into journeys and visits, and how long others stay where the customer is."""

from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from desireline.journeys.customers import CustomerPlace
from desireline.journeys.journeys import Journeys
from desireline.journeys.splitting import Piece, fold_journeys, split_visits
from desireline.journeys.types import Kind

__all__ = ["Stays", "journeys_of", "last_deed", "stays_at", "visits_of"]


def journeys_of(journeys: Journeys, kind: Kind, place: CustomerPlace) -> Piece:
    """Cut a customer's events into journeys of a type; the places in it are those of the shard."""
    from desireline.kernels.journeys import split_journeys

    shard, at = place.shard, place.at
    gap, pause, end = np.int64(kind.gap_us), np.int64(kind.pause_us), np.int64(journeys.end_us)
    return Piece(shard, *split_journeys(shard.ptr, shard.touchpoint, shard.ts, at, at + 1, kind.role, gap, pause, end))


def visits_of(journeys: Journeys, place: CustomerPlace) -> NDArray[np.int64]:
    """Return where each visit of a customer begins, among the customer's events."""
    first, _ = split_visits(journeys, place.shard, place.at, place.at + 1)
    return np.asarray(first - place.events.start)


def last_deed(piece: Piece, kind: Kind, number: int) -> int:
    """Return the place in the shard of the last event of a journey that is not passive (a newsletter that was sent); its first where all are."""
    from desireline.kernels.journeys import IS_PASSIVE

    first, past = int(piece.first[number]), int(piece.past[number])
    active = np.flatnonzero(kind.role[piece.shard.touchpoint[first:past]] & IS_PASSIVE == 0)
    return first + int(active[-1]) if len(active) else first


@dataclass(frozen=True)
class Stays:
    """How long journeys stay at a touchpoint that get on from it.

    A stay is a run of events of the touchpoint within a journey; it lasts from the first of them to the journey's next event of another
    touchpoint. Stays that nothing of the journey follows are left out.

    Attributes:
        us: how long each lasts, µs, shortest first.
    """

    us: NDArray[np.int64]

    @cached_property
    def median_us(self) -> float:
        """The median."""
        return float(np.median(self.us))

    def within(self, us: int) -> int:
        """Return how many last no longer than that."""
        return int(np.searchsorted(self.us, us, side="right"))


_known: WeakKeyDictionary[Journeys, dict[tuple[str, int], Stays]] = WeakKeyDictionary()
_lock = Lock()
_MOST_KEPT = 64


def stays_at(journeys: Journeys, kind: Kind, touchpoint: int) -> Stays:
    """Return how long journeys of a type stay at a touchpoint: one pass over all; kept for the next who asks.

    Args:
        journeys: all of them.
        kind: the journey type.
        touchpoint: its number.
    """
    key = (kind.name, touchpoint)
    with _lock:
        known = _known.setdefault(journeys, {})
        if key in known:
            return known[key]
    found = fold_journeys(journeys, kind, lambda piece: _stays(piece, touchpoint))
    stays = Stays(np.sort(np.concatenate([np.empty(0, dtype=np.int64), *found])))
    with _lock:
        if len(known) >= _MOST_KEPT:
            known.clear()
        known[key] = stays
    return stays


def _stays(piece: Piece, touchpoint: int) -> NDArray[np.int64]:
    if not len(piece.first):
        return np.empty(0, dtype=np.int64)
    shard, begin = piece.shard, int(piece.first[0])
    at = np.flatnonzero(shard.touchpoint[begin : int(piece.past[-1])] == touchpoint) + begin
    journey = np.searchsorted(piece.first, at, side="right") - 1
    inside = at < piece.past[journey]
    at, journey = at[inside], journey[inside]
    if not len(at):
        return np.empty(0, dtype=np.int64)
    breaks = (np.diff(at) > 1) | (np.diff(journey) > 0)
    starts, ends = np.append(True, breaks), np.append(breaks, True)
    first, last, own = at[starts], at[ends], journey[ends]
    goes_on = last + 1 < piece.past[own]
    return np.asarray(shard.ts[last[goes_on] + 1] - shard.ts[first[goes_on]])
