"""Pairs, their customers and their pauses against counting by hand."""

import numpy as np
from hypothesis import given

from desireline.kernels.transitions import pair_gaps, transitions, wide_pair_gaps, wide_transitions
from oracle import walks
from oracle.walks import Step
from packed import pack
from strategies import NAMES, customers

WIDTH = len(NAMES)
LABELS = (*NAMES, None)


@given(customers())
def test_pairs_of_random_histories(histories: list[list[Step]]) -> None:
    packed = pack(histories)
    count, people = transitions(packed.ptr, packed.touchpoint, 0, packed.customers, WIDTH)
    times, who, pauses = walks.transitions(histories)
    assert {(LABELS[one], LABELS[other]): int(count[one, other]) for one, other in np.argwhere(count)} == times
    assert {(LABELS[one], LABELS[other]): int(people[one, other]) for one, other in np.argwhere(people)} == who
    starts = np.concatenate([[0], np.cumsum(count[:WIDTH, :WIDTH].ravel())]).astype(np.int64)
    gaps = pair_gaps(packed.ptr, packed.touchpoint, packed.ts, 0, packed.customers, WIDTH, starts)
    found = {
        (NAMES[pair // WIDTH], NAMES[pair % WIDTH]): gaps[starts[pair] : starts[pair + 1]].tolist()
        for pair in range(WIDTH * WIDTH)
        if starts[pair] < starts[pair + 1]
    }
    assert found == dict(pauses)


@given(customers())
def test_slices_add_up(histories: list[list[Step]]) -> None:
    packed = pack(histories)
    whole = transitions(packed.ptr, packed.touchpoint, 0, packed.customers, WIDTH)
    pieces = [transitions(packed.ptr, packed.touchpoint, one, one + 1, WIDTH) for one in range(packed.customers)]
    for number in range(2):
        total = sum((piece[number] for piece in pieces), np.zeros_like(whole[number]))
        assert (total == whole[number]).all()


@given(customers())
def test_sorting_counts_the_same_as_the_matrix(histories: list[list[Step]]) -> None:
    packed = pack(histories)
    count, people = transitions(packed.ptr, packed.touchpoint, 0, packed.customers, WIDTH)
    pair, wide_count, wide_people = wide_transitions(packed.ptr, packed.touchpoint, 0, packed.customers, WIDTH)
    assert pair.tolist() == np.flatnonzero(count).tolist()
    assert wide_count.tolist() == count.ravel()[pair].tolist()
    assert wide_people.tolist() == people.ravel()[pair].tolist()
    starts = np.concatenate([[0], np.cumsum(count[:WIDTH, :WIDTH].ravel())]).astype(np.int64)
    gaps = pair_gaps(packed.ptr, packed.touchpoint, packed.ts, 0, packed.customers, WIDTH, starts)
    assert (
        wide_pair_gaps(packed.ptr, packed.touchpoint, packed.ts, 0, packed.customers, WIDTH).tolist() == gaps.tolist()
    )
