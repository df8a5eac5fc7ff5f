"""The numbers of a map, by touchpoint and by stage, from one pass over the journeys of a type."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desireline.journeys import Journeys, Kind, fold
from desireline.journeys.splitting import Piece, split
from desireline.journeys.store import Shard
from desireline.journeys.types import stage_numbers

__all__ = ["MapNumbers", "Scores", "count_map"]

_MOST_TOUCHPOINTS = 400


@dataclass(frozen=True)
class Scores:
    """Sums of the scores of one scale, by touchpoint: shape (touchpoints,)."""

    scale: tuple[float, float]
    answers: NDArray[np.int64]
    total: NDArray[np.float64]
    squares: NDArray[np.float64]


@dataclass(frozen=True)
class MapNumbers:
    """All counts a map shows. Touchpoints are those of `names`; the rarest are put together as the last one where there are too many."""

    names: list[str | None]
    stage: NDArray[np.uint8]
    events: NDArray[np.int64]
    customers: NDArray[np.int64]
    channel: NDArray[np.int64]
    came_by: NDArray[np.int64]
    finished: NDArray[np.int64]
    won: NDArray[np.int64]
    lost: NDArray[np.int64]
    lost_customers: NDArray[np.int64]
    by_stage: NDArray[np.int64]
    edges: NDArray[np.int64]
    edge_customers: NDArray[np.int64]
    onward_us: list[NDArray[np.int64]]
    outcomes: NDArray[np.int64]
    scores: list[Scores]


def count_map(journeys: Journeys, kind: Kind) -> MapNumbers:
    """Count everything a map of this journey type shows."""
    from desireline.kernels.journey_map import map_counts

    events, customers, channel = _touchpoints(journeys)
    names, lookup = _narrowed(journeys, kind, customers)
    width = len(names)
    stage = stage_numbers(journeys.settings, [name or "" for name in names], kind.stages)
    pieces = split(journeys, kind)

    def count(piece: Piece) -> tuple[NDArray[np.int64], ...]:
        touchpoint = piece.shard.touchpoint if lookup is None else lookup[piece.shard.touchpoint]
        found: tuple[NDArray[np.int64], ...] = map_counts(
            touchpoint,
            piece.shard.ts,
            piece.first,
            piece.past,
            piece.after,
            piece.outcome,
            piece.owner,
            stage,
            width,
            len(kind.stages),
        )
        return found

    partials = _in_parallel(count, pieces)
    shapes = ((5, width), (4, len(kind.stages)), (width + 1, width + 1), (width + 1, width + 1))
    by_touchpoint, by_stage, edges, edge_customers = (
        sum((partial[index] for partial in partials), np.zeros(shape, dtype=np.int64))
        for index, shape in enumerate(shapes)
    )
    onward_stage = np.concatenate([partial[4] for partial in partials] or [np.empty(0, dtype=np.uint8)])
    onward_us = np.concatenate([partial[5] for partial in partials] or [np.empty(0, dtype=np.int64)])
    outcomes = sum((np.bincount(piece.outcome, minlength=4) for piece in pieces), np.zeros(4, dtype=np.int64))
    scores = _scores(journeys, lookup, width)
    if lookup is not None:
        events, customers, channel = (
            _add_up(events, lookup, width),
            _add_up(customers, lookup, width),
            _add_up(channel, lookup, width),
        )
    came_by, finished, won, lost, lost_customers = by_touchpoint
    return MapNumbers(
        names=names,
        stage=stage,
        events=events,
        customers=customers,
        channel=channel,
        came_by=came_by,
        finished=finished,
        won=won,
        lost=lost,
        lost_customers=lost_customers,
        by_stage=by_stage,
        edges=edges,
        edge_customers=edge_customers,
        onward_us=[onward_us[onward_stage == number] for number in range(len(kind.stages))],
        outcomes=outcomes,
        scores=scores,
    )


def _in_parallel(
    count: Callable[[Piece], tuple[NDArray[np.int64], ...]], pieces: list[Piece]
) -> list[tuple[NDArray[np.int64], ...]]:
    import os
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        return list(pool.map(count, pieces))


def _touchpoints(journeys: Journeys) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return events and customers of each touchpoint, and its events by channel, shape (touchpoints, channels)."""
    from desireline.kernels.journey_map import touchpoint_counts

    width, channels = journeys.width, max(1, len(journeys.channels))
    events, people, by_channel = (
        np.zeros(width, dtype=np.int64),
        np.zeros(width, dtype=np.int64),
        np.zeros(width * channels, dtype=np.int64),
    )

    def count(shard: Shard, low: int, high: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        return touchpoint_counts(shard.ptr, shard.touchpoint, shard.channel, low, high, width, channels)  # type: ignore[no-any-return]  # Numba has no types

    for own_events, own_people, own_channels in fold(journeys.store, count):
        events += own_events
        people += own_people
        by_channel += own_channels
    return events, people, by_channel.reshape(width, channels)


def _narrowed(
    journeys: Journeys, kind: Kind, customers: NDArray[np.int64]
) -> tuple[list[str | None], NDArray[np.uint16] | None]:
    """Keep the touchpoints that matter most; where there are more than a map can count pairs of, the rest become one."""
    if journeys.width <= _MOST_TOUCHPOINTS:
        return list(journeys.touchpoints), None
    weight = customers.astype(np.float64)
    weight[kind.role & 2 > 0] = np.inf
    kept = np.sort(np.argsort(-weight, kind="stable")[: _MOST_TOUCHPOINTS - 1])
    lookup = np.full(journeys.width, len(kept), dtype=np.uint16)
    lookup[kept] = np.arange(len(kept))
    return [*(journeys.touchpoints[number] for number in kept), None], lookup


def _add_up(values: NDArray[np.int64], lookup: NDArray[np.uint16], width: int) -> NDArray[np.int64]:
    result = np.zeros((width, *values.shape[1:]), dtype=np.int64)
    np.add.at(result, lookup, values)
    return result


def _scores(journeys: Journeys, lookup: NDArray[np.uint16] | None, width: int) -> list[Scores]:
    result = []
    for number, scale in enumerate(journeys.store.manifest.scales):
        answers, total, squares = np.zeros(width, dtype=np.int64), np.zeros(width), np.zeros(width)
        for shard in journeys.store.shards:
            own = shard.column("score_scale") == number
            at = shard.column("score_at")[own]
            value = shard.column("score")[own].astype(np.float64)
            touchpoint = shard.touchpoint[at]
            if lookup is not None:
                touchpoint = lookup[touchpoint]
            answers += np.bincount(touchpoint, minlength=width)
            total += np.bincount(touchpoint, weights=value, minlength=width)
            squares += np.bincount(touchpoint, weights=value * value, minlength=width)
        result.append(Scores(scale, answers, total, squares))
    return result
