"""The room of the map: the one drawing, its zoom, its numbers as a table, and a project without data."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from desireline.base.i18n import LANGUAGES, Language
from desireline.project import Project, ServedProject, create_project
from desireline.render.journey_map import headline
from visiting import Serve, Visit, may_only

pytestmark = pytest.mark.browser


def test_the_drawing_is_the_one_of_every_surface(browser: Browser, address: str, demo: Project) -> None:
    visit = Visit(browser, address, "/map")
    expect(visit.page.locator(".dl-map svg")).to_be_visible()
    drawn = visit.page.locator(".dl-map svg desc").text_content() or ""
    assert drawn.startswith(headline(demo.map()))
    assert visit.page.title().startswith("Journey map · ")
    assert visit.complaints == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_drawn_in_the_reader_s_language(browser: Browser, address: str, lang: Language) -> None:
    page = Visit(browser, address, "/map", language=lang).page
    expect(page.locator(f".dl-map svg[lang={lang}]")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_narrow_fits_a_telephone(browser: Browser, address: str, scheme: str) -> None:
    page = Visit(browser, address, "/map", width=360, scheme=scheme).page
    expect(page.locator(".dl-map svg")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    paper = page.evaluate("getComputedStyle(document.querySelector('.dl-map svg > rect')).fill")
    assert paper == ("rgb(251, 248, 241)" if scheme == "light" else "rgb(27, 26, 23)")


def test_it_zooms_by_button_and_key(browser: Browser, address: str) -> None:
    page = Visit(browser, address, "/map").page
    drawing = page.locator(".dl-map svg")
    expect(drawing).to_be_visible()
    before = width(page)
    page.get_by_label("Zoom in").click()
    expect(drawing).to_have_css("width", f"{before * 1.25:g}px")
    page.locator(".dl-map").focus()
    page.keyboard.press("-")
    expect(drawing).to_have_css("width", f"{before:g}px")
    page.keyboard.press("+")
    page.get_by_label("Fit to the window").click()
    expect(drawing).to_have_css("width", f"{before:g}px")


def width(page: Page) -> float:
    found: float = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.dl-map svg')).width)")
    return found


def test_the_table_holds_every_touchpoint(browser: Browser, address: str, demo: Project) -> None:
    page = Visit(browser, address, "/map").page
    page.get_by_text("All numbers as a table").click()
    view = demo.map()
    cells = [cell for stage in view.stages for cell in stage.cells] + view.unstaged
    expect(page.locator(".dl-numbers tbody tr")).to_have_count(len(cells))
    expect(page.locator(".dl-numbers tbody tr").first).to_contain_text(f"{cells[0].customers:,}")


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "No data yet"), ("hu", "Még nincs adat"), ("ru", "Данных пока нет")]
)
def test_an_empty_project_teaches(browser: Browser, serve: Serve, tmp_path: Path, lang: Language, words: str) -> None:
    project = create_project(tmp_path / "new", language=lang)
    project.build()
    visit = Visit(browser, serve(ServedProject(project)), "/map")
    expect(visit.page.get_by_role("heading", level=2)).to_have_text(words)
    expect(visit.page.get_by_text("desireline import")).to_be_visible()
    assert visit.complaints == []


def test_a_number_of_the_map_before_opens_nobody(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, "/map")
    page = visit.page
    expect(page.locator(".dl-map svg")).to_be_visible()
    page.locator(".dl-numbers summary").click()
    expect(page.get_by_role("button", name=re.compile("show who they are")).first).to_be_visible()

    def never(route: Route) -> None:
        if "period" not in route.request.url:
            route.continue_()

    page.route("**/api/map*", never)
    page.evaluate("history.pushState({}, '', '/map?period=last+30d')")
    expect(page.locator("main [aria-busy=true]")).to_be_visible()
    page.locator(".dl-map [data-cell]").first.dispatch_event("click")
    expect(page.get_by_role("button", name=re.compile("show who they are"))).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "cell=" not in page.url
    assert visit.complaints == []


def test_who_may_not_see_people_sees_numbers(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, "/map")
    page = visit.page
    number = page.locator(".dl-map [data-cell]").first
    cell = number.get_attribute("data-cell") or ""
    assert cell.startswith("/")
    expect(number).to_have_css("cursor", "pointer")
    may_only(page, "read")
    page.goto(f"{visit.root}/map?cell={cell}")
    expect(number).to_have_css("cursor", "auto")
    number.dispatch_event("click")
    page.locator(".dl-numbers summary").click()
    expect(page.locator(".dl-numbers .dl-count").first).to_be_visible()
    expect(page.locator(".dl-numbers tbody button")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert visit.complaints == []


def choose(page: Page, touchpoint: str) -> None:
    page.get_by_role("combobox", name="Touchpoints").fill(touchpoint)
    page.get_by_role("option", name=touchpoint).click()
    page.keyboard.press("Tab")  # the list stays open for further ones


def of_clicks(page: Page, handle: Callable[[Route], None]) -> None:
    """Handle what asks for clicked lines as text; what asks how a text reads goes on."""

    def told_apart(route: Route) -> None:
        if '"selection"' in (route.request.post_data or ""):
            handle(route)
        else:
            route.continue_()

    page.route("**/api/selections/parse*", told_apart)


def test_what_is_clicked_last_is_applied(browser: Browser, address: str) -> None:
    page = Visit(browser, address, "/map").page
    held: list[Route] = []
    of_clicks(page, held.append)
    page.get_by_role("button", name="Everybody").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_role("button", name="What they did").click()

    choose(page, "order created")
    choose(page, "order fulfilled")
    expect(drawer.get_by_role("row", name="order fulfilled").first).to_be_visible()
    drawer.get_by_role("button", name="Apply").click()
    expect(drawer).to_have_count(1)
    assert "where=" not in page.url
    held[-1].continue_()
    expect(drawer).to_have_count(0)
    expect(page).to_have_url(re.compile("where=did"))
    applied = page.url
    clicked = json.loads(held[-1].request.post_data or "")["selection"]["touchpoints"]
    assert {"order created", "order fulfilled"} <= set(clicked)
    assert re.findall('"([^"]+)"', unquote_plus(applied)) == clicked

    page.get_by_role("button", name="Some customers").click()
    choose(page, "order delivered")
    with page.expect_event("requestfailed", lambda request: "selections/parse" in request.url):
        drawer.get_by_role("button", name="Close").click()
    expect(drawer).to_have_count(0)
    assert page.url == applied


def test_a_condition_that_cannot_be_written_is_told(browser: Browser, address: str) -> None:
    page = Visit(browser, address, "/map").page
    of_clicks(page, lambda route: route.fulfill(status=400, json={"code": "bad-input", "message": "not today"}))
    page.get_by_role("button", name="Everybody").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_role("button", name="What they did").click()
    choose(page, "order created")
    expect(drawer.get_by_role("alert")).to_contain_text("not today")
    expect(drawer.get_by_role("button", name="Apply")).to_be_disabled()
    page.unroute("**/api/selections/parse*")
    drawer.get_by_role("button", name="Try again").click()
    expect(drawer.get_by_role("alert")).to_have_count(0)
    drawer.get_by_role("button", name="Apply").click()
    expect(page).to_have_url(re.compile("where=did"))
