"""Which touchpoint follows which: events, customers and times of each pair, in one pass."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["pair_gaps", "transitions"]


@kernel
def transitions(
    ptr: NDArray[np.int64], touchpoint: NDArray[np.uint16], ts: NDArray[np.int64], low: int, high: int, width: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Count each ordered pair of directly following touchpoints over customers `low` to `high`.

    Row `width` stands for the start of a customer's events, column `width` for their end.

    Args:
        ptr: where each customer's events start, shape (customers + 1,).
        touchpoint: of each event.
        ts: of each event, µs.
        low: first customer.
        high: one past the last customer.
        width: number of touchpoints.

    Returns:
        Three arrays of shape (width + 1, width + 1): events, customers, and the sum of the µs between.
    """
    count = np.zeros((width + 1, width + 1), dtype=np.int64)
    people = np.zeros((width + 1, width + 1), dtype=np.int64)
    total = np.zeros((width + 1, width + 1), dtype=np.float64)
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
            if index > start:
                total[before, here] += ts[index] - ts[index - np.uint64(1)]
            before = here
        count[before, width] += 1
        people[before, width] += 1
    return count, people, total


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
