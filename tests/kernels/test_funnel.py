"""The furthest try against trying every choice of events."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from desireline.kernels.funnel import funnel_counts, funnel_reach
from oracle import walks
from oracle.walks import Step
from packed import pack
from strategies import MINUTE, NAMES, customers


def steps_of(names: list[str]) -> NDArray[np.uint64]:
    bits = np.zeros(len(NAMES), dtype=np.uint64)
    for place, name in enumerate(names):
        bits[NAMES.index(name)] |= np.uint64(1) << np.uint64(place)
    return bits


def tries(histories: list[list[Step]], names: list[str], window: int | None) -> list[list[int]]:
    packed = pack(histories)
    within = np.int64(-1 if window is None else window)
    reach, at, latest = funnel_reach(
        packed.ptr, packed.touchpoint, packed.ts, 0, packed.customers, steps_of(names), within
    )
    depths = reach[reach > 0]
    assert latest.shape == depths.shape
    for steps, depth, began in zip(
        (own for own, far in zip(histories, reach, strict=True) if far), depths, latest, strict=True
    ):
        assert began == walks.latest_try(steps, names[:depth], window)
    assert at.shape == ((reach > 0).sum(), len(names))
    rows = iter(at)
    found = []
    for depth in reach:
        times = next(rows) if depth else at[:0].ravel()
        assert (times[depth:] == -1).all()
        found.append([int(when) for when in times[:depth]])
    return found


@given(
    customers(),
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=4),
    st.sampled_from([None, 0, 10 * MINUTE, 40 * MINUTE, 150 * MINUTE]),
)
def test_furthest_try_of_random_histories(histories: list[list[Step]], names: list[str], window: int | None) -> None:
    assert tries(histories, names, window) == [walks.funnel(steps, names, window) for steps in histories]


@given(customers(), st.lists(st.sampled_from(NAMES), min_size=1, max_size=4), st.integers(0, 200))
def test_counts_of_random_histories(histories: list[list[Step]], names: list[str], minutes: int) -> None:
    packed, since = pack(histories), minutes * MINUTE
    reach, at, latest = funnel_reach(
        packed.ptr, packed.touchpoint, packed.ts, 0, packed.customers, steps_of(names), np.int64(40 * MINUTE)
    )
    customers, running, pauses = funnel_counts(reach, at, latest, np.int64(since))
    furthest = [walks.funnel(steps, names, 40 * MINUTE) for steps in histories]
    begun = [
        walks.latest_try(steps, names[: len(times)], 40 * MINUTE) if times else None
        for steps, times in zip(histories, furthest, strict=True)
    ]
    for depth in range(len(names) + 1):
        so_far = [began for times, began in zip(furthest, begun, strict=True) if len(times) == depth]
        assert customers[depth] == len(so_far)
        assert running[depth] == sum(began is not None and began > since for began in so_far)
    assert [own.tolist() for own in pauses] == [
        [times[place] - times[place - 1] for times in furthest if len(times) > place] for place in range(1, len(names))
    ]


@pytest.mark.parametrize(
    ("history", "names", "window", "expected"),
    [
        ("a0 a5 b10", "ab", None, [0, 10]),  # of equally far tries the earliest
        ("a0 a5 b10", "ab", 5, [5, 10]),  # the first try had run out
        ("a0 a1 b2", "aab", None, [0, 1, 2]),  # one event stands for one step
        ("a0 b2", "aab", None, [0]),
        ("a0 b0 a0 c0", "abac", 0, [0, 0, 0, 0]),  # equal times are taken in their order
        ("b0 a0", "ab", None, [0]),
        ("a0 b1 a8 b9 c10", "abc", 3, [8, 9, 10]),  # the furthest try, not the first
        ("a0 b1 c9 a10 b11", "abc", 3, [0, 1]),
    ],
)
def test_tries_by_hand(history: str, names: str, window: int | None, expected: list[int]) -> None:
    steps = [(int(word[1:]), word[0]) for word in history.split()]
    assert tries([steps], list(names), window) == [expected]
    assert walks.funnel(steps, list(names), window) == expected
