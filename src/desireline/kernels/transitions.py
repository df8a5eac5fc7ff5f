"""Which touchpoint directly follows which: how often, and of how many customers."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = [
    "BLOCK",
    "lay_out_pairs",
    "pair_events",
    "transitions",
    "wide_pair_gaps",
    "wide_transitions",
    "with_starts_and_ends",
]

BLOCK = np.uint64(4096)
"""How many events are looked at at a time."""


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
    times = np.zeros((width + 1) * width, dtype=np.uint32)
    who = np.zeros((width + 1) * width, dtype=np.uint32)
    last = np.zeros((width + 1) * width, dtype=np.uint32)
    pairs, starts = np.empty(BLOCK, dtype=np.uint32), np.empty(BLOCK, dtype=np.uint8)
    base, stop = np.uint64(ptr[low]), np.uint64(ptr[high])
    customer, stamp = np.uint64(low), np.uint32(0)
    for block in range(base, stop, BLOCK):
        size = min(BLOCK, stop - block)
        customer = lay_out_pairs(ptr, touchpoint, block, size, customer, np.uint64(high), width, pairs, starts)
        for index in range(size):
            pair = np.uint64(pairs[index])
            stamp += np.uint32(starts[index])
            who[pair] += np.uint32(last[pair] != stamp)
            last[pair] = stamp
            times[pair] += np.uint32(1)
    return with_starts_and_ends(times, width, times), with_starts_and_ends(who, width, times)


@kernel
def lay_out_pairs(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    block: np.uint64,
    size: np.uint64,
    customer: np.uint64,
    high: np.uint64,
    width: int,
    pairs: NDArray[np.uint32],
    starts: NDArray[np.uint8],
) -> np.uint64:
    """Write down the pair that each event of a block ends, in loops that vectorise: a loop for each customer mispredicts each one's end.

    Args:
        ptr: where each customer's events start.
        touchpoint: of each event.
        block: first event.
        size: how many events.
        customer: the first whose events do not start before the block.
        high: one past the last customer.
        width: number of touchpoints.
        pairs: before * width + after; `width` stands for the start before. Shape (size,) or more, to be filled.
        starts: 1 where a customer's events start, else 0; likewise.

    Returns:
        The first customer whose events start behind the block.
    """
    one, wide = np.uint64(1), np.uint32(width)
    if block:
        pairs[0] = np.uint32(touchpoint[block - one]) * wide + np.uint32(touchpoint[block])
    for index in range(one, size):
        pairs[index] = np.uint32(touchpoint[block + index - one]) * wide + np.uint32(touchpoint[block + index])
    starts[:size] = 0
    while customer < high and np.uint64(ptr[customer]) < block + size:
        begin = np.uint64(ptr[customer])
        pairs[begin - block] = wide * wide + np.uint32(touchpoint[begin])
        starts[begin - block] = 1
        customer += one
    return customer


@kernel
def with_starts_and_ends(found: NDArray[np.uint32], width: int, times: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Return numbers of pairs as a matrix with a row of starts and a column of ends.

    Args:
        found: times or customers of each pair, starts behind; shape ((width + 1) * width,).
        width: number of touchpoints.
        times: times of each pair: what begins or is entered either goes on or ends.

    Returns:
        Shape (width + 1, width + 1).
    """
    matrix = np.zeros((width + 1, width + 1), dtype=np.int64)
    for number in range(width):
        came, went = np.int64(0), np.int64(0)
        for other in range(width + 1):
            came += times[other * width + number]
        for other in range(width):
            matrix[number, other] = found[number * width + other]
            went += times[number * width + other]
        matrix[width, number] = found[width * width + number]
        matrix[number, width] = came - went
    return matrix


@kernel
def pair_events(
    ptr: NDArray[np.int64], touchpoint: NDArray[np.uint16], low: int, high: int, before: int, after: int
) -> NDArray[np.int64]:
    """Return the places of the events by which customers `low` to `high` go from one touchpoint directly to another.

    Args:
        ptr: where each customer's events start.
        touchpoint: of each event.
        low: first customer.
        high: one past the last customer.
        before: the touchpoint they come from.
        after: the one they go to.
    """
    one, base, stop = np.uint64(1), np.uint64(ptr[low]), np.uint64(ptr[high])
    found = np.empty(max(1, ptr[high] - ptr[low]), dtype=np.int64)
    many = np.uint64(0)
    for index in range(min(base + one, stop), stop):  # no branch: what is none is overwritten
        found[many] = index
        many += np.uint64((touchpoint[index - one] == before) & (touchpoint[index] == after))
    customer, kept = np.uint64(low), np.uint64(0)
    for index in range(many):
        place = found[index]
        while ptr[customer] < place:
            customer += one
        found[kept] = place
        kept += np.uint64(ptr[customer] != place)  # a history that starts there came from nowhere
    return found[:kept].copy()


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
    """Return the µs between the events of each pair, pair after pair, by sorting."""
    here = touchpoint[ptr[low] : ptr[high]].astype(np.int64)
    owner = np.repeat(np.arange(high - low), np.diff(ptr[low : high + 1]))
    follows = np.diff(owner) == 0
    pairs = (here[:-1] * (width + 1) + here[1:])[follows]
    gaps: NDArray[np.int64] = np.diff(ts[ptr[low] : ptr[high]])[follows]
    return gaps[np.argsort(pairs, kind="stable")]
