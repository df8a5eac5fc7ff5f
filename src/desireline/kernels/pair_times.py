"""How long after one touchpoint another follows: times between the events of pairs, of which few need be kept for exact medians.

Where a pair's median lies is guessed from some customers; one pass over all then counts what is shorter, and keeps what lies about it.
What was kept is narrowed down once more by parts of each pair's bracket before medians are taken.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel
from desireline.kernels.middle import by_group, ranked
from desireline.kernels.transitions import BLOCK, lay_out_pairs, with_starts_and_ends

__all__ = ["ANY", "PARTS", "TimedPairs", "by_part", "guess_brackets", "of_parts", "shifts", "timed_transitions"]

PARTS = 64
"""How many parts a bracket has."""

ANY = np.uint64(1 << 62)
"""The most of a bracket that holds everything."""


class TimedPairs(NamedTuple):
    """Pairs counted and timed.

    Attributes:
        count: as `transitions` gives it.
        people: likewise.
        shorter: of each pair, times shorter than its bracket; shape (width * width,).
        pair: of each time that was kept.
        gap: those times, µs, in the order of events.
    """

    count: NDArray[np.int64]
    people: NDArray[np.int64]
    shorter: NDArray[np.uint32]
    pair: NDArray[np.uint32]
    gap: NDArray[np.int64]


def timed_transitions(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    low: int,
    high: int,
    width: int,
    least: NDArray[np.uint64],
    most: NDArray[np.uint64],
) -> TimedPairs:
    """Count pairs as `transitions` does, and keep the times between their events that lie within a bracket.

    Args:
        ptr: where each customer's events start.
        touchpoint: of each event.
        ts: of each event, µs.
        low: first customer.
        high: one past the last customer.
        width: number of touchpoints.
        least: of each pair, the least µs that are kept, shape (width * width,).
        most: the most.
    """
    room = int(ptr[high] - ptr[low]) + 1  # NumPy asks the system for large pages, Numba does not
    pair, gap = np.empty(room, dtype=np.uint32), np.empty(room, dtype=np.int64)
    kept, count, people, shorter = _timed(ptr, touchpoint, ts, low, high, width, least, most, pair, gap)
    return TimedPairs(count, people, shorter, pair[:kept], gap[:kept])


@kernel
def _timed(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    low: int,
    high: int,
    width: int,
    least: NDArray[np.uint64],
    most: NDArray[np.uint64],
    kept_pair: NDArray[np.uint32],
    kept_gap: NDArray[np.int64],
) -> tuple[int, NDArray[np.int64], NDArray[np.int64], NDArray[np.uint32]]:
    size_of = (width + 1) * width
    times, who = np.zeros(size_of, dtype=np.uint32), np.zeros(size_of, dtype=np.uint32)
    last, shorter = np.zeros(size_of, dtype=np.uint32), np.zeros(size_of, dtype=np.uint32)
    bracket = np.zeros((size_of, 2), dtype=np.uint64)  # starts have an empty one
    bracket[:, 0] = 1
    bracket[: width * width, 0], bracket[: width * width, 1] = least, most
    pairs, starts = np.empty(BLOCK, dtype=np.uint32), np.empty(BLOCK, dtype=np.uint8)
    gaps = np.empty(BLOCK, dtype=np.int64)
    one, base, stop = np.uint64(1), np.uint64(ptr[low]), np.uint64(ptr[high])
    customer, stamp, kept = np.uint64(low), np.uint32(0), np.uint64(0)
    for block in range(base, stop, BLOCK):
        size = min(BLOCK, stop - block)
        begun = customer
        customer = lay_out_pairs(ptr, touchpoint, block, size, customer, np.uint64(high), width, pairs, starts)
        if block:
            gaps[0] = ts[block] - ts[block - one]
        for index in range(one, size):
            gaps[index] = ts[block + index] - ts[block + index - one]
        for started in range(begun, customer):
            gaps[np.uint64(ptr[started]) - block] = 0
        for index in range(size):
            pair = np.uint64(pairs[index])
            stamp += np.uint32(starts[index])
            who[pair] += np.uint32(last[pair] != stamp)
            last[pair] = stamp
            times[pair] += np.uint32(1)
        for index in range(size):  # a loop of its own: together they need more registers than there are
            pair, gap = np.uint64(pairs[index]), np.uint64(gaps[index])
            kept_pair[kept], kept_gap[kept] = pair, gap  # no branch: what is not kept is overwritten
            kept += np.uint64((gap >= bracket[pair, 0]) & (gap <= bracket[pair, 1]))
            shorter[pair] += np.uint32(gap < bracket[pair, 0])
    count, people = with_starts_and_ends(times, width, times), with_starts_and_ends(who, width, times)
    return int(kept), count, people, shorter[: width * width]


@kernel
def guess_brackets(
    pair: NDArray[np.uint32], gap: NDArray[np.int64], pairs: int, fewest: int, sigmas: float
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return between which times medians lie, as far as some times can tell.

    Args:
        pair: of each time.
        gap: some of all times, µs.
        pairs: how many pairs there are.
        fewest: brackets of pairs with fewer times hold everything.
        sigmas: how wide brackets are, in standard deviations of the rank of the median.

    Returns:
        `least` and `most`, as `timed_transitions` takes them.
    """
    edge, grouped = by_group(pair, gap, pairs)
    least, most = np.zeros(pairs, dtype=np.uint64), np.full(pairs, ANY, dtype=np.uint64)
    for number in range(pairs):
        times = grouped[edge[number] : edge[number + 1]]
        aside = np.sqrt(times.shape[0]) / 2.0 * sigmas
        middle = (times.shape[0] - 1) / 2.0
        if times.shape[0] >= fewest and middle >= aside:
            least[number] = ranked(times, np.uint64(middle - aside))
            most[number] = ranked(times, np.uint64(np.ceil(middle + aside)))
    return least, most


@kernel
def _part(gap: np.int64, least: np.uint64, shift: np.uint64) -> np.uint64:
    """Return in which part of a bracket a time lies: parts are equal in the floating numbers that times + 1 are written as."""
    one = np.float64(1.0)
    written = np.float64(np.float64(gap) + one).view(np.uint64)
    begin = np.float64(np.float64(least) + one).view(np.uint64)
    return np.uint64(written - begin) >> shift


def shifts(least: NDArray[np.uint64], most: NDArray[np.uint64], longest: int) -> NDArray[np.uint64]:
    """Return for each bracket how parts are made, so that there are no more than `PARTS`; no time is longer than `longest` µs."""
    most = np.maximum(least, np.minimum(most, np.uint64(longest)))
    written = (most.astype(np.float64) + 1.0).view(np.uint64) - (least.astype(np.float64) + 1.0).view(np.uint64)
    return np.frexp((written // np.uint64(PARTS)).astype(np.float64))[1].astype(np.uint64)


@kernel
def by_part(
    pair: NDArray[np.uint32], gap: NDArray[np.int64], least: NDArray[np.uint64], shift: NDArray[np.uint64]
) -> NDArray[np.uint32]:
    """Count times by pair and part of the pair's bracket.

    Args:
        pair: of each time.
        gap: the times, µs, all within their brackets.
        least: where each pair's bracket begins.
        shift: as `shifts` gives it.

    Returns:
        Shape (pairs, PARTS).
    """
    counts = np.zeros((least.shape[0], PARTS), dtype=np.uint32)
    for index in range(np.uint64(pair.shape[0])):
        own = np.uint64(pair[index])
        counts[own, _part(gap[index], least[own], shift[own])] += np.uint32(1)
    return counts


@kernel
def of_parts(
    pair: NDArray[np.uint32],
    gap: NDArray[np.int64],
    least: NDArray[np.uint64],
    shift: NDArray[np.uint64],
    first: NDArray[np.uint64],
    last: NDArray[np.uint64],
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the times, with their pairs, that lie in the parts from each pair's `first` to its `last`; the others are as `by_part` takes them."""
    pairs, gaps = np.empty(pair.shape[0] + 1, dtype=np.uint32), np.empty(pair.shape[0] + 1, dtype=np.int64)
    kept = np.uint64(0)
    for index in range(np.uint64(pair.shape[0])):
        own = np.uint64(pair[index])
        part = _part(gap[index], least[own], shift[own])
        pairs[kept], gaps[kept] = own, gap[index]
        kept += np.uint64((part >= first[own]) & (part <= last[own]))
    return pairs[:kept].copy(), gaps[:kept].copy()
