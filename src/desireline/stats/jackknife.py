"""Intervals of any smooth number, from what it is without each of some groups."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["FEWEST_GROUPS", "jackknife_interval"]

FEWEST_GROUPS = 10
"""With fewer groups, the spread between them says too little."""

# 97.5 % quantiles of Student's t, from 1 degree of freedom on
_STUDENT = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
    2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042, 2.040,
)  # fmt: skip


def jackknife_interval(
    whole: NDArray[np.float64], without: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Return the 95 % interval of numbers, by the delete-a-group jackknife with Student's quantile.

    Args:
        whole: the numbers from all groups, shape (numbers,).
        without: the numbers without each group in turn, shape (groups, numbers); groups are alike, put together at random, and at
            most 32.

    Returns:
        Lower and upper ends; None where there are fewer than `FEWEST_GROUPS`, or a number could not be had without some group.

    Source:
        P. S. Kott, "The delete-a-group jackknife", Journal of Official Statistics 17 (2001).
    """
    groups = len(without)
    if groups < FEWEST_GROUPS or not np.isfinite(without).all():
        return None
    spread = np.sqrt((groups - 1) / groups * np.square(without - without.mean(axis=0)).sum(axis=0))
    half = _STUDENT[groups - 2] * spread
    return whole - half, whole + half
