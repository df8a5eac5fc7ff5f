"""The drawing: well-formed whatever it is given, complete, and made of the map's own numbers."""

import re
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.analyses import counts
from desireline.base.i18n import LANGUAGES, Language, Translator
from desireline.render.journey_map.model import MapView
from desireline.render.journey_map.palette import Theme
from desireline.render.journey_map.svg import Layout, svg
from desireline.render.words import percent
from example_maps import HOSTILE, empty, shop

NS = "{http://www.w3.org/2000/svg}"
LAYOUTS: tuple[Layout, ...] = ("wide", "narrow")
EVERY: tuple[Layout, ...] = (*LAYOUTS, "small")
THEMES: tuple[Theme, ...] = ("light", "dark", "css")


def parse(drawing: str) -> ET.Element:
    return ET.fromstring(drawing)


def said(root: ET.Element) -> str:
    return " ".join("".join(text.itertext()) for text in root.iter(f"{NS}text"))


@pytest.mark.parametrize("layout", EVERY)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_well_formed_and_within_the_sheet(lang: Language, layout: Layout) -> None:
    root = parse(svg(shop(lang), layout=layout))
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    assert width == (1440 if layout == "wide" else 360)
    for text in root.iter(f"{NS}text"):
        assert 0 <= float(text.attrib["x"]) <= width
        assert 0 <= float(text.attrib["y"]) <= height
    for rect in root.iter(f"{NS}rect"):
        assert float(rect.get("x", 0)) + float(rect.attrib["width"]) <= width + 0.5


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_count_is_marked_for_opening(layout: Layout) -> None:
    view = shop()
    found = {
        (element.get("data-unit"), element.get("data-touchpoint"), float(element.attrib["data-count"]))
        for element in parse(svg(view, layout=layout)).iter()
        if "data-count" in element.attrib
    }
    for stage in view.stages:
        for cell in stage.cells:
            assert ("customers", cell.touchpoint, cell.customers) in found
            assert ("journeys", cell.touchpoint, cell.journeys) in found
    for leak in view.leaks:
        assert ("customers", leak.touchpoint, leak.customers) in found
    assert view.reached is not None
    assert ("journeys", None, view.reached.count) in found


def test_it_says_title_and_story_to_those_who_do_not_see() -> None:
    root = parse(svg(shop("hu")))
    assert root.attrib["role"] == "img"
    assert root.attrib["lang"] == "hu"
    names = {element.get("id"): "".join(element.itertext()) for element in root if element.get("id")}
    title, description = (names[name] for name in root.attrib["aria-labelledby"].split())
    assert title == "Zöldmező Kertészet · Ügyfélút-térkép: Vásárlás"
    assert "Pénztár" in description


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("layout", EVERY)
def test_no_style_script_or_link(layout: Layout, theme: Theme) -> None:
    drawing = svg(shop(), layout=layout, theme=theme)
    assert not re.search(r"<(script|style|image|use|foreignObject|a)\b|\sstyle=|\son\w+=|href", drawing)
    assert re.findall(r"https?://[^\"]+", drawing) == ["http://www.w3.org/2000/svg"]
    assert ("var(--dl-" in drawing) is (theme == "css")


def test_ids_of_two_layouts_do_not_meet() -> None:
    ids = [found for layout in EVERY for found in set(re.findall(r' id="([^"]+)"', svg(shop(), layout=layout)))]
    assert len(ids) == len(set(ids)) > len(EVERY)


@pytest.mark.parametrize("layout", EVERY)
def test_references_have_their_targets(layout: Layout) -> None:
    drawing = svg(shop(), layout=layout)
    assert set(re.findall(r"url\(#([^)]+)\)", drawing)) <= set(re.findall(r'id="([^"]+)"', drawing))


@pytest.mark.parametrize("layout", EVERY)
def test_hostile_words_stay_words(layout: Layout) -> None:
    plain = msgspec.json.encode(shop())
    data = msgspec.json.decode(plain)
    _poison(data)
    drawing = svg(msgspec.convert(data, MapView), layout=layout)
    root = parse(drawing)
    assert not list(root.iter(f"{NS}script"))
    assert "<script" not in drawing
    assert "]]>" not in drawing
    assert not re.search("[\x00-\x08\u202e\ud800]", drawing)
    drawing.encode()
    assert "<script>" in said(root)


def _poison(node: object) -> None:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("label", "touchpoint", "stage", "project", "channel", "icon", "name") and value is not None:
                node[key] = HOSTILE + str(value)
            else:
                _poison(value)
    elif isinstance(node, list):
        for item in node:
            _poison(item)


@pytest.mark.parametrize("layout", EVERY)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_map_says_so(lang: Language, layout: Layout) -> None:
    root = parse(svg(empty(lang), layout=layout))
    assert empty(lang).stages[0].label in said(root)
    assert not list(root.iter(f"{NS}linearGradient"))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_stages_at_all(layout: Layout) -> None:
    view = msgspec.structs.replace(shop(), stages=[], unstaged=[], leaks=[])
    assert "19%" in said(parse(svg(view, layout=layout)))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_sixty_touchpoints_huge_numbers_long_names(layout: Layout) -> None:
    view = shop()
    cell = msgspec.structs.replace(
        view.stages[0].cells[0], label="Ein sehr langer Name " * 9, customers=10**13, journeys=10**14, lost=10**13
    )
    stages = [
        msgspec.structs.replace(
            stage,
            label="Überlegung" * 9,
            journeys=10**14,
            cells=[msgspec.structs.replace(cell, touchpoint=f"{stage.stage}-{at}") for at in range(12)],
        )
        for stage in view.stages
    ]
    root = parse(svg(msgspec.structs.replace(view, stages=stages), layout=layout))
    cards = [group for group in root.iter(f"{NS}g") if group.get("data-part") == "touchpoint"]
    assert len(cards) == 60 + len(view.unstaged)
    assert "…" in said(root)


def test_twenty_stages_widen_the_sheet() -> None:
    view = shop()
    stages = [msgspec.structs.replace(view.stages[1], stage=f"s{at}") for at in range(20)]
    root = parse(svg(msgspec.structs.replace(view, stages=stages)))
    assert float(root.attrib["viewBox"].split()[2]) > 20 * 200


def test_a_stage_without_touchpoints_says_so() -> None:
    view = shop()
    stages = [msgspec.structs.replace(view.stages[0], cells=[]), *view.stages[1:]]
    assert "No touchpoint seen here" in said(parse(svg(msgspec.structs.replace(view, stages=stages))))


words = st.text(max_size=40)
numbers = st.integers(0, 10**12)


@settings(max_examples=40, deadline=None)
@given(project=words, label=words, customers=numbers, journeys=numbers, lost=numbers, layout=st.sampled_from(EVERY))
def test_any_words_and_counts_give_a_well_formed_drawing(
    project: str, label: str, customers: int, journeys: int, lost: int, layout: Layout
) -> None:
    view = shop()
    cell = msgspec.structs.replace(
        view.stages[0].cells[0], label=label, touchpoint=label, customers=customers, journeys=journeys, lost=lost
    )
    stage = msgspec.structs.replace(view.stages[0], label=label, journeys=journeys, customers=customers, cells=[cell])
    parse(svg(msgspec.structs.replace(view, project=project, stages=[stage]), layout=layout))


def shown(element: ET.Element) -> str:
    return "".join(element.itertext())


@pytest.mark.parametrize("layout", EVERY)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_number_that_opens_is_the_map_s(lang: Language, layout: Layout) -> None:
    view = shop(lang)
    say = Translator(lang)
    known = {count.path: count.value for count in counts(view)}
    found = [element for element in parse(svg(view, layout=layout)).iter() if "data-cell" in element.attrib]
    for element in found:
        value = known[element.attrib["data-cell"]]
        if "data-of" in element.attrib:
            assert int(element.attrib["data-count"]) == value
            assert percent(value / int(element.attrib["data-of"]), say) in shown(element)
        else:
            assert re.search(rf"(?<!\d){re.escape(say.number(value))}(?!\d)", shown(element)), shown(element)
        assert float(element.get("data-count", value)) == value


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_kind_of_number_opens(layout: Layout) -> None:
    cells = [element.get("data-cell", "") for element in parse(svg(shop(), layout=layout)).iter()]
    kinds = {re.sub(r"\d+", "N", cell) for cell in cells} - {""}
    both = {
        "/customers", "/events", "/journeys", "/open_journeys", "/recovered", "/reached/count", "/reached/of",
        "/stages/N/customers", "/stages/N/journeys", "/stages/N/lost", "/stages/N/onward/count", "/stages/N/onward/of",
        "/stages/N/score/answers", "/stages/N/cells/N/customers", "/stages/N/cells/N/journeys", "/stages/N/cells/N/lost",
        "/stages/N/cells/N/score/answers", "/unstaged/N/customers", "/unstaged/N/journeys", "/unstaged/N/lost",
        "/leaks/N/customers", "/leaks/N/lost/count", "/leaks/N/lost/of",
    }  # fmt: skip
    ways = {
        "/stages/N/cells/N/ways_in/N/customers", "/stages/N/cells/N/ways_out/N/customers",
        "/unstaged/N/ways_in/N/customers", "/unstaged/N/ways_out/N/customers",
    }  # fmt: skip
    assert kinds == (both | ways if layout == "wide" else both)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_cards_and_stages_say_which_they_are(layout: Layout) -> None:
    view = shop()
    groups = list(parse(svg(view, layout=layout)).iter(f"{NS}g"))
    stages = [group.get("data-stage") for group in groups if group.get("data-part") == "stage"]
    assert stages == [stage.stage for stage in view.stages]
    cards = [group.get("data-touchpoint") for group in groups if group.get("data-part") == "touchpoint"]
    assert set(cards) == {cell.touchpoint for stage in view.stages for cell in stage.cells} | {"unsubscribe"}


def test_numbers_of_labels_open_nothing() -> None:
    """A step that is called as many as were lost there stays a name."""
    view = shop()
    leak = msgspec.structs.replace(view.leaks[0], label="Step 1,180 of 3,398", most=True)
    drawing = svg(msgspec.structs.replace(view, leaks=[leak]))
    headline = [text for text in parse(drawing).iter(f"{NS}text") if text.get("font-size") == "27"]
    assert [(span.text, span.get("data-cell")) for line in headline for span in line] == [
        ("1,180", "/leaks/0/customers"),
        ("1,234", "/leaks/0/lost/count"),
        ("3,398", "/leaks/0/lost/of"),
    ]
    assert "Step 1,180 of 3,398: " in (headline[0].text or "")
