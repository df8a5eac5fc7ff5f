"""The small drawing: what it shows at any width it may be shown at."""

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from desireline.base.i18n import LANGUAGES, Language
from desireline.render.journey_map.svg import svg
from desireline.render.journey_map.text import width as wide
from example_maps import empty, shop

NS = "{http://www.w3.org/2000/svg}"
WIDTHS = (280, 320, 360, 480, 519, 520, 640, 700, 1200)


def texts(drawing: str) -> list[ET.Element]:
    return list(ET.fromstring(drawing).iter(f"{NS}text"))


def span(text: ET.Element) -> tuple[float, float]:
    """Return from where to where a text goes."""
    said = "".join(part for part in (text.text, *(each for span in text for each in (span.text, span.tail))) if part)
    x, size = float(text.attrib["x"]), float(text.attrib["font-size"])
    length = wide(said, size, int(text.get("font-weight", "400"))) / 1.03
    return {"middle": (x - length / 2, x + length / 2), "end": (x - length, x)}.get(
        text.get("text-anchor", ""), (x, x + length)
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut_or_runs_into_another(lang: Language, width: int) -> None:
    drawing = svg(shop(lang), layout="small", width=width)
    root = ET.fromstring(drawing)
    assert float(root.attrib["width"]) == width
    assert "…" not in drawing
    lines: dict[float, list[tuple[float, float]]] = {}
    for text in texts(drawing):
        assert float(text.attrib["font-size"]) >= 11
        lines.setdefault(float(text.attrib["y"]), []).append(span(text))
    for spans in lines.values():
        assert min(low for low, _ in spans) >= -1
        assert max(high for _, high in spans) <= width + 1
        for (_, end), (begin, _) in pairwise(sorted(spans)):
            assert end <= begin + 1


@pytest.mark.parametrize("width", WIDTHS)
def test_it_shows_every_stage_how_many_go_on_and_the_worst_leak(width: int) -> None:
    view = shop()
    root = ET.fromstring(svg(view, layout="small", width=width))
    cells = {element.get("data-cell") for element in root.iter()}
    for at, stage in enumerate(view.stages):
        assert f"/stages/{at}/customers" in cells
        assert (f"/stages/{at}/onward/count" in cells) == (stage.onward is not None)
        assert (f"/stages/{at}/lost" in cells) == bool(stage.lost)
    assert {"/leaks/0/customers", "/leaks/0/lost/count", "/leaks/0/lost/of"} <= cells
    assert "/leaks/1/customers" not in cells


@pytest.mark.parametrize("width", [320, 640])
def test_without_a_leak_it_says_what_the_map_says(width: int) -> None:
    said = " ".join("".join(text.itertext()) for text in texts(svg(empty(), layout="small", width=width)))
    assert "No journeys yet: the map draws itself" in said
    said = " ".join("".join(text.itertext()) for text in texts(svg(replace(shop(), leaks=[]), layout="small")))
    assert "No leak stands out" in said


@pytest.mark.parametrize("width", [320, 640])
def test_it_says_what_it_is_narrowed_to(width: int) -> None:
    view = replace(shop(), where="x", narrowed=['Only where country = "HU"', "Only events of Mar 5, 2026"])
    said = ["".join(text.itertext()) for text in texts(svg(view, layout="small", width=width))]
    assert said[:2] == view.narrowed


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_so_do_the_others(layout: str) -> None:
    view = replace(shop(), where="x", narrowed=['Only where country = "HU"'])
    drawn = svg(view, layout="wide" if layout == "wide" else "narrow")
    assert "Only where country = " in drawn
    plain = svg(shop(), layout="wide" if layout == "wide" else "narrow")
    assert float(ET.fromstring(drawn).attrib["height"]) > float(ET.fromstring(plain).attrib["height"])


def test_it_lies_on_the_page_s_ground_where_the_page_colours_it() -> None:
    assert 'fill="#fbf8f1"' in svg(shop(), layout="small")
    first = next(iter(ET.fromstring(svg(shop(), layout="small", theme="css")).iter(f"{NS}rect")))
    assert "--dl-grass" in first.attrib["fill"]
