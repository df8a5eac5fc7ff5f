"""What a lane is."""

from collections.abc import Callable
from dataclasses import dataclass

from desireline.render.journey_map.columns import Frame
from desireline.render.journey_map.markup import Markup
from desireline.render.journey_map.sheet import Sheet

__all__ = ["Lane"]


@dataclass(frozen=True)
class Lane:
    """A row of the map.

    Attributes:
        name: ends the key of its name, `map.lane.NAME`.
        height: how high it is for a map; 0 leaves the lane out.
        draw: its drawing with its top at a height of the sheet.
    """

    name: str
    height: Callable[[Sheet, Frame], float]
    draw: Callable[[Sheet, Frame, float], Markup]
