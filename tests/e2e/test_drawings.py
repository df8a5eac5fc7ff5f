"""The drawings in files, opened in a browser: nothing loaded, and no word outside its card."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from desireline.base.i18n import LANGUAGES, Language
from desireline.render.journey_map import Layout, draw, svg
from example_maps import shop

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1440, 360])
def test_the_html_file_loads_nothing(browser: Browser, tmp_path: Path, width: int) -> None:
    file = tmp_path / "map.html"
    file.write_text(str(draw(shop("zh-Hant"), "html")), encoding="utf-8")
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    loaded: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    assert loaded == [file.as_uri()]
    assert complaints == []
    assert page.locator(".map.wide").is_visible() is (width == 1440)
    assert page.locator(".map.narrow").is_visible() is (width == 360)
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_stay_in_their_cards(browser: Browser, lang: Language, layout: Layout) -> None:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_content(f"<body style='margin:0'>{svg(shop(lang), layout=layout)}</body>")
    outside = page.evaluate(
        """() => [...document.querySelectorAll('g[data-part=touchpoint], g[data-part=leak]')].flatMap(group => {
            const card = group.querySelector('rect').getBoundingClientRect();
            return [...group.querySelectorAll('text')].filter(text => {
                const box = text.getBoundingClientRect();
                return box.left < card.left - 1 || box.right > card.right + 1;
            }).map(text => text.textContent);
        })"""
    )
    assert outside == []
