"""All pairs of directly following touchpoints: over a matrix where it is small enough, else by sorting."""

import numpy as np
from numpy.typing import NDArray

from desireline.analyses._pair_times import Pairs, timed_pairs
from desireline.journeys import Journeys, fold
from desireline.journeys.store import Shard

__all__ = ["count_pairs"]

_FLAT = 1_024


def count_pairs(journeys: Journeys, *, medians: bool) -> Pairs:
    """Count the pairs of all customers' histories."""
    return (_over_matrix if journeys.width <= _FLAT else _by_sorting)(journeys, medians=medians)


def _over_matrix(journeys: Journeys, *, medians: bool) -> Pairs:
    from desireline.kernels.transitions import transitions

    width = journeys.width
    if medians and width:
        return timed_pairs(journeys)
    partials = fold(journeys, lambda shard, low, high: transitions(shard.ptr, shard.touchpoint, low, high, width))
    shape = (width + 1, width + 1)
    count = sum((partial[0] for partial in partials), np.zeros(shape, dtype=np.int64))
    people = sum((partial[1] for partial in partials), np.zeros(shape, dtype=np.int64))
    return Pairs.of(count, people, np.full(shape, np.nan))


def _by_sorting(journeys: Journeys, *, medians: bool) -> Pairs:
    from desireline.kernels.middle import middles
    from desireline.kernels.transitions import wide_pair_gaps, wide_transitions

    width = journeys.width

    def counted(shard: Shard, low: int, high: int) -> tuple[NDArray[np.int64], ...]:
        found = wide_transitions(shard.ptr, shard.touchpoint, low, high, width)
        gaps = wide_pair_gaps(shard.ptr, shard.touchpoint, shard.ts, low, high, width) if medians else None
        return (*found, gaps if gaps is not None else np.empty(0, dtype=np.int64))

    nothing = (np.empty(0, dtype=np.int64),) * 4
    partials = [nothing, *fold(journeys, counted)]
    pairs, counts, people, gaps = (np.concatenate([partial[place] for partial in partials]) for place in range(4))
    pair, place = np.unique(pairs, return_inverse=True)
    count, customers = np.zeros(len(pair), dtype=np.int64), np.zeros(len(pair), dtype=np.int64)
    np.add.at(count, place, counts)
    np.add.at(customers, place, people)
    median = np.full(len(pair), np.nan)
    if medians:
        inner = (pairs // (width + 1) < width) & (pairs % (width + 1) < width)
        group = np.repeat(place[inner], counts[inner]).astype(np.uint32)
        timed = (pair // (width + 1) < width) & (pair % (width + 1) < width)
        median = middles(group, gaps, np.where(timed, count, 0), np.zeros(len(pair), dtype=np.int64))
    return Pairs(pair, count, customers, median)
