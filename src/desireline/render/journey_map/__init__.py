"""Drawings of a journey map, all made from `MapView` and nothing else."""

from collections.abc import Callable

import msgspec

from desireline.base.errors import InputError
from desireline.render.journey_map.html import html
from desireline.render.journey_map.model import Cell, Edge, Leak, MapView, Score, StageColumn
from desireline.render.journey_map.palette import Theme
from desireline.render.journey_map.pdf import pdf
from desireline.render.journey_map.png import png
from desireline.render.journey_map.story import headline, story
from desireline.render.journey_map.svg import Layout, svg
from desireline.render.journey_map.terminal import terminal

__all__ = [
    "FORMATS",
    "Cell",
    "Edge",
    "Layout",
    "Leak",
    "MapView",
    "Score",
    "StageColumn",
    "Theme",
    "draw",
    "headline",
    "story",
    "svg",
    "terminal",
]

FORMATS: dict[str, Callable[[MapView, Layout, Theme], str | bytes]] = {
    "svg": lambda view, layout, theme: svg(view, layout=layout, theme=theme),
    "html": lambda view, _layout, _theme: html(view),
    "png": lambda view, layout, theme: png(view, layout=layout, theme=theme),
    "pdf": lambda view, layout, theme: pdf(view, layout=layout, theme=theme),
    "json": lambda view, _layout, _theme: msgspec.json.format(msgspec.json.encode(view)) + b"\n",
}
"""What a map can be drawn as: by the ending of a file's name."""


def draw(view: MapView, format: str, *, layout: Layout = "wide", theme: Theme = "light") -> str | bytes:  # noqa: A002 - the word people use
    """Return the map in one of `FORMATS`.

    Args:
        view: what to draw.
        format: `svg`, `html`, `png`, `pdf` or `json`.
        layout: `wide`, `narrow` or `small`; HTML holds the first two and JSON none.
        theme: `light`, `dark` or `css`; HTML follows the reader's system.

    Raises:
        InputError: the format is none of these.
        MissingExtraError: the format needs the extra `render`, which is not installed.
    """
    made = FORMATS.get(format.lower())
    if made is None:
        raise InputError(f"a map cannot be drawn as '{format}': choose one of {', '.join(FORMATS)}")
    return made(view, layout, theme)
