"""Times between the events of pairs against counting by hand, and what is kept of them for medians."""

from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from desireline.kernels.middle import by_group, middles
from desireline.kernels.pair_times import (
    GREATEST,
    PARTS,
    codes,
    guess_brackets,
    how_many_parts,
    of_parts,
    parts_of,
    some_times,
    timed_transitions,
)
from desireline.kernels.transitions import transitions
from oracle import walks
from oracle.walks import Step
from packed import pack
from strategies import MINUTE, NAMES, customers

WIDTH = len(NAMES)
PAIRS = WIDTH * WIDTH
LONGEST = 1 << 58


def _code(us: int) -> int:
    return int(codes(np.array([us]))[0])


def _pauses(histories: list[list[Step]], number: int) -> list[int]:
    return walks.transitions(histories)[2].get((NAMES[number // WIDTH], NAMES[number % WIDTH]), [])


@given(st.integers(0, LONGEST), st.integers(0, LONGEST))
def test_longer_times_never_have_smaller_codes(one: int, other: int) -> None:
    assert (_code(one) <= _code(other)) or one > other
    assert _code(one) > 0
    assert _code(LONGEST) < GREATEST


@given(
    customers(),
    st.lists(st.integers(0, 40), min_size=PAIRS, max_size=PAIRS),
    st.lists(st.integers(0, 40), min_size=PAIRS, max_size=PAIRS),
    st.sampled_from([0.0, 0.1, 1.0]),
)
def test_times_within_brackets(histories: list[list[Step]], low: list[int], wide: list[int], likely: float) -> None:
    packed = pack(histories)
    least = codes(np.array(low) * MINUTE)
    most = codes((np.array(low) + np.array(wide)) * MINUTE)
    shift = parts_of(least, most, LONGEST)
    found = timed_transitions(
        packed.ptr, packed.touchpoint, packed.ts, 0, packed.customers, WIDTH, least, most, shift, likely
    )
    count, people = transitions(packed.ptr, packed.touchpoint, 0, packed.customers, WIDTH)
    assert (found.count == count).all()
    assert (found.people == people).all()
    for number in range(PAIRS):
        every = _pauses(histories, number)
        own = found.pair == number
        begin, end = int(least[number]), int(most[number])
        assert found.gap[own].tolist() == [us for us in every if begin <= _code(us) <= end]
        assert found.shorter[number] == sum(_code(us) < begin for us in every)
        parts = [(_code(us) - begin) >> int(shift[number]) for us in found.gap[own].tolist()]
        assert found.part[own].tolist() == parts
        assert found.parts[number].tolist() == [parts.count(part) for part in range(PARTS)]


@pytest.mark.parametrize("likely", [0.0, 0.4])
def test_more_may_be_kept_than_was_likely(likely: float) -> None:
    """Room for a block is always there: this log is longer."""
    packed = pack([[(place * MINUTE, NAMES[0]) for place in range(9_000)]])
    least, most = np.zeros(PAIRS, dtype=np.uint32), np.full(PAIRS, GREATEST, dtype=np.uint32)
    shift = parts_of(least, most, LONGEST)
    found = timed_transitions(packed.ptr, packed.touchpoint, packed.ts, 0, 1, WIDTH, least, most, shift, likely)
    assert found.gap.tolist() == [MINUTE] * 8_999
    assert found.count.sum() == 9_001


@pytest.mark.parametrize(
    ("pairs", "parts"), [(0, 64), (40**2, 64), (128**2, 64), (300**2, 11), (1_024**2, 1), (10**7, 1)]
)
def test_many_pairs_have_fewer_parts(pairs: int, parts: int) -> None:
    assert how_many_parts(pairs) == parts
    least, most = (codes(np.full(pairs, us)) for us in (0, LONGEST))
    assert (((most - least) >> parts_of(least, most, LONGEST)) < parts).all()


def test_longer_times_than_were_said_lie_in_the_last_part() -> None:
    packed = pack([[(0, NAMES[0]), (MINUTE, NAMES[0]), (90_000 * MINUTE, NAMES[0])]])
    least, most = codes(np.full(PAIRS, 5)), np.full(PAIRS, GREATEST, dtype=np.uint32)
    shift = parts_of(least, most, 10)
    found = timed_transitions(packed.ptr, packed.touchpoint, packed.ts, 0, 1, WIDTH, least, most, shift)
    assert found.part.tolist() == [PARTS - 1, PARTS - 1]


@given(customers(), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=4))
def test_times_of_some(histories: list[list[Step]], chosen: list[tuple[int, int]]) -> None:
    packed = pack(histories)
    runs = [(min(low, packed.customers), min(max(low, high), packed.customers)) for low, high in chosen]
    pair, code = some_times(
        packed.ptr, packed.touchpoint, packed.ts, np.array(runs, dtype=np.int64).reshape(-1, 2), WIDTH
    )
    some = [history for low, high in runs for history in histories[low:high]]
    for number in range(PAIRS):
        assert code[pair == number].tolist() == [_code(us) for us in _pauses(some, number)]


times = st.lists(st.tuples(st.integers(0, 3), st.integers(0, LONGEST) | st.integers(0, 99)), min_size=1)


def _columns(found: list[tuple[int, int]]) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    return np.array([own for own, _ in found], dtype=np.uint32), np.array([us for _, us in found], dtype=np.int64)


@given(times, st.floats(0, 4))
def test_guesses_hold_the_median_of_what_they_were_made_of(found: list[tuple[int, int]], sigmas: float) -> None:
    pair, gap = _columns(found)
    least, most, held = guess_brackets(*by_group(pair, codes(gap), 4), 2, sigmas)
    for number in range(4):
        own = np.sort(gap[pair == number])
        if len(own) < 2:
            assert (least[number], most[number]) == (0, GREATEST)
        else:
            assert least[number] <= _code(own[(len(own) - 1) // 2])
            assert _code(own[len(own) // 2]) <= most[number]
    inside = [us for own, us in found if least[own] <= _code(us) <= most[own]]
    assert held <= len(inside)  # more, where times are alike


@given(times)
def test_medians_of_the_parts_about_the_middle(found: list[tuple[int, int]]) -> None:
    pair, gap = _columns(found)
    least = np.array([codes(gap[pair == number]).min(initial=GREATEST) for number in range(4)], dtype=np.uint32)
    shift = parts_of(least, np.full(4, GREATEST, dtype=np.uint32), int(gap.max()))
    part = ((codes(gap) - least[pair]) >> shift[pair].astype(np.uint32)).astype(np.uint8)
    parts = np.zeros((4, PARTS), dtype=np.uint32)
    np.add.at(parts, (pair, part), 1)
    count = np.bincount(pair, minlength=4)
    running = np.cumsum(parts.astype(np.int64), axis=1)
    first, last = (
        np.minimum((running <= rank[:, None]).sum(axis=1), PARTS - 1) for rank in ((count - 1) // 2, count // 2)
    )
    few = of_parts(pair, part, gap, parts, first.astype(np.uint64), last.astype(np.uint64))
    below = np.where(first > 0, running[np.arange(4), np.maximum(first - 1, 0)], 0)
    medians = middles(*few, count, below)
    for number in range(4):
        own = gap[pair == number].tolist()
        assert medians[number] == float(median(own)) if own else np.isnan(medians[number])
