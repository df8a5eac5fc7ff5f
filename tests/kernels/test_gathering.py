"""Whose events are, against searching for each."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desireline.kernels.gathering import owners


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12), st.data())
def test_whose_events_are_in_any_order(lengths: list[int], data: st.DataObject) -> None:
    """Some customers have no events."""
    ptr = np.append(0, np.cumsum(lengths))
    events = int(ptr[-1])
    places = data.draw(st.lists(st.integers(0, events - 1), max_size=20)) if events else []
    here = np.array(places, dtype=np.int64)
    assert owners(ptr, 0, here).tolist() == (np.searchsorted(ptr, here, side="right") - 1).tolist()


def test_customers_before_the_first_are_not_walked_through() -> None:
    ptr = np.arange(0, 1_001, 10)
    assert owners(ptr, 40, np.array([400, 409, 410, 999])).tolist() == [40, 40, 41, 99]
