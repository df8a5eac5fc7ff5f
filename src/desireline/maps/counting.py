"""The numbers of a map, by touchpoint and by stage, from one pass over the journeys of a type."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desireline.journeys import Journeys, Kind, fold, median_of
from desireline.journeys.splitting import Piece, fold_journeys, horizon_us
from desireline.journeys.store import Shard
from desireline.maps.shown import Shown, added, events_by_channel, shown_touchpoints
from desireline.stats.shares import Clusters

__all__ = ["MapNumbers", "Scores", "count_map"]

_Partial = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], list[NDArray[np.int64]]]


@dataclass(frozen=True)
class Scores:
    """Sums of the scores of one scale, by touchpoint: shape (touchpoints,)."""

    scale: tuple[float, float]
    answers: NDArray[np.int64]
    total: NDArray[np.float64]
    squares: NDArray[np.float64]


@dataclass(frozen=True)
class MapNumbers:
    """All counts a map shows, by touchpoint (`shown.names`); where there are too many, the rarest of each stage are put together.

    Customers are those with at least one journey that came there; only `events`, `channel` and scores count all of the log.
    """

    shown: Shown
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
    onward_median_us: list[float | None]
    outcomes: NDArray[np.int64]
    finished_journeys: int
    finished_won: int
    finished_clusters: Clusters
    scores: list[Scores]


def count_map(journeys: Journeys, kind: Kind) -> MapNumbers:
    """Count everything a map of this journey type shows."""
    from desireline.kernels.journey_map import map_counts
    from desireline.kernels.journeys import MISSED

    shown = shown_touchpoints(journeys, kind)
    width = len(shown.names)
    horizon = horizon_us(journeys, kind)

    def count(piece: Piece) -> tuple[_Partial, NDArray[np.int64], Clusters]:
        counted = map_counts(
            shown.touchpoint(piece.shard),
            piece.shard.ts,
            piece.first,
            piece.past,
            piece.after,
            piece.outcome,
            piece.finished,
            piece.owner,
            shown.stage,
            width,
            len(kind.stages),
            np.int64(horizon),
        )
        finished = piece.finished
        outcomes = np.stack([np.bincount(of, minlength=4) for of in (piece.outcome, piece.outcome[finished])])
        return counted, outcomes, piece.clusters(finished & (piece.outcome != MISSED), finished)

    found = fold_journeys(journeys, kind, count)
    partials = [partial for partial, *_ in found]
    outcomes, finished_outcomes = added((outcomes for _, outcomes, _ in found), (2, 4))
    by_touchpoint = added((partial[0] for partial in partials), (6, width))
    by_stage = added((partial[1] for partial in partials), (4, len(kind.stages)))
    edges = added((partial[2] for partial in partials), (width + 1, width + 1))
    edge_customers = added((partial[3] for partial in partials), (width + 1, width + 1))
    channel = events_by_channel(journeys, shown)
    customers, came_by, finished, won, lost, lost_customers = by_touchpoint
    return MapNumbers(
        shown=shown,
        events=channel.sum(axis=1),
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
        onward_median_us=[
            median_of([partial[4][number] for partial in partials]) for number in range(len(kind.stages))
        ],
        outcomes=outcomes,
        finished_journeys=int(finished_outcomes.sum()),
        finished_won=int(finished_outcomes.sum() - finished_outcomes[MISSED]),
        finished_clusters=sum((clusters for *_, clusters in found), Clusters()),
        scores=_scores(journeys, shown),
    )


def _scores(journeys: Journeys, shown: Shown) -> list[Scores]:
    width, scales = len(shown.names), journeys.store.manifest.scales

    def count(shard: Shard, low: int, high: int) -> NDArray[np.float64]:
        at, values, kind = shard.sparse("score")
        inside = slice(*np.searchsorted(at, [shard.ptr[low], shard.ptr[high]]))
        value = values[inside].astype(np.float64)
        cell = kind[inside].astype(np.int64) * width + shown.touchpoint(shard)[at[inside]]
        counted = np.stack(
            [
                np.bincount(cell, weights=weights, minlength=len(scales) * width)
                for weights in (np.ones(len(cell)), value, value * value)
            ]
        )
        return counted.astype(np.float64).reshape(3, len(scales), width)

    sums = sum(fold(journeys, count), np.zeros((3, len(scales), width)))
    return [
        Scores(scale, sums[0, number].astype(np.int64), sums[1, number], sums[2, number])
        for number, scale in enumerate(scales)
    ]
