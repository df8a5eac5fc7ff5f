"""Pairs, their customers and their pauses against counting by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desireline.kernels.middle import bins, how_many_bins
from desireline.kernels.transitions import pair_bins, pair_gaps, transitions, wide_pair_gaps, wide_transitions
from oracle import walks
from oracle.walks import Step
from packed import Packed, pack
from strategies import MINUTE, NAMES, customers

WIDTH = len(NAMES)
LABELS = (*NAMES, None)


@given(customers())
def test_pairs_of_random_histories(histories: list[list[Step]]) -> None:
    packed = pack(histories)
    count, people = transitions(packed.ptr, packed.touchpoint, 0, packed.customers, WIDTH)
    times, who, pauses = walks.transitions(histories)
    assert {(LABELS[one], LABELS[other]): int(count[one, other]) for one, other in np.argwhere(count)} == times
    assert {(LABELS[one], LABELS[other]): int(people[one, other]) for one, other in np.argwhere(people)} == who
    assert gaps_of(packed, 0.0, np.inf) == dict(pauses)


@given(customers(), st.integers(0, 40), st.integers(0, 40))
def test_gaps_within_brackets(histories: list[list[Step]], low: int, high: int) -> None:
    pauses = walks.transitions(histories)[2]
    kept = {pair: [us for us in found if low * MINUTE <= us + 1 < high * MINUTE] for pair, found in pauses.items()}
    assert gaps_of(pack(histories), low * MINUTE, high * MINUTE) == {
        pair: found for pair, found in kept.items() if found
    }


@given(customers(), st.integers(0, 3), st.lists(st.integers(0, 2), min_size=WIDTH * WIDTH, max_size=WIDTH * WIDTH))
def test_gaps_by_bin(histories: list[list[Step]], bits: int, rows: list[int]) -> None:
    packed = pack(histories)
    many = how_many_bins(40 * 10 * MINUTE, bits)
    row = np.array(rows, dtype=np.uint32)
    counts = pair_bins(packed.ptr, packed.touchpoint, packed.ts, 0, packed.customers, WIDTH, row, 3, bits, many)
    expected = np.zeros((3, many), dtype=np.int64)
    for (before, after), found in walks.transitions(histories)[2].items():
        where = rows[NAMES.index(str(before)) * WIDTH + NAMES.index(str(after))]
        expected[where] += bins(np.array(found, dtype=np.int64), bits, many)
    assert (counts == expected).all()


def gaps_of(packed: Packed, low: float, high: float) -> dict[tuple[str, str], list[int]]:
    least, below = np.full(WIDTH * WIDTH, float(low)), np.full(WIDTH * WIDTH, float(high))
    pairs, gaps = pair_gaps(
        packed.ptr, packed.touchpoint, packed.ts, 0, packed.customers, WIDTH, least, below, len(packed.ts) + 1
    )
    found: dict[tuple[str, str], list[int]] = {}
    for pair, gap in zip(pairs.tolist(), gaps.tolist(), strict=True):
        found.setdefault((NAMES[pair // WIDTH], NAMES[pair % WIDTH]), []).append(gap)
    return found


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
    found = gaps_of(packed, 0.0, np.inf)
    inner = [(one, other) for one in NAMES for other in NAMES if (one, other) in found]
    assert wide_pair_gaps(packed.ptr, packed.touchpoint, packed.ts, 0, packed.customers, WIDTH).tolist() == [
        us for names in inner for us in found[names]
    ]
