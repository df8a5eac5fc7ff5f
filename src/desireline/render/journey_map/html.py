"""The map as one web page that needs nothing else: no network, no script."""

from desireline.base.i18n import Translator
from desireline.render.journey_map.markup import Markup, join, tag, words
from desireline.render.journey_map.model import MapView
from desireline.render.journey_map.palette import DARK, LIGHT, declarations
from desireline.render.journey_map.story import evidence, map_title, speaker, story
from desireline.render.journey_map.svg import svg
from desireline.render.journey_map.table import COLUMNS, rows

__all__ = ["html"]

_NUMBERS = range(3, 7)  # the columns that hold a number alone
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root{color-scheme:light dark;LIGHT}
@media (prefers-color-scheme:dark){:root{DARK}}
body{margin:0;background:var(--dl-paper);color:var(--dl-ink);font:15px/1.55 FONTS}
main{max-width:1440px;margin:0 auto}
.map{overflow-x:auto}
.map svg{display:block;max-width:100%;height:auto;margin:0 auto}
.map.wide svg{min-width:960px}
.map.narrow{display:none}
section,details{margin:0 40px 28px}
summary{cursor:pointer;padding:10px 0;font-weight:600;color:var(--dl-muted)}
summary:focus-visible{outline:2px solid var(--dl-edge);outline-offset:2px;border-radius:4px}
h1,h2{font-size:17px;margin:0 0 8px}
.story{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:4px 48px}
.story h1{grid-column:1/-1}
.story p,.story li{max-width:72ch;margin:0 0 6px}
.story ul{margin:2px 0 0;padding:0;list-style:none;color:var(--dl-muted);font-size:13px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:13px;width:100%}
caption{text-align:start;color:var(--dl-muted);padding-bottom:8px}
th,td{padding:6px 10px;text-align:start;vertical-align:top;border-bottom:1px solid var(--dl-line)}
thead th{color:var(--dl-muted);white-space:nowrap}
.n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
@media (max-width:760px){.map.wide{display:none}.map.narrow{display:block}
.map.narrow svg{width:100%;max-width:480px}.story{display:block}
section,details{margin:0 16px 24px}}
@media print{@page{size:A3 landscape;margin:8mm}:root{color-scheme:light;LIGHT}.map.wide{display:block;overflow:visible}
.map.wide svg{min-width:0;width:auto;max-height:275mm}.map.narrow{display:none}
section,details{margin:0 0 16px;break-inside:avoid}details:not([open]){display:none}}
"""
_FONTS = (
    '"Noto Sans","Noto Sans CJK TC","Noto Sans TC","PingFang TC","Microsoft JhengHei","Segoe UI",system-ui,sans-serif'
)


def html(view: MapView) -> str:
    """Return a page with the map, its story and its table.

    The map is wide or narrow as the window asks, light or dark as the system asks.
    """
    say = speaker(view)
    title = map_title(view)
    style = _STYLE.replace("LIGHT", declarations(LIGHT)).replace("DARK", declarations(DARK)).replace("FONTS", _FONTS)
    head = tag(
        "head",
        _void("meta", charset="utf-8"),
        tag("title", words(title)),
        _void("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        _void("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _void("meta", name="color-scheme", content="light dark"),
        tag("style", Markup(style)),
    )
    pictures = [
        tag("div", Markup(svg(view, layout=layout, theme="css")), class_=f"map {layout}")
        for layout in ("wide", "narrow")
    ]
    body = tag("body", tag("main", *pictures, _story(view, title), _table(view, say)))
    return f"<!doctype html>\n{tag('html', head, body, lang=view.language)}\n"


def _story(view: MapView, title: str) -> Markup:
    sentences = [tag("p", words(sentence)) for sentence in story(view)]
    facts = [tag("li", words(fact)) for fact in evidence(view)]
    return tag("section", tag("h1", words(title)), tag("div", *sentences), tag("ul", *facts), class_="story")


def _table(view: MapView, say: Translator) -> Markup:
    head = tag(
        "tr",
        *(tag("th", words(say(f"map.table.{name}")), scope="col", class_=_kind(at)) for at, name in enumerate(COLUMNS)),
    )
    body = [tag("tr", *(_cell(at, text) for at, text in enumerate(row))) for row in rows(view, say)]
    if not body:
        return join()
    caption = say("map.table.caption")
    table = tag("table", tag("caption", words(caption)), tag("thead", head), tag("tbody", *body))
    return tag("details", tag("summary", words(caption)), tag("div", table, class_="scroll"))


def _cell(at: int, text: str) -> Markup:
    return tag("th", words(text), scope="row") if at == 1 else tag("td", words(text), class_=_kind(at))


def _kind(at: int) -> str | None:
    return "n" if at in _NUMBERS else None


def _void(element: str, /, **attributes: str) -> Markup:
    return Markup(tag(element, **attributes).removesuffix("/>") + ">")
