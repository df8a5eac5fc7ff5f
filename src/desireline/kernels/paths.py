"""What customers do in order: where paths begin, their steps packed into whole numbers, and who took which.

A path's key is its steps' codes one after the other, each `bits` wide, the first in the highest bits, in as many 64-bit words as are
needed. Code 0 stands for no further step, so keys in order are paths in order, and paths that begin alike lie together.
"""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["bounds", "customers_by_row", "divided", "every_at", "first_at", "pack_steps", "rows_of"]


def first_at(
    first: NDArray[np.int64], past: NDArray[np.int64], touchpoint: NDArray[np.uint16], wanted: int
) -> NDArray[np.int64]:
    """Return where each span of events first has a touchpoint; -1 where it has none.

    Args:
        first: first event of each span; spans stand in order.
        past: one past its last.
        touchpoint: of each event.
        wanted: the touchpoint.
    """
    if not len(first):
        return np.empty(0, dtype=np.int64)
    if (
        wanted > np.iinfo(touchpoint.dtype).max
    ):  # a shard written before the touchpoint was known may be too narrow for it
        return np.full(len(first), -1, dtype=np.int64)
    begin, end = int(first[0]), int(past[-1])
    hits = np.flatnonzero(touchpoint[begin:end] == touchpoint.dtype.type(wanted))  # many events compared at a time
    return _first_hits(first, past, hits, begin)


@kernel
def _first_hits(
    first: NDArray[np.int64], past: NDArray[np.int64], hits: NDArray[np.int64], begin: int
) -> NDArray[np.int64]:
    """Return the first of the hits, counted from `begin`, within each span; -1 where there is none."""
    found = np.full(first.shape[0], -1, dtype=np.int64)
    one, span, many = np.uint64(1), np.uint64(0), np.uint64(first.shape[0])
    for hit in range(np.uint64(hits.shape[0])):
        at = hits[hit] + begin
        while span < many and past[span] <= at:
            span += one
        if span == many:
            break
        if first[span] <= at:
            found[span] = at
            span += one
    return found


@kernel
def every_at(
    first: NDArray[np.int64],
    past: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    wanted: int,
    collapse: bool,
    at: NDArray[np.int64],
    span_of: NDArray[np.int64],
) -> int:
    """Write down all events of spans, or those of a touchpoint.

    Args:
        first: first event of each span.
        past: one past its last.
        touchpoint: of each event.
        wanted: the touchpoint; below zero for any.
        collapse: whether to leave out an event that directly follows one of the same touchpoint in its span.
        at: the places of the events, in order.
        span_of: the span of each.

    Returns:
        How many there are.
    """
    one, count = np.uint64(1), np.uint64(0)
    for span in range(np.uint64(first.shape[0])):
        start = np.uint64(first[span])
        for index in range(start, np.uint64(past[span])):
            here = touchpoint[index]
            if wanted >= 0 and here != wanted:
                continue
            if collapse and index > start and touchpoint[index - one] == here:
                continue
            at[count] = index
            span_of[count] = span
            count += one
    return int(count)


def pack_steps(
    at: NDArray[np.int64],
    edge: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    code: NDArray[np.uint64],
    depth: int,
    bits: int,
    collapse: bool,
    back: bool,
    keys: NDArray[np.uint64],
) -> None:
    """Pack the steps from each event on, or those before it, nearest first.

    Args:
        at: the event of each path.
        edge: where it must end: one past the last event it may take; going back, the first.
        touchpoint: of each event.
        code: of each touchpoint, above 0.
        depth: how many steps at most.
        bits: of a code.
        collapse: whether directly repeated touchpoints are one step.
        back: whether to go back, from the event before.
        keys: shape (words, paths), to be filled; of 32 bits where one such word is enough.
    """
    if len(keys) == 1:
        _pack_word(at, edge, touchpoint, code, depth, bits, collapse, back, keys[0])
    else:
        _pack_words(at, edge, touchpoint, code, depth, bits, collapse, back, keys)


@kernel
def _pack_word(
    at: NDArray[np.int64],
    edge: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    code: NDArray[np.uint64],
    depth: int,
    bits: int,
    collapse: bool,
    back: bool,
    keys: NDArray[np.uint64],
) -> None:
    """Pack where a word is enough; without a branch at repeats: written over itself, a code stays as it is."""
    one, none = np.uint64(1), np.uint64(0)
    wide, wanted = np.uint64(bits), np.uint64(depth)
    always = np.uint64(not collapse)
    for path in range(np.uint64(at.shape[0])):
        index, stop = np.uint64(at[path]), np.uint64(edge[path])
        word, taken, before = none, none, none
        if back:
            while index > stop and taken < wanted:
                index -= one
                here = code[np.uint64(touchpoint[index])]
                another = np.uint64(here != before) | always
                word = (word << (wide * another)) | here
                taken += another
                before = here
        else:
            while index < stop and taken < wanted:
                here = code[np.uint64(touchpoint[index])]
                another = np.uint64(here != before) | always
                word = (word << (wide * another)) | here
                taken += another
                before = here
                index += one
        if taken:
            word <<= wide * (wanted - taken)
        keys[path] = word


@kernel
def _pack_words(
    at: NDArray[np.int64],
    edge: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    code: NDArray[np.uint64],
    depth: int,
    bits: int,
    collapse: bool,
    back: bool,
    keys: NDArray[np.uint64],
) -> None:
    """Pack into several words."""
    one, none = np.uint64(1), np.uint64(0)
    wide, wanted, per = np.uint64(bits), np.uint64(depth), np.uint64(64 // bits)
    words = np.uint64(keys.shape[0])
    for path in range(np.uint64(at.shape[0])):
        origin, stop = np.uint64(at[path]), np.uint64(edge[path])
        length = origin - stop if back else stop - origin
        word, filled, taken, place, before = none, none, none, none, none
        for offset in range(length):
            here = code[np.uint64(touchpoint[origin - one - offset if back else origin + offset])]
            if collapse and here == before:
                continue
            before = here
            word = (word << wide) | here
            filled += one
            taken += one
            if filled == per:
                keys[place, path] = word
                word, filled = none, none
                place += one
            if taken == wanted:
                break
        while place < words:
            room = per if place + one < words else wanted - place * per
            if filled:
                word <<= wide * (room - filled)
            keys[place, path] = word
            word, filled = none, none
            place += one


@kernel
def bounds(keys: NDArray[np.uint64], wanted: NDArray[np.uint64], after: bool) -> NDArray[np.int64]:
    """Return for each wanted key how many keys are smaller, or with `after` not larger.

    Args:
        keys: in order, shape (words, keys).
        wanted: shape (words, how many).
        after: whether equal keys count.
    """
    found = np.empty(wanted.shape[1], dtype=np.int64)
    for number in range(wanted.shape[1]):
        low, high = 0, keys.shape[1]
        while low < high:
            middle = (low + high) // 2
            order = 0
            for word in range(keys.shape[0]):
                one, other = np.uint64(keys[word, middle]), wanted[word, number]
                if one != other:
                    order = -1 if one < other else 1
                    break
            if order < 0 or (after and order == 0):
                low = middle + 1
            else:
                high = middle
        found[number] = low
    return found


def divided(keys: NDArray[np.uint64], middle: np.uint64) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the keys of one word that are smaller than `middle`, and the others."""
    below, above = np.empty_like(keys), np.empty_like(keys)
    count = _divide(keys, np.uint64(middle), below, above)
    return below[:count], above[: len(keys) - count]


@kernel
def _divide(keys: NDArray[np.uint64], middle: np.uint64, below: NDArray[np.uint64], above: NDArray[np.uint64]) -> int:
    one, fewer, more = np.uint64(1), np.uint64(0), np.uint64(0)
    for index in range(np.uint64(keys.shape[0])):  # no branch: what is written in the wrong place is overwritten
        key = keys[index]
        below[fewer], above[more] = key, key
        is_below = np.uint64(np.uint64(key) < middle)
        fewer += is_below
        more += one - is_below
    return int(fewer)


def rows_of(keys: NDArray[np.uint64], rows: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Return which of some rows each key is; their number where it is none of them.

    Args:
        keys: shape (words, keys).
        rows: keys in order, no two alike, shape (words, rows).
    """
    if len(keys) == 1:
        return _rows_of_word(keys[0], rows[0])
    return _rows_of_words(keys, rows)


@kernel
def _rows_of_word(keys: NDArray[np.uint64], rows: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Look keys up in a table four to eight times as large as there are rows, where most find an empty place at once."""
    many = np.uint32(rows.shape[0])
    bits = np.uint64(3)
    while (1 << bits) < 4 * rows.shape[0]:
        bits += np.uint64(1)
    full, down = np.uint64((1 << bits) - 1), np.uint64(32) - bits
    table = np.full(1 << bits, many, dtype=np.uint32)
    for row in range(many):
        place = _scattered(np.uint64(rows[row])) >> down
        while table[place] != many:
            place = (place + np.uint64(1)) & full
        table[place] = row
    found = np.empty(keys.shape[0], dtype=np.uint32)
    for number in range(keys.shape[0]):
        key = np.uint64(keys[number])
        place = _scattered(key) >> down
        while table[place] != many and rows[table[place]] != key:
            place = (place + np.uint64(1)) & full
        found[number] = table[place]
    return found


@kernel
def _scattered(key: np.uint64) -> np.uint64:
    """Return 32 bits that differ for most keys."""
    low, mask = np.uint64(0x9E3779B1), np.uint64(0xFFFFFFFF)
    folded = (key ^ (key >> np.uint64(32))) & mask
    return (folded * low) & mask


@kernel
def _rows_of_words(keys: NDArray[np.uint64], rows: NDArray[np.uint64]) -> NDArray[np.uint32]:
    place = bounds(rows, keys.astype(np.uint64), after=False)
    found = np.empty(keys.shape[1], dtype=np.uint32)
    many = rows.shape[1]
    for number in range(keys.shape[1]):
        same = place[number] < many
        for word in range(keys.shape[0]):
            same = same and np.uint64(keys[word, number]) == rows[word, place[number]]
        found[number] = place[number] if same else many
    return found


@kernel
def customers_by_row(
    at: NDArray[np.int64], row: NDArray[np.uint32], ptr: NDArray[np.int64], low: int, rows: int
) -> NDArray[np.int64]:
    """Add up by row what customers have of it and of all.

    Args:
        at: the event of each path, in order.
        row: of each path.
        ptr: where each customer's events start.
        low: first customer.
        rows: how many rows there are.

    Returns:
        Shape (3, rows + 1): of each row the customers with any, the sum of their paths of it squared, and of those times all their paths.
        The last column is of all paths.
    """
    sums = np.zeros((3, rows + 1), dtype=np.int64)
    last = np.zeros(rows, dtype=np.uint32)
    own = np.zeros(rows, dtype=np.int64)
    one, customer = np.uint64(1), np.uint64(low)
    path, paths = np.uint64(0), np.uint64(at.shape[0])
    while path < paths:
        while np.uint64(ptr[customer + one]) <= np.uint64(at[path]):
            customer += one
        past, stop = np.uint64(ptr[customer + one]), path + one
        while stop < paths and np.uint64(at[stop]) < past:
            stop += one
        every = np.int64(stop - path)
        stamp = np.uint32(customer + one)
        sums[0, rows] += 1
        sums[1, rows] += every * every
        while path < stop:
            here = np.uint64(row[path])
            if last[here] != stamp:
                last[here], own[here] = stamp, 0
                sums[0, here] += 1
            sums[1, here] += 2 * own[here] + 1
            sums[2, here] += every
            own[here] += 1
            path += one
    sums[2, rows] = sums[1, rows]
    return sums
