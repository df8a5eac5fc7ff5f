"""How far customers get along ordered steps within a window after the first."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["funnel_reach"]

_BLOCK = 4096


@kernel
def funnel_reach(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    low: int,
    high: int,
    steps: NDArray[np.uint64],
    window: np.int64,
) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]:
    """Return for each customer how many steps were reached in order, when each was reached, and when the latest try so far began.

    A try starts at any event of step one and takes the soonest event for each later step; other events may lie between, and none may lie
    more than `window` after the first. One event stands for one step only. The furthest try counts; of equally far ones the earliest.

    Args:
        ptr: where each customer's events start.
        touchpoint: of each event.
        ts: of each event, µs.
        low: first customer.
        high: one past the last customer.
        steps: for each touchpoint the steps it stands for, as bits; shape (touchpoints,).
        window: µs after the first step; below zero for no limit.

    Returns:
        `reach`, shape (high - low,); `at`, shape (those with reach above 0, steps), in the order of customers: µs in the furthest try,
        -1 where a step was not reached; and `latest`, shape (those,): when the latest of all tries that got as far began, µs.
    """
    one, none = np.uint64(1), np.uint64(0)
    first, listed, depth = _steps_of(steps)
    limit = np.uint64(window) if window >= 0 else ~none
    base, stop = np.uint64(ptr[low]), np.uint64(ptr[high])
    reach = np.zeros(high - low, dtype=np.uint8)
    at = np.empty((high - low, depth), dtype=np.int64)
    latest = np.empty(high - low, dtype=np.int64)
    rows = none
    hits = np.empty(_BLOCK + 1, dtype=np.uint64)
    begun = np.empty(max(1, depth), dtype=np.int64)  # of the latest try that got as far as each step: when it began
    customer, past = np.uint64(low), none
    if base < stop:
        past = np.uint64(ptr[customer + one])
    alive, best, furthest = one, none, none  # `alive`: steps that can come next, as bits
    block = base
    while block < stop:
        found = none
        end = min(block + np.uint64(_BLOCK), stop)
        for index in range(block, end):  # no branch: an event of no step is overwritten
            hits[found] = index
            found += np.uint64(steps[np.uint64(touchpoint[index])] != none)
        for hit in range(found):
            index = hits[hit]
            if index >= past:
                if best:
                    reach[customer - np.uint64(low)] = best
                    _retrace(touchpoint, ts, np.uint64(ptr[customer]), furthest, steps, window, best, at[rows])
                    latest[rows] = begun[best - one]
                    rows += one
                alive, best = one, none
                while index >= past:
                    customer += one
                    past = np.uint64(ptr[customer + one])
            here = np.uint64(touchpoint[index])
            for place in range(np.uint64(first[here]), np.uint64(first[here + one])):
                step = np.uint64(listed[place])
                if not (alive >> step) & one:
                    continue
                if step == none:
                    begun[none] = ts[index]
                elif np.uint64(ts[index] - begun[step - one]) <= limit:
                    begun[step] = begun[step - one]
                else:
                    continue
                alive |= np.uint64(2) << step
                if step >= best:
                    best = step + one
                    furthest = index
        block = end
    if best:
        reach[customer - np.uint64(low)] = best
        _retrace(touchpoint, ts, np.uint64(ptr[customer]), furthest, steps, window, best, at[rows])
        latest[rows] = begun[best - one]
        rows += one
    return reach, at[:rows], latest[:rows]


@kernel
def _steps_of(steps: NDArray[np.uint64]) -> tuple[NDArray[np.uint16], NDArray[np.uint8], int]:
    """Return each touchpoint's steps as a list, later steps first, so that one event stands for one step of a try; and how many there are."""
    first = np.zeros(steps.shape[0] + 1, dtype=np.uint16)
    listed = np.empty(64 * steps.shape[0], dtype=np.uint8)
    count, depth = 0, 0
    for number in range(steps.shape[0]):
        for step in range(63, -1, -1):
            if (steps[number] >> np.uint64(step)) & np.uint64(1):
                listed[count] = step
                count += 1
                depth = max(depth, step + 1)
        first[number + 1] = count
    return first, listed[:count], depth


@kernel
def _retrace(
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    index: np.uint64,
    furthest: np.uint64,
    steps: NDArray[np.uint64],
    window: np.int64,
    best: np.uint64,
    times: NDArray[np.int64],
) -> None:
    """Write the times of the earliest try that gets as far as the event `furthest`, the first that any try of this depth ends with.

    A try that starts earlier never ends later, so that is the first to start within the window before that event.
    """
    one = np.uint64(1)
    times[:] = -1
    while not steps[np.uint64(touchpoint[index])] & one or (window >= 0 and ts[furthest] - ts[index] > window):
        index += one
    times[0] = ts[index]
    step = one
    while step < best:
        index += one
        if (steps[np.uint64(touchpoint[index])] >> step) & one:
            times[step] = ts[index]
            step += one
