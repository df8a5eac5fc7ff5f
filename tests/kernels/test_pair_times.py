"""Times between the events of pairs against counting by hand, and what is kept of them for medians."""

from statistics import median

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from desireline.kernels.middle import middles
from desireline.kernels.pair_times import ANY, PARTS, by_part, guess_brackets, of_parts, shifts, timed_transitions
from desireline.kernels.transitions import transitions
from oracle import walks
from oracle.walks import Step
from packed import pack
from strategies import MINUTE, NAMES, customers

WIDTH = len(NAMES)
PAIRS = WIDTH * WIDTH


@given(
    customers(),
    st.lists(st.integers(0, 40), min_size=PAIRS, max_size=PAIRS),
    st.lists(st.integers(0, 40), min_size=PAIRS, max_size=PAIRS),
)
def test_times_within_brackets(histories: list[list[Step]], low: list[int], wide: list[int]) -> None:
    packed = pack(histories)
    least = np.array(low, dtype=np.uint64) * np.uint64(MINUTE)
    most = least + np.array(wide, dtype=np.uint64) * np.uint64(MINUTE)
    found = timed_transitions(packed.ptr, packed.touchpoint, packed.ts, 0, packed.customers, WIDTH, least, most)
    count, people = transitions(packed.ptr, packed.touchpoint, 0, packed.customers, WIDTH)
    assert (found.count == count).all()
    assert (found.people == people).all()
    pauses = walks.transitions(histories)[2]
    for number in range(PAIRS):
        every = pauses.get((NAMES[number // WIDTH], NAMES[number % WIDTH]), [])
        begin, end = int(least[number]), int(most[number])
        assert found.gap[found.pair == number].tolist() == [us for us in every if begin <= us <= end]
        assert found.shorter[number] == sum(us < begin for us in every)


times = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1 << 58) | st.integers(0, 99)), min_size=1)


def _columns(found: list[tuple[int, int]]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    return np.array([own for own, _ in found], dtype=np.uint32), np.array([us for _, us in found], dtype=np.int64)


@given(times, st.floats(0, 4))
def test_guesses_hold_the_median_of_what_they_were_made_of(found: list[tuple[int, int]], sigmas: float) -> None:
    pair, gap = _columns(found)
    least, most = guess_brackets(pair, gap.copy(), 4, 2, sigmas)
    for number in range(4):
        own = np.sort(gap[pair == number])
        if len(own) < 2:
            assert (least[number], most[number]) == (0, ANY)
        else:
            low, high = own[(len(own) - 1) // 2], own[len(own) // 2]
            assert int(least[number]) <= low
            assert high <= most[number]


@given(times)
def test_medians_of_the_parts_about_the_middle(found: list[tuple[int, int]]) -> None:
    pair, gap = _columns(found)
    least = np.array([gap[pair == number].min(initial=1 << 60) for number in range(4)], dtype=np.uint64)
    shift = shifts(least, np.full(4, ANY, dtype=np.uint64), int(gap.max()))
    counts = by_part(pair, gap, least, shift).astype(np.int64)
    count = np.bincount(pair, minlength=4)
    assert counts.sum(axis=1).tolist() == count.tolist()
    running = np.cumsum(counts, axis=1)
    first, last = (
        np.minimum((running <= rank[:, None]).sum(axis=1), PARTS - 1) for rank in ((count - 1) // 2, count // 2)
    )
    few = of_parts(pair, gap, least, shift, first.astype(np.uint64), last.astype(np.uint64))
    below = np.where(first > 0, running[np.arange(4), np.maximum(first - 1, 0)], 0)
    medians = middles(*few, count, below)
    for number in range(4):
        own = gap[pair == number].tolist()
        assert medians[number] == float(median(own)) if own else np.isnan(medians[number])
