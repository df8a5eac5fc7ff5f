"""Exact medians of what a fold gives, without sorting it."""

import numpy as np
from numpy.typing import NDArray

from desireline.journeys.processors import on_all_processors

__all__ = ["median_of"]

_MANY_VALUES = 50_000
_BITS = 3


def median_of(pieces: list[NDArray[np.int64]]) -> float | None:
    """Return the exact median of the values of all pieces, none of which may be below zero; None where there are none."""
    from desireline.kernels.middle import bins, brackets, how_many_bins, middles, within

    count = sum(len(piece) for piece in pieces)
    if count < _MANY_VALUES:
        return float(np.median(np.concatenate(pieces))) if count else None
    many = how_many_bins(max(int(piece.max(initial=0)) for piece in pieces), _BITS)
    counts = sum(on_all_processors(lambda piece: bins(piece, _BITS, many), pieces), np.zeros(many, dtype=np.int64))
    (low,), (high,), below = brackets(counts[None, :], _BITS)
    kept = np.concatenate(on_all_processors(lambda piece: within(piece, low, high), pieces))
    return float(middles(np.zeros(len(kept), dtype=np.uint32), kept, np.array([count]), below)[0])
