"""Members in the order of the log."""

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desireline.analyses._members import log_order

close = st.integers(0, 200)
far = st.integers(0, 2**32 - 1)
rows = st.lists(
    st.tuples(st.sampled_from([0, 1, 2, 63, 64, 9_999]), st.one_of(close, close, far)), unique=True, max_size=60
)


@given(rows)
def test_rows_come_in_the_order_of_the_log(found: list[tuple[int, int]]) -> None:
    row = np.array([part << 32 | place for part, place in found], dtype=np.uint64)
    assert row[log_order(row)].tolist() == sorted(row.tolist())


@given(st.sets(close, min_size=1), st.randoms(use_true_random=False), st.integers(0, 3))
def test_rows_of_one_part_too(places: set[int], shuffled: Random, part: int) -> None:
    mixed = sorted(places)
    shuffled.shuffle(mixed)
    row = np.array([part << 32 | place for place in mixed], dtype=np.uint64)
    assert row[log_order(row)].tolist() == sorted(row.tolist())
