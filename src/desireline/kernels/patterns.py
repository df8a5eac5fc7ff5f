"""Patterns of events: one kernel that runs any automaton with clocks, in one pass."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

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
    alike = np.array([tables.opening]), np.array([tables.accept])
    _, work = _scan(tables, starts, stops, touchpoint, channel, ts, *alike, outcome, *_places(0, 0))
    return outcome, int(work)


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
    columns = (touchpoint, channel, ts)
    room = int(stops[-1] - starts[0]) if len(starts) else 0  # NumPy asks the system for large pages, Numba does not
    run, first, last, good, dead = _places(room, 0 if tables.placed else int(tables.opening).bit_length())
    alike = np.array([tables.opening]), np.array([tables.accept])
    outcome = np.zeros(0, dtype=np.uint8)
    count, work = _scan(tables, starts, stops, *columns, *alike, outcome, run, first, last, good, dead)
    run, first, last = run[:count], first[:count], last[:count]
    if not tables.placed:
        work += _place(tables, starts, columns, run, first, last, good[:count], dead[:count])
    return run, first, last, int(work)


_Columns = tuple[NDArray[np.uint16], NDArray[np.uint8], NDArray[np.int64]]


def _places(
    room: int, openings: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.uint64], NDArray[np.uint64]]:
    """Return room for occurrences: run, first, last, and where first is searched for, the states at the end and the ends of openings."""
    searched = room if openings else 0
    run, first, last = (np.empty(room, dtype=np.int64) for _ in range(3))
    return run, first, last, np.empty(searched, dtype=np.uint64), np.empty((searched, openings), dtype=np.uint64)


def _place(
    tables: Tables,
    starts: NDArray[np.int64],
    columns: _Columns,
    run: NDArray[np.int64],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    good: NDArray[np.uint64],
    dead: NDArray[np.uint64],
) -> int:
    """Find the latest event with which a match that ends at `last` can begin, for all occurrences at once.

    A match that begins later is found from any earlier event too: ever longer ends are tried, then the last step is halved.
    """
    bare = tables._replace(to_end=True, waits=np.zeros_like(tables.waits[:, :1]), wait_us=tables.wait_us[:0])
    begin = starts[run]
    since = begin.copy()
    again = run[1:] == run[:-1]
    since[1:][again] = last[:-1][again] + 1

    def ends_there(some: NDArray[np.int64], low: NDArray[np.int64]) -> tuple[NDArray[np.bool_], int]:
        alive = np.zeros(len(some), dtype=np.uint64)
        for state in range(dead.shape[1]):
            loose = not (int(tables.tight) >> state) & 1
            opens = (dead[some, state] >= low.astype(np.uint64)) & (loose | (low == begin[some]))
            alive |= opens.astype(np.uint64) << np.uint64(state)
        outcome = np.zeros(len(some), dtype=np.uint8)
        _, work = _scan(bare, low, last[some] + 1, *columns, alive, good[some], outcome, *_places(0, 0))
        return outcome == MATCHED, int(work) + int((last[some] + 1 - low).sum())

    work, length = 0, 1
    high = last + 1
    first[:] = last
    open_ = np.arange(len(run))
    while len(open_):
        there, looked = ends_there(open_, first[open_])
        work += looked
        open_ = open_[~there]
        length *= 2
        high[open_] = first[open_]
        first[open_] = np.maximum(since[open_], last[open_] + 1 - length)
    while len(open_ := np.flatnonzero(high - first > 1)):
        middle = (first[open_] + high[open_]) // 2
        there, looked = ends_there(open_, middle)
        work += looked
        first[open_[there]] = middle[there]
        high[open_[~there]] = middle[~there]
    return work


@kernel
def _scan(
    tables: Tables,
    starts: NDArray[np.int64],
    stops: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    channel: NDArray[np.uint8],
    ts: NDArray[np.int64],
    opening: NDArray[np.uint64],
    accept: NDArray[np.uint64],
    outcome: NDArray[np.uint8],
    run: NDArray[np.int64],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    good: NDArray[np.uint64],
    dead: NDArray[np.uint64],
) -> tuple[int, int]:
    """Collect block by block, without a branch, the events that change anything; then take them one after the other.

    `opening` and `accept` hold one mask for all runs or one a run. Outcomes are told where there is room for them, else occurrences.
    """
    one, none = np.uint64(1), np.uint64(0)
    kinds, listed, edges, leads, ends = tables.kind, tables.first, tables.edges, tables.leads, tables.ends
    sources, targets, copies = tables.source, tables.target, tables.copies
    guards, guard_clock, guard_us = tables.guards, tables.guard_clock, tables.guard_us
    channels, tight, to_end, placed = tables.channels, tables.tight, tables.to_end, tables.placed
    states, clocks = np.uint64(tables.waits.shape[0]), np.uint64(copies.shape[1])
    clock = np.zeros((states, clocks), dtype=np.uint64)
    fresh = np.zeros((states, clocks), dtype=np.uint64)
    ahead = np.zeros(tables.wait_us.shape[0], dtype=np.uint64)
    ended = np.zeros(states, dtype=np.uint64)
    hits = np.empty(_BLOCK + 1, dtype=np.uint64)
    every, waits, own_masks = outcome.shape[0] == 0, ahead.shape[0] > 0, opening.shape[0] > 1
    openings = np.uint64(dead.shape[1])
    runs, count, work, row = np.uint64(starts.shape[0]), none, none, none
    while row < runs and starts[row] == stops[row]:
        row += one
    if row == runs:
        return np.int64(0), np.int64(0)
    begin, past = np.uint64(starts[row]), np.uint64(stops[row])
    alive, armed, armed_at, opens, done, is_new = none, none, none, none, False, True
    block, stop = begin, np.uint64(stops[runs - one])
    while block < stop:
        found = none
        size = min(block + np.uint64(_BLOCK), stop)
        if channels == one:
            for index in range(block, size):
                hits[found] = index
                found += np.uint64(kinds[np.uint64(touchpoint[index])] != 0)
        else:
            for index in range(block, size):
                hits[found] = index
                found += np.uint64(kinds[np.uint64(touchpoint[index]) * channels + np.uint64(channel[index])] != 0)
        block = size
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
                opens = opening[row if own_masks else none]
                alive, armed, armed_at, is_new = opens & ~tight, opens & tight, begin, False
                ended[:] = past
            code = np.uint64(touchpoint[index])
            if channels != one:
                code = code * channels + np.uint64(channel[index])
            kind = np.uint64(kinds[code])
            now = alive | armed if index == armed_at else alive
            gone = alive & ends[kind]
            if not (now & leads[kind]) | gone:
                continue
            entered = none
            work += listed[kind + one] - listed[kind]
            for place in range(listed[kind], listed[kind + one]):
                edge = np.uint64(edges[place])
                source = np.uint64(sources[edge])
                free = (now >> source) & one
                for guard in range(guards[edge], guards[edge + one]):
                    since = clock[source, np.uint64(guard_clock[guard])]
                    free &= np.uint64(ts[index] - ts[since] <= guard_us[guard])
                if not free:
                    continue
                target = np.uint64(targets[edge])
                known = (entered >> target) & one
                for number in range(clocks):  # clocks are set when all edges have read them
                    copied = np.uint64(copies[edge, number])
                    value = clock[source, copied] if copied < clocks else index
                    if not known or value > fresh[target, number]:
                        fresh[target, number] = value
                entered |= one << target
            left = alive & ~gone
            if clocks and entered:
                for place in range(listed[kind], listed[kind + one]):
                    target = np.uint64(targets[np.uint64(edges[place])])
                    if (entered >> target) & one:
                        keeps = (left >> target) & one
                        for number in range(clocks):  # the later of each, where a try was there already
                            value = fresh[target, number]
                            clock[target, number] = max(value, clock[target, number]) if keeps else value
            for state in range(openings):
                if ((gone & opens) >> state) & one:
                    ended[state] = index
            alive = left | (entered & ~tight)
            armed, armed_at = entered & tight, index + one
            complete = entered & accept[row if own_masks else none]
            if not complete or (to_end and index + one != past):
                continue
            unknown = none
            if waits:
                complete, unknown, looked = _awaited(tables, complete, index, past, touchpoint, channel, ts, ahead)
                work += looked
            if not every:
                if complete:
                    outcome[row] = 1
                    done = True
                elif unknown:
                    outcome[row] = 2
            elif complete:
                run[count], last[count] = row, index
                if placed:
                    begun = none
                    for state in range(states):
                        if (complete >> state) & one:
                            begun = max(begun, clock[state, none])
                    first[count] = begun
                else:
                    good[count] = complete
                    for state in range(openings):
                        dead[count, state] = ended[state]
                count += one
                alive, armed = left & opens, none
    return np.int64(count), np.int64(work)


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
) -> tuple[np.uint64, np.uint64, np.uint64]:
    """Return which complete states are followed by nothing that may not follow, for which that cannot be told, and the events looked at.

    `ahead` keeps the next event that ends each wait, so that all looking ahead together is one pass.
    """
    one, none = np.uint64(1), np.uint64(0)
    good, unknown = none, none
    broken, open_, looked = none, none, none
    for wait in range(np.uint64(tables.wait_us.shape[0])):
        if ahead[wait] <= index:
            ahead[wait] = index + one
        while ahead[wait] < past:
            looked += one
            code = np.uint64(touchpoint[ahead[wait]])
            if tables.channels != one:
                code = code * tables.channels + np.uint64(channel[ahead[wait]])
            if (tables.halts[np.uint64(tables.kind[code])] >> wait) & one:
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
    return good, unknown, looked
