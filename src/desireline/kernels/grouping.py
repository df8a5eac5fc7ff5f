"""Events in any order to events by customer and time: a counting sort, then only customers with late events are sorted."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel
from desireline.kernels.nobody import NOBODY

__all__ = ["group", "order_key"]


@kernel
def order_key(row: NDArray[np.uint64], rank: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return what orders events of equal time: the rank of their part (by source, then as it came), then the row.

    Args:
        row: where each event lies in the log: part << 32 | row.
        rank: rank of each part, indexed by its number.
    """
    result = np.empty(row.shape[0], dtype=np.uint64)
    for index in range(row.shape[0]):
        result[index] = (np.uint64(rank[row[index] >> np.uint64(32)]) << np.uint64(32)) | (
            row[index] & np.uint64(0xFFFFFFFF)
        )
    return result


@kernel
def _sort_run(order: NDArray[np.uint32], low: int, high: int, ts: NDArray[np.int64], key: NDArray[np.uint64]) -> None:
    """Sort a run of `order` by (ts, key); insertion for short runs, a stable sort by key and then by time for long ones."""
    if high - low <= 48:
        for index in range(low + 1, high):
            event = order[index]
            place = index
            while place > low:
                before = order[place - 1]
                if ts[before] < ts[event] or (ts[before] == ts[event] and key[before] <= key[event]):
                    break
                order[place] = before
                place -= 1
            order[place] = event
        return
    run = order[low:high].copy()
    run = run[np.argsort(key[run], kind="mergesort")]
    run = run[np.argsort(ts[run], kind="mergesort")]
    order[low:high] = run


@kernel
def group(
    customer: NDArray[np.uint32], ts: NDArray[np.int64], key: NDArray[np.uint64], customers: int
) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    """Return where each customer's events start, and the events in the order (customer, ts, key).

    Args:
        customer: whose each event is, shape (events,); `NOBODY` is left out.
        ts: when, µs since 1970.
        key: order of events of equal time.
        customers: how many customers there are.

    Returns:
        `ptr`, shape (customers + 1,), and `order`, the positions of events, shape (ptr[-1],).
    """
    ptr = np.zeros(customers + 1, dtype=np.int64)
    for index in range(customer.shape[0]):
        if customer[index] != NOBODY:
            ptr[np.int64(customer[index]) + 1] += 1
    for index in range(customers):
        ptr[index + 1] += ptr[index]
    place = ptr[:-1].copy()
    order = np.empty(ptr[customers], dtype=np.uint32)
    for index in range(customer.shape[0]):
        if customer[index] != NOBODY:
            order[place[customer[index]]] = index
            place[customer[index]] += 1
    for owner in range(customers):
        for index in range(ptr[owner] + 1, ptr[owner + 1]):
            one = order[index - 1]
            other = order[index]
            if ts[other] < ts[one] or (ts[other] == ts[one] and key[other] < key[one]):
                _sort_run(order, ptr[owner], ptr[owner + 1], ts, key)
                break
    return ptr, order
