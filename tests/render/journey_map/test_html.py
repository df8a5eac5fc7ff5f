"""The page: needs no network, shows both layouts, reads well without the picture."""

import re
from html.parser import HTMLParser

import msgspec
import pytest

from desireline.base.i18n import LANGUAGES, Language
from desireline.render.journey_map.html import html
from desireline.render.journey_map.table import COLUMNS
from example_maps import HOSTILE, empty, shop


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(page)
    return parser.seen


def test_nothing_is_loaded() -> None:
    page = html(shop())
    names = {name for name, _ in tags(page)}
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "video", "audio", "base"}
    assert set(re.findall(r"https?://[^\"'\s<)]+", page)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"@import|url\((?!#)|\bsrc=|href=", page)
    policies = [attributes["content"] for _, attributes in tags(page) if "http-equiv" in attributes]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_language_and_both_layouts(lang: Language) -> None:
    seen = tags(html(shop(lang)))
    assert seen[0] == ("html", {"lang": lang})
    assert [attributes["class"] for name, attributes in seen if name == "div" and attributes.get("class", "")] == [
        "map wide",
        "map narrow",
        "scroll",
    ]


def test_the_table_has_a_row_a_touchpoint() -> None:
    view = shop()
    seen = tags(html(view))
    cells = sum(len(stage.cells) for stage in view.stages) + len(view.unstaged)
    assert sum(name == "tr" for name, _ in seen) == 1 + cells
    assert sum(name == "th" and attributes.get("scope") == "col" for name, attributes in seen) == len(COLUMNS)
    assert sum(name == "th" and attributes.get("scope") == "row" for name, attributes in seen) == cells


def test_light_and_dark_follow_the_system() -> None:
    page = html(shop())
    assert "prefers-color-scheme:dark" in page
    assert page.count("--dl-paper:") == 3  # light, dark, and light again on paper
    assert "@media print" in page


def test_empty_and_hostile() -> None:
    assert "No journeys yet" in html(empty())
    page = html(msgspec.structs.replace(shop(), project=HOSTILE))
    assert "script" not in {name for name, _ in tags(page)}
    page.encode()
