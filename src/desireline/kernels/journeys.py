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


@kernel
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
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8], NDArray[np.uint32]]:
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
        end: the time of the last event of all: a journey silent for no longer than `gap` before it is still open.

    Returns:
        Of each journey: its first event, one past its last, one past the last of its aftermath, its outcome, its customer.
    """
    room = ptr[high] - ptr[low]
    first = np.empty(room, dtype=np.int64)
    past = np.empty(room, dtype=np.int64)
    after = np.empty(room, dtype=np.int64)
    outcome = np.empty(room, dtype=np.uint8)
    owner = np.empty(room, dtype=np.uint32)
    count = 0
    for customer in range(low, high):
        opened = np.int64(-1)
        alive = np.int64(-1)
        silent = False
        tail = np.int64(-1)
        for index in range(ptr[customer], ptr[customer + 1]):
            roles = role[touchpoint[index]]
            lingers = tail >= 0 and (
                ts[index] == ts[index - 1] or (roles & np.uint8(8) and ts[index] - ts[index - 1] <= pause)
            )
            if tail >= 0 and not lingers and (roles & np.uint8(1) or ts[index] - ts[index - 1] > gap):
                after[tail] = index
                tail = np.int64(-1)
            if opened >= 0 and ts[index] - ts[alive] > gap:
                if roles & np.uint8(4):
                    silent = True
                else:
                    first[count] = opened
                    past[count] = alive + 1
                    after[count] = alive + 1
                    outcome[count] = 0
                    owner[count] = customer
                    count += 1
                    opened = np.int64(-1)
            if opened < 0:
                if lingers or not roles & np.uint8(1):
                    continue
                opened = np.int64(index)
                silent = False
            if not roles & np.uint8(16):
                alive = np.int64(index)
            if roles & np.uint8(2):
                first[count] = opened
                past[count] = index + 1
                outcome[count] = 3 if silent else 1
                owner[count] = customer
                tail = np.int64(count)
                count += 1
                opened = np.int64(-1)
        if tail >= 0:
            after[tail] = ptr[customer + 1]
        if opened >= 0:
            still = end - ts[alive] <= gap
            first[count] = opened
            past[count] = ptr[customer + 1] if still else alive + 1
            after[count] = past[count]
            outcome[count] = 2 if still else 0
            owner[count] = customer
            count += 1
    return first[:count].copy(), past[:count].copy(), after[:count].copy(), outcome[:count].copy(), owner[:count].copy()
