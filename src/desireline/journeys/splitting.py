"""Journeys of one type, slice by slice."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desireline.journeys.fold import fold
from desireline.journeys.journeys import Journeys
from desireline.journeys.store import Shard
from desireline.journeys.types import Kind

__all__ = ["Piece", "horizon_us", "split", "split_slice"]


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
    return journeys.end_us - kind.gap_us


def split(journeys: Journeys, kind: Kind) -> list[Piece]:
    """Cut all customers' events into journeys of one type; pieces come in the order of customers."""
    return fold(journeys, lambda shard, low, high: split_slice(journeys, kind, shard, low, high))


def split_slice(journeys: Journeys, kind: Kind, shard: Shard, low: int, high: int) -> Piece:
    """Cut the events of customers `low` to `high` of a shard into journeys of one type."""
    from desireline.kernels.journeys import split_journeys

    gap, pause, end = np.int64(kind.gap_us), np.int64(kind.pause_us), np.int64(journeys.end_us)
    found = split_journeys(shard.ptr, shard.touchpoint, shard.ts, low, high, kind.role, gap, pause, end)
    return Piece(shard, *found)
