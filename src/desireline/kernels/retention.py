"""Who comes back: customers by the period in which they first did something, and the periods in which they did something again."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["came_back", "cohort_of", "retention"]

_BITS = 63


@kernel
def _place(
    ts: np.int64, base: np.int64, table: NDArray[np.uint32], edge: NDArray[np.int64], shift: np.uint64
) -> np.uint64:
    """Return the period of a time: that in which its bucket begins, or the next, as no bucket holds more than one edge."""
    bucket = np.uint64(ts - base) >> shift
    return np.uint64(table[bucket]) + np.uint64(ts >= edge[bucket])


@kernel
def retention(
    ptr: NDArray[np.int64],
    ts: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    low: int,
    high: int,
    first: int,
    again: int,
    periods: int,
    begin: np.int64,
    table: NDArray[np.uint32],
    edge: NDArray[np.int64],
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
        periods: how many periods there are.
        begin: when the first begins; no event is sooner, or later than the last.
        table: the period in which each bucket of 2 ** shift µs after that begins; no bucket may be longer than a period.
        edge: when that period ends.
        shift: says how long a bucket is.
        most: how many later periods are counted.
        onwards: whether a customer counts in every period up to the last in which they came back, not only in those in which they did.

    Returns:
        Shape (periods, most + 1): customers of each cohort, and how many of them came back so many periods later.
    """
    one, none = np.uint64(1), np.uint64(0)
    limit = np.uint64(most)
    wide = limit + np.uint64(2)  # the last column takes what is too late
    counts = np.zeros(np.uint64(periods) * wide, dtype=np.uint32)
    for customer in range(np.uint64(low), np.uint64(high)):
        index, stop = np.uint64(ptr[customer]), np.uint64(ptr[customer + one])
        if first >= 0:
            while index < stop and touchpoint[index] != first:
                index += one
        if index == stop:
            continue
        cohort = _place(ts[index], begin, table, edge, shift)
        base = cohort * wide
        counts[base] += np.uint32(1)
        index += one
        if onwards:
            if again >= 0:
                while index < stop and touchpoint[stop - one] != again:
                    stop -= one
            if index < stop:
                later = min(_place(ts[stop - one], begin, table, edge, shift) - cohort, limit + one)
                counts[base + later] += np.uint32(later > none)
        elif limit < np.uint64(_BITS):  # no branch: a bit for each later period
            seen = none
            if again < 0:
                for place in range(index, stop):
                    later = _place(ts[place], begin, table, edge, shift) - cohort
                    seen |= one << min(later, np.uint64(_BITS))
            else:
                for place in range(index, stop):
                    if touchpoint[place] == again:
                        later = _place(ts[place], begin, table, edge, shift) - cohort
                        seen |= one << min(later, np.uint64(_BITS))
            for later in range(one, limit + one):
                counts[base + later] += np.uint32((seen >> later) & one)
        else:
            before = none
            for place in range(index, stop):
                if again < 0 or touchpoint[place] == again:
                    later = min(_place(ts[place], begin, table, edge, shift) - cohort, limit + one)
                    counts[base + later] += np.uint32(later != before)
                    before = later
    result = counts.astype(np.int64).reshape((periods, most + 2))
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
