"""When customers were there, and by which channel."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["by_channel", "by_day"]


@kernel
def by_day(
    ptr: NDArray[np.int64],
    ts: NDArray[np.int64],
    low: int,
    high: int,
    edge: NDArray[np.int64],
    table: NDArray[np.uint32],
    shift: np.uint64,
    week: NDArray[np.uint32],
    weeks: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Count events and customers by day and by week, over customers `low` to `high`, in one pass.

    Args:
        ptr: where each customer's events start.
        ts: of each event, µs; ascending for each customer.
        low: first customer.
        high: one past the last.
        edge: when each day begins, µs, and when the last one ends.
        table: the day in which each bucket of `2 ** shift` µs after the first edge begins.
        shift: buckets are shorter than days.
        week: of each day, ascending, from 0 on; and of the first day after the last, `weeks`.
        weeks: how many.

    Returns:
        by_day, shape (2, days): events, and customers with any. by_week, shape (2, weeks): customers with any, and customers whose first
        event it has. span, shape (2,): the earliest and the latest event of all, µs, on other days too; `2 ** 63 - 1` and
        `-2 ** 63` where there are none.
    """
    one = np.uint64(1)
    days = np.uint64(edge.shape[0] - 1)
    begin, end = edge[0], edge[days]
    day_counts = np.zeros((2, edge.shape[0]), dtype=np.int64)  # the last place takes what lies outside
    week_counts = np.zeros((2, weeks + 1), dtype=np.int64)
    span = np.array([9223372036854775807, -9223372036854775808], dtype=np.int64)
    for customer in range(np.uint64(low), np.uint64(high)):
        start, stop = np.uint64(ptr[customer]), np.uint64(ptr[customer + one])
        if start == stop:
            continue
        span[0], span[1] = min(span[0], ts[start]), max(span[1], ts[stop - one])
        day_before, week_before = days, np.uint64(weeks)
        for index in range(start, stop):
            now = ts[index]
            day = days
            if begin <= now < end:
                day = np.uint64(table[np.uint64(now - begin) >> shift])
                while now >= edge[day + one]:
                    day += one
            day_counts[0, day] += 1
            day_counts[1, day] += day != day_before
            day_before = day
            own = np.uint64(week[day])
            week_counts[0, own] += own != week_before
            week_before = own
            if index == start:
                week_counts[1, own] += 1
    return day_counts[:, : edge.shape[0] - 1], week_counts[:, :weeks], span


@kernel
def by_channel(
    ptr: NDArray[np.int64], ts: NDArray[np.int64], channel: NDArray[np.uint8], low: int, high: int, channels: int
) -> NDArray[np.int64]:
    """Return events, customers and the latest event (µs; 0 where there is none) by channel, shape (3, channels)."""
    one = np.uint64(1)
    found = np.zeros((3, channels), dtype=np.int64)
    last = np.zeros(channels, dtype=np.uint32)
    for customer in range(np.uint64(low), np.uint64(high)):
        stamp = np.uint32(customer + one)
        for index in range(np.uint64(ptr[customer]), np.uint64(ptr[customer + one])):
            here = np.uint64(channel[index])
            found[1, here] += last[here] != stamp
            found[2, here] = max(ts[index], found[2, here]) if found[0, here] else ts[index]
            found[0, here] += 1
            last[here] = stamp
    return found
