"""The small drawing, for a page that shows the map among other things: stages, how many go on, and the worst leak."""

from desireline.render.journey_map.heading import headline_numbers, narrowed_lines
from desireline.render.journey_map.lanes.leaks import leak_card, leak_height
from desireline.render.journey_map.markup import Markup, join
from desireline.render.journey_map.sheet import Sheet, put
from desireline.render.journey_map.small_rows import small_rows
from desireline.render.journey_map.small_strip import small_strip
from desireline.render.journey_map.story import headline
from desireline.render.journey_map.text import width, wrap

__all__ = ["small"]

_NARROWEST = 104.0


def small(sheet: Sheet) -> tuple[Markup, float, float]:
    """Return the drawing's content with its width and height: stages side by side where they have room, else below each other."""
    stages, top = sheet.view.stages, 0.0
    scope = join()
    if sheet.view.narrowed:
        scope, top = narrowed_lines(sheet, 0, 4, sheet.wide)
    picture = join()
    if stages:
        room = sheet.wide / len(stages)
        beside = room >= max(_NARROWEST, *(width(stage.label, 11, 600) + 10 for stage in stages))
        picture, top = (small_strip if beside else small_rows)(sheet, top + (6 if top else 0))
    foot, height = _foot(sheet, top + (10 if top else 0))
    return join(scope, picture, foot), sheet.wide, height


def _foot(sheet: Sheet, top: float) -> tuple[Markup, float]:
    """The worst leak; where there is none, what the map says instead."""
    view = sheet.view
    if view.leaks:
        height = leak_height(sheet, view.leaks[0], sheet.wide)
        return leak_card(sheet, view.leaks[0], 1, 0, top, sheet.wide, height), top + height
    lines, numbers = wrap(headline(view), sheet.wide - 4, 14, 600), headline_numbers(sheet)
    said = [
        put(line, 2, top + 14 + at * 20, 14, sheet.colours.ink, weight=600, numbers=numbers)
        for at, line in enumerate(lines)
    ]
    return join(*said), top + len(lines) * 20 + 4
