"""The room of the people: from a search to one customer's timeline."""

import json
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from desireline.project import Project, ServedProject, open_project
from desireline.project.search import find_people
from desireline.project.segments import add_segment
from visiting import Serve, Visit, may_only, overflow, refuse, seriously_inaccessible, shoot

pytestmark = pytest.mark.browser


def known(demo: Project) -> str:
    """Return the e-mail address of the customer with most events."""
    rows = find_people(demo.journeys(), order="events", most=50).rows
    return next(row.shown.value for row in rows if row.shown is not None and row.shown.namespace == "email")


def test_everybody_is_there_and_can_be_ordered(browser: Browser, address: str, demo: Project) -> None:
    visit = Visit(browser, address, "/people")
    expect(visit.page.get_by_role("status").first).to_contain_text(f"{demo.journeys().customers:,} customers")
    visit.page.get_by_role("button", name="Order").click()
    visit.page.get_by_role("option", name="Most events first").click()
    expect(visit.page.locator("tbody tr").first).to_contain_text(
        str(find_people(demo.journeys(), order="events", most=1).rows[0].events)
    )
    assert visit.page.url.endswith("order=events")
    assert visit.complaints == []


def test_from_an_address_to_the_timeline(browser: Browser, address: str, demo: Project) -> None:
    email = known(demo)
    visit = Visit(browser, address, "/people")
    visit.page.get_by_label("Identifier").fill(email.upper())
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("tbody tr")).to_have_count(1)
    visit.page.get_by_role("link", name=email).click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(email)
    expect(visit.page.locator(".dl-event").first).to_be_visible()
    visit.page.locator(".dl-event summary").first.click()
    expect(visit.page.locator(".dl-event dl").first).to_contain_text("Name in the source")
    visit.page.go_back()
    expect(visit.page.get_by_label("Identifier")).to_have_value(email.upper())
    assert visit.complaints == []


def test_a_condition_picks_and_its_mistakes_are_told(browser: Browser, address: str, demo: Project) -> None:
    page = Visit(browser, address, "/people").page
    condition = page.get_by_label("Condition")
    condition.fill('did("checkout"')
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("cannot be read at character")).to_be_visible()
    condition.fill('channel = "phone"')
    page.get_by_role("button", name="Search").click()
    count = find_people(demo.journeys(), where='channel = "phone"').count
    assert 0 < count < demo.journeys().customers
    expect(page.get_by_role("status").first).to_contain_text(f"{count:,} customer")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_customer_is_for_everybody(browser: Browser, address: str, demo: Project, scheme: str) -> None:
    visit = Visit(browser, address, f"/people/{known(demo)}", scheme=scheme)
    expect(visit.page.locator(".dl-event").first).to_be_visible()
    assert seriously_inaccessible(visit.page) == []
    shoot(visit.page, f"person-{scheme}")


@pytest.mark.parametrize("lang", ["en", "zh-Hant", "ru", "hu"])
def test_one_customer_fits_a_telephone(browser: Browser, address: str, demo: Project, lang: str) -> None:
    visit = Visit(browser, address, f"/people/{known(demo)}", width=360, language=lang)
    expect(visit.page.locator(".dl-event").first).to_be_visible()
    assert overflow(visit.page) == []
    shoot(visit.page, f"person-360-{lang}")


def test_nobody_is_nobody(browser: Browser, address: str) -> None:
    page: Page = Visit(browser, address, "/people/nobody@nowhere.example").page
    expect(page.get_by_role("alert")).to_be_visible()


def test_who_may_not_change_settings_is_offered_no_segment(browser: Browser, serve: Serve, own: Project) -> None:
    add_segment(own, own.journeys(), "callers", 'channel = "phone"', expected=None)
    visit = Visit(browser, serve(ServedProject(own)), "/map")
    page = visit.page
    may_only(page, "read", "people")
    page.goto(f"{visit.root}/segments?edit=callers")
    expect(page.get_by_role("table")).to_contain_text("callers")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="New segment")).to_have_count(0)
    expect(page.get_by_role("link", name="callers")).to_have_count(0)
    page.get_by_role("button", name="More").click()
    expect(page.get_by_role("menuitem")).to_have_text(["Show on the map"])
    page.keyboard.press("Escape")
    page.get_by_role("button", name="callers: show who they are").click()
    expect(page).to_have_url(re.compile("/people.segment=callers"))
    page.goto(f"{visit.root}/people?where=channel+%3D+%22phone%22")
    expect(page.locator("tbody tr").first).to_be_visible()
    expect(page.get_by_role("link", name="Save as a segment")).to_have_count(0)
    assert visit.complaints == []


def test_a_segment_of_any_name_is_shown_on_the_map(browser: Browser, serve: Serve, own: Project) -> None:
    name = 'those who "call" \\ write & <b>'
    add_segment(own, own.journeys(), name, 'channel = "phone" or channel = "email"', expected=None)
    visit = Visit(browser, serve(ServedProject(own)), "/segments")
    page = visit.page
    page.get_by_role("row", name=name).get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Show on the map").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Journey map")
    expect(page.locator(".dl-map svg")).to_be_visible()
    expect(page.get_by_role("button", name="Some customers")).to_be_visible()
    assert visit.complaints == []


def test_an_export_that_fails_is_told_and_is_no_file(browser: Browser, address: str, demo: Project) -> None:
    visit = Visit(browser, address, f"/people/{known(demo)}")
    page = visit.page
    saved: list[str] = []
    page.on("download", lambda download: saved.append(download.suggested_filename))
    refuse(page, "**/export?*", "no export today", code="busy")
    page.get_by_text("Export", exact=True).click()
    expect(page.locator(".dl-toast")).to_contain_text("no export today")
    assert saved == []
    page.unroute("**/export?*")
    with page.expect_download() as downloading:
        page.get_by_text("Export", exact=True).click()
    document = json.loads(downloading.value.path().read_text())
    assert downloading.value.suggested_filename == f"person-{document['customer']}.json"


def test_two_tabs_on_one_segment(browser: Browser, serve: Serve, own: Project) -> None:
    add_segment(own, own.journeys(), "by phone", 'channel = "phone"', expected=None)
    visit = Visit(browser, serve(ServedProject(own)), "/segments?edit=by%20phone")
    page = visit.page
    other = page.context.new_page()
    other.goto(f"{visit.root}/segments?edit=by%20phone")
    for tab, text in ((page, 'channel = "web"'), (other, 'channel = "chat"')):
        drawer = tab.get_by_role("dialog")
        drawer.get_by_text("As text").click()
        drawer.get_by_role("textbox", name="Condition").fill(text)
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Save").click(force=True)  # it may have heard of the change already
    told = page.get_by_role("dialog").get_by_role("alert")
    expect(told).to_contain_text("Somebody else changed this meanwhile")
    expect(told).to_contain_text('channel = "chat"')
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    assert open_project(own.folder).settings.segments == {"by phone": 'channel = "chat"'}
    shoot(page, "segment-two-tabs")
    page.get_by_role("button", name="Put mine again").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert open_project(own.folder).settings.segments == {"by phone": 'channel = "web"'}


def test_what_another_tab_changed_elsewhere_is_no_matter(browser: Browser, serve: Serve, own: Project) -> None:
    add_segment(own, own.journeys(), "by phone", 'channel = "phone"', expected=None)
    page = Visit(browser, serve(ServedProject(own)), "/segments?edit=by%20phone").page
    name = page.get_by_role("dialog").get_by_label("Name")
    name.fill("callers")
    add_segment(own, own.journeys(), "by chat", 'channel = "chat"', expected=None)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert set(open_project(own.folder).settings.segments) == {"callers", "by chat"}


def test_two_tabs_on_one_note(browser: Browser, serve: Serve, own: Project) -> None:
    visit = Visit(browser, serve(ServedProject(own)), f"/people/{known(own)}")
    page = visit.page
    page.get_by_label("New note").fill("Calls on Mondays.")
    page.get_by_role("button", name="Write it down").click()
    notes = page.locator(".dl-note-text")
    expect(notes).to_have_text("Calls on Mondays.")
    other = page.context.new_page()
    other.goto(page.url)
    for tab, text in ((page, "Mine."), (other, "Theirs.")):
        tab.get_by_role("button", name="Edit").click()
        tab.get_by_label("Note", exact=True).fill(text)
    other.get_by_role("button", name="Save").click()
    expect(other.locator(".dl-note-text")).to_have_text("Theirs.")
    page.get_by_role("button", name="Save").click(force=True)
    expect(page.get_by_role("alert")).to_contain_text("It now says:Theirs.")
    shoot(page, "note-two-tabs")
    other.get_by_role("button", name="Delete").click()
    expect(other.locator(".dl-note-text")).to_have_count(0)
    page.get_by_role("button", name="Put mine again").click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody else removed this meanwhile")
    page.get_by_role("button", name="Save mine as a new one").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(notes).to_have_text("Mine.")
