"""Masks: which events, or customers, have a number that is wanted."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["look_up"]


def look_up(column: NDArray[np.generic], table: NDArray[np.bool_], begin: int, end: int) -> NDArray[np.bool_]:
    """Say for each place of a column from `begin` to `end` whether its number is wanted.

    Args:
        column: numbers.
        table: by number, whether it is wanted.
        begin: first place.
        end: one past the last.

    Returns:
        The mask, shape (end - begin,).
    """
    mask = np.empty(end - begin, dtype=np.bool_)
    _look_up(column, table, begin, mask)
    return mask


@kernel
def _look_up(column: NDArray[np.generic], table: NDArray[np.bool_], begin: int, mask: NDArray[np.bool_]) -> None:
    start = np.uint64(begin)
    for place in range(np.uint64(mask.shape[0])):
        mask[place] = table[np.uint64(column[start + place])]
