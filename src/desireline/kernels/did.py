"""What customers did: how often, when first, and how near to something else."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["AHEAD", "BACK", "OTHER", "UNBOUNDED", "WANTED", "did_first", "did_near", "did_times"]

WANTED = np.uint8(1)
OTHER = np.uint8(2)
"""What an event may be: one that is counted, one that it must be near to."""

BACK = 1
AHEAD = 2
"""Where the other event is looked for: before the counted one, after it."""

UNBOUNDED = np.uint32(0xFFFFFFFF)
"""Of events that may still come: there is no telling how many."""


@kernel
def did_times(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    low: int,
    high: int,
    role: NDArray[np.uint8],
    fits: NDArray[np.uint8],
    since: np.int64,
    until: np.int64,
) -> NDArray[np.uint32]:
    """Return for each customer the number of events that are counted.

    Args:
        ptr: where each customer's events start.
        touchpoint: of each event.
        ts: of each event, µs.
        low: first customer.
        high: one past the last customer.
        role: of each touchpoint, `WANTED` where its events are counted.
        fits: of each event of these customers, `WANTED` where it is otherwise fit to be counted; empty: all are.
        since: first time that counts, µs.
        until: first time that no longer counts.

    Returns:
        The numbers, shape (high - low,).
    """
    found = np.empty(high - low, dtype=np.uint32)
    base = np.uint64(ptr[low])
    one = np.uint64(1)
    all_fit = fits.shape[0] == 0
    always = since == np.iinfo(np.int64).min and until == np.iinfo(np.int64).max
    for customer in range(np.uint64(low), np.uint64(high)):
        count = np.uint32(0)
        for index in range(np.uint64(ptr[customer]), np.uint64(ptr[customer + one])):
            wanted = role[np.uint64(touchpoint[index])] & WANTED
            if not all_fit:
                wanted &= fits[index - base]
            if not always:
                wanted &= np.uint8(since <= ts[index] < until)
            count += np.uint32(wanted)
        found[customer - np.uint64(low)] = count
    return found


@kernel
def did_first(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    low: int,
    high: int,
    role: NDArray[np.uint8],
    fits: NDArray[np.uint8],
    since: np.int64,
    until: np.int64,
) -> NDArray[np.bool_]:
    """Say for each customer whether the first event that is counted was within a time; arguments as those of `did_times`."""
    found = np.zeros(high - low, dtype=np.bool_)
    base = np.uint64(ptr[low])
    one = np.uint64(1)
    all_fit = fits.shape[0] == 0
    for customer in range(np.uint64(low), np.uint64(high)):
        for index in range(np.uint64(ptr[customer]), np.uint64(ptr[customer + one])):
            if role[np.uint64(touchpoint[index])] & WANTED and (all_fit or fits[index - base] & WANTED):
                found[customer - np.uint64(low)] = since <= ts[index] < until
                break
    return found


@kernel
def did_near(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    low: int,
    high: int,
    role: NDArray[np.uint8],
    fits: NDArray[np.uint8],
    times: NDArray[np.int64],
    where: int,
    window: np.int64,
    end: np.int64,
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Return for each customer the number of counted events that are near to another, and how many more there may turn out to be.

    Before and after are as the events lie: of equal times, the one that the store has first is before. An event is not near to itself.
    What a window that reaches past the end of the data will hold cannot be told.

    Args:
        ptr: where each customer's events start.
        touchpoint: of each event.
        ts: of each event, µs.
        low: first customer.
        high: one past the last customer.
        role: of each touchpoint, the bits `WANTED` and `OTHER`.
        fits: of each event of these customers, the bits it is otherwise fit for; empty: all are.
        times: first time that counts and first that no longer does, µs; of counted events, then of the others; shape (4,).
        where: the bits `BACK` and `AHEAD`: on which side of a counted event the other one may be.
        window: how long at most lies between them, µs; below zero for no limit.
        end: when the data end, µs.

    Returns:
        The numbers, and how many may be added to each; shape (high - low,) both.
    """
    found = np.empty(high - low, dtype=np.uint32)
    more = np.empty(high - low, dtype=np.uint32)
    base = np.uint64(ptr[low])
    one = np.uint64(1)
    all_fit = fits.shape[0] == 0
    for customer in range(np.uint64(low), np.uint64(high)):
        stop = np.uint64(ptr[customer + one])
        ahead = np.uint64(ptr[customer])  # the next other event is here or later
        last = np.int64(0)
        seen = False
        count = np.uint32(0)
        waiting = np.uint32(0)
        for index in range(np.uint64(ptr[customer]), stop):
            kind = role[np.uint64(touchpoint[index])]
            if not kind:
                continue
            if not all_fit:
                kind &= fits[index - base]
            when = ts[index]
            if kind & WANTED and times[0] <= when < times[1]:
                near = where & BACK != 0 and seen and (window < 0 or when - last <= window)
                if not near and where & AHEAD != 0:
                    ahead = max(ahead, index + one)
                    while ahead < stop and not (
                        role[np.uint64(touchpoint[ahead])] & OTHER
                        and (all_fit or fits[ahead - base] & OTHER)
                        and times[2] <= ts[ahead] < times[3]
                    ):
                        ahead += one
                    near = ahead < stop and (window < 0 or ts[ahead] - when <= window)
                    if not near and window >= 0 and max(end + 1, times[2]) <= min(when + window, times[3] - 1):
                        waiting += np.uint32(1)
                count += np.uint32(near)
            if kind & OTHER and times[2] <= when < times[3]:
                last = when
                seen = True
        if where & BACK != 0 and seen and window >= 0 and max(end + 1, times[0]) <= min(last + window, times[1] - 1):
            waiting = UNBOUNDED
        found[customer - np.uint64(low)] = count
        more[customer - np.uint64(low)] = waiting
    return found, more
