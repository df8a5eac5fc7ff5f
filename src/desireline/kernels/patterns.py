"""Patterns of events: one kernel that runs any automaton with clocks, in one pass."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import inlined, kernel

__all__ = ["MATCHED", "UNDECIDED", "UNMATCHED", "Tables", "pattern_occurrences", "pattern_outcomes"]

_BLOCK = 4096

UNMATCHED = np.uint8(0)
MATCHED = np.uint8(1)
UNDECIDED = np.uint8(2)
"""Outcomes; the last where a match needs that something does not follow, and the data end before that is known."""


class Tables(NamedTuple):
    """An automaton as arrays; states are bits.

    A clock is the position of an event. All arrays together are small enough for the nearest cache.

    Attributes:
        kind: of each event class, which row of the tables it uses; 0 for what changes nothing. An event's class is its touchpoint's
            number, or touchpoint * channels + channel where channels matter.
        channels: how many, 1 where they do not matter.
        first: by kind, where its edges begin in `edges`; shape (kinds + 1,).
        edges: edges that an event of the kind may take, in the order of their targets.
        leads: by kind the states that may be left by its edges, as bits.
        ends: by kind the states that do not outlive it, as bits.
        halts: by kind the waits that it ends, as bits.
        source: of each edge.
        target: of each edge.
        guards: where each edge's limits begin; shape (edges + 1,).
        guard_clock: the clock of each limit.
        guard_us: how old that clock may be.
        copies: by edge and clock, the source's clock that it is set to; one past the last clock for the event itself.
        opening: states alive from the start.
        tight: states that only the very next event can leave.
        accept: states with which the pattern is complete.
        waits: by state, what may not follow once it is complete: alternatives that each are waits as bits; shape (states, ways).
        wait_us: by wait for how long; below zero for no end.
        to_end: whether the last event must be taken.
        placed: whether clock 0 is the first event of a try, and exact wherever the pattern is complete.
        end: the last moment of the data, µs.
    """

    kind: NDArray[np.uint16]
    channels: np.uint64
    first: NDArray[np.uint64]
    edges: NDArray[np.uint16]
    leads: NDArray[np.uint64]
    ends: NDArray[np.uint64]
    halts: NDArray[np.uint64]
    source: NDArray[np.uint8]
    target: NDArray[np.uint8]
    guards: NDArray[np.uint64]
    guard_clock: NDArray[np.uint8]
    guard_us: NDArray[np.int64]
    copies: NDArray[np.uint8]
    opening: np.uint64
    tight: np.uint64
    accept: np.uint64
    waits: NDArray[np.uint64]
    wait_us: NDArray[np.int64]
    to_end: bool
    placed: bool
    end: np.int64


def pattern_outcomes(
    tables: Tables,
    starts: NDArray[np.int64],
    stops: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    channel: NDArray[np.uint8],
    ts: NDArray[np.int64],
) -> tuple[NDArray[np.uint8], int]:
    """Say for each run of events whether the pattern occurs in it.

    Args:
        tables: the automaton.
        starts: where each run begins; runs lie one after the other and share no event.
        stops: one past the last event of each.
        touchpoint: of each event.
        channel: of each event.
        ts: of each event, µs.

    Returns:
        An outcome a run, and how many edges and waiting events were looked at.
    """
    outcome = np.zeros(len(starts), dtype=np.uint8)
    none = np.empty(0, dtype=np.int64)
    _, work = _scan(tables, starts, stops, touchpoint, channel, ts, False, outcome, none, none, none)  # noqa: FBT003
    return outcome, work


def pattern_occurrences(
    tables: Tables,
    starts: NDArray[np.int64],
    stops: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    channel: NDArray[np.uint8],
    ts: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], int]:
    """Find where the pattern occurs in runs of events: each time as soon as it can be complete, without sharing events.

    Args:
        tables: the automaton.
        starts: where each run begins; runs lie one after the other and share no event.
        stops: one past the last event of each.
        touchpoint: of each event.
        channel: of each event.
        ts: of each event, µs.

    Returns:
        Of each occurrence its run, its first event (of matches that end there, the latest) and its last, in the order of events;
        and how many edges and waiting events were looked at.
    """
    room = int(stops[-1] - starts[0]) if len(starts) else 0  # NumPy asks the system for large pages, Numba does not
    run, first, last = (np.empty(room, dtype=np.int64) for _ in range(3))
    outcome = np.empty(0, dtype=np.uint8)
    count, work = _scan(tables, starts, stops, touchpoint, channel, ts, True, outcome, run, first, last)  # noqa: FBT003
    return run[:count], first[:count], last[:count], work


@kernel
def _scan(
    tables: Tables,
    starts: NDArray[np.int64],
    stops: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    channel: NDArray[np.uint8],
    ts: NDArray[np.int64],
    every: bool,
    outcome: NDArray[np.uint8],
    run: NDArray[np.int64],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
) -> tuple[int, int]:
    """Collect block by block, without a branch, the events that change anything; then take them one after the other."""
    one, none = np.uint64(1), np.uint64(0)
    states, clocks = tables.waits.shape[0], tables.copies.shape[1]
    clock = np.zeros((states, clocks), dtype=np.uint64)
    fresh = np.zeros((states, clocks), dtype=np.uint64)
    ahead = np.zeros(tables.wait_us.shape[0], dtype=np.uint64)
    dead = np.zeros(states, dtype=np.uint64)
    hits = np.empty(_BLOCK + 1, dtype=np.uint64)
    waited = np.zeros(1, dtype=np.uint64)
    work = np.uint64(0)
    runs, count = np.uint64(starts.shape[0]), none
    row = none
    while row < runs and starts[row] == stops[row]:
        row += one
    if row == runs:
        return np.int64(0), np.int64(0)
    begin, past = np.uint64(starts[row]), np.uint64(stops[row])
    alive, armed, armed_at, since, done, is_new = none, none, none, begin, False, True
    block, stop = begin, np.uint64(stops[runs - one])
    while block < stop:
        found = none
        size = min(block + np.uint64(_BLOCK), stop)
        if tables.channels == one:
            for index in range(block, size):
                hits[found] = index
                found += np.uint64(tables.kind[np.uint64(touchpoint[index])] != 0)
        else:
            for index in range(block, size):
                hits[found] = index
                code = np.uint64(touchpoint[index]) * tables.channels + np.uint64(channel[index])
                found += np.uint64(tables.kind[code] != 0)
        for hit in range(found):
            index = hits[hit]
            if index >= past:
                while row < runs and index >= np.uint64(stops[row]):
                    row += one
                begin, past = np.uint64(starts[row]), np.uint64(stops[row])
                done, is_new = False, True
            if done or index < begin:
                continue
            if is_new:
                alive, armed = tables.opening & ~tables.tight, tables.opening & tables.tight
                armed_at, since, is_new = begin, begin, False
                dead[:] = past
            kind = _kind_of(tables, touchpoint, channel, index)
            now = alive | armed if index == armed_at else alive
            gone = alive & tables.ends[kind]
            if not (now & tables.leads[kind]) | gone:
                continue
            work += tables.first[kind + one] - tables.first[kind]
            entered = _turn(tables, kind, index, ts, now, alive & ~gone, clock, fresh)
            if every and gone & tables.opening:
                for state in range(np.uint64(states)):
                    if ((gone & tables.opening) >> state) & one:
                        dead[state] = index
            left = alive & ~gone
            alive = left | (entered & ~tables.tight)
            armed, armed_at = entered & tables.tight, index + one
            complete = entered & tables.accept
            if not complete or (tables.to_end and index + one != past):
                continue
            good, unknown = _awaited(tables, complete, index, past, touchpoint, channel, ts, ahead, waited)
            if not every:
                if good:
                    outcome[row] = 1
                    done = True
                elif unknown:
                    outcome[row] = 2
                continue
            if not good:
                continue
            begun = none
            if tables.placed:
                for state in range(np.uint64(states)):
                    if (good >> state) & one:
                        begun = max(begun, clock[state, none])
            else:
                begun = _latest(tables, good, since, index, begin, touchpoint, channel, ts, clock, fresh, dead, waited)
            run[count], first[count], last[count] = row, begun, index
            count += one
            alive, armed, since = left & tables.opening, none, index + one
        block = size
    return np.int64(count), np.int64(work + waited[0])


@inlined
def _kind_of(
    tables: Tables, touchpoint: NDArray[np.uint16], channel: NDArray[np.uint8], index: np.uint64
) -> np.uint64:
    code = np.uint64(touchpoint[index])
    if tables.channels != np.uint64(1):
        code = code * tables.channels + np.uint64(channel[index])
    return np.uint64(tables.kind[code])


@inlined
def _turn(
    tables: Tables,
    kind: np.uint64,
    index: np.uint64,
    ts: NDArray[np.int64],
    now: np.uint64,
    left: np.uint64,
    clock: NDArray[np.uint64],
    fresh: NDArray[np.uint64],
) -> np.uint64:
    """Take one event: return the states entered, of `now` those that are alive. Clocks are set when all edges have read them.

    `left` are the states that outlive the event; in those that are entered again, the later of each clock is kept.
    """
    unit = np.uint64(1)
    clocks = np.uint64(clock.shape[1])
    entered = np.uint64(0)
    for place in range(tables.first[kind], tables.first[kind + unit]):
        edge = np.uint64(tables.edges[place])
        source = np.uint64(tables.source[edge])
        free = (now >> source) & unit
        for guard in range(tables.guards[edge], tables.guards[edge + unit]):
            old = ts[index] - ts[clock[source, np.uint64(tables.guard_clock[guard])]] > tables.guard_us[guard]
            free &= ~np.uint64(old)
        if not free:
            continue
        target = np.uint64(tables.target[edge])
        known = (entered >> target) & unit
        for number in range(clocks):
            copied = np.uint64(tables.copies[edge, number])
            value = clock[source, copied] if copied < clocks else index
            if not known or value > fresh[target, number]:
                fresh[target, number] = value
        entered |= unit << target
    if clocks and entered:
        for place in range(tables.first[kind], tables.first[kind + unit]):
            target = np.uint64(tables.target[np.uint64(tables.edges[place])])
            if (entered >> target) & unit:
                keeps = (left >> target) & unit
                for number in range(clocks):
                    value = fresh[target, number]
                    clock[target, number] = max(value, clock[target, number]) if keeps else value
    return entered


@kernel
def _awaited(
    tables: Tables,
    complete: np.uint64,
    index: np.uint64,
    past: np.uint64,
    touchpoint: NDArray[np.uint16],
    channel: NDArray[np.uint8],
    ts: NDArray[np.int64],
    ahead: NDArray[np.uint64],
    waited: NDArray[np.uint64],
) -> tuple[np.uint64, np.uint64]:
    """Return which complete states are followed by nothing that may not follow, and for which that cannot be told.

    `ahead` keeps the next event that ends each wait, so that all looking ahead together is one pass.
    """
    one, none = np.uint64(1), np.uint64(0)
    good, unknown = none, none
    waits = np.uint64(tables.wait_us.shape[0])
    if waits == none:
        return complete, none
    broken, open_ = none, none
    for wait in range(waits):
        if ahead[wait] <= index:
            ahead[wait] = index + one
        while ahead[wait] < past:
            waited[0] += one
            if (tables.halts[_kind_of(tables, touchpoint, channel, ahead[wait])] >> wait) & one:
                break
            ahead[wait] += one
        limit = tables.wait_us[wait]
        if ahead[wait] < past and (limit < 0 or ts[ahead[wait]] - ts[index] <= limit):
            broken |= one << wait
        elif limit >= 0 and tables.end - ts[index] < limit and ahead[wait] == past:
            open_ |= one << wait
    for state in range(np.uint64(tables.waits.shape[0])):
        if not (complete >> state) & one:
            continue
        for way in range(np.uint64(tables.waits.shape[1])):
            needed = tables.waits[state, way]
            if not needed & broken:
                if needed & open_:
                    unknown |= one << state
                else:
                    good |= one << state
    return good, unknown


@kernel
def _latest(
    tables: Tables,
    good: np.uint64,
    since: np.uint64,
    last: np.uint64,
    begin: np.uint64,
    touchpoint: NDArray[np.uint16],
    channel: NDArray[np.uint8],
    ts: NDArray[np.int64],
    clock: NDArray[np.uint64],
    fresh: NDArray[np.uint64],
    dead: NDArray[np.uint64],
    waited: NDArray[np.uint64],
) -> np.uint64:
    """Return the latest event with which a match that ends at `last` can begin, by trying ever longer ends and then halving.

    A match that can begin later can be found from any earlier event.
    """
    one = np.uint64(1)
    low, high = last, last + one  # it begins at low or later, before high
    length = one
    while not _ends_there(tables, good, low, last, begin, touchpoint, channel, ts, clock, fresh, dead, waited):
        high = low
        length += length
        low = last - length if last - since > length else since
    while high - low > one:
        middle = (low + high) >> one
        if _ends_there(tables, good, middle, last, begin, touchpoint, channel, ts, clock, fresh, dead, waited):
            low = middle
        else:
            high = middle
    return low


@kernel
def _ends_there(
    tables: Tables,
    good: np.uint64,
    low: np.uint64,
    last: np.uint64,
    begin: np.uint64,
    touchpoint: NDArray[np.uint16],
    channel: NDArray[np.uint8],
    ts: NDArray[np.int64],
    clock: NDArray[np.uint64],
    fresh: NDArray[np.uint64],
    dead: NDArray[np.uint64],
    waited: NDArray[np.uint64],
) -> bool:
    """Say whether a match that begins at event `low` or later ends at event `last` in one of the states `good`."""
    one = np.uint64(1)
    alive, armed, entered = np.uint64(0), np.uint64(0), np.uint64(0)
    waited[0] += last + one - low
    for state in range(np.uint64(dead.shape[0])):
        if (tables.opening >> state) & one and dead[state] >= low:
            alive |= one << state
    if low == begin:
        armed = alive & tables.tight
    alive &= ~tables.tight
    for index in range(low, last + one):
        kind = _kind_of(tables, touchpoint, channel, index)
        left = alive & ~tables.ends[kind]
        entered = _turn(tables, kind, index, ts, alive | armed, left, clock, fresh)
        alive, armed = left | (entered & ~tables.tight), entered & tables.tight
    return (entered & good) != np.uint64(0)
