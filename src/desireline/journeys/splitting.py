"""Journeys of one type, slice by slice."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desireline.journeys.fold import fold
from desireline.journeys.journeys import Journeys
from desireline.journeys.store import Shard
from desireline.journeys.types import Kind

__all__ = ["Piece", "horizon_us", "split"]


@dataclass(frozen=True)
class Piece:
    """The journeys of a slice of customers, as `desireline.kernels.journeys.split_journeys` gives them."""

    shard: Shard
    first: NDArray[np.int64]
    past: NDArray[np.int64]
    after: NDArray[np.int64]
    outcome: NDArray[np.uint8]
    owner: NDArray[np.uint32]

    def finished(self, horizon: int) -> NDArray[np.bool_]:
        """Say which journeys count in shares: begun by the horizon, and not open."""
        from desireline.kernels.journeys import OPEN

        done: NDArray[np.bool_] = (self.outcome != OPEN) & (self.shard.ts[self.first] <= horizon)
        return done


def horizon_us(journeys: Journeys, kind: Kind) -> int:
    """Return the time by which a journey must have begun to count in shares: the gap before the end of the data.

    Of journeys that began later, those that reach their goal soon would count and those that miss it could not yet.
    """
    return (journeys.store.manifest.ending.end_us or 0) - kind.gap_us


def split(journeys: Journeys, kind: Kind) -> list[Piece]:
    """Cut all customers' events into journeys of one type; pieces come in the order of customers."""
    from desireline.kernels.journeys import split_journeys

    end = np.int64(journeys.store.manifest.ending.end_us or 0)

    def cut(shard: Shard, low: int, high: int) -> Piece:
        found = split_journeys(
            shard.ptr,
            shard.touchpoint,
            shard.ts,
            low,
            high,
            kind.role,
            np.int64(kind.gap_us),
            np.int64(kind.pause_us),
            end,
        )
        return Piece(shard, *found)

    return fold(journeys.store, cut)
