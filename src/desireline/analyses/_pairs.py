"""All pairs of directly following touchpoints: over a matrix where it is small enough, else by sorting."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desireline.journeys import Journeys, fold
from desireline.journeys.store import Shard

__all__ = ["Pairs", "count_pairs"]

_FLAT = 1_024
_FEW = 256
_ROOM = 1 << 21


@dataclass(frozen=True)
class Pairs:
    """Numbers of each pair that occurs.

    Attributes:
        pair: `before * (touchpoints + 1) + after`; `touchpoints` stands for the start before, for the end after.
        count: how many times.
        customers: how many customers.
        median_us: exact median of the µs between; NaN at starts and ends, and where medians were not wanted.
    """

    pair: NDArray[np.int64]
    count: NDArray[np.int64]
    customers: NDArray[np.int64]
    median_us: NDArray[np.float64]


def count_pairs(journeys: Journeys, *, medians: bool) -> Pairs:
    """Count the pairs of all customers' histories."""
    return (_over_matrix if journeys.width <= _FLAT else _by_sorting)(journeys, medians=medians)


def _over_matrix(journeys: Journeys, *, medians: bool) -> Pairs:
    from desireline.kernels.transitions import transitions

    width = journeys.width
    partials = fold(journeys, lambda shard, low, high: transitions(shard.ptr, shard.touchpoint, low, high, width))
    shape = (width + 1, width + 1)
    count = sum((partial[0] for partial in partials), np.zeros(shape, dtype=np.int64))
    people = sum((partial[1] for partial in partials), np.zeros(shape, dtype=np.int64))
    median = np.full(shape, np.nan)
    if medians and width:
        median[:width, :width] = _medians(journeys, count[:width, :width])
    pair = np.flatnonzero(count)
    return Pairs(pair, count.ravel()[pair], people.ravel()[pair], median.ravel()[pair])


def _medians(journeys: Journeys, count: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the exact median µs of each pair: a pass that counts times by bin, one that collects those about the middle.

    Rare pairs go without bins: all their times are collected.
    """
    from desireline.kernels.middle import brackets, how_many_bins, middles
    from desireline.kernels.transitions import pair_bins, pair_gaps

    width = len(count)
    total = count.ravel()
    manifest = journeys.store.manifest
    span = (manifest.last_us or 0) - (manifest.first_us or 0)
    common = np.flatnonzero(total > _FEW)
    least, below = np.zeros(len(total)), np.full(len(total), np.inf)
    skipped = np.zeros(len(total), dtype=np.int64)
    room = int(total.sum()) + 1
    if len(common):
        bits = next((bits for bits in (3, 2, 1) if how_many_bins(span, bits) * len(common) <= _ROOM), 0)
        many = how_many_bins(span, bits)
        row = np.zeros(len(total), dtype=np.uint32)  # the first row takes the rare ones, and is not looked at
        row[common] = np.arange(1, len(common) + 1)

        def binned(shard: Shard, low: int, high: int) -> NDArray[np.uint32]:
            return pair_bins(  # type: ignore[no-any-return]  # Numba has no types
                shard.ptr, shard.touchpoint, shard.ts, low, high, width, row, len(common) + 1, bits, many
            )

        counts = sum(fold(journeys, binned), np.zeros((len(common) + 1, many), dtype=np.int64))[1:]
        least[common], below[common], skipped[common] = brackets(counts, bits)

    def collected(shard: Shard, low: int, high: int) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        return pair_gaps(  # type: ignore[no-any-return]  # Numba has no types
            shard.ptr, shard.touchpoint, shard.ts, low, high, width, least, below, room
        )

    kept = [(np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.int64)), *fold(journeys, collected)]
    pairs, gaps = (np.concatenate([partial[place] for partial in kept]) for place in range(2))
    medians: NDArray[np.float64] = middles(pairs, gaps, total, skipped)
    return medians.reshape(width, width)


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
