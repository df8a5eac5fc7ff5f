"""Charts as pictures, and answers as a page of their own."""

from html import escape
from typing import TYPE_CHECKING, Any

from desireline.base.errors import MissingExtraError
from desireline.render.journey_map.fonts import font_files

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["chart_html", "chart_picture"]

_PURPOSE = "drawing a chart"
_WIDTH = 720
_STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.5 'Noto Sans', system-ui, 'Noto Sans CJK TC', sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
th, td { padding: .3rem .7rem; border-bottom: 1px solid #8884; text-align: left }
figure { margin: 1.5rem 0; background: #fff; border-radius: 8px; padding: 1rem; overflow-x: auto }
div { overflow-x: auto }
"""


def chart_picture(spec: dict[str, Any], kind: str) -> bytes:
    """Return a Vega-Lite chart as SVG or PNG; nothing is fetched.

    Raises:
        MissingExtraError: the extra `render` is not installed.
    """
    try:
        import vl_convert  # an extra
    except ImportError as error:
        raise MissingExtraError("render", _PURPOSE) from error
    for folder in {str(path.parent) for path in font_files(_PURPOSE)}:
        vl_convert.register_font_directory(folder)
    sized = spec | ({"width": _WIDTH} if "width" in spec else {})
    config = sized.get("config", {}) | {"background": "white"}
    drawn = sized | {"config": config}
    if kind == "svg":
        return str(vl_convert.vegalite_to_svg(drawn)).encode()
    return bytes(vl_convert.vegalite_to_png(drawn, scale=2))


def chart_html(title: str, story: list[str], table: "pa.Table", chart: dict[str, Any] | None, lang: str) -> str:
    """Return an answer as one page without scripts: its story, its chart where it has one, and its table."""
    figure = f"<figure>{chart_picture(chart, 'svg').decode()}</figure>" if chart is not None else ""
    told = "".join(f"<p>{escape(sentence)}</p>" for sentence in story)
    head = "".join(f"<th>{escape(name)}</th>" for name in table.column_names)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(_text(value))}</td>' for value in row.values())}</tr>" for row in table.to_pylist()
    )
    return (
        f'<!doctype html><html lang="{escape(lang)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>{told}{figure}"
        f"<div><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div></body></html>\n"
    )


def _text(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, list):
        return " → ".join(_text(part) for part in value)
    return str(value)
