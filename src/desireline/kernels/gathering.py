"""Some customers' events out of all: runs of equal shape copied one after the other, and whose an event is."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["gather_runs", "owners"]

T = TypeVar("T", bound=np.generic)


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
