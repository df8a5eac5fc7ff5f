"""The map as a page of paper: lines stay lines, words stay words."""

import tempfile
import unicodedata
from pathlib import Path

from desireline.base.errors import MissingExtraError
from desireline.render.journey_map.fonts import font_files
from desireline.render.journey_map.markup import number
from desireline.render.journey_map.model import MapView
from desireline.render.journey_map.palette import Theme
from desireline.render.journey_map.svg import Layout, svg

__all__ = ["pdf"]

_PURPOSE = "making a PDF"
_POINTS = 0.75  # points a unit of the drawing: 96 units are an inch


def pdf(view: MapView, *, layout: Layout = "wide", theme: Theme = "light") -> bytes:
    """Return the map as a PDF of one page, as large as the drawing.

    The theme `css` has no page here and is drawn light.

    Raises:
        MissingExtraError: the extra `render` is not installed.
    """
    try:
        import typst  # an extra
    except ImportError as error:
        raise MissingExtraError("render", _PURPOSE) from error
    folders = [str(path.parent) for path in font_files(_PURPOSE)]
    drawing = _stronger(svg(view, layout=layout, theme="light" if theme == "css" else theme))
    wide, high = _size(drawing)
    page = f'#set page(width: {wide}pt, height: {high}pt, margin: 0pt)\n#image("map.svg", width: 100%)\n'
    with tempfile.TemporaryDirectory(prefix="desireline-pdf-") as folder:
        (Path(folder) / "map.svg").write_text(drawing, encoding="utf-8")
        source = Path(folder) / "map.typ"
        source.write_text(page, encoding="utf-8")
        return bytes(typst.compile(str(source), root=folder, font_paths=folders, ignore_system_fonts=True))


def _stronger(drawing: str) -> str:
    """Draw Chinese in medium weight: at regular weight the variable font comes out hair-thin in PDF."""
    chinese = any(unicodedata.east_asian_width(char) == "W" for char in drawing)
    return drawing.replace('font-weight="400"', 'font-weight="500"', 1) if chinese else drawing


def _size(drawing: str) -> tuple[str, str]:
    box = drawing.split('viewBox="', 1)[1].split('"', 1)[0].split()
    return number(float(box[2]) * _POINTS), number(float(box[3]) * _POINTS)
