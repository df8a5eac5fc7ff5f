"""Journeys: one customer's events from a start to the goal, or to a silence longer than the gap."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["GOAL", "IS_GOAL", "IS_RECOVERY", "IS_START", "MISSED", "OPEN", "RECOVERED", "split_journeys"]

IS_START = np.uint8(1)
IS_GOAL = np.uint8(2)
IS_RECOVERY = np.uint8(4)

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
    end: np.int64,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8], NDArray[np.uint32]]:
    """Cut the events of customers `low` to `high` into journeys.

    A journey opens at an event whose touchpoint may start one, takes all that follows, and closes with its goal (which belongs to it) or
    with a silence longer than `gap`. Where the first event after such a silence is a recovery touchpoint, the journey goes on instead.

    Args:
        ptr: where each customer's events start.
        touchpoint: of each event.
        ts: of each event, µs.
        low: first customer.
        high: one past the last customer.
        role: bits `IS_START`, `IS_GOAL`, `IS_RECOVERY` of each touchpoint.
        gap: µs.
        end: the time of the last event of all: a journey silent for no longer than `gap` before it is still open.

    Returns:
        Of each journey: its first event, one past its last, its outcome, its customer.
    """
    room = ptr[high] - ptr[low]
    first = np.empty(room, dtype=np.int64)
    past = np.empty(room, dtype=np.int64)
    outcome = np.empty(room, dtype=np.uint8)
    owner = np.empty(room, dtype=np.uint32)
    count = 0
    for customer in range(low, high):
        opened = np.int64(-1)
        silent = False
        for index in range(ptr[customer], ptr[customer + 1]):
            roles = role[touchpoint[index]]
            if opened >= 0 and ts[index] - ts[index - 1] > gap:
                if roles & np.uint8(4):
                    silent = True
                else:
                    first[count] = opened
                    past[count] = index
                    outcome[count] = 0
                    owner[count] = customer
                    count += 1
                    opened = np.int64(-1)
            if opened < 0:
                if not roles & np.uint8(1):
                    continue
                opened = np.int64(index)
                silent = False
            if roles & np.uint8(2):
                first[count] = opened
                past[count] = index + 1
                outcome[count] = 3 if silent else 1
                owner[count] = customer
                count += 1
                opened = np.int64(-1)
        if opened >= 0:
            last = ptr[customer + 1]
            first[count] = opened
            past[count] = last
            outcome[count] = 2 if end - ts[last - 1] <= gap else 0
            owner[count] = customer
            count += 1
    return first[:count].copy(), past[:count].copy(), outcome[:count].copy(), owner[:count].copy()
