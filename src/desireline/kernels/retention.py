"""Who comes back: customers by the period in which they first did something, and the periods in which they did something again."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["came_back", "cohort_of", "retention"]


@kernel
def _place(ts: np.int64, edge: NDArray[np.int64], table: NDArray[np.uint32], shift: np.uint64) -> np.uint64:
    """Return the period of a time: the table's, or the next, as no bucket holds more than one edge."""
    period = np.uint64(table[np.uint64(ts - edge[0]) >> shift])
    return period + np.uint64(ts >= edge[period + np.uint64(1)])


@kernel
def retention(
    ptr: NDArray[np.int64],
    ts: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    low: int,
    high: int,
    first: int,
    again: int,
    edge: NDArray[np.int64],
    table: NDArray[np.uint32],
    shift: np.uint64,
    most: int,
    onwards: bool,
) -> NDArray[np.int64]:
    """Count customers `low` to `high` by the period in which they first did something, and by how much later they did something again.

    Args:
        ptr: where each customer's events start.
        ts: of each event, µs.
        touchpoint: of each event.
        low: first customer.
        high: one past the last.
        first: the touchpoint that counts as the first; below zero for any.
        again: the touchpoint that counts as coming back; below zero for any.
        edge: when each period begins, and when the last one ends; all events lie within. Shape (periods + 1,).
        table: the period in which each bucket of 2 ** shift µs begins.
        shift: no bucket may be longer than a period.
        most: how many later periods are counted.
        onwards: whether a customer counts in every period up to the last in which they came back, not only in those in which they did.

    Returns:
        Shape (periods, most + 1): customers of each cohort, and how many of them came back so many periods later.
    """
    one, none = np.uint64(1), np.uint64(0)
    limit = np.uint64(most)
    wide = limit + np.uint64(2)  # the last column takes what is too late
    counts = np.zeros(np.uint64(edge.shape[0] - 1) * wide, dtype=np.uint32)
    for customer in range(np.uint64(low), np.uint64(high)):
        index, stop = np.uint64(ptr[customer]), np.uint64(ptr[customer + one])
        if first >= 0:
            while index < stop and touchpoint[index] != first:
                index += one
        if index == stop:
            continue
        cohort = _place(ts[index], edge, table, shift)
        base = cohort * wide
        counts[base] += np.uint32(1)
        index += one
        if onwards:
            if again >= 0:
                while index < stop and touchpoint[stop - one] != again:
                    stop -= one
            if index < stop:
                later = min(_place(ts[stop - one], edge, table, shift) - cohort, limit + one)
                counts[base + later] += np.uint32(later > none)
            continue
        later = none
        ends = edge[cohort + one]
        while index < stop:
            if ts[index] >= ends and (again < 0 or touchpoint[index] == again):
                period = _place(ts[index], edge, table, shift)
                later = period - cohort
                if later > limit:
                    break
                counts[base + later] += np.uint32(1)
                ends = edge[period + one]
            index += one
    result = counts.astype(np.int64).reshape((edge.shape[0] - 1, most + 2))
    if onwards:
        for cohort in range(result.shape[0]):
            for later in range(most, 0, -1):
                result[cohort, later] += result[cohort, later + 1]
    return result[:, : most + 1]


@kernel
def cohort_of(
    ptr: NDArray[np.int64],
    ts: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    low: int,
    high: int,
    first: int,
    edge: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return the period in which each customer first did something; -1 for those who never did."""
    found = np.full(high - low, -1, dtype=np.int64)
    for customer in range(low, high):
        for index in range(ptr[customer], ptr[customer + 1]):
            if first < 0 or touchpoint[index] == first:
                found[customer - low] = np.searchsorted(edge, ts[index], side="right") - 1
                break
    return found


@kernel
def came_back(
    ptr: NDArray[np.int64],
    ts: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    low: int,
    high: int,
    again: int,
    since: NDArray[np.int64],
    until: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Say which customers did something again from a time of their own, up to another, µs.

    Args:
        ptr: where each customer's events start.
        ts: of each event, µs.
        touchpoint: of each event.
        low: first customer.
        high: one past the last.
        again: the touchpoint; below zero for any.
        since: of each customer, shape (high - low,).
        until: one past the last µs.
    """
    found = np.zeros(high - low, dtype=np.bool_)
    for customer in range(low, high):
        for index in range(ptr[customer], ptr[customer + 1]):
            within = since[customer - low] <= ts[index] < until[customer - low]
            if within and (again < 0 or touchpoint[index] == again):
                found[customer - low] = True
                break
    return found
