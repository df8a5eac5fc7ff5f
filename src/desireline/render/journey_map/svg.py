"""The drawing of a journey map as SVG: the one picture that every surface shows."""

from collections.abc import Callable
from typing import Literal

from desireline.render.journey_map.markup import Markup, join, number, tag, words
from desireline.render.journey_map.model import MapView
from desireline.render.journey_map.narrow import narrow
from desireline.render.journey_map.palette import Theme, palette
from desireline.render.journey_map.sheet import FONTS, Sheet
from desireline.render.journey_map.story import map_title, speaker, story
from desireline.render.journey_map.wide import wide

__all__ = ["Layout", "svg"]

Layout = Literal["wide", "narrow"]
_LAYOUTS: dict[Layout, Callable[[Sheet], tuple[Markup, float, float]]] = {"wide": wide, "narrow": narrow}


def svg(view: MapView, *, layout: Layout = "wide", theme: Theme = "light") -> str:
    """Return the map as an SVG that stands alone: no style sheet, script, font or link.

    Elements that show a number carry `data-unit`, `data-count` and what they count (`data-touchpoint` or `data-stage`).

    Args:
        view: what to draw.
        layout: `wide` for screens and paper (1440 and more), `narrow` for telephones (360).
        theme: `light`, `dark`, or `css` for colours by the variables `--dl-…` of the page that holds the drawing.
    """
    sheet = Sheet(view=view, words=speaker(view), colours=palette(theme), name=layout)
    content, width, height = _LAYOUTS[layout](sheet)
    title, description = map_title(view), " ".join(story(view))
    return tag(
        "svg",
        tag("title", words(title), id=sheet.id("title")),
        tag("desc", words(description), id=sheet.id("desc")),
        tag("rect", width=width, height=height, fill=sheet.colours.paper),
        join(content),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        role="img",
        lang=view.language,
        aria_labelledby=f"{sheet.id('title')} {sheet.id('desc')}",
        font_family=FONTS,
        font_weight="400",
    )
