"""The app in a browser: signs in, shows the one drawing, in every language, wide and narrow, empty and failing."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from desireline.base.i18n import LANGUAGES, Language, Translator
from desireline.render.journey_map import Layout, MapView, draw, headline, svg
from desireline.server import ProjectProvider
from example_maps import Shop, empty, shop

pytestmark = pytest.mark.browser
SHOTS = Path(__file__).parent / "shots"
Serve = Callable[[ProjectProvider], str]


def opened(
    browser: Browser, address: str, width: int = 1440, scheme: str = "light", locale: str = "en-US"
) -> tuple[Page, list[str]]:
    """Open the address; the list fills with whatever the browser complains of."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale=locale)  # type: ignore[arg-type]
    page, complaints = context.new_page(), list[str]()

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    page.on("console", console)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    return page, complaints


def test_the_address_signs_in_and_shows_the_map(browser: Browser, shop_address: str) -> None:
    page, complaints = opened(browser, shop_address)
    expect(page.locator(".map svg")).to_be_visible()
    assert page.url.endswith("/")
    assert "token" not in page.url
    drawn = page.locator(".map svg desc").text_content() or ""
    assert drawn.startswith(headline(shop()))
    assert page.title() == "Greenfield Garden · Journey map"
    assert complaints == []
    _shoot(page, "wide-light")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_language_switch_turns_everything(browser: Browser, shop_address: str, lang: Language) -> None:
    page, complaints = opened(browser, shop_address)
    page.get_by_label("Language").select_option(lang)
    expect(page.locator(f".map svg[lang={lang}]")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.locator("summary")).to_have_text(Translator(lang)("app.data"))
    page.reload()
    expect(page.locator(f".map svg[lang={lang}]")).to_be_visible()
    assert complaints == []
    _shoot(page, f"wide-{lang}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_narrow_fits_a_telephone(browser: Browser, shop_address: str, scheme: str) -> None:
    page, complaints = opened(browser, shop_address, width=360, scheme=scheme)
    expect(page.locator(".map svg")).to_have_attribute("viewBox", _starts("0 0 360 "))
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    paper = page.evaluate("getComputedStyle(document.querySelector('.map svg > rect')).fill")
    assert paper == ("rgb(251, 248, 241)" if scheme == "light" else "rgb(27, 26, 23)")
    assert complaints == []
    _shoot(page, f"narrow-{scheme}")


def test_the_map_zooms_by_button_and_key(browser: Browser, shop_address: str) -> None:
    page, _ = opened(browser, shop_address)
    drawing = page.locator(".map svg")
    expect(drawing).to_be_visible()
    before = _width(page)
    page.get_by_label("Zoom in").click()
    expect(drawing).to_have_css("width", f"{before * 1.25:g}px")
    page.locator(".map").focus()
    page.keyboard.press("-")
    expect(drawing).to_have_css("width", f"{before:g}px")
    page.keyboard.press("+")
    page.get_by_label("Fit to the window").click()
    expect(drawing).to_have_css("width", f"{before:g}px")


def test_the_table_holds_every_touchpoint(browser: Browser, shop_address: str) -> None:
    page, _ = opened(browser, shop_address)
    page.get_by_text("All numbers as a table").click()
    row = page.locator("tr[data-touchpoint=checkout]")
    expect(row).to_contain_text("3,301")
    expect(row).to_contain_text("1,234")
    view = shop()
    assert page.locator("tbody tr").count() == sum(len(stage.cells) for stage in view.stages) + len(view.unstaged)


@pytest.mark.parametrize(
    ("locale", "words"), [("en-US", "No data yet"), ("hu-HU", "Még nincs adat"), ("ru-RU", "Данных пока нет")]
)
def test_an_empty_project_teaches(browser: Browser, served: Serve, locale: str, words: str) -> None:
    lang: Language = "hu" if locale.startswith("hu") else "ru" if locale.startswith("ru") else "en"
    page, complaints = opened(browser, served(Shop(empty(lang))), locale=locale)
    expect(page.get_by_role("heading")).to_have_text(words)
    expect(page.get_by_text("desireline import")).to_be_visible()
    assert complaints == []
    _shoot(page, f"empty-{lang}")


def test_a_stranger_is_told_how_to_sign_in(browser: Browser, shop_address: str) -> None:
    page, _ = opened(browser, shop_address.removesuffix("/sign-in?token=once") + "/", locale="zh-TW")
    expect(page.get_by_role("alert")).to_contain_text("請先登入")


def test_a_failure_is_told_and_can_be_tried_again(browser: Browser, served: Serve) -> None:
    class Flaky(Shop):
        fails = True

        def map_view(
            self, journey: str | None, lang: Language | None, *, where: str | None = None, period: str | None = None
        ) -> MapView:
            if self.fails:
                raise RuntimeError
            return super().map_view(journey, lang, where=where, period=period)

    provider = Flaky()
    page, _ = opened(browser, served(provider))
    expect(page.get_by_role("alert")).to_contain_text("The map could not be drawn")
    _shoot(page, "failed")
    provider.fails = False
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".map svg")).to_be_visible()


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


def _starts(text: str) -> re.Pattern[str]:
    return re.compile("^" + re.escape(text))


def _width(page: Page) -> float:
    width = page.evaluate("document.querySelector('.map svg').getBoundingClientRect().width")
    assert isinstance(width, int | float)
    return width


def _shoot(page: Page, name: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")
