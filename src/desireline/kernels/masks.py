"""Masks and counts by the numbers of a column: which places are wanted, how often each number comes, what comes first."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["first_of_runs", "look_up", "mark_runs", "tally"]


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


@kernel
def tally(column: NDArray[np.generic], begin: int, end: int, width: int) -> NDArray[np.int64]:
    """Return how often each number below `width` stands in a column from `begin` to `end`; shape (width,)."""
    several = np.zeros(
        (4, width), dtype=np.int64
    )  # equal numbers follow each other: adding to one and the same would wait
    for place in range(np.uint64(begin), np.uint64(end)):
        several[place & np.uint64(3), np.uint64(column[place])] += 1
    return several.sum(axis=0)


@kernel
def first_of_runs(column: NDArray[np.generic], first: NDArray[np.int64], past: NDArray[np.int64]) -> NDArray[np.uint16]:
    """Return the first number other than 0 in each run of a column, 0 where there is none.

    Args:
        column: numbers.
        first: where each run begins.
        past: one past each run's last place.

    Returns:
        The numbers, shape (runs,).
    """
    found = np.zeros(first.shape[0], dtype=np.uint16)
    for run in range(np.uint64(first.shape[0])):
        for place in range(np.uint64(first[run]), np.uint64(past[run])):
            if column[place]:
                found[run] = column[place]
                break
    return found


@kernel
def mark_runs(
    first: NDArray[np.int64], past: NDArray[np.int64], chosen: NDArray[np.bool_], begin: int, end: int
) -> NDArray[np.bool_]:
    """Say for each place from `begin` to `end` whether it lies in a chosen run.

    Args:
        first: where each run begins.
        past: one past each run's last place.
        chosen: which runs.
        begin: first place.
        end: one past the last.

    Returns:
        The mask, shape (end - begin,).
    """
    mask = np.zeros(end - begin, dtype=np.bool_)
    base = np.uint64(begin)
    for run in range(np.uint64(first.shape[0])):
        if chosen[run]:
            for place in range(np.uint64(first[run]), np.uint64(past[run])):
                mask[place - base] = True
    return mask
