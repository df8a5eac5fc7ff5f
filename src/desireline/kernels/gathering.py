"""Some customers' events out of all: runs of equal shape copied one after the other, whose an event is, and events in the order of the log."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["gather_runs", "order_of", "owners"]

T = TypeVar("T", bound=np.generic)

_DIGIT = 11
"""Bits of a digit: as many places are written to in turn as the nearest caches hold."""


def gather_runs(starts: NDArray[np.int64], ptr: NDArray[np.int64], column: NDArray[T]) -> NDArray[T]:
    """Copy runs of a column one after the other.

    Args:
        starts: where each run starts in `column`, shape (runs,).
        ptr: where it starts in the result, shape (runs + 1,).
        column: of all events.

    Returns:
        The runs, shape (ptr[-1],).
    """
    result = np.empty(int(ptr[-1]), dtype=column.dtype)  # NumPy asks the system for large pages, Numba does not
    _gather(starts, ptr, column, result)
    return result


@kernel
def _gather(starts: NDArray[np.int64], ptr: NDArray[np.int64], column: NDArray[T], result: NDArray[T]) -> None:
    one = np.uint64(1)
    for run in range(np.uint64(starts.shape[0])):
        place = np.uint64(ptr[run])
        size = np.uint64(ptr[run + one]) - place
        start = np.uint64(starts[run])
        for index in range(size):
            result[place + index] = column[start + index]


@kernel
def owners(ptr: NDArray[np.int64], low: int, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return whose each of many events is, walking along with them: quick where they stand in order, right in any.

    Args:
        ptr: where each customer's events start.
        low: the first customer that one of them may be of.
        places: of the events.
    """
    found = np.empty(places.shape[0], dtype=np.int64)
    one, customer = np.uint64(1), np.uint64(low)
    for index in range(np.uint64(places.shape[0])):
        place = places[index]
        while ptr[customer + one] <= place:
            customer += one
        while ptr[customer] > place:
            customer -= one
        found[index] = customer
    return found


def order_of(row: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Return what puts rows of the log in order, fewer than 2 ** 32 of them: digit by digit, which for millions is faster than to compare them.

    Args:
        row: part << 32 | row of each, any number of times.
    """
    order = np.arange(len(row), dtype=np.uint32)
    if not len(row):
        return order
    differing = np.bitwise_or.reduce(row ^ row[0])
    other = np.empty_like(order)
    for shift in range(0, 64, _DIGIT):
        if (int(differing) >> shift) & ((1 << _DIGIT) - 1):
            _by_digit(row, np.uint64(shift), order, other)
            order, other = other, order
    return order


@kernel
def _by_digit(row: NDArray[np.uint64], shift: np.uint64, order: NDArray[np.uint32], result: NDArray[np.uint32]) -> None:
    """Sort `order` by a digit of the rows that it points to; what is equal stays in its order."""
    one, digit = np.uint64(1), np.uint64(2047)
    begin = np.zeros(2049, dtype=np.uint64)
    for index in range(np.uint64(row.shape[0])):
        begin[((row[index] >> shift) & digit) + one] += one
    for value in range(np.uint64(2048)):
        begin[value + one] += begin[value]
    for index in range(np.uint64(order.shape[0])):
        value = (row[np.uint64(order[index])] >> shift) & digit
        result[begin[value]] = order[index]
        begin[value] += one
