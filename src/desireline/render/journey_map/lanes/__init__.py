"""The lanes of the wide drawing, from top to bottom: one file a lane, each with its height and its drawing."""

from desireline.render.journey_map.lanes import leaks, path, reach, score, touchpoints, ways
from desireline.render.journey_map.lanes.lane import Lane

__all__ = ["LANES", "Lane"]

LANES: list[Lane] = [reach.LANE, path.LANE, touchpoints.LANE, ways.IN, ways.OUT, score.LANE, leaks.LANE]
