"""Some customers' events out of all: runs of equal shape copied one after the other."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["gather_runs"]

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
