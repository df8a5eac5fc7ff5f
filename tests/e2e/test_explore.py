"""The room Explore in a browser: every question asked, drawn and opened; by clicks, by keys, by its address."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from desireline.analyses import registry
from desireline.base.i18n import LANGUAGES, Language, Translator
from desireline.project import Project, ServedProject, create_project
from visiting import Serve, Visit, may_only, overflow, seriously_inaccessible, shoot

pytestmark = pytest.mark.browser
FUNNEL = "/explore/funnel?steps=Home%7CCheckout"


def answered(page: Page) -> None:
    """Wait until the answer to what is asked now is there."""
    expect(page.locator(".dl-story-first")).to_be_visible()
    expect(page.locator(".dl-answer[aria-busy=false]")).to_be_visible()
    expect(page.locator(".dl-told[data-old]")).to_have_count(0)
    expect(page.locator(".dl-numbers[aria-busy=false]")).to_have_count(1)


def told(page: Page) -> list[str]:
    return page.locator(".dl-story p").all_text_contents()


def test_the_gallery_has_every_question(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, "/explore")
    say = Translator("en")
    for name in registry():
        card = visit.page.get_by_role("link", name=re.compile(f"^{say(f'ask.{name}.title')} "))
        expect(card).to_have_attribute("href", f"/explore/{name}")
    expect(visit.page.get_by_text("Nothing saved yet")).to_be_visible()
    assert visit.complaints == []
    shoot(visit.page, "explore")


@pytest.mark.parametrize("name", sorted(registry()))
def test_every_question_is_asked_from_the_gallery(browser: Browser, address: str, demo: Project, name: str) -> None:
    visit = Visit(browser, address, "/explore")
    visit.page.locator(f"a[href='/explore/{name}']").click()
    answered(visit.page)
    question = registry()[name].example(demo.journeys())
    assert question is not None
    answer = demo.ask(question)
    assert told(visit.page) == answer.story("en")
    drawings = visit.page.locator(".dl-canvas svg")
    if answer.chart("en") is None:
        expect(drawings).to_have_count(0)
    else:
        expect(drawings).to_be_visible()
        assert visit.page.locator(".dl-canvas").get_attribute("aria-label") == " ".join(answer.story("en"))
    titles = [table.title for table in answer.tables("en")]
    assert visit.page.locator(".dl-answer .dl-card-head h2").all_text_contents() == titles
    assert seriously_inaccessible(visit.page) == []
    assert visit.complaints == []
    shoot(visit.page, f"explore-{name}")


@pytest.mark.parametrize("name", sorted(registry()))
def test_every_question_is_broken_down_and_compared(browser: Browser, address: str, name: str) -> None:
    visit = Visit(browser, address, f"/explore/{name}", scheme="dark")
    answered(visit.page)
    visit.page.get_by_role("group", name="Break down by").get_by_role("button", name="Channel").click()
    expect(visit.page.get_by_role("columnheader", name="Channel").first).to_be_visible()
    answered(visit.page)
    assert "by=channel" in visit.page.url
    visit.page.get_by_role("group", name="Break down by").get_by_role("button", name="Channel").click()
    visit.page.get_by_role("group", name="Compare with").get_by_role("button").first.click()
    answered(visit.page)
    assert "compare=" in visit.page.url
    expect(visit.page.get_by_role("columnheader", name="Side").first).to_be_visible()
    assert seriously_inaccessible(visit.page) == []
    assert visit.complaints == []


def test_a_count_opens_to_one_person_and_back(browser: Browser, address: str, demo: Project) -> None:
    visit = Visit(browser, address, FUNNEL)
    answered(visit.page)
    count = visit.page.get_by_role("button", name=re.compile(": show who they are")).nth(1)
    number = int((count.text_content() or "").replace(",", ""))
    count.click()
    drawer = visit.page.get_by_role("dialog")
    expect(drawer).to_contain_text(f"{number:,} customers")
    customers = drawer.get_by_role("link").all_text_contents()
    assert len(customers) == min(number, 100)
    with visit.page.expect_download() as downloading:
        drawer.get_by_role("button", name="Save all as CSV").click()
    assert len(Path(downloading.value.path()).read_text().splitlines()) == number + 1
    drawer.get_by_role("link").first.click()
    expect(visit.page).to_have_url(re.compile(f"/people/{customers[0]}"))
    visit.page.go_back()
    expect(visit.page.get_by_role("dialog")).to_contain_text(customers[0])
    visit.page.keyboard.press("Escape")
    expect(visit.page.get_by_role("dialog")).to_have_count(0)
    answered(visit.page)
    assert visit.complaints == []


def test_a_mark_of_the_chart_opens_its_people(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, FUNNEL)
    answered(visit.page)
    bars = visit.page.locator(".dl-canvas .mark-rect path")
    bars.nth(1).hover()
    expect(visit.page.locator(".dl-pointed")).to_contain_text("2. Checkout")
    customers = visit.page.locator(".dl-pointed dd").nth(1).text_content()
    bars.nth(1).click()
    expect(visit.page.get_by_role("dialog")).to_contain_text(f"{customers} customers")
    assert "open=%2Fsteps%2F1%2Fcustomers" in visit.page.url
    assert visit.complaints == []


def test_a_touchpoint_leads_on_to_other_questions(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, f"{FUNNEL}&period=last+90d")
    answered(visit.page)
    visit.page.get_by_role("button", name="Checkout: go on").click()
    visit.page.get_by_role("menuitem", name="Paths, Leading to: Checkout").click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Paths")
    answered(visit.page)
    expect(visit.page.locator(".dl-story-first")).to_contain_text("The commonest way to “Checkout”")
    assert "period=last" in visit.page.url
    visit.page.go_back()
    answered(visit.page)
    assert "steps=" in visit.page.url
    assert visit.complaints == []


def test_a_new_question_takes_back_the_one_under_way(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, FUNNEL)
    page = visit.page
    answered(page)
    broken: list[str] = []
    page.on("requestfailed", lambda request: broken.append(request.post_data or ""))

    def slowly(route: Route) -> None:
        if "Home" in (route.request.post_data or "") and '"by":"channel"' in (route.request.post_data or ""):
            return  # never answered
        route.continue_()

    page.route("**/api/analyses/funnel?*", slowly)
    page.get_by_role("group", name="Break down by").get_by_role("button", name="Channel").click()
    expect(page.locator(".dl-told[data-old]")).to_be_visible()
    page.get_by_role("group", name="Break down by").get_by_role("button", name="Stage").click()
    answered(page)
    expect(page.get_by_role("columnheader", name="Stage").first).to_be_visible()
    assert [body for body in broken if '"by":"channel"' in body]


def test_a_count_of_the_answer_before_opens_nobody(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, FUNNEL)
    page = visit.page
    answered(page)

    def never(route: Route) -> None:
        if '"by":"channel"' not in (route.request.post_data or ""):
            route.continue_()

    page.route("**/api/analyses/funnel?*", never)
    page.get_by_role("group", name="Break down by").get_by_role("button", name="Channel").click()
    expect(page.locator(".dl-told[data-old]")).to_be_visible()
    expect(page.locator(".dl-told .dl-count").first).to_be_visible()  # still told
    expect(page.get_by_role("button", name=re.compile("show who they are"))).to_have_count(0)
    page.locator(".dl-canvas .mark-rect path").nth(1).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "open=" not in page.url
    assert visit.complaints == []


def test_the_form_asks_anew_and_its_address_says_all(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, FUNNEL)
    page = visit.page
    answered(page)
    page.get_by_role("button", name="Add one").click()
    expect(page.get_by_text("Choose one, or take the empty one away.")).to_be_visible()
    page.get_by_role("combobox", name="Steps, 3").fill("order cre")
    page.get_by_role("option", name="order created").click()
    answered(page)
    expect(page.locator(".dl-story-first")).to_contain_text("order created")
    page.get_by_role("button", name="Steps, 1: later").click()
    expect(page.locator(".dl-story-first")).to_contain_text("“Checkout”:")
    page.get_by_role("button", name="Steps, 2: remove").click()
    page.get_by_role("combobox", name="Time allowed").fill("2h")
    page.keyboard.press("Tab")
    page.get_by_role("textbox", name="Who", exact=True).fill('channel = "web"')
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("where="))
    answered(page)
    before, address_before = told(page), page.url
    assert "window=2h" in address_before
    page.reload()
    answered(page)
    assert (told(page), page.url) == (before, address_before)
    page.go_back()
    answered(page)
    assert "where=" not in page.url
    expect(page.get_by_role("textbox", name="Who", exact=True)).to_have_value("")
    assert visit.complaints == []


def test_a_period_is_chosen_or_written(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, FUNNEL)
    page = visit.page
    answered(page)
    page.get_by_role("button", name="When").click()
    page.get_by_role("option", name="Last 90 days").click()
    answered(page)
    assert "period=last+90d" in page.url
    page.get_by_role("button", name="When").click()
    page.get_by_role("option", name="Other …").click()
    written = page.get_by_role("textbox", name="From..to, a month or a year")
    expect(written).to_have_value("last 90d")
    written.fill("2026-13")
    page.keyboard.press("Enter")
    expect(page.locator(".dl-field", has=written)).to_contain_text("'2026-13' is not a period")
    expect(page.locator(".dl-told[data-old]")).to_be_visible()
    assert seriously_inaccessible(page) == []
    written.fill("2026-03")
    page.keyboard.press("Tab")
    answered(page)
    assert "period=2026-03" in page.url
    page.go_back()
    expect(written).to_have_value("2026-13")
    page.get_by_role("button", name="When").click()
    page.get_by_role("option", name="All of the time").click()
    answered(page)
    assert "period=" not in page.url


def test_a_mistake_is_told_at_its_field_and_the_old_answer_stays(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, FUNNEL)
    page = visit.page
    answered(page)
    page.get_by_role("combobox", name="Time allowed").fill("soon")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Write a number and a unit")).to_be_visible()
    expect(page.locator(".dl-told[data-old]")).to_be_visible()
    page.get_by_role("combobox", name="Time allowed").fill("1d")
    page.keyboard.press("Tab")
    answered(page)
    page.get_by_role("textbox", name="Who", exact=True).fill("moon = 1")
    page.keyboard.press("Enter")
    expect(page.locator(".dl-field", has_text="Who").get_by_text("there is no dimension 'moon'")).to_be_visible()
    expect(page.locator(".dl-told[data-old]")).to_be_visible()
    assert seriously_inaccessible(page) == []
    shoot(page, "explore-mistake")


def test_the_keyboard_alone_is_enough(browser: Browser, address: str) -> None:
    page = Visit(browser, address, "/explore").page
    expect(page.locator(".dl-gallery")).to_be_visible()
    _press_until(page, "Funnel")
    page.keyboard.press("Enter")
    answered(page)
    _press_until(page, "Channel")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("by=channel"))
    answered(page)
    _press_until(page, ": show who they are")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def _press_until(page: Page, words: str) -> None:
    """Press Tab until what has the focus says so."""
    for _ in range(90):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "(document.activeElement.getAttribute('aria-label') || '') + document.activeElement.textContent"
        )
        if words in said:
            return
    pytest.fail(f"the keyboard does not reach {words}")


def test_a_question_is_kept_pinned_sent_on_and_removed(browser: Browser, serve: Serve, own: Project) -> None:
    visit = Visit(browser, serve(ServedProject(own)), FUNNEL)
    page = visit.page
    answered(page)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("textbox", name="What it shall be called").fill("<b>Home</b> to checkout")
    page.get_by_text("Show it on Home").click()
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").filter(has_text="Saved: <b>Home</b> to checkout")).to_be_visible()
    page.get_by_role("link", name="All questions").click()
    page.get_by_role("link", name="<b>Home</b> to checkout").click()
    answered(page)
    assert "steps=Home%7CCheckout" in page.url
    expect(page.get_by_role("heading", level=1)).to_have_text("<b>Home</b> to checkout")
    page.go_back()
    page.get_by_role("button", name="off Home").click()
    expect(page.get_by_role("button", name="Pin “<b>Home</b> to checkout” to Home")).to_be_visible()
    page.get_by_role("button", name="Remove “").click()
    page.get_by_role("alertdialog").or_(page.get_by_role("dialog")).get_by_role("button", name="Remove").click()
    expect(page.get_by_text("Nothing saved yet")).to_be_visible()
    assert visit.complaints == []


@pytest.mark.parametrize("kind", ["Table as CSV", "Chart as a picture (PNG)", "Chart to be edited (SVG)"])
def test_an_answer_is_saved_as_a_file(browser: Browser, address: str, kind: str) -> None:
    visit = Visit(browser, address, FUNNEL)
    answered(visit.page)
    expect(visit.page.locator(".dl-canvas svg")).to_be_visible()
    visit.page.get_by_role("button", name="Download").click()
    with visit.page.expect_download() as downloading:
        visit.page.get_by_role("menuitem", name=kind).click()
    content = Path(downloading.value.path()).read_bytes()
    begins = {"CSV": b"step,customers", "PNG": b"\x89PNG", "SVG": b"<svg"}
    assert content.startswith(next(own for name, own in begins.items() if name in kind))
    assert visit.complaints == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_all_in_the_reader_s_language(browser: Browser, address: str, demo: Project, lang: Language) -> None:
    visit = Visit(browser, address, "/explore/paths?by=channel", width=360, language=lang)
    answered(visit.page)
    question = registry()["paths"](by="channel")
    assert told(visit.page) == demo.ask(question).story(lang)
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(Translator(lang)("ask.paths.title"))
    assert overflow(visit.page) == []
    assert visit.complaints == []
    shoot(visit.page, f"explore-paths-360-{lang}")


def test_who_may_not_see_people_sees_numbers(browser: Browser, address: str) -> None:
    visit = Visit(browser, address)
    may_only(visit.page, "read")
    visit.page.goto(f"{visit.root}{FUNNEL}&open=/steps/1/customers")
    answered(visit.page)
    expect(visit.page.locator(".dl-figures .dl-count")).to_be_visible()
    expect(visit.page.get_by_role("button", name=re.compile("show who they are"))).to_have_count(0)
    expect(visit.page.get_by_role("dialog")).to_have_count(0)
    expect(visit.page.get_by_role("button", name="Save", exact=True)).to_have_count(0)
    expect(visit.page.get_by_role("button", name="Download")).to_be_visible()
    assert visit.complaints == []


def test_nothing_to_ask_of_yet_is_told(browser: Browser, serve: Serve, tmp_path: Path) -> None:
    visit = Visit(browser, serve(ServedProject(create_project(tmp_path / "new"))), "/explore/funnel")
    expect(visit.page.get_by_text("There is nothing to ask of yet")).to_be_visible()
    assert seriously_inaccessible(visit.page) == []


def test_a_question_there_is_not_leads_back(browser: Browser, address: str) -> None:
    page = Visit(browser, address, "/explore/moon").page
    expect(page.get_by_text("There is no question “moon”")).to_be_visible()
    page.get_by_role("link", name="All questions").click()
    expect(page.locator(".dl-gallery")).to_be_visible()
