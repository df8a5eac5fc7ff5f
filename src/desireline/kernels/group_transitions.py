"""Which touchpoint directly follows which among the events of each group: all groups in one pass."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel
from desireline.kernels.transitions import with_starts_and_ends

__all__ = ["group_transitions"]


@kernel
def group_transitions(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    column: NDArray[np.generic],
    code: NDArray[np.uint8],
    groups: int,
    low: int,
    high: int,
    width: int,
    of_customers: bool,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count for each group what `transitions` counts of its events alone.

    Args:
        ptr: where each customer's events start, shape (customers + 1,).
        touchpoint: of each event.
        column: a number of each event, or of each customer.
        code: by that number, the group.
        groups: how many there are.
        low: first customer.
        high: one past the last customer.
        width: number of touchpoints.
        of_customers: whether the column is of customers.

    Returns:
        Two arrays of shape (groups, width + 1, width + 1): times and customers.
    """
    one, half, lower = np.uint64(1), np.uint64(32), np.uint64(0xFFFFFFFF)
    wide, size = np.uint64(width), (width + 1) * width
    times, who = np.zeros(groups * size, dtype=np.uint32), np.zeros(groups * size, dtype=np.uint32)
    last = np.zeros(groups * size, dtype=np.uint32)
    latest = np.zeros(groups, dtype=np.uint64)  # of each group: whose event was the latest, and its touchpoint
    for customer in range(np.uint64(low), np.uint64(high)):
        stamp = customer + one
        own = np.uint64(code[np.uint64(column[customer])]) if of_customers else np.uint64(0)
        for index in range(np.uint64(ptr[customer]), np.uint64(ptr[customer + one])):
            group = own if of_customers else np.uint64(code[np.uint64(column[index])])
            here, before = np.uint64(touchpoint[index]), latest[group]
            begun = before & lower if before >> half == stamp else wide
            latest[group] = (stamp << half) | here
            pair = (group * (wide + one) + begun) * wide + here
            who[pair] += np.uint32(last[pair] != np.uint32(stamp))
            last[pair] = np.uint32(stamp)
            times[pair] += np.uint32(1)
    count = np.empty((groups, width + 1, width + 1), dtype=np.int64)
    people = np.empty((groups, width + 1, width + 1), dtype=np.int64)
    for number in range(groups):
        part = slice(number * size, (number + 1) * size)
        count[number] = with_starts_and_ends(times[part], width, times[part])
        people[number] = with_starts_and_ends(who[part], width, times[part])
    return count, people
