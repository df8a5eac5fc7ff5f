"""What a journey map counts, in one pass over journeys."""

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["NO_STAGE", "map_counts", "touchpoint_counts"]

NO_STAGE = np.uint8(255)


@kernel
def touchpoint_counts(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    channel: NDArray[np.uint8],
    low: int,
    high: int,
    width: int,
    channels: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Count the events, the customers and the channels of each touchpoint over customers `low` to `high`.

    Returns:
        Events and customers, shape (width,), and events by touchpoint and channel, shape (width * channels,).
    """
    events = np.zeros(width, dtype=np.int64)
    people = np.zeros(width, dtype=np.int64)
    by_channel = np.zeros(width * channels, dtype=np.int64)
    last = np.full(width, -1, dtype=np.int64)
    for customer in range(low, high):
        for index in range(np.uint64(ptr[customer]), np.uint64(ptr[customer + 1])):
            here = np.uint64(touchpoint[index])
            events[here] += 1
            by_channel[here * np.uint64(channels) + np.uint64(channel[index])] += 1
            if last[here] != customer:
                last[here] = customer
                people[here] += 1
    return events, people, by_channel


@kernel
def map_counts(
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    first: NDArray[np.int64],
    past: NDArray[np.int64],
    after: NDArray[np.int64],
    outcome: NDArray[np.uint8],
    owner: NDArray[np.uint32],
    stage: NDArray[np.uint8],
    width: int,
    stages: int,
    horizon: np.int64,
) -> tuple[
    NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8], NDArray[np.int64]
]:
    """Count journeys by touchpoint, by stage and by what directly follows what.

    Args:
        touchpoint: of each event.
        ts: of each event, µs.
        first: first event of each journey.
        past: one past its last.
        after: one past the last of its aftermath, as `split_journeys` gives it.
        outcome: as `split_journeys` gives it (0 missed, 1 goal, 2 open, 3 recovered).
        owner: customer of each journey; journeys of one customer lie together.
        stage: of each touchpoint; `NO_STAGE` for none.
        width: number of touchpoints.
        stages: number of stages, 63 at most.
        horizon: µs; the gap before the end of the data. What began later is too recent to tell and in no share: of those that began
            before, winners and losers alike have had the time to show.

    Returns:
        by_touchpoint, shape (5, width): journeys that came by, in their aftermath too; finished journeys (begun by the horizon, not open)
        that came by before their end; those of them that reached the goal; journeys that ended here short of the goal; customers of those.
        by_stage, shape (4, stages): customers; journeys; finished journeys that reached it by the horizon; those of them that reached
        a later stage after it.
        edges and edge_people, shape (width + 1, width + 1): times one touchpoint directly followed another within a journey or its
        aftermath, and the customers; row `width` is the journey's start, column `width` its end.
        onward_stage and onward_us: for each finished journey and stage passed, how long it took from first reaching it to a later one.
    """
    by_touchpoint = np.zeros((5, width), dtype=np.int64)
    by_stage = np.zeros((4, stages), dtype=np.int64)
    edges = np.zeros((width + 1, width + 1), dtype=np.int64)
    edge_people = np.zeros((width + 1, width + 1), dtype=np.int64)
    edge_last = np.full((width + 1, width + 1), -1, dtype=np.int64)
    seen = np.full(width, -1, dtype=np.int64)
    lost_last = np.full(width, -1, dtype=np.int64)
    stage_last = np.full(stages, -1, dtype=np.int64)
    touched = np.empty(width, dtype=np.int64)
    reached_at = np.empty(stages, dtype=np.int64)
    took = np.empty(stages, dtype=np.int64)
    room = 0
    for journey in range(first.shape[0]):
        room += min(after[journey] - first[journey], stages)
    onward_stage = np.empty(room, dtype=np.uint8)
    onward_us = np.empty(room, dtype=np.int64)
    onward = 0
    one = np.uint64(1)
    for journey in range(first.shape[0]):
        customer = np.int64(owner[journey])
        count = 0
        reached = np.uint64(0)
        waiting = np.uint64(0)
        passed = np.uint64(0)
        before = np.uint64(width)
        last = before
        within = 0
        for index in range(first[journey], after[journey]):
            if index == past[journey]:
                last = before
                within = count
            here = np.uint64(touchpoint[index])
            edges[before, here] += 1
            if edge_last[before, here] != customer:
                edge_last[before, here] = customer
                edge_people[before, here] += 1
            before = here
            if seen[here] != journey:
                seen[here] = journey
                touched[count] = here
                count += 1
            at = stage[here]
            if at == 255:
                continue
            bit = one << np.uint64(at)
            behind = waiting & (bit - one)
            if behind:
                for number in range(at):
                    if (behind >> np.uint64(number)) & one:
                        took[number] = ts[index] - reached_at[number]
                waiting &= ~behind
                passed |= behind
            if not reached & bit:
                reached |= bit
                waiting |= bit
                reached_at[at] = ts[index]
        if after[journey] == past[journey]:
            last = before
            within = count
        edges[before, np.uint64(width)] += 1
        if edge_last[before, np.uint64(width)] != customer:
            edge_last[before, np.uint64(width)] = customer
            edge_people[before, np.uint64(width)] += 1
        result = outcome[journey]
        finished = result != 2 and ts[first[journey]] <= horizon
        success = result == 1 or result == 3  # noqa: PLR1714 - a set is slower here
        for number in range(count):
            here = np.uint64(touched[number])
            by_touchpoint[0, here] += 1
            if number >= within:
                continue
            if finished:
                by_touchpoint[1, here] += 1
                if success:
                    by_touchpoint[2, here] += 1
        if result == 0:
            by_touchpoint[3, last] += 1
            if lost_last[last] != customer:
                lost_last[last] = customer
                by_touchpoint[4, last] += 1
        for number in range(stages):
            if not (reached >> np.uint64(number)) & one:
                continue
            if stage_last[number] != customer:
                stage_last[number] = customer
                by_stage[0, number] += 1
            by_stage[1, number] += 1
            if finished and reached_at[number] <= horizon:
                by_stage[2, number] += 1
                if (passed >> np.uint64(number)) & one:
                    by_stage[3, number] += 1
                    onward_stage[onward] = number
                    onward_us[onward] = took[number]
                    onward += 1
    return by_touchpoint, by_stage, edges, edge_people, onward_stage[:onward].copy(), onward_us[:onward].copy()
