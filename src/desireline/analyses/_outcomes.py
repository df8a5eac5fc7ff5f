"""The journeys of a type that end in some way, or came by somewhere."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from desireline.analyses._members import Members, Spans, spans_of
from desireline.journeys import Journeys, Kind
from desireline.journeys.splitting import Piece, split_slice
from desireline.journeys.store import Shard

__all__ = ["journeys_where"]


def journeys_where(journeys: Journeys, kind: Kind, chosen: Callable[[Piece], NDArray[np.bool_]]) -> Members:
    """Return the journeys of a type that `chosen(piece)` marks."""

    def spans(shard: Shard, low: int, high: int) -> Spans:
        piece = split_slice(journeys, kind, shard, low, high)
        wanted = chosen(piece)
        return piece.first[wanted], piece.past[wanted] - 1

    return spans_of(journeys, "journeys", spans)
