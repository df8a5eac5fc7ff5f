"""Keys of paths against walking by hand."""

from collections import Counter
from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desireline.kernels.paths import (
    bounds,
    customers_by_row,
    divided,
    every_at,
    first_at,
    pack_steps,
    rows_of,
)
from oracle.walks import Step
from packed import pack
from strategies import NAMES, customers


@given(customers(), st.integers(-1, len(NAMES) - 1), st.booleans())
def test_where_touchpoints_are(histories: list[list[Step]], wanted: int, collapse: bool) -> None:
    packed = pack(histories)
    first, past = packed.ptr[:-1], packed.ptr[1:]
    room = (np.empty(packed.ptr[-1], dtype=np.int64), np.empty(packed.ptr[-1], dtype=np.int64))
    count = every_at(first, past, packed.touchpoint, wanted, collapse, *room)
    expected = []
    at = 0
    for number, steps in enumerate(histories):
        for name, same in groupby(name for _, name in steps):
            many = len(list(same))
            if wanted in (-1, NAMES.index(name)):
                expected += [(place, number) for place in range(at, at + (1 if collapse else many))]
            at += many
    assert list(zip(*(own[:count].tolist() for own in room), strict=True)) == expected
    if wanted >= 0:
        soonest = {number: place for place, number in reversed(expected)}
        found = first_at(first, past, packed.touchpoint, wanted)
        assert found.tolist() == [soonest.get(number, -1) for number in range(len(histories))]


def test_a_touchpoint_too_large_for_a_narrow_shard_is_nowhere() -> None:
    ends = np.array([0, 2, 2, 3])
    assert first_at(ends[:-1], ends[1:], np.array([0, 44, 44], dtype=np.uint8), 300).tolist() == [
        -1,
        -1,
        -1,
    ]  # 300 % 256 is 44


@given(customers(), st.integers(1, 10), st.sampled_from([3, 9, 16, 33, 64]), st.booleans(), st.booleans())
def test_keys_hold_the_steps(histories: list[list[Step]], depth: int, bits: int, collapse: bool, back: bool) -> None:
    packed = pack(histories)
    per = 64 // bits
    keys = np.empty((-(-depth // per), packed.customers), dtype=np.uint64)
    first, past = packed.ptr[:-1], packed.ptr[1:]
    code = np.arange(1, len(NAMES) + 1, dtype=np.uint64)
    at, edge = (past, first) if back else (first, past)
    pack_steps(at, edge, packed.touchpoint, code, depth, bits, collapse, back, keys)
    for steps, words in zip(histories, keys.T.tolist(), strict=True):
        names = [name for _, name in steps][:: -1 if back else 1]
        codes = [NAMES.index(name) + 1 for name in ([name for name, _ in groupby(names)] if collapse else names)]
        codes = (codes + [0] * depth)[:depth]
        expected = []
        for place in range(0, depth, per):
            word = 0
            for own in codes[place : place + per]:
                word = word << bits | own
            expected.append(word)
        assert words == expected


pairs = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=20)


@given(pairs, st.sets(st.tuples(st.integers(0, 3), st.integers(0, 3))).map(sorted))
def test_looking_keys_up(wanted: list[tuple[int, int]], rows: list[tuple[int, int]]) -> None:
    keys, known = (np.array(own, dtype=np.uint64).reshape(-1, 2).T.copy() for own in (wanted, rows))
    assert bounds(known, keys, after=False).tolist() == [sum(row < key for row in rows) for key in wanted]
    assert bounds(known, keys, after=True).tolist() == [sum(row <= key for row in rows) for key in wanted]
    assert rows_of(keys, known).tolist() == [rows.index(key) if key in rows else len(rows) for key in wanted]


@given(customers(), st.data())
def test_customers_of_rows(histories: list[list[Step]], data: st.DataObject) -> None:
    packed = pack(histories)
    events = int(packed.ptr[-1])
    at = np.flatnonzero(data.draw(st.lists(st.booleans(), min_size=events, max_size=events)))
    row = data.draw(st.lists(st.integers(0, 2), min_size=len(at), max_size=len(at)))
    owner = (np.searchsorted(packed.ptr, at, side="right") - 1).tolist()
    found = customers_by_row(at, np.array(row, dtype=np.uint32), packed.ptr, 0, 3)
    each = Counter(zip(row, owner, strict=True))
    every = Counter(owner)
    assert found[:, :3].T.tolist() == [
        [
            sum(number == own for number, _ in each),
            sum(count**2 for (number, _), count in each.items() if number == own),
            sum(count * every[who] for (number, who), count in each.items() if number == own),
        ]
        for own in range(3)
    ]
    squares = sum(count**2 for count in every.values())
    assert found[:, 3].tolist() == [len(every), squares, squares]


@given(st.lists(st.integers(0, 2**32 - 1)), st.integers(0, 2**32 - 1), st.sampled_from([np.uint32, np.uint64]))
def test_dividing(values: list[int], middle: int, kind: type[np.uint32 | np.uint64]) -> None:
    below, others = divided(np.array(values, dtype=kind), np.uint64(middle))
    assert below.tolist() == [value for value in values if value < middle]
    assert others.tolist() == [value for value in values if value >= middle]
