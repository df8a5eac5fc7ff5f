"""Which touches get the credit for goals: order-one transitions and credits, in one pass over journeys.

Credits are counted as whole numbers of a small unit, so that they add up to exactly what was given out, in whatever order they are added.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["BUCKETS", "ONE", "RULES", "attribution_counts", "bucket_of", "credit_amounts"]

BUCKETS = 32
"""Customers are put into so many groups by a hash of their id; how much answers differ between groups gives their intervals."""

ONE = np.int64(1 << 34)
"""One goal, in units of credit."""

RULES = ("first", "last", "last_non_direct", "linear", "position", "decay", "shapley")
"""The rows of credits."""

_MIXER = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(64 - 5)
_FLAT = 1 << 18


def bucket_of(customer_id: NDArray[np.uint64]) -> NDArray[np.uint8]:
    """Return each customer's group, below `BUCKETS`."""
    mixed: NDArray[np.uint8] = ((customer_id * _MIXER) >> _SHIFT).astype(np.uint8)
    return mixed


def attribution_counts(
    code: NDArray[np.uint16],
    ts: NDArray[np.int64],
    first: NDArray[np.int64],
    past: NDArray[np.int64],
    outcome: NDArray[np.uint8],
    finished: NDArray[np.bool_],
    owner: NDArray[np.uint32],
    bucket: NDArray[np.uint8],
    low: int,
    direct: NDArray[np.bool_],
    width: int,
    half_life: float,
    *,
    collapse: bool,
) -> tuple[
    NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]
]:
    """Count what finished journeys touched, and give out the credit of those that reached their goal.

    A touch is an event before the goal; the goal itself is none. Journeys without any touch are counted and give nothing.

    Args:
        code: channel or touchpoint of each event.
        ts: of each event, µs.
        first: first event of each journey.
        past: one past its last event; the goal is the last.
        outcome: as `split_journeys` gives it.
        finished: likewise; other journeys are left out.
        owner: customer of each journey.
        bucket: of each customer from `low` on.
        low: the first customer that has one.
        direct: of each code, whether `last_non_direct` passes over it.
        width: number of codes.
        half_life: µs after which a touch weighs half, for the rule `decay`.
        collapse: whether events in a row of the same code are one touch, at the time of the last of them.

    Returns:
        key, count: transitions that occur, ascending, and how often: `(bucket * (width + 1) + before) * (width + 2) + after`, where
        `before == width` stands for the start, `after == width` for the goal, `after == width + 1` for a goal missed. Whether touches
        of the same code in a row are transitions to themselves makes no difference to an order-one chain.
        took: journeys and those of them that reached the goal, by code; shape (2, width).
        given: credits, of `ONE` a goal, by rule (in the order of `RULES`) and code.
        shapley: the row of that rule by bucket; shape (BUCKETS, width).
        sizes: finished journeys with any touch, those of them that reached the goal, finished journeys without any touch.
    """
    size = BUCKETS * (width + 1) * (width + 2)
    wide = size > _FLAT
    room = int((past - first).sum()) + len(first) if wide else 0
    keys = np.empty(room, dtype=np.uint32 if size < 1 << 32 else np.uint64)
    edges = np.zeros(0 if wide else size, dtype=np.uint32)
    longest = int((past - first).max(initial=0)) + 2
    took, given, shapley, sizes = _counts(
        code, ts, first, past, outcome, finished, owner, bucket, low, direct, width, half_life, collapse, wide, keys, edges,
        longest,
    )  # fmt: skip
    if wide:
        key, count = np.unique(keys[: int(sizes[3])], return_counts=True)
    else:
        key = np.flatnonzero(edges)
        count = edges[key]
    return key.astype(np.int64), count.astype(np.int64), took, given, shapley, sizes[:3]


@kernel
def _counts(
    code: NDArray[np.uint16],
    ts: NDArray[np.int64],
    first: NDArray[np.int64],
    past: NDArray[np.int64],
    outcome: NDArray[np.uint8],
    finished: NDArray[np.bool_],
    owner: NDArray[np.uint32],
    bucket: NDArray[np.uint8],
    low: int,
    direct: NDArray[np.bool_],
    width: int,
    half_life: float,
    collapse: bool,
    wide: bool,
    keys: NDArray[np.uint32],
    edges: NDArray[np.uint32],
    longest: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    one = np.uint64(1)
    start, stride = np.uint64(width), np.uint64(width + 2)
    table = np.uint64(width + 1)
    at, touched, distinct = (
        np.empty(longest, dtype=np.uint64),
        np.empty(longest, dtype=np.uint16),
        np.empty(longest, dtype=np.uint16),
    )
    later = _later(longest)
    waiting = goals = np.uint64(0)
    seen = np.zeros(width, dtype=np.uint32)
    took = np.zeros((2, width), dtype=np.int64)
    sizes = np.zeros(4, dtype=np.int64)
    given = np.zeros((7, width), dtype=np.int64)
    shapley = np.zeros((32, width), dtype=np.int64)
    few = width <= 12  # then journeys are counted by the set of what they touched
    sets = np.zeros((2, 1 << width if few else 1), dtype=np.int64)
    emitted = np.uint64(0)
    for journey in range(np.uint64(first.shape[0])):
        begin, end = np.uint64(first[journey]), np.uint64(past[journey])
        if not finished[journey]:
            continue
        is_won = outcome[journey] != 0
        end -= one if is_won else np.uint64(0)
        if begin == end:
            sizes[2] += 1
            continue
        sizes[0] += 1
        group = np.uint64(bucket[np.uint64(owner[journey]) - np.uint64(low)])
        base = group * table
        touches = _touches(code, begin, end, collapse, at)
        before, members = start, np.uint64(0)
        for place in range(touches):
            here = np.uint64(code[at[place]])
            key = (base + before) * stride + here
            if wide:
                keys[emitted] = key
                emitted += one
            else:
                edges[key] += np.uint32(1)
            touched[place] = here
            members |= one << (here & np.uint64(63))
            before = here
        key = (base + before) * stride + start + (np.uint64(0) if is_won else one)
        if wide:
            keys[emitted] = key
            emitted += one
        else:
            edges[key] += np.uint32(1)
        if few:
            sets[1 if is_won else 0, members] += 1
            if not is_won:
                continue
        stamp = np.uint32(journey + one)
        different = np.uint64(0)
        for place in range(touches):
            here = np.uint64(touched[place])
            distinct[different] = here
            different += one if seen[here] != stamp else np.uint64(0)
            seen[here] = stamp
        if not few:
            for place in range(different):
                took[0, np.uint64(distinct[place])] += 1
                took[1, np.uint64(distinct[place])] += 1 if is_won else 0
        if is_won:
            sizes[1] += 1
            if waiting + touches > later.event.shape[0]:
                _fade(later, goals, ts, half_life, given)
                waiting = goals = np.uint64(0)
            _give(np.int64(17179869184), touched, at, touches, direct, given, later, waiting, goals)
            waiting, goals = waiting + touches, goals + one
            _share(np.int64(17179869184), distinct, different, shapley, group)
    _fade(later, goals, ts, half_life, given)
    sizes[3] = np.int64(emitted)
    if few:
        for members in range(np.uint64(1 << width)):
            for here in range(np.uint64(width)):
                if (members >> here) & one:
                    took[0, here] += sets[0, members] + sets[1, members]
                    took[1, here] += sets[1, members]
    for group in range(np.uint64(32)):
        for here in range(np.uint64(width)):
            given[6, here] += shapley[group, here]
    return took, given, shapley, sizes


def credit_amounts(
    code: NDArray[np.uint16],
    ts: NDArray[np.int64],
    first: NDArray[np.int64],
    past: NDArray[np.int64],
    amount: NDArray[np.int64],
    direct: NDArray[np.bool_],
    width: int,
    half_life: float,
    *,
    collapse: bool,
) -> NDArray[np.int64]:
    """Give out an amount of each of some journeys that reached their goal, as `attribution_counts` gives out goals.

    Args:
        code: channel or touchpoint of each event.
        ts: of each event, µs.
        first: first event of each journey.
        past: one past its goal.
        amount: of each journey, in any unit; below zero too.
        direct: of each code, whether `last_non_direct` passes over it.
        width: number of codes.
        half_life: µs.
        collapse: whether events in a row of the same code are one touch.

    Returns:
        By rule (in the order of `RULES`) and code; each rule adds up to the amounts of journeys with any touch.
    """
    longest = int((past - first).max(initial=0)) + 2
    return _amounts(code, ts, first, past, amount, direct, width, half_life, collapse, longest)


@kernel
def _amounts(
    code: NDArray[np.uint16],
    ts: NDArray[np.int64],
    first: NDArray[np.int64],
    past: NDArray[np.int64],
    amount: NDArray[np.int64],
    direct: NDArray[np.bool_],
    width: int,
    half_life: float,
    collapse: bool,
    longest: int,
) -> NDArray[np.int64]:
    one = np.uint64(1)
    at, touched, distinct = (
        np.empty(longest, dtype=np.uint64),
        np.empty(longest, dtype=np.uint16),
        np.empty(longest, dtype=np.uint16),
    )
    later = _later(longest)
    waiting = goals = np.uint64(0)
    seen = np.zeros(width, dtype=np.uint32)
    given = np.zeros((7, width), dtype=np.int64)
    for journey in range(np.uint64(first.shape[0])):
        begin, end = np.uint64(first[journey]), np.uint64(past[journey]) - one
        if begin == end:
            continue
        stamp = np.uint32(journey + one)
        touches, different = _touches(code, begin, end, collapse, at), np.uint64(0)
        for place in range(touches):
            here = np.uint64(code[at[place]])
            touched[place] = here
            distinct[different] = here
            different += one if seen[here] != stamp else np.uint64(0)
            seen[here] = stamp
        if waiting + touches > later.event.shape[0]:
            _fade(later, goals, ts, half_life, given)
            waiting = goals = np.uint64(0)
        _give(amount[journey], touched, at, touches, direct, given, later, waiting, goals)
        waiting, goals = waiting + touches, goals + one
        _share(amount[journey], distinct, different, given, np.uint64(6))
    _fade(later, goals, ts, half_life, given)
    return given


@kernel
def _touches(
    code: NDArray[np.uint16], begin: np.uint64, end: np.uint64, collapse: bool, at: NDArray[np.uint64]
) -> np.uint64:
    """Write down where each touch begins among a journey's events, and after the last where they end; return how many there are."""
    one, every = np.uint64(1), not collapse
    at[0] = begin
    touches, before = one, code[begin]
    for index in range(begin + one, end):
        here = code[index]
        at[touches] = index  # no branch: what begins none is overwritten
        touches += np.uint64((here != before) | every)
        before = here
    at[touches] = end
    return touches


class _Later(NamedTuple):
    """Touches of goals whose times are looked up together: one after the other each lookup would wait for memory."""

    event: NDArray[np.uint64]
    code: NDArray[np.uint16]
    ts: NDArray[np.int64]
    past: NDArray[np.uint64]
    amount: NDArray[np.int64]


@kernel
def _later(longest: int) -> _Later:
    """Return room for the touches of a goal of `longest` events, or of many of fewer."""
    room = max(longest, 2048)
    return _Later(
        np.empty(room, dtype=np.uint64),
        np.empty(room, dtype=np.uint16),
        np.empty(room, dtype=np.int64),
        np.empty(room, dtype=np.uint64),
        np.empty(room, dtype=np.int64),
    )


@kernel
def _give(
    amount: np.int64,
    touched: NDArray[np.uint16],
    at: NDArray[np.uint64],
    touches: np.uint64,
    direct: NDArray[np.bool_],
    given: NDArray[np.int64],
    later: _Later,
    waiting: np.uint64,
    goal: np.uint64,
) -> None:
    """Give out an amount by the rules that look at the order of touches, and leave the rule that looks at their times for later.

    What division leaves over goes to the last.
    """
    one = np.uint64(1)
    last = touches - one
    final = np.uint64(touched[last])
    given[0, np.uint64(touched[0])] += amount
    given[1, final] += amount
    told = last
    while told > np.uint64(0) and direct[np.uint64(touched[told])]:
        told -= one
    given[2, final if direct[np.uint64(touched[told])] else np.uint64(touched[told])] += amount
    count = np.int64(touches)
    even = amount // count
    between = count - 2
    ends = middle = np.int64(0)
    if between > 0:
        ends = amount * 2 // 5
        middle = (amount - 2 * ends) // between
    elif between == 0:
        ends = amount // 2
    for place in range(touches):
        here = np.uint64(touched[place])
        given[3, here] += even
        given[4, here] += middle
        later.event[waiting + place] = at[place + one] - one
        later.code[waiting + place] = here
    given[3, final] += amount - even * count
    if last:
        given[4, np.uint64(touched[0])] += ends - middle
        given[4, final] += amount - ends - middle * (between + 1) if between > 0 else amount - ends
    else:
        given[4, final] += amount
    later.past[goal], later.amount[goal] = waiting + touches, amount


@kernel
def _fade(later: _Later, goals: np.uint64, ts: NDArray[np.int64], half_life: float, given: NDArray[np.int64]) -> None:
    """Give out the amounts of goals by the age of touches; what rounding leaves over goes to the last."""
    one, begin = np.uint64(1), np.uint64(0)
    for place in range(later.past[goals - one] if goals else begin):
        later.ts[place] = ts[later.event[place]]
    for goal in range(goals):
        last = later.past[goal] - one
        until, total = later.ts[last], 1.0
        weight = later.event.view(np.float64)
        for place in range(begin, last):
            weight[place] = np.exp2((later.ts[place] - until) / half_life)
            total += weight[place]
        part, faded = later.amount[goal] / total, np.int64(0)
        for place in range(begin, last):
            own = np.int64(part * weight[place])
            given[5, np.uint64(later.code[place])] += own
            faded += own
        given[5, np.uint64(later.code[last])] += later.amount[goal] - faded
        begin = last + one


@kernel
def _share(
    amount: np.int64, distinct: NDArray[np.uint16], different: np.uint64, given: NDArray[np.int64], row: np.uint64
) -> None:
    """Give out an amount in equal parts to all that took part."""
    one = np.uint64(1)
    even = amount // np.int64(different)
    for place in range(different - one):
        given[row, np.uint64(distinct[place])] += even
    given[row, np.uint64(distinct[different - one])] += amount - even * np.int64(different - one)
