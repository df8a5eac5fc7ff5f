"""What a journey map counts, in one pass over journeys."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desireline.kernels._jit import kernel

__all__ = ["NO_STAGE", "MapCounts", "map_counts", "touchpoint_counts"]

NO_STAGE = np.uint8(255)


class MapCounts(NamedTuple):
    """Journeys by touchpoint, by stage and by what directly follows what.

    Attributes:
        by_touchpoint: shape (6, width): customers of journeys that came by, in their aftermath too; those journeys; finished journeys
            that came by before their end; those of them that reached the goal; journeys that ended here short of the goal; customers of
            those.
        by_stage: shape (4, stages): customers; journeys; finished journeys that reached it by the horizon; those of them that reached
            a later stage after it.
        edges: shape (width + 1, width + 1): times one touchpoint directly followed another within a journey or its aftermath; row
            `width` is the journey's start, column `width` its end.
        edge_people: the customers, likewise.
        onward_us: for each stage, of finished journeys that passed it, how long it took from first reaching it to a later one, where
            that lies within the stage's bracket.
        shorter: for each stage, how many of those times are shorter than its bracket.
    """

    by_touchpoint: NDArray[np.int64]
    by_stage: NDArray[np.int64]
    edges: NDArray[np.int64]
    edge_people: NDArray[np.int64]
    onward_us: list[NDArray[np.int64]]
    shorter: NDArray[np.int64]


@kernel
def touchpoint_counts(
    ptr: NDArray[np.int64],
    touchpoint: NDArray[np.uint16],
    channel: NDArray[np.uint8],
    low: int,
    high: int,
    width: int,
    channels: int,
) -> NDArray[np.int64]:
    """Count the events of each touchpoint and channel over customers `low` to `high`, in journeys or not.

    Returns:
        Events, shape (width, channels).
    """
    wide = np.uint64(channels)
    times = np.zeros(width * channels, dtype=np.uint32)
    for index in range(np.uint64(ptr[low]), np.uint64(ptr[high])):
        times[np.uint64(touchpoint[index]) * wide + np.uint64(channel[index])] += np.uint32(1)
    return times.astype(np.int64).reshape((width, channels))


def map_counts(
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    first: NDArray[np.int64],
    past: NDArray[np.int64],
    after: NDArray[np.int64],
    outcome: NDArray[np.uint8],
    finished: NDArray[np.bool_],
    owner: NDArray[np.uint32],
    stage: NDArray[np.uint8],
    width: int,
    stages: int,
    horizon: np.int64,
    brackets: Sequence[tuple[int, int, float]],
) -> MapCounts:
    """Count journeys by touchpoint, by stage and by what directly follows what.

    Args:
        touchpoint: of each event.
        ts: of each event, µs.
        first: first event of each journey.
        past: one past its last.
        after: one past the last of its aftermath, as `split_journeys` gives it.
        outcome: as `split_journeys` gives it (0 missed, 1 goal, 2 open, 3 recovered).
        finished: likewise.
        owner: customer of each journey; journeys of one customer lie together.
        stage: of each touchpoint; `NO_STAGE` for none.
        width: number of touchpoints.
        stages: number of stages, 63 at most.
        horizon: µs; the gap before the end of the data. What a stage was reached later for is too recent to tell and in no share: of those
            that reached it before, winners and losers alike have had the time to show.
        brackets: of each stage, the least and the greatest time onward that is kept, µs, and what share of all they likely are.

    Returns:
        What was counted: at most 2 ** 32 customers, journeys and events in one call.
    """
    onward_us = np.empty((stages, len(first) + 1), dtype=np.int64)
    kept, shorter = np.zeros(stages, dtype=np.uint64), np.zeros(stages, dtype=np.uint64)
    bracket = np.array([own[:2] for own in brackets], dtype=np.int64).reshape(stages, 2)
    by_touchpoint, by_stage, edges, edge_people = _map_counts(
        touchpoint, ts, first, past, after, outcome, finished, owner, stage, width, stages, horizon, bracket, onward_us, kept,
        shorter,
    )  # fmt: skip
    onward = [onward_us[number, : kept[number]].copy() for number in range(stages)]
    return MapCounts(by_touchpoint, by_stage, edges, edge_people, onward, shorter.astype(np.int64))


@kernel
def _map_counts(
    touchpoint: NDArray[np.uint16],
    ts: NDArray[np.int64],
    first: NDArray[np.int64],
    past: NDArray[np.int64],
    after: NDArray[np.int64],
    outcome: NDArray[np.uint8],
    finished: NDArray[np.bool_],
    owner: NDArray[np.uint32],
    stage: NDArray[np.uint8],
    width: int,
    stages: int,
    horizon: np.int64,
    bracket: NDArray[np.int64],
    onward_us: NDArray[np.int64],
    kept: NDArray[np.uint64],
    shorter: NDArray[np.uint64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    one = np.uint64(1)
    stride = np.uint64(width + 1)
    edges = np.zeros((width + 1) * (width + 1), dtype=np.uint32)
    edge_people = np.zeros((width + 1) * (width + 1), dtype=np.uint32)
    edge_last = np.zeros((width + 1) * (width + 1), dtype=np.uint32)
    came = np.zeros(
        5 * width, dtype=np.uint32
    )  # by outcome (all that are not finished as open) and touchpoint; the last row: in the aftermath only
    seen = np.zeros(width, dtype=np.uint32)
    lost_last = np.zeros(width, dtype=np.uint32)
    people = np.zeros(width, dtype=np.uint32)
    people_last = np.zeros(width, dtype=np.uint32)
    lost_people = np.zeros(width, dtype=np.int64)
    lost = np.zeros(width, dtype=np.int64)
    by_stage = np.zeros((4, stages), dtype=np.int64)
    stage_last = np.zeros(stages, dtype=np.uint32)
    place, bits, earlier = _stage_bits(stage, stages)
    reached_at = np.zeros(stages + 1, dtype=np.int64)
    took = np.zeros(stages + 1, dtype=np.int64)
    customers = np.zeros(stages, dtype=np.uint64)
    journeys = np.zeros(stages, dtype=np.uint64)
    ended = np.zeros(stages, dtype=np.uint64)
    onward = np.zeros(stages, dtype=np.uint64)
    for journey in range(np.uint64(first.shape[0])):
        customer = np.uint32(owner[journey] + np.uint32(1))
        stamp = np.uint32(journey + one)
        result = np.uint64(outcome[journey])
        is_finished = finished[journey]
        reached, waiting, passed = np.uint64(0), np.uint64(0), np.uint64(0)
        before = np.uint64(width)
        last = before
        for part in range(2):  # until its end, then its aftermath
            begin, end = np.uint64(first[journey]), np.uint64(past[journey])
            row = (result if is_finished else np.uint64(2)) * np.uint64(width)
            if part == 1:
                last = before
                begin, end = end, np.uint64(after[journey])
                row = np.uint64(4) * np.uint64(width)
            for index in range(begin, end):
                here = np.uint64(touchpoint[index])
                edge = before * stride + here
                edges[edge] += np.uint32(1)
                edge_people[edge] += np.uint32(edge_last[edge] != customer)
                edge_last[edge] = customer
                before = here
                came[row + here] += np.uint32(seen[here] != stamp)
                seen[here] = stamp
                people[here] += np.uint32(people_last[here] != customer)
                people_last[here] = customer
                at = np.uint64(place[here])
                fresh = bits[here] & ~reached
                reached |= fresh
                now, known = ts[index], reached_at[at]
                reached_at[at] = now if fresh else known
                behind = waiting & earlier[here]
                if behind:
                    for number in range(np.uint64(stages)):
                        hit = (behind >> np.uint64(number)) & one
                        passing, known = now - reached_at[number], took[number]
                        took[number] = passing if hit else known
                    waiting &= ~behind
                    passed |= behind
                waiting |= fresh
        edge = before * stride + np.uint64(width)
        edges[edge] += np.uint32(1)
        edge_people[edge] += np.uint32(edge_last[edge] != customer)
        edge_last[edge] = customer
        if result == 0:
            lost[last] += 1
            lost_people[last] += lost_last[last] != customer
            lost_last[last] = customer
        for step in range(np.uint64(stages)):  # no branch: a time that does not count is overwritten
            was_there = (reached >> step) & one
            customers[step] += was_there & np.uint64(stage_last[step] != customer)
            seen_last = stage_last[step]
            stage_last[step] = customer if was_there else seen_last
            journeys[step] += was_there
            told = was_there & np.uint64(is_finished and reached_at[step] <= horizon)
            ended[step] += told
            told &= passed >> step
            onward[step] += told
            onward_us[step, kept[step]] = took[step]
            kept[step] += told & np.uint64((took[step] >= bracket[step, 0]) & (took[step] <= bracket[step, 1]))
            shorter[step] += told & np.uint64(took[step] < bracket[step, 0])
    for line, counted in enumerate((customers, journeys, ended, onward)):
        by_stage[line] = counted
    by_touchpoint = np.empty((6, width), dtype=np.int64)
    for touched in range(width):
        won = np.int64(came[width + touched]) + np.int64(came[3 * width + touched])
        finished_here = won + np.int64(came[touched])
        by_touchpoint[0, touched] = people[touched]
        by_touchpoint[1, touched] = finished_here + came[2 * width + touched] + came[4 * width + touched]
        by_touchpoint[2, touched] = finished_here
        by_touchpoint[3, touched] = won
        by_touchpoint[4, touched] = lost[touched]
        by_touchpoint[5, touched] = lost_people[touched]
    shape = (width + 1, width + 1)
    return by_touchpoint, by_stage, edges.astype(np.int64).reshape(shape), edge_people.astype(np.int64).reshape(shape)


@kernel
def _stage_bits(
    stage: NDArray[np.uint8], stages: int
) -> tuple[NDArray[np.uint8], NDArray[np.uint64], NDArray[np.uint64]]:
    """Return each touchpoint's stage as a number, as a bit, and all earlier ones as bits; one has none: `stages` and no bits."""
    place = np.full(stage.shape[0], stages, dtype=np.uint8)
    bits = np.zeros(stage.shape[0], dtype=np.uint64)
    earlier = np.zeros(stage.shape[0], dtype=np.uint64)
    for number in range(stage.shape[0]):
        if stage[number] != 255:
            place[number] = stage[number]
            bits[number] = np.uint64(1) << np.uint64(stage[number])
            earlier[number] = bits[number] - np.uint64(1)
    return place, bits, earlier
