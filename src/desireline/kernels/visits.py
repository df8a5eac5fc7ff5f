"""Visits: events of one customer with pauses of at most the gap."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["MOST_EVENTS", "VisitSums", "visits"]

MOST_EVENTS = 10
_BLOCK = 4096
_SPARE = 1024
"""Lengths there is room for beyond those that are likely kept."""


class VisitSums(NamedTuple):
    """Visits added up.

    Attributes:
        visits: how many.
        single: those of a single event.
        customers: customers with at least one.
        squares: the sum over customers of their single ones, squared.
        products: of their single ones times all theirs.
        sizes: of all theirs, squared.
        length_us: of all visits together, from the first event of each to its last.
        shorter: visits shorter than the shortest that was to be kept.
    """

    visits: int
    single: int
    customers: int
    squares: int
    products: int
    sizes: int
    length_us: int
    shorter: int


def visits(
    ptr: NDArray[np.int64],
    ts: NDArray[np.int64],
    low: int,
    high: int,
    gap: np.int64,
    least: int = 0,
    most: int = np.iinfo(np.int64).max,
    likely: float = 1.0,
) -> tuple[VisitSums, NDArray[np.int64], NDArray[np.int64]]:
    """Count visits over customers `low` to `high`.

    Args:
        ptr: where each customer's events start.
        ts: of each event, µs.
        low: first customer.
        high: one past the last customer.
        gap: the longest pause within a visit, µs.
        least: the shortest length that is kept, µs.
        most: the longest.
        likely: what share of the visits is expected to be kept. Room for all of them would be new memory from the system each time.

    Returns:
        Visits added up; the lengths from `least` to `most`, µs; and how many visits there are of 0, 1, 2, … events, those of
        `MOST_EVENTS` and more in the last.
    """
    events = int(ptr[high] - ptr[low])
    for share in (likely, 1.0):
        room = min(events, int(events * share) + _SPARE)
        lengths = np.empty(room + 1, dtype=np.int64)  # NumPy asks the system for large pages, Numba does not
        by_events = np.zeros(MOST_EVENTS + 1, dtype=np.int64)
        kept, *sums = _visits(ptr, ts, low, high, gap, np.uint64(least), np.uint64(most), lengths, by_events)
        if kept <= room:
            break
    return VisitSums(*sums), lengths[:kept], by_events


@kernel
def _visits(
    ptr: NDArray[np.int64],
    ts: NDArray[np.int64],
    low: int,
    high: int,
    gap: np.int64,
    least: np.uint64,
    most: np.uint64,
    lengths: NDArray[np.int64],
    by_events: NDArray[np.int64],
) -> tuple[int, int, int, int, int, int, int, int, int]:
    """Mark where visits begin block by block, in a loop that vectorises; then look at each visit without a branch an event.

    The first number that is returned says how many lengths were to be kept, of which `lengths` holds as many as there is room for.
    """
    one, room = np.uint64(1), np.uint64(lengths.shape[0] - 1)
    base, stop = np.uint64(ptr[low]), np.uint64(ptr[high])
    customer, last = np.uint64(low), np.uint64(high)
    begins = np.empty(_BLOCK, dtype=np.uint8)
    places = np.empty(_BLOCK + 1, dtype=np.uint64)
    count, single, people = np.uint64(0), np.uint64(0), np.uint64(0)
    own, own_single = np.uint64(0), np.uint64(0)
    squares, products, sizes = np.uint64(0), np.uint64(0), np.uint64(0)
    kept, total, shorter = np.uint64(0), np.uint64(0), np.uint64(0)
    owner, past = np.uint64(low), base  # past: where the events of the customer whose visits are added up end
    opened = base
    block = base
    while block < stop:
        size = min(np.uint64(_BLOCK), stop - block)
        begins[0] = block > base and ts[block] - ts[block - one] > gap
        for index in range(one, size):
            begins[index] = ts[block + index] - ts[block + index - one] > gap
        while customer < last and np.uint64(ptr[customer]) < block + size:
            begins[np.uint64(ptr[customer]) - block] = 1
            people += np.uint64(ptr[customer] < ptr[customer + one])
            customer += one
        found = np.uint64(0)
        for index in range(size):
            places[found] = block + index
            found += np.uint64(begins[index])
        if block + size == stop:
            places[found] = stop  # the end of all ends the last visit
            found += one
        for index in range(np.uint64(block == base), found):  # the first of all ends no visit
            place = places[index]
            length = np.uint64(ts[place - one] - ts[opened])
            lengths[min(kept, room)] = length  # what is not kept is overwritten, and what there is no room for
            kept += np.uint64((length >= least) & (length <= most))
            shorter += np.uint64(length < least)
            total += length
            if opened >= past:
                single += own_single
                squares += own_single * own_single
                products += own_single * own
                sizes += own * own
                own, own_single = np.uint64(0), np.uint64(0)
                while opened >= past:
                    owner += one
                    past = np.uint64(ptr[owner])
            own += one
            own_single += np.uint64(place - opened == one)
            by_events[min(place - opened, np.uint64(MOST_EVENTS))] += 1
            opened = place
            count += one
        block += size
    single += own_single
    squares += own_single * own_single
    products += own_single * own
    sizes += own * own
    sums = (int(count), int(single), int(people), int(squares), int(products), int(sizes), int(total), int(shorter))
    return int(kept), *sums
