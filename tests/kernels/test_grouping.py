"""Events by customer and time against `sorted`."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desireline.kernels.grouping import group, order_key
from desireline.kernels.nobody import NOBODY

Event = tuple[int, int, int, int]
"""Customer (4: nobody), time, part, row."""


def check(events: list[Event], rank: list[int]) -> None:
    rows = np.array([part << 32 | row for _, _, part, row in events], dtype=np.uint64)
    owner = np.array([NOBODY if customer == 4 else customer for customer, *_ in events], dtype=np.uint32)
    ts = np.array([when for _, when, *_ in events], dtype=np.int64)
    key = order_key(rows, np.array(rank, dtype=np.uint32))
    ptr, order = group(owner, ts, key, 4)
    expected = sorted(
        (at for at, event in enumerate(events) if event[0] != 4),
        key=lambda at: (events[at][0], events[at][1], rank[events[at][2]], events[at][3]),
    )
    assert [events[at] for at in order] == [events[at] for at in expected]
    assert ptr.tolist() == [sum(event[0] < customer for event in events if event[0] != 4) for customer in range(5)]


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(-3, 3), st.integers(0, 2), st.integers(0, 2**32 - 1)),
        max_size=60,
        unique_by=lambda event: event[2:],
    ),
    st.permutations([0, 1, 2]),
)
def test_order_of_random_events(events: list[Event], rank: list[int]) -> None:
    check(events, rank)


@given(st.integers(0, 2**32 - 1), st.integers(40, 400))
def test_long_histories_with_late_events_and_ties(seed: int, count: int) -> None:
    random = np.random.default_rng(seed)
    drawn = zip(
        random.integers(0, 3, count),
        random.integers(0, 30, count),
        random.integers(0, 3, count),
        range(count),
        strict=True,
    )
    check([(int(who) // 2 * 4, int(when), int(part), row) for who, when, part, row in drawn], [2, 0, 1])


def test_nobody_and_no_events() -> None:
    empty = np.empty(0, dtype=np.int64)
    ptr, order = group(np.empty(0, dtype=np.uint32), empty, empty.astype(np.uint64), 0)
    assert (ptr.tolist(), order.tolist()) == ([0], [])
    check([(4, 1, 0, 0), (4, 0, 0, 1)], [0])
