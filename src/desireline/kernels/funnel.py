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
    """Return for each customer how many steps were reached in order, and when each was first reached in the furthest try.

    A try starts at any event of step one; later steps follow in time, other events may lie between, and none may lie more than `window`
    after the first. One event stands for one step only. The furthest try counts; of equally far ones the earliest.

    Args:
        ptr: where each customer's events start.
        touchpoint: of each event.
        ts: of each event, µs.
        low: first customer.
        high: one past the last customer.
        steps: for each touchpoint the steps it stands for, as bits; shape (touchpoints,).
        window: µs after the first step; below zero for no limit.

    Returns:
        `reach`, shape (high - low,), and `at`, shape (high - low, 64): µs, -1 where a step was not reached.
    """
    people = high - low
    reach = np.zeros(people, dtype=np.uint8)
    deepest = 0
    for index in range(steps.shape[0]):
        for bit in range(64):
            if (steps[index] >> np.uint64(bit)) & np.uint64(1) and bit + 1 > deepest:
                deepest = bit + 1
    at = np.full((people, deepest), np.int64(-1), dtype=np.int64)
    start = np.empty(deepest, dtype=np.int64)  # of the latest try that stands at step s: when its step one was
    when = np.empty((deepest, deepest), dtype=np.int64)
    for customer in range(low, high):
        best = 0
        for step in range(deepest):
            start[step] = np.int64(-1) << np.int64(62)
        for index in range(ptr[customer], ptr[customer + 1]):
            bits = steps[touchpoint[index]]
            if bits == 0:
                continue
            now = ts[index]
            for step in range(deepest - 1, -1, -1):
                if not (bits >> np.uint64(step)) & np.uint64(1):
                    continue
                if step == 0:
                    start[0] = now
                    when[0, 0] = now
                elif start[step - 1] != np.int64(-1) << np.int64(62) and (
                    window < 0 or now - start[step - 1] <= window
                ):
                    start[step] = start[step - 1]
                    for before in range(step):
                        when[step, before] = when[step - 1, before]
                    when[step, step] = now
                else:
                    continue
                if step + 1 > best:
                    best = step + 1
                    for before in range(best):
                        at[customer - low, before] = when[step, before]
            if best == deepest:
                break
        reach[customer - low] = best
    return reach, at
