"""All pairs of directly following touchpoints: over a matrix where it is small enough, else by sorting."""

import numpy as np
from numpy.typing import NDArray

from desireline.analyses._pair_times import Pairs, timed_pairs
from desireline.journeys import Journeys, fold
from desireline.journeys.groups import Groups
from desireline.journeys.store import Shard

__all__ = ["count_pairs", "count_pairs_of_groups"]

_FLAT = 1_024
_ROOM = 1 << 20


def count_pairs(journeys: Journeys, *, medians: bool) -> Pairs:
    """Count the pairs of all customers' histories."""
    return (_over_matrix if journeys.width <= _FLAT else _by_sorting)(journeys, medians=medians)


def count_pairs_of_groups(journeys: Journeys, parted: Groups) -> list[Pairs] | None:
    """Count the pairs of each group's events in one pass, without medians; None where each is to be counted by itself."""
    from desireline.kernels.group_transitions import group_transitions

    own, width, many = parted.dimension, journeys.width, len(parted.groups)
    if own.scope == "journey" or width > _FLAT or many * width**2 > _ROOM:
        return None
    code = parted.code if own.lookup is None else parted.code[own.lookup]
    of_customers = own.scope == "customer"

    def counted(shard: Shard, low: int, high: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        found: tuple[NDArray[np.int64], NDArray[np.int64]] = group_transitions(
            shard.ptr, shard.touchpoint, shard.column(own.column), code, many, low, high, width, of_customers
        )
        return found

    partials = fold(journeys, counted)
    shape = (many, width + 1, width + 1)
    count = sum((partial[0] for partial in partials), np.zeros(shape, dtype=np.int64))
    people = sum((partial[1] for partial in partials), np.zeros(shape, dtype=np.int64))
    unknown = np.full(shape[1:], np.nan)
    return [Pairs.of(count[place], people[place], unknown) for place in range(many)]


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
