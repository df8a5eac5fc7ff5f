"""Jackknife intervals of means are those of the textbook."""

from math import sqrt
from statistics import stdev

import numpy as np
import pytest

from desireline.stats.jackknife import jackknife_interval


def test_the_mean_of_groups() -> None:
    values = np.array([3.0, 5.0, 4.0, 8.0, 1.0, 4.0, 4.0, 6.0, 2.0, 7.0, 5.5])
    without = np.array([np.delete(values, place).mean() for place in range(11)])[:, None]
    ends = jackknife_interval(np.array([values.mean()]), without)
    assert ends is not None
    half = 2.228 * stdev(values.tolist()) / sqrt(11)  # Student's quantile at 10 degrees of freedom
    assert ends[0][0] == pytest.approx(values.mean() - half)
    assert ends[1][0] == pytest.approx(values.mean() + half)


def test_too_few_groups_or_numbers_that_are_none() -> None:
    assert jackknife_interval(np.zeros(1), np.zeros((9, 1))) is None
    assert jackknife_interval(np.zeros(1), np.full((12, 1), np.nan)) is None
