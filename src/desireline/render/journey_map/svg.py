"""The drawing of a journey map as SVG: the one picture that every surface shows."""

from collections.abc import Callable
from typing import Literal

from desireline.render.journey_map.markup import Markup, join, number, tag, words
from desireline.render.journey_map.model import MapView
from desireline.render.journey_map.narrow import narrow
from desireline.render.journey_map.palette import Theme, palette
from desireline.render.journey_map.sheet import FONTS, Sheet
from desireline.render.journey_map.small import small
from desireline.render.journey_map.story import map_title, speaker, story
from desireline.render.journey_map.wide import wide

__all__ = ["Layout", "svg"]

Layout = Literal["wide", "narrow", "small"]
_LAYOUTS: dict[Layout, Callable[[Sheet], tuple[Markup, float, float]]] = {
    "wide": wide,
    "narrow": narrow,
    "small": small,
}


def svg(view: MapView, *, layout: Layout = "wide", theme: Theme = "light", width: float = 360) -> str:
    """Return the map as an SVG that stands alone: no style sheet, script, font or link.

    What shows a number that opens carries `data-cell`: where the number stands in the map, as `open_map` takes it. Cards carry
    `data-touchpoint`, stages `data-stage`. The drawing is one picture to screen readers (`role="img"`): a page that makes links of its
    numbers must say that it is a group.

    Args:
        view: what to draw.
        layout: `wide` for screens and paper (1440 and more), `narrow` for telephones (360), `small` for a page that shows it among
            other things.
        theme: `light`, `dark`, or `css` for colours by the variables `--dl-…` of the page that holds the drawing.
        width: of the small drawing: as wide as it will be shown, so that its letters keep their size. Stages lie side by
            side where they have room, as five have at about 520.
    """
    sheet = Sheet(view=view, words=speaker(view), colours=palette(theme), name=layout, wide=width)
    content, across, height = _LAYOUTS[layout](sheet)
    on_page = layout == "small" and theme == "css"  # it lies on whatever the page has there
    ground = join() if on_page else tag("rect", width=across, height=height, fill=sheet.colours.paper)
    title, description = map_title(view), " ".join(story(view))
    return tag(
        "svg",
        tag("title", words(title), id=sheet.id("title")),
        tag("desc", words(description), id=sheet.id("desc")),
        ground,
        join(content),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(across)} {number(height)}",
        width=across,
        height=height,
        role="img",
        lang=view.language,
        aria_labelledby=f"{sheet.id('title')} {sheet.id('desc')}",
        font_family=FONTS,
        font_weight="400",
    )
