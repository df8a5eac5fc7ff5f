"""What every part of the drawing needs: the map, its words, its colours, and how text is put down."""

from dataclasses import dataclass
from functools import cached_property

import msgspec

from desireline.base.i18n import Translator
from desireline.render.journey_map.links import Link, Openings, linked, places
from desireline.render.journey_map.markup import Markup, tag, words
from desireline.render.journey_map.model import MapView
from desireline.render.journey_map.palette import Palette
from desireline.render.journey_map.text import fit, width

__all__ = ["FONTS", "Sheet", "put", "smaller"]

FONTS = (
    "'Noto Sans','Noto Sans CJK TC','Noto Sans TC','PingFang TC','Microsoft JhengHei','Segoe UI',system-ui,sans-serif"
)


@dataclass(frozen=True)
class Sheet:
    """One drawing of one map.

    Attributes:
        view: what is drawn.
        words: its language.
        colours: its palette.
        name: the layout; it starts all ids, so that two drawings can lie in one page.
        wide: how wide a small drawing is.
    """

    view: MapView
    words: Translator
    colours: Palette
    name: str
    wide: float = 360.0

    def id(self, what: str) -> str:
        """Return an id that is this drawing's own."""
        return f"dl-{self.name}-{what}"

    def url(self, what: str) -> str:
        """Return a reference to an id of this drawing, as paint."""
        return f"url(#{self.id(what)})"

    @cached_property
    def _places(self) -> dict[int, str]:
        return places(self.view)

    def at(self, part: msgspec.Struct | None, *names: str) -> str | None:
        """Return where a number of a part of the map stands in the map; None of no part."""
        return None if part is None else "/".join((self._places[id(part)], *names))

    def link(self, count: int, part: msgspec.Struct, *names: str) -> Link:
        """Return a number of a part of the map as sentences write it."""
        return Link(self.words.number(count), self.at(part, *names) or "", count)

    @property
    def widest(self) -> int:
        """The journeys that the full width of the path, or a whole bar, stands for."""
        counts = [stage.journeys for stage in self.view.stages]
        cells = [cell.journeys for stage in self.view.stages for cell in stage.cells] + [
            cell.journeys for cell in self.view.unstaged
        ]
        return max([1, *counts, *cells])


def smaller(text: str, room: float, size: float, least: float, weight: int = 600) -> float:
    """Return the largest size from `size` down to `least` at which the text fits; `least` where it never does."""
    whole = width(text, 1, weight)
    return size if whole * size <= room else max(least, round(room / whole, 1) - 0.1)


def put(
    text: str,
    x: float,
    y: float,
    size: float,
    colour: str,
    *,
    room: float | None = None,
    weight: int = 400,
    anchor: str | None = None,
    numbers: Openings | None = None,
    **data: str | float | None,
) -> Markup:
    """Return a line of text with its baseline at y, cut to `room`; what was cut is told by a title.

    Args:
        text: what is said.
        x: where it starts (or its middle or end, as `anchor` says).
        y: baseline.
        size: of the letters.
        colour: of the letters.
        room: how wide it may be.
        weight: 400 or 600.
        anchor: `middle` or `end`.
        numbers: what the numbers of the text open into; those that are said are taken out.
        data: attributes `data-…` of the element; `cell` says where its number stands in the map.
    """
    shown = text if room is None else fit(text, room, size, weight)
    cut = [] if room is None or shown.rstrip("…") == text or not shown.endswith("…") else [tag("title", words(text))]
    return tag(
        "text",
        *cut,
        words(shown) if numbers is None else linked(shown, numbers),
        x=x,
        y=y,
        font_size=size,
        fill=colour,
        font_weight=None if weight == 400 else str(weight),  # noqa: PLR2004 - the root's own
        text_anchor=anchor,
        **{f"data_{name}": value for name, value in data.items()},
    )
