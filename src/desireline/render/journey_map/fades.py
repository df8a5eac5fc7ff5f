"""The paints that run out: of the path at both its ends, of a trail at its tip."""

from desireline.render.journey_map.markup import Markup, tag
from desireline.render.journey_map.sheet import Sheet

__all__ = ["path_fades", "trail_fade"]


def path_fades(sheet: Sheet, begin: float, end: float, full: tuple[float, float], *, down: bool = False) -> Markup:
    """Return the definitions of the path's paints, `earth` and `edge`.

    Args:
        sheet: what it is drawn on.
        begin: where the path begins, along it.
        end: where it ends.
        full: from which part of its length on it is fully seen, and up to which.
        down: the path runs down the sheet, not to the right.
    """
    colours, seen = sheet.colours, ((0.0, 0.0), (full[0], 1.0), (full[1], 1.0), (1.0, 0.0))
    paints = (
        _fade(
            sheet,
            name,
            *(tag("stop", offset=at, stop_color=colour, stop_opacity=opacity) for at, opacity in seen),
            ends=(begin, end),
            down=down,
        )
        for name, colour in (("earth", colours.earth), ("edge", colours.edge))
    )
    return tag("defs", *paints)


def trail_fade(sheet: Sheet, name: str, begin: float, end: float, *, down: bool = False) -> Markup:
    """Return the definition of the paint of a trail that leaves the path: earth at first, then ever paler loss.

    Args:
        sheet: what it is drawn on.
        name: of the paint, as `sheet.url` takes it.
        begin: where the trail leaves the path.
        end: its tip.
        down: it fades down the sheet, not across.
    """
    colours = sheet.colours
    paint = _fade(
        sheet,
        name,
        tag("stop", offset=0, stop_color=colours.earth),
        tag("stop", offset=0.5, stop_color=colours.leak, stop_opacity=0.75),
        tag("stop", offset=1, stop_color=colours.leak, stop_opacity=0.25),
        ends=(begin, end),
        down=down,
    )
    return tag("defs", paint)


def _fade(sheet: Sheet, name: str, *stops: Markup, ends: tuple[float, float], down: bool) -> Markup:
    (x1, x2), (y1, y2) = ((0, 0), ends) if down else (ends, (0, 0))
    return tag("linearGradient", *stops, id=sheet.id(name), gradientUnits="userSpaceOnUse", x1=x1, x2=x2, y1=y1, y2=y2)
