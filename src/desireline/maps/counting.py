"""The numbers of a map, by touchpoint and by stage, from one pass over the journeys of a type."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desireline.journeys import Journeys, Kind, fold
from desireline.journeys.medians import EVERYTHING, Bracket, likely_middles, median_within
from desireline.journeys.splitting import Piece, fold_pieces, horizon_us, split_slice
from desireline.journeys.store import Shard
from desireline.maps.shown import Shown, added, events_by_channel, shown_touchpoints
from desireline.stats.shares import Clusters

__all__ = ["MapNumbers", "Scores", "count_map"]

if TYPE_CHECKING:
    from desireline.kernels.journey_map import MapCounts


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
    from desireline.kernels.journeys import MISSED

    shown = shown_touchpoints(journeys, kind)
    width, stages = len(shown.names), len(kind.stages)
    count = _Counting(journeys, kind, shown)
    brackets = likely_middles(
        journeys, stages, lambda shard, low, high: count(split_slice(journeys, kind, shard, low, high)).map.onward_us
    )
    found = fold_pieces(journeys, kind, lambda pieces: _together(count(piece, brackets) for piece in pieces))
    partials = [partial.map for partial in found]
    outcomes, finished_outcomes = added((partial.outcomes for partial in found), (2, 4))
    by_stage = added((partial.by_stage for partial in partials), (4, stages))
    median_us = _medians(partials, by_stage[3])
    if median_us is None:
        everything = fold_pieces(journeys, kind, lambda pieces: _together(map(count, pieces)))
        median_us = _medians([partial.map for partial in everything], by_stage[3])
        assert median_us is not None  # all times were kept
    channel = events_by_channel(journeys, shown)
    customers, came_by, finished, won, lost, lost_customers = added(
        (partial.by_touchpoint for partial in partials), (6, width)
    )
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
        edges=added((partial.edges for partial in partials), (width + 1, width + 1)),
        edge_customers=added((partial.edge_people for partial in partials), (width + 1, width + 1)),
        onward_median_us=median_us,
        outcomes=outcomes,
        finished_journeys=int(finished_outcomes.sum()),
        finished_won=int(finished_outcomes.sum() - finished_outcomes[MISSED]),
        finished_clusters=sum((partial.clusters for partial in found), Clusters()),
        scores=_scores(journeys, shown),
    )


_SUMS = ("by_touchpoint", "by_stage", "edges", "edge_people", "shorter")


class _Counted(NamedTuple):
    """What was counted of some journeys: the map, those that end in each way, of all and of the finished, and who the finished are of."""

    map: "MapCounts"
    outcomes: NDArray[np.int64]
    clusters: Clusters


class _Counting:
    """Counts a piece of the journeys of a type."""

    def __init__(self, journeys: Journeys, kind: Kind, shown: Shown) -> None:
        self._stages = len(kind.stages)
        self._horizon = np.int64(horizon_us(journeys, kind))
        self._shown = shown

    def __call__(self, piece: Piece, brackets: list[Bracket] | None = None) -> _Counted:
        """Count it, keeping the times onward from each stage that lie within its bracket; all of them where none are given."""
        from desireline.kernels.journey_map import map_counts
        from desireline.kernels.journeys import MISSED

        counts = map_counts(
            self._shown.touchpoint(piece.shard),
            piece.shard.ts,
            piece.first,
            piece.past,
            piece.after,
            piece.outcome,
            piece.finished,
            piece.owner,
            self._shown.stage,
            len(self._shown.names),
            self._stages,
            self._horizon,
            [EVERYTHING] * self._stages if brackets is None else brackets,
        )
        outcomes = np.stack([np.bincount(of, minlength=4) for of in (piece.outcome, piece.outcome[piece.finished])])
        return _Counted(counts, outcomes, piece.clusters(piece.finished & (piece.outcome != MISSED), piece.finished))


def _together(found: Iterable[_Counted]) -> _Counted:
    """Add up what was counted of pieces, as it comes; times are put one after the other."""
    every = iter(found)
    whole = next(every)
    times = [whole.map.onward_us]
    for own in every:
        times.append(own.map.onward_us)
        sums = {name: getattr(whole.map, name) + getattr(own.map, name) for name in _SUMS}
        whole = _Counted(whole.map._replace(**sums), whole.outcomes + own.outcomes, whole.clusters + own.clusters)
    onward_us = [np.concatenate(of_stage) for of_stage in zip(*times, strict=True)]
    return whole._replace(map=whole.map._replace(onward_us=onward_us))


def _medians(partials: list["MapCounts"], passed: NDArray[np.int64]) -> list[float | None] | None:
    """Return the median time onward from each stage, None for one that no journey passed; None in all where one was not kept.

    Args:
        partials: what was counted.
        passed: in how many journeys each stage was passed.
    """
    shorter = added((partial.shorter for partial in partials), (len(passed),))
    found = [
        median_within([partial.onward_us[number] for partial in partials], int(shorter[number]), int(many))
        for number, many in enumerate(passed)
    ]
    if any(median is None and many for median, many in zip(found, passed, strict=True)):
        return None
    return found


def _scores(journeys: Journeys, shown: Shown) -> list[Scores]:
    width, scales = len(shown.names), journeys.store.manifest.scales

    def count(shard: Shard, low: int, high: int) -> NDArray[np.float64]:
        at, values, kind = shard.sparse("score", low, high)
        value = values.astype(np.float64)
        cell = kind.astype(np.int64) * width + shown.touchpoint(shard)[at]
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
