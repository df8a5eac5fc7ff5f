"""Journeys: one customer's events from a start to the goal, or to a silence longer than the gap."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = [
    "GOAL",
    "IS_GOAL",
    "IS_LINGERING",
    "IS_PASSIVE",
    "IS_RECOVERY",
    "IS_START",
    "MISSED",
    "OPEN",
    "RECOVERED",
    "split_journeys",
]

IS_START = np.uint8(1)
IS_GOAL = np.uint8(2)
IS_RECOVERY = np.uint8(4)
IS_LINGERING = np.uint8(8)
IS_PASSIVE = np.uint8(16)

MISSED = np.uint8(0)
GOAL = np.uint8(1)
OPEN = np.uint8(2)
RECOVERED = np.uint8(3)
"""Outcomes: silence, the goal, neither yet when the data end, the goal after a silence that a recovery touchpoint ended."""


def split_journeys(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    low: int,
    high: int,
    role: NDArray[np.uint8],
    gap: np.int64,
    pause: np.int64,
    end: np.int64,
) -> tuple[
    NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8], NDArray[np.bool_], NDArray[np.uint32]
]:
    """Cut the events of customers `low` to `high` into journeys, each with its aftermath.

    A journey opens at an event whose touchpoint may start one, takes all that follows, and closes with its goal (which belongs to it) or
    with a silence longer than `gap`. Where the first event after such a silence is a recovery touchpoint, the journey goes on instead.
    Passive touchpoints (a newsletter that was sent) break no silence, and a missed journey ends with the last event that is not passive.
    What follows a goal without being able to start a journey (parcels, help, thanks) is that journey's aftermath, until the next journey
    or a silence longer than `gap`; a lingering touchpoint (the shop's own word of the same purchase) starts none as long as no pause is
    longer than `pause`, and neither does what happens at the very same time (the lines of one bill).

    Args:
        ptr: where each customer's events start.
        touchpoint: of each event.
        ts: of each event, µs.
        low: first customer.
        high: one past the last customer.
        role: bits `IS_START`, `IS_GOAL`, `IS_RECOVERY`, `IS_LINGERING`, `IS_PASSIVE` of each touchpoint.
        gap: µs.
        pause: µs.
        end: when the data end: a journey silent for less than `gap` before it is still open, whatever lies after.

    Returns:
        Of each journey: its first event, one past its last, one past the last of its aftermath, its outcome, whether it is finished (not
        open, and begun at least the gap before the end: of those begun later, winners show and losers do not yet), its customer.
    """
    room = int(ptr[high] - ptr[low])  # NumPy asks the system for large pages, Numba does not
    first, past, after = (np.empty(room, dtype=np.int64) for _ in range(3))
    outcome, finished, owner = (np.empty(room, dtype=kind) for kind in (np.uint8, np.bool_, np.uint32))
    found = first, past, after, outcome, finished, owner
    count = _split(ptr, touchpoint, ts, low, high, role, gap, pause, end, *found)
    return first[:count], past[:count], after[:count], outcome[:count], finished[:count], owner[:count]


@kernel
def _split(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    low: int,
    high: int,
    role: NDArray[np.uint8],
    gap: np.int64,
    pause: np.int64,
    end: np.int64,
    first: NDArray[np.int64],
    past: NDArray[np.int64],
    after: NDArray[np.int64],
    outcome: NDArray[np.uint8],
    finished: NDArray[np.bool_],
    owner: NDArray[np.uint32],
) -> int:
    one = np.uint64(1)
    count = np.uint64(0)
    for customer in range(np.uint64(low), np.uint64(high)):
        start, stop = np.uint64(ptr[customer]), np.uint64(ptr[customer + one])
        is_open, silent, has_tail = False, False, False
        opened, alive, tail = start, start, count
        before = np.int64(0)
        for index in range(start, stop):
            roles = role[np.uint64(touchpoint[index])]
            now = ts[index]
            pause_here = now - before if index > start else np.int64(0)
            before = now
            if is_open:
                if now - ts[alive] > gap:
                    if roles & np.uint8(4):
                        silent = True
                    else:
                        first[count] = opened
                        past[count] = alive + one
                        after[count] = alive + one
                        finished[count] = end - ts[alive] >= gap  # else what ended the silence lies in the future
                        outcome[count] = 0 if finished[count] else 2
                        owner[count] = customer
                        count += one
                        is_open = False
            elif has_tail:
                if pause_here == 0 or (roles & np.uint8(8) and pause_here <= pause):
                    continue
                if roles & np.uint8(1) or pause_here > gap:
                    after[tail] = index
                    has_tail = False
            if not is_open:
                if not roles & np.uint8(1):
                    continue
                is_open, silent = True, False
                opened = np.uint64(index)
            if not roles & np.uint8(16):
                alive = np.uint64(index)
            if roles & np.uint8(2):
                first[count] = opened
                past[count] = index + one
                outcome[count] = 3 if silent else 1
                finished[count] = end - ts[opened] >= gap
                owner[count] = customer
                tail, has_tail = count, True
                count += one
                is_open = False
        if has_tail:
            after[tail] = stop
        if is_open:
            still = end - ts[alive] < gap
            first[count] = opened
            past[count] = stop if still else alive + one
            after[count] = past[count]
            outcome[count] = 2 if still else 0
            finished[count] = not still
            owner[count] = customer
            count += one
    return int(count)
