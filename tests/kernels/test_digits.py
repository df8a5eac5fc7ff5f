"""Sorting by digits against sorting."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.kernels.digits import count_keys, sort_by_digits

close, far = st.integers(0, 5_000), st.integers(0, 2**32 - 1)
rows = st.lists(st.tuples(st.sampled_from([0, 1, 2, 2**11, 2**32 - 1]), close | far), max_size=60)


@given(rows)
def test_rows_of_the_log_and_what_stands_beside_them(found: list[tuple[int, int]]) -> None:
    row = np.array([part << 32 | place for part, place in found], dtype=np.uint64)
    bits = int(row.max(initial=0)).bit_length()
    keys, order = sort_by_digits(row.copy(), np.arange(len(row)), bits)
    assert keys.tolist() == sorted(row.tolist())
    assert order.tolist() == np.argsort(row, kind="stable").tolist()


@pytest.mark.parametrize("kind", [np.uint32, np.uint64])
@given(values=st.lists(close | far, max_size=60))
def test_keys_alone(kind: type[np.uint32], values: list[int]) -> None:
    keys, beside = sort_by_digits(np.array(values, dtype=kind), np.empty(0, dtype=np.int64), 32)
    assert keys.tolist() == sorted(values)
    assert len(beside) == 0


@given(st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 9)), st.booleans())
def test_counts_of_equal_keys(values: list[int], counted: bool) -> None:
    weights = np.arange(1, len(values) + 1) if counted else np.empty(0, dtype=np.int64)
    keys, count = count_keys(np.array(values, dtype=np.uint64), weights, 64)
    expected: dict[int, int] = {}
    for place, value in enumerate(values):
        expected[value] = expected.get(value, 0) + (place + 1 if counted else 1)
    assert list(zip(keys.tolist(), count.tolist(), strict=True)) == sorted(expected.items())
