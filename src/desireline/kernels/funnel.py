"""How far customers get along ordered steps within a window after the first."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["funnel_reach"]


@kernel
def funnel_reach(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    low: int,
    high: int,
    steps: NDArray[np.uint64],
    window: np.int64,
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return for each customer how many steps were reached in order, and when each was reached in the furthest try.

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
        `reach`, shape (high - low,), and `at`, shape (high - low, steps): µs, -1 where a step was not reached.
    """
    people = high - low
    reach = np.zeros(people, dtype=np.uint8)
    deepest = 0
    for index in range(steps.shape[0]):
        for bit in range(64):
            if (steps[index] >> np.uint64(bit)) & np.uint64(1) and bit + 1 > deepest:
                deepest = bit + 1
    at = np.full((people, deepest), np.int64(-1), dtype=np.int64)
    place = np.empty(
        deepest, dtype=np.int64
    )  # where each step's event is searched from: later tries never look further back
    when = np.empty(deepest, dtype=np.int64)
    for customer in range(low, high):
        past = ptr[customer + 1]
        best = 0
        for step in range(deepest):
            place[step] = ptr[customer]
        for index in range(ptr[customer], past):
            if not steps[touchpoint[index]] & np.uint64(1):
                continue
            when[0] = ts[index]
            before = index
            depth = 1
            while depth < deepest:
                wanted = np.uint64(1) << np.uint64(depth)
                found = max(place[depth], before + 1)
                while found < past and not steps[touchpoint[found]] & wanted:
                    found += 1
                place[depth] = found
                if found == past or (window >= 0 and ts[found] - when[0] > window):
                    break
                when[depth] = ts[found]
                before = found
                depth += 1
            if depth > best:
                best = depth
                at[customer - low, :depth] = when[:depth]
            if best == deepest or place[best] == past:  # no later try gets further
                break
        reach[customer - low] = best
    return reach, at
