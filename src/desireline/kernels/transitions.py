"""Which touchpoint directly follows which: how often, of how many customers, and how long after."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["pair_gaps", "transitions", "wide_pair_gaps", "wide_transitions"]


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
        Two arrays of shape (width + 1, width + 1): times and customers.
    """
    count = np.zeros((width + 1, width + 1), dtype=np.int64)
    people = np.zeros((width + 1, width + 1), dtype=np.int64)
    last = np.full((width + 1, width + 1), -1, dtype=np.int64)
    for customer in range(low, high):
        start = np.uint64(ptr[customer])
        end = np.uint64(ptr[customer + 1])
        if start == end:
            continue
        before = np.uint64(width)
        for index in range(start, end):
            here = np.uint64(touchpoint[index])
            count[before, here] += 1
            if last[before, here] != customer:
                last[before, here] = customer
                people[before, here] += 1
            before = here
        count[before, width] += 1
        people[before, width] += 1
    return count, people


@kernel
def pair_gaps(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    low: int,
    high: int,
    width: int,
    starts: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return the µs between the events of each pair, pair after pair.

    Args:
        ptr: where each customer's events start.
        touchpoint: of each event.
        ts: of each event, µs.
        low: first customer.
        high: one past the last customer.
        width: number of touchpoints.
        starts: where each pair's values start in the result, flattened, shape (width * width + 1,); from the counts of `transitions`.
    """
    gaps = np.empty(starts[-1], dtype=np.int64)
    place = starts[:-1].copy()
    for customer in range(low, high):
        for index in range(np.uint64(ptr[customer]) + np.uint64(1), np.uint64(ptr[customer + 1])):
            before = index - np.uint64(1)
            pair = np.uint64(touchpoint[before]) * np.uint64(width) + np.uint64(touchpoint[index])
            gaps[place[pair]] = ts[index] - ts[before]
            place[pair] += 1
    return gaps


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
