"""Masks and counts against lists."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.kernels.masks import first_of_runs, look_up, mark_runs, tally

KINDS = [np.uint8, np.uint16]
VALUES = st.lists(st.integers(0, 3), max_size=12)


@pytest.mark.parametrize("kind", KINDS)
@given(own=VALUES, begin=st.integers(0, 12), wanted=st.lists(st.booleans(), min_size=4, max_size=4))
def test_look_up_and_tally(kind: type[np.uint8], own: list[int], begin: int, wanted: list[bool]) -> None:
    column, begin = np.array(own, dtype=kind), min(begin, len(own))
    assert look_up(column, np.array(wanted), begin, len(own)).tolist() == [wanted[value] for value in own[begin:]]
    assert tally(column, begin, len(own), 4).tolist() == [own[begin:].count(value) for value in range(4)]


@pytest.mark.parametrize("kind", KINDS)
@given(
    own=VALUES, cuts=st.lists(st.integers(0, 12), max_size=6), chosen=st.lists(st.booleans(), min_size=3, max_size=3)
)
def test_runs(kind: type[np.uint8], own: list[int], cuts: list[int], chosen: list[bool]) -> None:
    marks = sorted(min(cut, len(own)) for cut in cuts)
    runs = list(zip(marks[::2], marks[1::2], strict=False))
    first = np.array([begin for begin, _ in runs], dtype=np.int64)
    past = np.array([end for _, end in runs], dtype=np.int64)
    expected = [next((value for value in own[begin:end] if value), 0) for begin, end in runs]
    assert first_of_runs(np.array(own, dtype=kind), first, past).tolist() == expected
    marked = {
        place for (begin, end), wanted in zip(runs, chosen, strict=False) if wanted for place in range(begin, end)
    }
    low = marks[0] if marks else 0
    found = mark_runs(first, past, np.array(chosen[: len(runs)], dtype=bool), low, len(own))
    assert found.tolist() == [place in marked for place in range(low, len(own))]
