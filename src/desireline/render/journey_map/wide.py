"""The wide drawing: stages side by side, lanes below each other."""

from desireline.render.journey_map.columns import Frame, frame
from desireline.render.journey_map.heading import evidence_lines, heading
from desireline.render.journey_map.lanes import LANES, Lane
from desireline.render.journey_map.markup import Markup, join, number, tag
from desireline.render.journey_map.sheet import Sheet, put
from desireline.render.journey_map.text import wrap

__all__ = ["wide"]


def wide(sheet: Sheet) -> tuple[Markup, float, float]:
    """Return the drawing's content with its width and height."""
    shown = frame(sheet.view)
    head, top = heading(sheet, shown.left, shown.right)
    parts = [head]
    for lane in LANES if sheet.view.journeys else LANES[:1]:
        height = lane.height(sheet, shown)
        if height:
            parts += [
                _rule(sheet, shown, lane, top),
                _name(sheet, shown, lane, top + 14),
                tag("g", lane.draw(sheet, shown, top + 14), data_lane=lane.name),
            ]
            top += height + 14
    foot, top = evidence_lines(sheet, shown.left, shown.lanes_left, shown.right, top)
    return join(*parts, foot), shown.width, top


def _rule(sheet: Sheet, shown: Frame, lane: Lane, y: float) -> Markup:
    if lane is LANES[0] or lane is LANES[1]:
        return join()
    return tag(
        "path", d=f"M{number(shown.left)} {number(y)}H{number(shown.right)}", stroke=sheet.colours.line, stroke_width=1
    )


def _name(sheet: Sheet, shown: Frame, lane: Lane, top: float) -> Markup:
    room = shown.lanes_left - shown.left - 22
    lines = wrap(sheet.words(f"map.lane.{lane.name}"), room, 12.5, 600, lines=3)
    return join(
        *(
            put(line, shown.left, top + 22 + at * 16, 12.5, sheet.colours.muted, weight=600)
            for at, line in enumerate(lines)
        )
    )
