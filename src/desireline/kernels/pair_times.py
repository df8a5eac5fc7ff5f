"""How long after one touchpoint another follows: times between the events of pairs, of which few need be kept for exact medians.

Where a pair's median lies is guessed from some customers; one pass over all then counts what is shorter, and keeps what lies about it,
each time with the part of its pair's bracket that it lies in: medians are taken from the parts about the middle.

Times are compared by their codes, the bits of the 32-bit floating number next to µs + 1: longer times never have smaller ones, they take half
the memory, and equal parts of them are parts of an octave. What is kept is in µs.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel
from desireline.kernels.middle import ranked
from desireline.kernels.transitions import lay_out_pairs, with_starts_and_ends

__all__ = [
    "GREATEST",
    "PARTS",
    "TimedPairs",
    "codes",
    "guess_brackets",
    "how_many_parts",
    "of_parts",
    "parts_of",
    "some_times",
    "timed_transitions",
]

PARTS = 64
"""How many parts a bracket has, unless there are very many pairs."""

_ROOM = 1 << 20
"""Parts of all brackets together, at most."""

GREATEST = 0xFFFFFFFF
"""More than any code."""

_BLOCK = np.uint64(2048)
"""How many events are looked at at a time: what is written down of them stays in the nearest cache beside the table of brackets."""


class TimedPairs(NamedTuple):
    """Pairs counted and timed.

    Attributes:
        count: as `transitions` gives it.
        people: likewise.
        shorter: of each pair, times shorter than its bracket; shape (width * width,).
        parts: of each pair, times in each part of its bracket; shape (width * width, how_many_parts(width * width)).
        pair: of each time that was kept.
        part: of each, the part of its bracket.
        gap: those times, µs, in the order of events.
    """

    count: NDArray[np.int64]
    people: NDArray[np.int64]
    shorter: NDArray[np.uint32]
    parts: NDArray[np.uint32]
    pair: NDArray[np.uint32]
    part: NDArray[np.uint8]
    gap: NDArray[np.int64]


@kernel
def _code(gap: np.int64) -> np.uint32:
    return np.float32(gap + np.int64(1)).view(np.uint32)


def codes(gap: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return the codes of times in µs."""
    return (gap + 1).astype(np.float32).view(np.uint32)


def timed_transitions(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    low: int,
    high: int,
    width: int,
    least: NDArray[np.uint32],
    most: NDArray[np.uint32],
    shift: NDArray[np.uint64],
    likely: float = 1.0,
) -> TimedPairs:
    """Count pairs as `transitions` does, and keep the times between their events that lie within a bracket.

    Args:
        ptr: where each customer's events start.
        touchpoint: of each event.
        ts: of each event, µs.
        low: first customer.
        high: one past the last customer.
        width: number of touchpoints.
        least: of each pair, the least code that is kept, shape (width * width,).
        most: the greatest.
        shift: as `parts_of` gives it.
        likely: what share of the times is expected to be kept. Room for all of them would be new memory from the system each time,
            which takes longer than the counting does.
    """
    events, in_parts = int(ptr[high] - ptr[low]), how_many_parts(len(least))
    for share in (likely, 1.0):
        room = min(events, int(events * share) + int(_BLOCK))
        kept = np.empty(room, dtype=np.uint32), np.empty(room, dtype=np.uint8), np.empty(room, dtype=np.int64)
        many, *counted = _timed(ptr, touchpoint, ts, low, high, width, least, most, shift, in_parts, *kept)
        if many >= 0:
            break
    return TimedPairs(*counted, *(column[:many] for column in kept))


@kernel
def _timed(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    low: int,
    high: int,
    width: int,
    least: NDArray[np.uint32],
    most: NDArray[np.uint32],
    shift: NDArray[np.uint64],
    in_parts: int,
    kept_pair: NDArray[np.uint32],
    kept_part: NDArray[np.uint8],
    kept_gap: NDArray[np.int64],
) -> tuple[int, NDArray[np.int64], NDArray[np.int64], NDArray[np.uint32], NDArray[np.uint32]]:
    """Return how many times were kept, and the rest as `TimedPairs` has it; below zero where there was no room for them."""
    size_of = (width + 1) * width
    times, who = np.zeros(size_of, dtype=np.uint32), np.zeros(size_of, dtype=np.uint32)
    last, shorter = np.zeros(size_of, dtype=np.uint32), np.zeros(size_of, dtype=np.uint32)
    parts, final = np.zeros((width * width, in_parts), dtype=np.uint32), np.uint64(in_parts - 1)
    bracket = np.zeros((size_of, 2), dtype=np.uint32)
    bracket[: width * width, 0], bracket[: width * width, 1] = least, most
    bracket[width * width :, 0] = 1  # the code of starts is 0: none is kept
    pairs, starts = np.empty(_BLOCK, dtype=np.uint32), np.empty(_BLOCK, dtype=np.uint8)
    took, hits = np.empty(_BLOCK, dtype=np.uint32), np.empty(_BLOCK, dtype=np.uint32)
    one, base, stop = np.uint64(1), np.uint64(ptr[low]), np.uint64(ptr[high])
    customer, stamp, kept = np.uint64(low), np.uint32(0), np.uint64(0)
    full = False
    for block in range(base, stop, _BLOCK):
        size = min(_BLOCK, stop - block)
        full = kept + size > np.uint64(kept_pair.shape[0])
        if full:
            break
        begun = customer
        customer = lay_out_pairs(ptr, touchpoint, block, size, customer, np.uint64(high), width, pairs, starts)
        if block:
            took[0] = _code(ts[block] - ts[block - one])
        for index in range(one, size):
            took[index] = _code(ts[block + index] - ts[block + index - one])
        for started in range(begun, customer):
            took[np.uint64(ptr[started]) - block] = 0
        for index in range(size):
            pair = np.uint64(pairs[index])
            stamp += np.uint32(starts[index])
            who[pair] += np.uint32(last[pair] != stamp)
            last[pair] = stamp
            times[pair] += np.uint32(1)
        found = np.uint64(0)
        for index in range(size):  # a loop of its own: together they need more registers than there are
            pair, code = np.uint64(pairs[index]), took[index]
            hits[found] = index  # no branch: what is not kept is overwritten
            found += np.uint64((code >= bracket[pair, 0]) & (code <= bracket[pair, 1]))
            shorter[pair] += np.uint32(code < bracket[pair, 0])
        for hit in range(found):
            index = np.uint64(hits[hit])
            pair = np.uint64(pairs[index])
            part = min(np.uint64(took[index] - bracket[pair, 0]) >> shift[pair], final)
            parts[pair, part] += np.uint32(1)
            kept_pair[kept], kept_part[kept] = pair, part
            kept_gap[kept] = ts[block + index] - ts[block + index - one]
            kept += one
    count, people = with_starts_and_ends(times, width, times), with_starts_and_ends(who, width, times)
    many = np.int64(-1) if full else np.int64(kept)
    return many, count, people, shorter[: width * width], parts


@kernel
def some_times(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    runs: NDArray[np.int64],
    width: int,
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return the codes of the times between the events of some customers' pairs, and those pairs.

    Args:
        ptr: where each customer's events start.
        touchpoint: of each event.
        ts: of each event, µs.
        runs: the first customer of each run and one past its last, shape (runs, 2).
        width: number of touchpoints.
    """
    room = np.int64(0)
    for number in range(runs.shape[0]):
        room += ptr[runs[number, 1]] - ptr[runs[number, 0]]
    pair, code = np.empty(room, dtype=np.uint32), np.empty(room, dtype=np.uint32)
    one, wide, many = np.uint64(1), np.uint64(width), np.uint64(0)
    for number in range(runs.shape[0]):
        for customer in range(np.uint64(runs[number, 0]), np.uint64(runs[number, 1])):
            for index in range(np.uint64(ptr[customer]) + one, np.uint64(ptr[customer + one])):
                pair[many] = np.uint64(touchpoint[index - one]) * wide + np.uint64(touchpoint[index])
                code[many] = _code(ts[index] - ts[index - one])
                many += one
    return pair[:many], code[:many]


@kernel
def guess_brackets(
    edge: NDArray[np.uint64], code: NDArray[np.uint32], fewest: int, sigmas: float
) -> tuple[NDArray[np.uint32], NDArray[np.uint32], int]:
    """Return between which codes medians lie, as far as some times can tell.

    Args:
        edge: where each pair's times begin and, last, where all end.
        code: of some of all times, pair after pair; their order is lost.
        fewest: brackets of pairs with fewer times hold everything.
        sigmas: how wide brackets are, in standard deviations of the rank of the median.

    Returns:
        `least` and `most`, as `timed_transitions` takes them, and how many of these times they hold, as far as times differ.
    """
    pairs = edge.shape[0] - 1
    least, most = np.zeros(pairs, dtype=np.uint32), np.full(pairs, GREATEST, dtype=np.uint32)
    held = 0
    for number in range(pairs):
        times = code[edge[number] : edge[number + 1]]
        aside = np.sqrt(times.shape[0]) / 2.0 * sigmas
        middle = (times.shape[0] - 1) / 2.0
        if times.shape[0] >= fewest and middle >= aside:
            below, above = np.uint64(middle - aside), np.uint64(np.ceil(middle + aside))
            least[number], most[number] = ranked(times, below), ranked(times, above)
            held += int(above - below) + 1
        else:
            held += times.shape[0]
    return least, most, held


def how_many_parts(pairs: int) -> int:
    """Return how many parts each pair's bracket has: the more pairs there are, the fewer, so that they take no more room than a few megabytes."""
    return max(1, min(PARTS, _ROOM // max(1, pairs)))


def parts_of(least: NDArray[np.uint32], most: NDArray[np.uint32], longest: int) -> NDArray[np.uint64]:
    """Return how far codes are shifted to be parts of their bracket, of which the last holds times longer than `longest` µs too."""
    most = np.maximum(least, np.minimum(most, codes(np.array([longest]))))
    return np.frexp(((most - least) // how_many_parts(len(least))).astype(np.float64))[1].astype(np.uint64)


@kernel
def of_parts(
    pair: NDArray[np.uint32],
    part: NDArray[np.uint8],
    gap: NDArray[np.int64],
    parts: NDArray[np.uint32],
    first: NDArray[np.uint64],
    last: NDArray[np.uint64],
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """Return the times, with their pairs, that lie in the parts from each pair's `first` to its `last`; the others are as in `TimedPairs`."""
    room = 1  # what is not kept is overwritten
    for number in range(np.uint64(parts.shape[0])):
        for own in range(first[number], min(last[number] + np.uint64(1), np.uint64(parts.shape[1]))):
            room += parts[number, own]
    pairs, gaps = np.empty(room, dtype=np.uint32), np.empty(room, dtype=np.int64)
    bracket = np.empty((first.shape[0], 2), dtype=np.uint8)
    bracket[:, 0], bracket[:, 1] = first, last
    kept = np.uint64(0)
    for index in range(np.uint64(pair.shape[0])):
        number, own = np.uint64(pair[index]), part[index]
        pairs[kept], gaps[kept] = number, gap[index]
        kept += np.uint64((own >= bracket[number, 0]) & (own <= bracket[number, 1]))
    return pairs[:kept], gaps[:kept]
