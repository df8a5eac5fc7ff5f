"""Exact medians of many values in two passes: count them in bins, then look only at the bin that holds the middle.

Bins are logarithmic: `2 ** bits` to an octave, so that few of them hold any range of times.
"""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["bin_of", "bins", "brackets", "by_group", "how_many_bins", "middles", "ranked", "within"]

_MANTISSA = 52
_BIAS = 1023


@kernel
def bin_of(value: np.int64, bits: np.uint64) -> np.uint64:
    """Return the bin of a value, which must not be below zero: the exponent and the first `bits` of the mantissa of value + 1."""
    return (np.float64(np.float64(value) + 1.0).view(np.uint64) >> (np.uint64(52) - bits)) - (np.uint64(1023) << bits)


def how_many_bins(largest: int, bits: int) -> int:
    """Return how many bins hold all values up to `largest`."""
    written = int(np.float64(largest + 1.0).view(np.uint64))
    return (written >> (_MANTISSA - bits)) - (_BIAS << bits) + 1


@kernel
def bins(values: NDArray[np.int64], bits: int, many: int) -> NDArray[np.uint32]:
    """Count values by bin.

    Args:
        values: none below zero.
        bits: 2 ** bits bins to an octave.
        many: how many bins there are.
    """
    counts = np.zeros(many, dtype=np.uint32)
    for index in range(np.uint64(values.shape[0])):
        counts[bin_of(values[index], np.uint64(bits))] += np.uint32(1)
    return counts


@kernel
def within(values: NDArray[np.int64], low: np.float64, high: np.float64) -> NDArray[np.int64]:
    """Return the values with low <= value + 1 < high."""
    found = np.empty(values.shape[0] + 1, dtype=np.int64)
    count = np.uint64(0)
    for index in range(np.uint64(values.shape[0])):
        size = np.float64(values[index]) + 1.0
        found[count] = values[index]
        count += np.uint64((size >= low) & (size < high))
    return found[:count].copy()


def brackets(
    counts: NDArray[np.integer], bits: int
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """Return the bins that hold the middle of each group's values.

    Args:
        counts: values by group and bin, shape (groups, bins).
        bits: 2 ** bits bins to an octave.

    Returns:
        `low` and `high`, so that the middle values (two, where their number is even) have low <= value + 1 < high, and how many values of
        the group lie below; each of shape (groups,).
    """
    running = np.cumsum(counts, axis=1, dtype=np.int64)
    total = running[:, -1]
    first = (running <= ((total - 1) // 2)[:, None]).sum(axis=1)
    last = (running <= (total // 2)[:, None]).sum(axis=1)
    below = np.where(first > 0, np.take_along_axis(running, np.maximum(first - 1, 0)[:, None], axis=1)[:, 0], 0)
    return _edge(first, bits), _edge(last + 1, bits), below


def _edge(number: NDArray[np.integer], bits: int) -> NDArray[np.float64]:
    """Return where bins begin, in value + 1."""
    written = (number.astype(np.uint64) + np.uint64(_BIAS << bits)) << np.uint64(_MANTISSA - bits)
    return written.view(np.float64)


@kernel
def by_group(
    group: NDArray[np.uint32], values: NDArray[np.int64], groups: int
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return where each group begins (and, last, where all end), and the values group after group, in their order."""
    edge = np.zeros(groups + 1, dtype=np.uint64)
    for index in range(np.uint64(group.shape[0])):
        edge[np.uint64(group[index]) + np.uint64(1)] += np.uint64(1)
    for number in range(groups):
        edge[number + 1] += edge[number]
    place, grouped = edge[:-1].copy(), np.empty_like(values)
    for index in range(np.uint64(group.shape[0])):
        own = np.uint64(group[index])
        grouped[place[own]] = values[index]
        place[own] += np.uint64(1)
    return edge, grouped


@kernel
def ranked(values: NDArray[np.int64], rank: np.uint64) -> np.int64:
    """Return the value of that rank, counted from 0; smaller ones lie before it then, larger ones behind."""
    low, high = np.uint64(0), np.uint64(values.shape[0]) - np.uint64(1)
    while low < high:
        pivot = values[(low + high) >> np.uint64(1)]
        left, right = low, high
        while left <= right:
            while values[left] < pivot:
                left += np.uint64(1)
            while values[right] > pivot:
                right -= np.uint64(1)
            if left <= right:
                values[left], values[right] = values[right], values[left]
                left += np.uint64(1)
                if right == np.uint64(0):
                    break
                right -= np.uint64(1)
        if rank <= right:
            high = right
        elif rank >= left:
            low = left
        else:
            break
    found: np.int64 = values[rank]
    return found


@kernel
def middles(
    group: NDArray[np.uint32], values: NDArray[np.int64], count: NDArray[np.int64], below: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the median of each group, from those of its values that lie about its middle.

    Args:
        group: of each value.
        values: those that were kept, in any order.
        count: how many values each group has in all.
        below: how many of them were left out below those kept.
    """
    groups = count.shape[0]
    edge, grouped = by_group(group, values, groups)
    result = np.full(groups, np.nan)
    for number in range(groups):
        if count[number] == 0:
            continue
        own = grouped[edge[number] : edge[number + 1]]
        rank = np.uint64((count[number] - 1) // 2 - below[number])
        lower = ranked(own, rank)
        upper = lower
        if count[number] % 2 == 0:
            rest = own[rank + np.uint64(1) :]
            upper = rest[0]
            for index in range(np.uint64(rest.shape[0])):
                upper = min(upper, rest[index])
        result[number] = (np.float64(lower) + np.float64(upper)) / 2.0
    return result
