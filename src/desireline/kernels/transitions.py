"""Which touchpoint directly follows which: how often, of how many customers, and how long after."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel
from desireline.kernels.middle import bin_of

__all__ = ["pair_bins", "pair_gaps", "transitions", "wide_pair_gaps", "wide_transitions"]


@kernel
def transitions(
    ptr: NDArray[np.int64], touchpoint: NDArray[np.uint16], low: int, high: int, width: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count each ordered pair of directly following touchpoints over customers `low` to `high`.

    Row `width` stands for the start of a customer's events, column `width` for their end.

    Args:
        ptr: where each customer's events start, shape (customers + 1,).
        touchpoint: of each event.
        low: first customer.
        high: one past the last customer.
        width: number of touchpoints.

    Returns:
        Two arrays of shape (width + 1, width + 1): times and customers. At most 2 ** 32 customers and events can be counted in one call.
    """
    one = np.uint64(1)
    stride = np.uint64(width)
    times = np.zeros(width * width, dtype=np.uint32)
    who = np.zeros(width * width, dtype=np.uint32)
    last = np.zeros(width * width, dtype=np.uint32)
    starts = np.zeros(width, dtype=np.int64)
    for customer in range(np.uint64(low), np.uint64(high)):
        start, end = np.uint64(ptr[customer]), np.uint64(ptr[customer + one])
        if start == end:
            continue
        stamp = np.uint32(customer + one)
        before = np.uint64(touchpoint[start])
        starts[before] += 1
        for index in range(start + one, end):
            here = np.uint64(touchpoint[index])
            pair = before * stride + here
            who[pair] += np.uint32(last[pair] != stamp)
            last[pair] = stamp
            times[pair] += np.uint32(1)
            before = here
    count = np.zeros((width + 1, width + 1), dtype=np.int64)
    people = np.zeros((width + 1, width + 1), dtype=np.int64)
    for number in range(width):
        came, went = starts[number], np.int64(0)  # what begins or is entered either goes on or ends
        for other in range(width):
            count[number, other] = times[number * width + other]
            people[number, other] = who[number * width + other]
            went += times[number * width + other]
            came += times[other * width + number]
        count[width, number] = people[width, number] = starts[number]
        count[number, width] = people[number, width] = came - went
    return count, people


@kernel
def pair_bins(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    low: int,
    high: int,
    width: int,
    row: NDArray[np.uint32],
    rows: int,
    bits: int,
    many: int,
) -> NDArray[np.uint32]:
    """Count the µs between the events of pairs by bin (`desireline.kernels.middle`).

    Args:
        ptr: where each customer's events start.
        touchpoint: of each event.
        ts: of each event, µs.
        low: first customer.
        high: one past the last customer.
        width: number of touchpoints.
        row: in which row each pair is counted, shape (width * width,).
        rows: how many rows there are.
        bits: 2 ** bits bins to an octave.
        many: how many bins.

    Returns:
        Counts of shape (rows, many).
    """
    one = np.uint64(1)
    stride, wide = np.uint64(width), np.uint64(many)
    counts = np.zeros(rows * many, dtype=np.uint32)
    for customer in range(np.uint64(low), np.uint64(high)):
        for index in range(np.uint64(ptr[customer]) + one, np.uint64(ptr[customer + one])):
            pair = np.uint64(touchpoint[index - one]) * stride + np.uint64(touchpoint[index])
            bin_ = bin_of(ts[index] - ts[index - one], np.uint64(bits))
            counts[np.uint64(row[pair]) * wide + bin_] += np.uint32(1)
    return counts.reshape((rows, many))


@kernel
def pair_gaps(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    low: int,
    high: int,
    width: int,
    least: NDArray[np.float64],
    below: NDArray[np.float64],
    room: int,
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the µs between the events of each pair, where they lie within the pair's bracket.

    Args:
        ptr: where each customer's events start.
        touchpoint: of each event.
        ts: of each event, µs.
        low: first customer.
        high: one past the last customer.
        width: number of touchpoints.
        least: of each pair, least µs + 1 that is kept, shape (width * width,).
        below: one past the largest.
        room: more than there are to be kept.

    Returns:
        The pair and the µs of each, in the order of events.
    """
    one = np.uint64(1)
    stride = np.uint64(width)
    pairs = np.empty(room, dtype=np.uint32)
    gaps = np.empty(room, dtype=np.int64)
    count = np.uint64(0)
    for customer in range(np.uint64(low), np.uint64(high)):
        for index in range(np.uint64(ptr[customer]) + one, np.uint64(ptr[customer + one])):
            pair = np.uint64(touchpoint[index - one]) * stride + np.uint64(touchpoint[index])
            gap = ts[index] - ts[index - one]
            size = np.float64(gap) + 1.0
            pairs[count] = pair
            gaps[count] = gap
            count += np.uint64(
                (size >= least[pair]) & (size < below[pair])
            )  # no branch: what is not kept is overwritten
    return pairs[:count], gaps[:count]


def wide_transitions(
    ptr: NDArray[np.int64], touchpoint: NDArray[np.uint16], low: int, high: int, width: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Count what `transitions` counts by sorting, for so many touchpoints that a matrix of pairs would not fit into memory.

    Returns:
        The pairs that occur, as `before * (width + 1) + after` in order, and the times and customers of each.
    """
    here = touchpoint[ptr[low] : ptr[high]].astype(np.int64)
    owner = np.repeat(np.arange(high - low), np.diff(ptr[low : high + 1]))
    begins = np.diff(owner, prepend=-1) > 0
    ends = np.diff(owner, append=high - low) > 0
    before = np.where(begins, width, np.roll(here, 1))
    pairs = np.concatenate([before * (width + 1) + here, here[ends] * (width + 1) + width])
    owners = np.concatenate([owner, owner[ends]])
    pair, place, count = np.unique(pairs, return_inverse=True, return_counts=True)
    each = np.unique(owners * len(pair) + place) if len(pair) else place
    return pair, count, np.bincount(each % max(1, len(pair)), minlength=len(pair))


def wide_pair_gaps(
    ptr: NDArray[np.int64], touchpoint: NDArray[np.uint16], ts: NDArray[np.int64], low: int, high: int, width: int
) -> NDArray[np.int64]:
    """Return the µs between the events of each pair, pair after pair, as `pair_gaps` does, by sorting."""
    here = touchpoint[ptr[low] : ptr[high]].astype(np.int64)
    owner = np.repeat(np.arange(high - low), np.diff(ptr[low : high + 1]))
    follows = np.diff(owner) == 0
    pairs = (here[:-1] * (width + 1) + here[1:])[follows]
    gaps: NDArray[np.int64] = np.diff(ts[ptr[low] : ptr[high]])[follows]
    return gaps[np.argsort(pairs, kind="stable")]
