"""Visits: events of one customer with pauses of at most the gap."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["visits"]


@kernel
def visits(
    ptr: NDArray[np.int64], ts: NDArray[np.int64], low: int, high: int, gap: np.int64
) -> tuple[int, int, int, NDArray[np.int64]]:
    """Count visits over customers `low` to `high`.

    Args:
        ptr: where each customer's events start.
        ts: of each event, µs.
        low: first customer.
        high: one past the last customer.
        gap: the longest pause within a visit, µs.

    Returns:
        Visits, those of a single event, customers with at least one, and the length of each visit in µs.
    """
    count = 0
    single = 0
    people = 0
    lengths = np.empty(ptr[high] - ptr[low], dtype=np.int64)
    for customer in range(low, high):
        start = ptr[customer]
        end = ptr[customer + 1]
        if start == end:
            continue
        people += 1
        opened = start
        for index in range(start + 1, end + 1):
            if index == end or ts[index] - ts[index - 1] > gap:
                lengths[count] = ts[index - 1] - ts[opened]
                count += 1
                if index - opened == 1:
                    single += 1
                opened = index
    return count, single, people, lengths[:count].copy()
