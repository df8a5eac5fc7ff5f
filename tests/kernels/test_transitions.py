"""Pairs, their customers and their pauses against counting by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desireline.kernels.transitions import BLOCK, pair_events, transitions, wide_pair_gaps, wide_transitions
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
    times, who, _ = walks.transitions(histories)
    assert {(LABELS[one], LABELS[other]): int(count[one, other]) for one, other in np.argwhere(count)} == times
    assert {(LABELS[one], LABELS[other]): int(people[one, other]) for one, other in np.argwhere(people)} == who


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
    found = walks.transitions(histories)[2]
    inner = [(one, other) for one in NAMES for other in NAMES if (one, other) in found]
    assert wide_pair_gaps(packed.ptr, packed.touchpoint, packed.ts, 0, packed.customers, WIDTH).tolist() == [
        us for names in inner for us in found[names]
    ]


@given(customers(), st.sampled_from(NAMES), st.sampled_from(NAMES), st.data())
def test_events_of_a_pair(histories: list[list[Step]], before: str, after: str, data: st.DataObject) -> None:
    packed = pack(histories)
    low = data.draw(st.integers(0, packed.customers))
    high = data.draw(st.integers(low, packed.customers))
    places = pair_events(packed.ptr, packed.touchpoint, low, high, NAMES.index(before), NAMES.index(after))
    assert places.tolist() == [
        int(packed.ptr[low + number]) + place
        for number, history in enumerate(histories[low:high])
        for place in range(1, len(history))
        if (history[place - 1][1], history[place][1]) == (before, after)
    ]


def test_histories_longer_than_a_block() -> None:
    random = np.random.default_rng(3)
    lengths = [0, 1, int(BLOCK), int(BLOCK) - 1, 2, 3 * int(BLOCK), 0, 5, 1]
    touchpoint = random.integers(0, WIDTH, sum(lengths)).astype(np.uint16)
    ptr = np.concatenate([[0], np.cumsum(lengths)])
    count, people = transitions(ptr, touchpoint, 0, len(lengths), WIDTH)
    pair, wide_count, wide_people = wide_transitions(ptr, touchpoint, 0, len(lengths), WIDTH)
    assert (count.ravel()[pair] == wide_count).all()
    assert (people.ravel()[pair] == wide_people).all()
    assert count.sum() == wide_count.sum()
    assert people.sum() == wide_people.sum()
