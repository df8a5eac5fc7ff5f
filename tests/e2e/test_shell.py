"""The app as a whole: signing in, languages, addresses, failures, keyboards, and every room for everybody."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from desireline.base.i18n import LANGUAGES, Language
from desireline.project import ServedProject
from team import PASSWORD, team_project
from visiting import Serve, Visit, overflow, refuse, seriously_inaccessible, shoot

pytestmark = pytest.mark.browser
ROOMS = [
    "/",
    "/map",
    "/explore",
    "/explore/funnel",
    "/people",
    "/segments",
    "/data",
    "/data/events",
    "/data/rules",
    "/data/identity",
    "/data/health",
    "/settings/me",
    "/settings/project",
    "/settings/accounts",
    "/settings/keys",
    "/settings/audit",
    "/settings/erasures",
    "/settings/backups",
    "/design",
]
HOME = {"en": "Home", "zh-Hant": "首頁", "ru": "Главная", "hu": "Kezdőlap"}


def settled(page: Page) -> None:
    """Wait until nothing is on its way any more."""
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".dl-waiting:not(.dl-design *)")).to_have_count(0)
    page.evaluate("document.fonts.ready.then(() => null)")


def test_the_address_signs_in(browser: Browser, address: str) -> None:
    visit = Visit(browser, address)
    expect(visit.page.get_by_role("heading", level=1)).to_be_visible()
    assert "token" not in visit.page.url
    assert visit.complaints == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_language_turns_everything_and_stays(browser: Browser, address: str, lang: Language) -> None:
    visit = Visit(browser, address)
    visit.page.get_by_role("button", name="Language").click()
    names = {"en": "English", "zh-Hant": "繁體中文", "ru": "Русский", "hu": "Magyar"}
    visit.page.get_by_role("menuitem", name=names[lang]).click()
    expect(visit.page.locator("html")).to_have_attribute("lang", lang)
    expect(visit.page.locator("nav.dl-rooms")).to_contain_text(HOME[lang])
    visit.page.reload()
    expect(visit.page.locator("nav.dl-rooms")).to_contain_text(HOME[lang])
    assert visit.complaints == []


def test_addresses_lead_back(browser: Browser, address: str) -> None:
    page = Visit(browser, address).page
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Journey map")
    assert page.url.endswith("/map")
    page.go_back()
    expect(page.locator("nav.dl-rooms [aria-current=page]")).to_have_text("Home")
    page.go_forward()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Journey map")


def test_an_address_that_leads_nowhere_says_so(browser: Browser, address: str) -> None:
    page = Visit(browser, address, "/no/such/room").page
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page at this address")
    page.get_by_role("link", name="Go to Home").click()
    assert page.url.endswith("/")


def test_a_stranger_is_told_how_to_sign_in(browser: Browser, address: str) -> None:
    page = browser.new_context(locale="zh-TW").new_page()
    page.goto(address.split("/sign-in", maxsplit=1)[0])
    expect(page.get_by_role("heading", level=1)).to_have_text("請先登入")
    expect(page.get_by_role("alert")).to_contain_text("desireline serve")


def test_an_account_signs_in_and_finds_everything(browser: Browser, serve: Serve, tmp_path: Path) -> None:
    page = browser.new_context(locale="en-US").new_page()
    page.goto(serve(ServedProject(team_project(tmp_path))).split("/sign-in", maxsplit=1)[0])
    page.get_by_role("textbox", name="Name").fill("viewer")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("shop")
    expect(page.locator(".dl-home")).to_be_visible()
    expect(page.get_by_role("button", name="viewer")).to_be_visible()


def test_a_server_that_is_gone_is_told_and_can_be_tried_again(browser: Browser, address: str) -> None:
    visit = Visit(browser, address)
    expect(visit.page.get_by_role("heading", level=1)).to_be_visible()

    def gone(route: Route) -> None:
        route.abort()

    visit.page.route("**/api/map*", gone)
    visit.page.get_by_role("link", name="Map", exact=True).click()
    expect(visit.page.get_by_role("alert")).to_contain_text("The server does not answer", timeout=20_000)
    visit.page.unroute("**/api/map*")
    visit.page.get_by_role("button", name="Try again").click()
    expect(visit.page.locator(".dl-map svg")).to_be_visible()


def test_settings_that_cannot_be_used_are_told_at_once_and_for_as_long_as_they_last(
    browser: Browser, serve: Serve, tmp_path: Path
) -> None:
    project = team_project(tmp_path)
    visit = Visit(browser, serve(ServedProject(project)))
    expect(visit.page.locator(".dl-home")).to_be_visible()
    before = project.settings_file.read_text()
    project.settings_file.write_text("visit_gap: soon\n")
    told = visit.page.locator(".dl-lost")
    expect(told).to_contain_text("desireline.yaml, line 1: visit_gap is 'soon'")
    project.settings_file.write_text(before)
    expect(told).to_have_count(0)


def test_a_viewer_gets_all_numbers_of_moments_and_is_told_why_nobody_is_listed(
    browser: Browser, serve: Serve, tmp_path: Path
) -> None:
    page = browser.new_context(locale="en-US").new_page()
    page.goto(serve(ServedProject(team_project(tmp_path))).split("/sign-in", maxsplit=1)[0])
    page.get_by_role("textbox", name="Name").fill("viewer")
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".dl-home")).to_be_visible()
    page.goto(f"{page.url.rstrip('/')}/explore/micro_moments?pattern=view")
    story = page.locator(".dl-story")
    expect(story).to_contain_text("2 such moments: 2 customers", timeout=60_000)  # its kernels may be compiled first
    expect(story).to_contain_text("your role shows numbers, not single customers")
    expect(page.locator(".dl-numbers table").first).to_be_visible()
    assert page.locator("a[href*='/people/']").count() == 0
    assert page.get_by_role("alert").count() == 0
    page.goto(page.url.split("/explore")[0] + "/segments")
    expect(page.get_by_role("heading", level=1)).to_have_text("Segments")
    assert page.get_by_role("link", name="Everybody").count() == 0  # that page would refuse


def test_a_language_that_cannot_be_kept_is_told(browser: Browser, address: str) -> None:
    page = Visit(browser, address, "/design").page

    def with_account(route: Route) -> None:
        if route.request.method == "PATCH":
            route.fulfill(status=503, json={"code": "error", "message": "not today"})
        else:
            answer = route.fetch()
            account = {"number": 1, "name": "ann", "role": "admin"}
            route.fulfill(response=answer, json=answer.json() | {"account": account, "language": "en"})

    page.route("**/api/me", with_account)
    page.reload()
    page.get_by_role("button", name="Language").click()
    page.get_by_role("menuitem", name="Magyar").click()
    expect(page.locator(".dl-toast")).to_contain_text("not today")
    refuse(page, "**/api/session", "nobody leaves")
    page.locator(".dl-top-end").get_by_role("button").last.click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.locator(".dl-toast").last).to_contain_text("nobody leaves")


def test_texts_that_cannot_be_had_are_told(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, "/design")
    page = visit.page
    page.route("**/assets/hu-*.js", lambda route: route.abort())
    page.get_by_role("button", name="Language").click()
    page.get_by_role("menuitem", name="Magyar").click()
    expect(page.locator(".dl-toast")).to_contain_text("The texts in Magyar could not be loaded")
    expect(page.locator("nav.dl-rooms")).to_contain_text("Home")
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("A szövegek nem töltődtek be")
    assert seriously_inaccessible(page) == []
    shoot(page, "shell-without-texts")
    page.unroute("**/assets/hu-*.js")
    page.get_by_role("button", name="Újratöltés").click()
    expect(page.locator("nav.dl-rooms")).to_contain_text("Kezdőlap")


def test_ways_in_that_cannot_be_had_are_told(browser: Browser, address: str) -> None:
    page = browser.new_context(locale="en-US").new_page()
    refuse(page, "**/api/session", "not today")
    page.goto(address.split("/sign-in", maxsplit=1)[0])
    expect(page.get_by_role("alert")).to_contain_text("not today")
    page.unroute("**/api/session")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("alert")).to_contain_text("desireline serve")


def test_the_keyboard_alone_goes_everywhere(browser: Browser, address: str) -> None:
    page = Visit(browser, address).page
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the content")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Map":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Journey map")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ROOMS)
def test_every_room_is_for_everybody(browser: Browser, address: str, path: str, scheme: str) -> None:
    visit = Visit(browser, address, path, scheme=scheme)
    settled(visit.page)
    assert seriously_inaccessible(visit.page) == []
    assert visit.complaints == []
    shoot(visit.page, f"{path.strip('/').replace('/', '-') or 'home'}-{scheme}")


@pytest.mark.parametrize(("width", "languages"), [(360, LANGUAGES), (3840, ["ru"])], ids=["360", "3840"])
@pytest.mark.parametrize("path", ROOMS)
def test_every_room_fits_every_window_in_every_language(
    browser: Browser, address: str, path: str, width: int, languages: Sequence[str]
) -> None:
    """Where a room is narrow, words are too long in one language or the other; where it is wide, none is: the longest is enough."""
    visit = Visit(browser, address, path, width=width)
    for lang in languages:
        visit.page.evaluate(f"localStorage.setItem('desireline.language', '{lang}')")
        visit.page.reload()
        settled(visit.page)
        assert overflow(visit.page) == [], lang
        shoot(visit.page, f"{path.strip('/').replace('/', '-') or 'home'}-{width}-{lang}")
    assert visit.complaints == []
