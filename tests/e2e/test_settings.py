"""Settings in the app: the project's own, what was erased, backups and the trail that tells of them."""

import re
import threading

import pytest
from playwright.sync_api import Browser, Page, expect

from desireline.base.i18n import LANGUAGES
from desireline.project import Project, ServedProject, open_project
from desireline.project.backups import backups
from desireline.project.erasing import erase_person
from desireline.project.jobs.work import Watch
from desireline.project.search import find_people
from visiting import Serve, Visit, may_only, overflow, refuse, seriously_inaccessible, shoot

pytestmark = pytest.mark.browser
NAME = "Zöldség & <b>Co.</b> {n}"


def test_a_backup_is_made_and_taken_away_and_the_trail_tells_it(browser: Browser, own: Project, serve: Serve) -> None:
    visit = Visit(browser, serve(ServedProject(own)), "/settings/backups")
    page = visit.page
    expect(page.get_by_text("No backups yet")).to_be_visible()
    page.get_by_role("button", name="Back up now").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download").click()
    (made,) = backups(own)
    assert (taken.value.suggested_filename, taken.value.path().stat().st_size) == (made.name, made.bytes)
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_text("No backups yet")).to_be_visible()
    assert backups(own) == []
    page.get_by_role("link", name="Audit trail").click()
    rows = page.get_by_role("table").locator("tbody tr")
    for place, told in enumerate(("removed a backup", "downloaded a backup", "asked for a backup")):
        expect(rows.nth(place)).to_contain_text(told)
    page.get_by_role("button", name="Everything").click()
    page.get_by_role("option", name="asked for a backup").click()
    expect(rows).to_have_count(1)
    assert page.url.endswith("what=backup.asked")
    assert visit.complaints == []
    with page.expect_download() as trail:
        page.get_by_role("button", name="Download as CSV").click()
    assert trail.value.path().read_text().count("backup.") == 1
    refuse(page, "**/api/audit/file*", "not today")
    page.get_by_role("button", name="Download as CSV").click()
    expect(page.locator(".dl-toast")).to_contain_text("not today")


def test_a_backup_shows_how_far_it_is_and_can_be_cancelled(
    browser: Browser, own: Project, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, packed = threading.Event(), Watch.packed

    def halfway(self: Watch, part: float) -> None:
        packed(self, 0.5)
        assert go_on.wait(30)

    visit = Visit(browser, serve(ServedProject(own)), "/settings/backups")
    page = visit.page
    with monkeypatch.context() as patch:
        patch.setattr(Watch, "packed", halfway)
        page.get_by_role("button", name="Back up now").click()
        expect(page.get_by_role("progressbar", name="Packing the backup")).to_have_attribute("aria-valuenow", "50")
        shoot(page, "settings-backup-running")
        assert seriously_inaccessible(page) == []
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_text("stopping")).to_be_visible()
        go_on.set()
        expect(page.get_by_text("cancelled")).to_be_visible()
    assert backups(own) == []
    page.get_by_role("button", name="Start again").click()
    expect(page.get_by_role("link", name="Download")).to_be_visible()
    expect(page.get_by_text("cancelled")).to_have_count(0)
    assert len(backups(own)) == 1
    assert visit.complaints == []


def pick(page: Page, field: str, typed: str, option: str) -> None:
    """Choose in a field by typing, with the keyboard alone."""
    box = page.get_by_role("combobox", name=field)
    box.fill(typed)
    expect(page.get_by_role("option", name=option)).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value(re.compile(re.escape(option)))
    expect(box).to_be_focused()


def saved(page: Page) -> None:
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".dl-draft")).to_have_count(0)


def test_the_project_is_renamed_and_moves_to_another_zone(browser: Browser, own: Project, serve: Serve) -> None:
    file = own.settings_file
    file.write_text("# kept by hand\n" + file.read_text())
    visit = Visit(browser, serve(ServedProject(own)), "/settings/project")
    page = visit.page
    page.get_by_label("Name").fill(NAME)
    expect(page.locator(".dl-draft")).to_be_visible()
    assert seriously_inaccessible(page) == []
    pick(page, "Currency", "forint", "HUF · Hungarian Forint")
    expect(page.locator(".dl-draft")).to_contain_text("Changed, not saved")
    saved(page)
    expect(page.locator("header.dl-top")).to_contain_text(NAME)
    pick(page, "Time zone", "taipei", "Asia/Taipei")
    expect(page.get_by_role("combobox", name="Country of telephone numbers")).to_have_value("By the time zone: Taiwan")
    expect(page.locator(".dl-draft")).to_contain_text("the journeys are built anew")
    shoot(page, "settings-project-changed")
    saved(page)
    now = open_project(own.folder).settings
    assert (now.name, now.currency, now.time_zone, now.country) == (NAME, "HUF", "Asia/Taipei", None)
    assert file.read_text().startswith("# kept by hand")
    assert visit.complaints == []


def test_what_cannot_stand_is_said_at_its_field(browser: Browser, own: Project, serve: Serve) -> None:
    before = own.settings_file.read_bytes()
    page = Visit(browser, serve(ServedProject(own)), "/settings/project").page
    pause = page.get_by_label("Pause that ends a visit")
    pause.fill("soon")
    expect(page.locator(".dl-field", has=pause).locator(".dl-error")).to_contain_text("30m")
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    pause.fill("400d")
    expect(page.locator(".dl-draft .dl-error")).to_contain_text("visit_gap")
    page.get_by_role("button", name="Discard").click()
    expect(pause).to_have_value("30m")
    assert own.settings_file.read_bytes() == before


def test_what_is_not_saved_is_not_left_without_a_word(browser: Browser, own: Project, serve: Serve) -> None:
    before = own.settings_file.read_bytes()
    page = Visit(browser, serve(ServedProject(own)), "/settings/project").page
    page.get_by_label("Name").fill("Half done")
    expect(page.locator(".dl-draft")).to_be_visible()
    page.get_by_role("link", name="Keys").click()
    asked = page.get_by_role("dialog", name="Leave without saving?")
    asked.get_by_role("button", name="Cancel").click()
    expect(page.get_by_label("Name")).to_have_value("Half done")
    page.get_by_role("link", name="Keys").click()
    asked.get_by_role("button", name="Leave").click()
    expect(page).to_have_url(re.compile("/settings/keys$"))
    page.get_by_role("link", name="Project", exact=True).click()
    expect(page.get_by_label("Name")).to_have_value("")
    assert own.settings_file.read_bytes() == before


def test_two_tabs_on_the_project(browser: Browser, own: Project, serve: Serve) -> None:
    visit = Visit(browser, serve(ServedProject(own)), "/settings/project")
    page = visit.page
    other = page.context.new_page()
    other.goto(f"{visit.root}/settings/project")
    page.get_by_label("Name").fill("Mine")
    other.get_by_label("Pause that ends a visit").fill("45m")
    saved(other)
    expect(page.get_by_role("alert")).to_contain_text("They changed: pause that ends a visit")
    expect(page.get_by_role("alert")).to_contain_text("You changed: name")
    page.get_by_role("button", name="Put mine again").click()
    expect(page.locator(".dl-draft")).to_have_count(0)
    now = open_project(own.folder).settings
    assert (now.name, now.visit_gap) == ("Mine", "45m")


def test_who_may_not_change_the_project_reads_it(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, "/settings/project")
    page = visit.page
    may_only(page, "read")
    page.reload()
    expect(page.locator("main")).to_contain_text("Europe/Budapest")
    expect(page.locator("main input")).to_have_count(0)
    page.goto(f"{visit.root}/data/identity")
    expect(page.get_by_role("table", name="What joins identifiers")).to_contain_text("email")
    expect(page.get_by_role("button", name="Edit email")).to_have_count(0)
    assert visit.complaints == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unsaved_project_fits_a_telephone(browser: Browser, address: str, lang: str) -> None:
    visit = Visit(browser, address, "/settings/project", width=360, language=lang)
    visit.page.locator(".dl-preferences input").first.fill("Another name")
    expect(visit.page.locator(".dl-draft")).to_be_visible()
    assert overflow(visit.page) == []
    shoot(visit.page, f"settings-project-360-{lang}")


def test_a_page_s_own_tab_is_in_sight_on_a_telephone(browser: Browser, address: str) -> None:
    page = Visit(browser, address, "/settings/backups", width=360, language="ru").page
    expect(page.locator("main .dl-tab[aria-current]")).to_be_in_viewport(ratio=0.95)
    page.goto(page.url.replace("backups", "me"))
    expect(page.locator("main .dl-tab[aria-current]")).to_be_in_viewport(ratio=0.95)


def test_who_was_erased_stands_in_the_log_and_may_be_let_back(browser: Browser, own: Project, serve: Serve) -> None:
    visit = Visit(browser, serve(ServedProject(own)), "/settings/erasures")
    page = visit.page
    expect(page.get_by_text("Nobody was erased yet")).to_be_visible()
    page.get_by_role("link", name="People").last.click()
    expect(page).to_have_url(re.compile("/people$"))
    own.refresh()
    first, second = find_people(own.journeys(), most=2).rows
    kept = erase_person(own, first.customer, by="Anna")
    erase_person(own, second.customer, stays_out=False)
    page.goto(f"{visit.root}/settings/erasures")
    rows = page.get_by_role("table", name="Erasures").locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("no trace was kept")
    expect(rows.nth(0)).to_contain_text("bring them back")
    expect(rows.nth(1)).to_contain_text(first.customer)
    expect(rows.nth(1)).to_contain_text("Anna")
    expect(rows.nth(1)).to_contain_text(re.compile(f"{kept.events} events? · of {kept.imports} imports?"))
    assert seriously_inaccessible(page) == []
    shoot(page, "settings-erasures")
    rows.nth(1).get_by_role("button", name="Let back in").click()
    page.get_by_role("dialog").get_by_role("button", name="Let back in").click()
    expect(rows.nth(1)).to_contain_text("bring them back")
    assert not any(one.stays_out for one in own.log.erasures.all())
    assert visit.complaints == []
