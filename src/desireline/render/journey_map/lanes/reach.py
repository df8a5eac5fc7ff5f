"""The lane of stages: icon, name, and how many got there."""

from desireline.render.journey_map.columns import Column, Frame
from desireline.render.journey_map.lanes.lane import Lane
from desireline.render.journey_map.markup import Markup, join, tag
from desireline.render.journey_map.sheet import Sheet, put, smaller
from desireline.render.journey_map.stage_sign import stage_sign

__all__ = ["LANE", "stage_head"]

_HEIGHT = 92.0


def stage_head(sheet: Sheet, column: Column, top: float) -> Markup:
    """Return the head of a stage: icon, name, customers, journeys."""
    stage, colours, x = column.stage, sheet.colours, column.left
    if stage is None:
        return put(sheet.words("map.unstaged"), x, top + 24, 15, colours.muted, room=column.width, weight=600)
    room = column.width - 53
    parts = [
        stage_sign(sheet, stage, x + 21, top + 23, radius=21, size=22, line=1.4),
        put(stage.label, x + 53, top + 18, smaller(stage.label, room, 16, 12), colours.ink, room=room, weight=600),
        put(
            sheet.words("map.customers", n=stage.customers),
            x + 53,
            top + 38,
            13.5,
            colours.ink,
            room=room,
            unit="customers",
            count=stage.customers,
            cell=sheet.at(stage, "customers"),
            stage=stage.stage,
        ),
        put(
            sheet.words("map.journeys", n=stage.journeys),
            x + 53,
            top + 55,
            12,
            colours.muted,
            room=room,
            unit="journeys",
            count=stage.journeys,
            cell=sheet.at(stage, "journeys"),
            stage=stage.stage,
        ),
    ]
    return tag("g", *parts, data_stage=stage.stage, data_part="stage")


def _draw(sheet: Sheet, frame: Frame, top: float) -> Markup:
    return join(*(stage_head(sheet, column, top + 6) for column in frame.columns))


LANE = Lane("reach", lambda _sheet, _frame: _HEIGHT, _draw)
