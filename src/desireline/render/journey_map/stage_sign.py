"""The sign of a stage: its icon on a disc."""

from desireline.render.journey_map.icons import ICONS, icon
from desireline.render.journey_map.markup import Markup, join, tag
from desireline.render.journey_map.model import StageColumn
from desireline.render.journey_map.sheet import Sheet

__all__ = ["stage_sign"]


def stage_sign(
    sheet: Sheet, stage: StageColumn, x: float, y: float, *, radius: float, size: float, line: float
) -> Markup:
    """Return the sign of a stage with its middle at (x, y), in the goal's colours where the stage holds one.

    Args:
        sheet: what it is drawn on.
        stage: whose sign; one whose icon is unknown gets a flag.
        x: middle.
        y: middle.
        radius: of the disc.
        size: width and height of the icon.
        line: width of the ring; the icon's strokes are a little wider.
    """
    colours = sheet.colours
    goal = any(cell.goal for cell in stage.cells)
    ring, ground = (colours.goal, colours.goal_ground) if goal else (colours.edge, colours.card)
    name = stage.icon if stage.icon in ICONS else "flag"
    return join(
        tag("circle", cx=x, cy=y, r=radius, fill=ground, stroke=ring, stroke_width=line),
        icon(name, x - size / 2, y - size / 2, size, ring, line + 0.2),
    )
