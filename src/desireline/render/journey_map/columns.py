"""The columns of the wide drawing: one a stage, and one for touchpoints without a stage."""

from dataclasses import dataclass

from desireline.render.journey_map.model import Cell, MapView, StageColumn

__all__ = ["Column", "Frame", "frame"]

_WIDTH = 1440.0
_MARGIN = 40.0
_LANE_NAMES = 112.0
_NARROWEST = 210.0
_GUTTER = 32.0
_FEWEST = 2


@dataclass(frozen=True)
class Column:
    """Where a stage stands.

    Attributes:
        stage: None for the column of touchpoints without a stage.
        cells: its touchpoints.
        hidden: how many more it has.
        left: where its cards begin.
        width: of its cards.
        pitch: from its left edge to the next column's.
    """

    stage: StageColumn | None
    cells: list[Cell]
    hidden: int
    left: float
    width: float
    pitch: float

    @property
    def middle(self) -> float:
        """The middle of its cards."""
        return self.left + self.width / 2

    @property
    def right(self) -> float:
        """Where its cards end."""
        return self.left + self.width


@dataclass(frozen=True)
class Frame:
    """The wide sheet from left to right."""

    width: float
    left: float
    lanes_left: float
    right: float
    columns: list[Column]

    @property
    def staged(self) -> list[Column]:
        """The columns that are stages."""
        return [column for column in self.columns if column.stage]


def frame(view: MapView) -> Frame:
    """Return the sheet of a map: 1440 wide, wider where the stages need it."""
    count = len(view.stages) + bool(view.unstaged)
    room = _WIDTH - 2 * _MARGIN - _LANE_NAMES
    pitch = max(_NARROWEST, (room + _GUTTER) / max(count, _FEWEST))
    first = _MARGIN + _LANE_NAMES
    lists: list[tuple[StageColumn | None, list[Cell], int]] = [
        (stage, stage.cells, stage.hidden) for stage in view.stages
    ]
    if view.unstaged:
        lists.append((None, view.unstaged, view.unstaged_hidden))
    columns = [
        Column(stage, cells, hidden, first + at * pitch, pitch - _GUTTER, pitch)
        for at, (stage, cells, hidden) in enumerate(lists)
    ]
    right = max(_WIDTH - _MARGIN, columns[-1].right if columns else 0.0)
    return Frame(right + _MARGIN, _MARGIN, first, right, columns)
