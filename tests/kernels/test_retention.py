"""Cohorts against looking at each customer by hand."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.kernels.retention import came_back, cohort_of, retention
from oracle.walks import Step
from packed import pack
from strategies import MINUTE, NAMES, customers

EDGES = [-10, 0, 60, 65, 130, 190, 260, 400]
"""Minutes; 2 ** 28 µs are under five of them."""


def period(when: int) -> int:
    return sum(edge * MINUTE <= when for edge in EDGES) - 1


@pytest.mark.parametrize("most", [3, 62, 63, 70])
@given(histories=customers(), first=st.integers(-1, 3), again=st.integers(-1, 3), onwards=st.booleans())
def test_random_histories(histories: list[list[Step]], first: int, again: int, onwards: bool, most: int) -> None:
    packed = pack(histories)
    edge = np.array(EDGES, dtype=np.int64) * MINUTE
    starts = np.arange(edge[0], edge[-1], 1 << 28)
    after = np.searchsorted(edge, starts, side="right")
    table = (edge[0], (after - 1).astype(np.uint32), edge[after], np.uint64(28))
    columns = (packed.ptr, packed.ts, packed.touchpoint, 0, packed.customers)
    found = retention(*columns, first, again, len(EDGES) - 1, *table, most, onwards)
    expected = np.zeros((len(EDGES) - 1, most + 1), dtype=np.int64)
    cohorts = []
    for steps in histories:
        own = [period(when) for when, name in steps if does(name, first)]
        cohorts.append(own[0] if own else -1)
        if own:
            back = {period(when) - own[0] for when, name in steps if does(name, again)}
            later = set(range(1, max(back, default=0) + 1)) if onwards else {each for each in back if each > 0}
            for each in {0, *later} & set(range(most + 1)):
                expected[own[0], each] += 1
    assert found.tolist() == expected.tolist()
    assert cohort_of(*columns, first, edge).tolist() == cohorts


@given(customers(), st.integers(-1, 3), st.integers(0, 200), st.integers(1, 90))
def test_within_times(histories: list[list[Step]], again: int, since: int, length: int) -> None:
    packed = pack(histories)
    begin = np.full(packed.customers, since * MINUTE)
    found = came_back(
        packed.ptr, packed.ts, packed.touchpoint, 0, packed.customers, again, begin, begin + length * MINUTE
    )
    assert found.tolist() == [came(steps, again, since * MINUTE, (since + length) * MINUTE) for steps in histories]


def came(steps: Sequence[Step], again: int, since: int, until: int) -> bool:
    return any(since <= when < until and does(name, again) for when, name in steps)


def does(name: str, touchpoint: int) -> bool:
    return touchpoint in (-1, NAMES.index(name))
