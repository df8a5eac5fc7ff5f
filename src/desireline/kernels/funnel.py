"""How far customers get along ordered steps within a window after the first."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["funnel_counts", "funnel_reach"]

_BLOCK = 4096
_LONGEST, _NEVER = np.int64(1 << 61), np.int64(-(1 << 62))
"""Longer than the time between any two events; and longer than that before any event."""


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
    limit = window if window >= 0 else _LONGEST
    base, stop = np.uint64(ptr[low]), np.uint64(ptr[high])
    reach = np.zeros(high - low, dtype=np.uint8)
    at = np.empty((high - low, depth), dtype=np.int64)
    latest = np.empty(high - low, dtype=np.int64)
    rows = none
    hits = np.empty(_BLOCK + 1, dtype=np.uint64)
    longest = 0
    for each in range(low, high):
        longest = max(longest, ptr[each + 1] - ptr[each])
    own, owned = np.empty(longest, dtype=np.uint64), none  # the customer's events that stand for steps
    begun = np.full(
        depth + 1, _NEVER, dtype=np.int64
    )  # of the latest try that got through so many steps: when it began
    customer, past = np.uint64(low), none
    best, furthest = none, none
    if base < stop:
        past = np.uint64(ptr[customer + one])
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
                    _retrace(touchpoint, ts, own, furthest, steps, limit, best, at[rows])
                    latest[rows] = begun[best]
                    rows += one
                begun[:] = _NEVER
                best, owned = none, none
                while index >= past:
                    customer += one
                    past = np.uint64(ptr[customer + one])
            own[owned] = index
            owned += one
            now = ts[index]
            begun[none] = now  # a try of no steps begins with any event
            here = np.uint64(touchpoint[index])
            for place in range(np.uint64(first[here]), np.uint64(first[here + one])):  # no branch here either
                step = np.uint64(listed[place])
                since = begun[step]
                in_time = now - since <= limit
                begun[step + one] = since if in_time else begun[step + one]
                further = in_time & (step >= best)
                furthest = index if further else furthest
                best = step + one if further else best
        block = end
    if best:
        reach[customer - np.uint64(low)] = best
        _retrace(touchpoint, ts, own, furthest, steps, limit, best, at[rows])
        latest[rows] = begun[best]
        rows += one
    return reach, at[:rows], latest[:rows]


def funnel_counts(
    reach: NDArray[np.uint8], at: NDArray[np.int64], latest: NDArray[np.int64], since: np.int64
) -> tuple[NDArray[np.int64], NDArray[np.int64], list[NDArray[np.int64]]]:
    """Count customers by how far they got.

    Args:
        reach: as `funnel_reach` gives it.
        at: likewise.
        latest: likewise.
        since: tries that began later, µs, are still running.

    Returns:
        How many customers reached 0, 1, 2, … steps and no more; of how many of them such a try is running; and from each step but the last,
        µs to the next of those who reached it.
    """
    customers, running, pauses, kept = _counts(reach, at, latest, since)
    return customers, running, [own[:many].copy() for own, many in zip(pauses, kept, strict=True)]


@kernel
def _counts(
    reach: NDArray[np.uint8], at: NDArray[np.int64], latest: NDArray[np.int64], since: np.int64
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    one, row = np.uint64(1), np.uint64(0)
    rows, depth = at.shape
    customers, running = np.zeros(depth + 1, dtype=np.int64), np.zeros(depth + 1, dtype=np.int64)
    pauses, kept = np.empty((depth - 1, rows), dtype=np.int64), np.zeros(depth - 1, dtype=np.int64)
    for customer in range(np.uint64(reach.shape[0])):
        steps = np.uint64(reach[customer])
        if steps:
            customers[steps] += 1
            running[steps] += latest[row] > since
            for step in range(one, steps):
                pauses[step - one, np.uint64(kept[step - one])] = at[row, step] - at[row, step - one]
                kept[step - one] += 1
            row += one
    customers[0] = reach.shape[0] - rows
    return customers, running, pauses, kept


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
    own: NDArray[np.uint64],
    furthest: np.uint64,
    steps: NDArray[np.uint64],
    limit: np.int64,
    best: np.uint64,
    times: NDArray[np.int64],
) -> None:
    """Write the times of the earliest try that gets as far as the event `furthest`, the first that any try of this depth ends with.

    A try that starts earlier never ends later, so that is the first to start within the window before that event. `own` are the customer's
    events that stand for steps, in order.
    """
    one, place = np.uint64(1), np.uint64(0)
    times[:] = -1
    while not steps[np.uint64(touchpoint[own[place]])] & one or ts[furthest] - ts[own[place]] > limit:
        place += one
    times[0] = ts[own[place]]
    step = one
    while step < best:
        place += one
        if (steps[np.uint64(touchpoint[own[place]])] >> step) & one:
            times[step] = ts[own[place]]
            step += one
