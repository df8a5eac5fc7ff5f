"""The map as a picture of pixels."""

from desireline.base.errors import MissingExtraError
from desireline.render.journey_map.fonts import font_files
from desireline.render.journey_map.model import MapView
from desireline.render.journey_map.palette import Theme
from desireline.render.journey_map.svg import Layout, svg

__all__ = ["png"]

_PURPOSE = "drawing a PNG"


def png(view: MapView, *, layout: Layout = "wide", theme: Theme = "light", scale: float = 2.0) -> bytes:
    """Return the map as PNG, `scale` pixels for each unit of the drawing.

    The theme `css` has no page here and is drawn light.

    Raises:
        MissingExtraError: the extra `render` is not installed.
    """
    try:
        import resvg_py  # an extra
    except ImportError as error:
        raise MissingExtraError("render", _PURPOSE) from error
    drawing = svg(view, layout=layout, theme="light" if theme == "css" else theme)
    fonts = [str(path) for path in font_files(_PURPOSE)]
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawing, font_files=fonts, skip_system_fonts=True, zoom=scale, sans_serif_family="Noto Sans"
        )
    )
