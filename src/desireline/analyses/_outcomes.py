"""The journeys of a type that end in some way, or came by somewhere, and their customers."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from desireline.analyses._cells import Cell
from desireline.analyses._members import Members, Spans, among, customers_of, spans_of
from desireline.journeys import Journeys, Kind
from desireline.journeys.splitting import Piece, pieces_of
from desireline.journeys.store import Shard

__all__ = ["by_outcome", "customers_where", "journeys_where"]


def journeys_where(journeys: Journeys, kind: Kind, chosen: Callable[[Piece], NDArray[np.bool_]]) -> Members:
    """Return the journeys of a type that `chosen(piece)` marks."""

    def spans(shard: Shard, low: int, high: int) -> Spans:
        found = []
        for piece in pieces_of(journeys, kind, shard, low, high):
            wanted = chosen(piece)
            found.append((piece.first[wanted], piece.past[wanted] - 1))
        first, last = zip(*found, strict=True)
        return np.concatenate(first), np.concatenate(last)

    return spans_of(journeys, "journeys", spans)


def customers_where(journeys: Journeys, kind: Kind, chosen: Callable[[Piece], NDArray[np.bool_]]) -> Members:
    """Return the customers with at least one journey of a type that `chosen(piece)` marks."""

    def owners(shard: Shard, low: int, high: int) -> NDArray[np.bool_]:
        marked = [piece.owner[chosen(piece)] for piece in pieces_of(journeys, kind, shard, low, high)]
        return among(np.concatenate(marked), low, high)

    return customers_of(journeys, owners)


def by_outcome() -> dict[Cell, Callable[[Piece], NDArray[np.bool_]]]:
    """Return what picks the journeys of each count of how journeys end."""
    from desireline.kernels.journeys import MISSED, RECOVERED

    return {
        ("journeys",): lambda piece: np.ones(len(piece.first), dtype=bool),
        ("missed",): lambda piece: piece.outcome == MISSED,
        ("recovered",): lambda piece: piece.outcome == RECOVERED,
        ("open",): lambda piece: ~piece.finished,
        ("reached", "of"): lambda piece: piece.finished,
        ("reached", "count"): lambda piece: piece.finished & (piece.outcome != MISSED),
    }
