"""The numbers of a map, by touchpoint and by stage, from one pass over the journeys of a type."""

from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from desireline.journeys import Journeys, Kind, fold, median_of
from desireline.journeys.splitting import Piece, fold_journeys, horizon_us
from desireline.journeys.store import Shard
from desireline.journeys.types import NO_STAGE, stage_numbers
from desireline.stats.shares import Clusters

__all__ = ["MapNumbers", "Scores", "count_map"]

_MOST_TOUCHPOINTS = 400

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
    """All counts a map shows, by touchpoint (`names`); where there are too many, the rarest of each stage are put together as None.

    Customers are those with at least one journey that came there; only `events`, `channel` and scores count all of the log.
    """

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

    shown = _shown(journeys, kind)
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
            piece.owner,
            shown.stage,
            width,
            len(kind.stages),
            np.int64(horizon),
        )
        finished = piece.finished(horizon)
        outcomes = np.stack([np.bincount(of, minlength=4) for of in (piece.outcome, piece.outcome[finished])])
        return counted, outcomes, piece.clusters(finished & (piece.outcome != MISSED), finished)

    found = fold_journeys(journeys, kind, count)
    partials = [partial for partial, *_ in found]
    outcomes, finished_outcomes = _added((outcomes for _, outcomes, _ in found), (2, 4))
    by_touchpoint = _added((partial[0] for partial in partials), (6, width))
    by_stage = _added((partial[1] for partial in partials), (4, len(kind.stages)))
    edges = _added((partial[2] for partial in partials), (width + 1, width + 1))
    edge_customers = _added((partial[3] for partial in partials), (width + 1, width + 1))
    channel = _by_channel(journeys, shown)
    customers, came_by, finished, won, lost, lost_customers = by_touchpoint
    return MapNumbers(
        names=shown.names,
        stage=shown.stage,
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


def _added(counts: Iterable[NDArray[np.int64]], shape: tuple[int, int]) -> NDArray[np.int64]:
    return sum(counts, np.zeros(shape, dtype=np.int64))


class _Shown:
    """The touchpoints that a map counts one by one, and what stands for the others."""

    def __init__(
        self,
        names: list[str | None],
        stage: NDArray[np.uint8],
        lookup: NDArray[np.uint16] | None = None,
    ) -> None:
        self.names = names
        self.stage = stage
        self._lookup = lookup
        self._codes: WeakKeyDictionary[Shard, NDArray[np.uint16]] = WeakKeyDictionary()  # views come and go

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process without the codes of shards, which are looked up there."""
        return _Shown, (self.names, self.stage, self._lookup)

    def touchpoint(self, shard: Shard) -> NDArray[np.uint16]:
        """Return each event's touchpoint by its place in `names`."""
        if self._lookup is None:
            return shard.touchpoint
        codes = self._codes.get(shard)
        if codes is None:
            codes = self._codes[shard] = self._lookup[shard.touchpoint]
        return codes


def _shown(journeys: Journeys, kind: Kind) -> _Shown:
    """Keep goals, then touchpoints of stages, then those of most events; the rest of each stage becomes one.

    A map counts all pairs of touchpoints, so it cannot take any number of them.
    """
    every: list[str | None] = list(journeys.touchpoints)
    stage = stage_numbers(journeys.settings, journeys.touchpoints, kind.stages)
    if journeys.width <= _MOST_TOUCHPOINTS:
        return _Shown(every, stage)
    events = _by_channel(journeys, _Shown(every, stage)).sum(axis=1)
    by_name = np.argsort(np.argsort(journeys.touchpoints))  # numbers depend on what came first
    order = np.lexsort((by_name, -events, stage == NO_STAGE, ~np.isin(journeys.touchpoints, kind.goals)))
    others = np.append(np.arange(len(kind.stages), dtype=np.uint8), np.uint8(NO_STAGE))
    kept = np.sort(order[: _MOST_TOUCHPOINTS - len(others)])
    lookup = np.minimum(stage.astype(np.uint16), len(kind.stages)) + np.uint16(len(kept))
    lookup[kept] = np.arange(len(kept))
    names = [*(journeys.touchpoints[number] for number in kept), *([None] * len(others))]
    return _Shown(names, np.concatenate([stage[kept], others]), lookup)


def _by_channel(journeys: Journeys, shown: _Shown) -> NDArray[np.int64]:
    """Return the events of each touchpoint by channel, shape (touchpoints, channels)."""
    from desireline.kernels.journey_map import touchpoint_counts

    width, channels = len(shown.names), max(1, len(journeys.channels))

    def count(shard: Shard, low: int, high: int) -> NDArray[np.int64]:
        return touchpoint_counts(shard.ptr, shown.touchpoint(shard), shard.channel, low, high, width, channels)  # type: ignore[no-any-return]  # Numba has no types

    return _added(fold(journeys, count), (width, channels))


def _scores(journeys: Journeys, shown: _Shown) -> list[Scores]:
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
