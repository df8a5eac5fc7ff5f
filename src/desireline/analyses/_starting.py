"""Questions to begin with, made from the data: what to ask before anything is chosen."""

import numpy as np
from numpy.typing import NDArray

from desireline.journeys import Journeys, fold
from desireline.journeys.dimensions import frequency
from desireline.journeys.types import NO_STAGE, stage_numbers

__all__ = ["steps_to_goal"]


def steps_to_goal(journeys: Journeys) -> list[str]:
    """Return touchpoints on the way to the first journey type's goal: the most frequent of each stage up to the goal's, then the goal.

    Of the goal's own stage the most frequent that is no goal. Where touchpoints have no stages, the most frequent ones instead, two in
    all; where there is but one touchpoint, that; none without data.
    """
    counts = _events(journeys)
    kind = journeys.kind()
    goals = [name for name in kind.goals if name in journeys.touchpoints]
    by_count = [
        journeys.touchpoints[number] for number in np.argsort(-counts, kind="stable").tolist() if counts[number]
    ]
    others = [name for name in by_count if name not in goals]
    goal = next((name for name in by_count if name in goals), None)
    if goal is None:
        return others[:2]
    stage = dict(
        zip(
            journeys.touchpoints,
            stage_numbers(journeys.settings, journeys.touchpoints, kind.stages).tolist(),
            strict=True,
        )
    )
    last = stage[goal]
    before = [
        next((name for name in others if stage[name] == place), None)
        for place in range(last + 1 if last != NO_STAGE else 0)
    ]
    return [*([name for name in before if name is not None] or others[:1]), goal]


def _events(journeys: Journeys) -> NDArray[np.int64]:
    """Count the events of each touchpoint."""
    own = journeys.dimension("touchpoint")
    counts = fold(journeys, lambda shard, low, high: frequency(own, shard, low, high))
    return sum(counts, np.zeros(len(own.values) + 1, dtype=np.int64))[1:]
