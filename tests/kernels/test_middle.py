"""Medians by bins against NumPy's."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.kernels.middle import bin_of, bins, brackets, how_many_bins, middles, within

values = st.lists(
    st.integers(0, 5) | st.integers(0, 10**6) | st.integers(0, 10**15) | st.integers(2**53 - 9, 2**53 + 9), max_size=40
)


@given(st.lists(values, min_size=1, max_size=4), st.integers(0, 3))
def test_medians_equal_those_of_all_values(groups: list[list[int]], bits: int) -> None:
    arrays = [np.array(group, dtype=np.int64) for group in groups]
    many = how_many_bins(max((max(group, default=0) for group in groups), default=0), bits)
    low, high, below = brackets(np.array([bins(array, bits, many) for array in arrays]), bits)
    kept = [within(array, low[place], high[place]) for place, array in enumerate(arrays)]
    group = np.repeat(np.arange(len(kept), dtype=np.uint32), [len(each) for each in kept])
    count = np.array([len(array) for array in arrays])
    found = middles(group, np.concatenate(kept), count, below)
    expected = [float(np.median(array)) if len(array) else np.nan for array in arrays]
    assert found.tolist() == pytest.approx(expected, abs=0, rel=1e-15, nan_ok=True)
    assert all(below[place] <= (array < (low[place] - 1)).sum() for place, array in enumerate(arrays))


@given(values, st.integers(0, 3))
def test_no_bin_beyond_the_last(found: list[int], bits: int) -> None:
    many = how_many_bins(max(found, default=0), bits)
    numbers = [int(bin_of(np.int64(value), np.uint64(bits))) for value in sorted(found)]
    assert numbers == sorted(numbers)
    assert all(0 <= number < many for number in numbers)


def test_bins_are_narrow() -> None:
    """Eight bins to an octave: none is wider than an eighth of where it begins."""
    edges = [value for value in range(1, 5_000) if bin_of(value, np.uint64(3)) != bin_of(value - 1, np.uint64(3))]
    assert all(after - before <= max(1, (before + 1) / 8) for before, after in pairwise(edges))
    assert how_many_bins(0, 3) == 1
