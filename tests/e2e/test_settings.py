"""Settings in the app: a backup is made and taken away, and the trail tells of it."""

import pytest
from playwright.sync_api import Browser, expect

from desireline.project import Project, ServedProject
from desireline.project.backups import backups
from visiting import Serve, Visit

pytestmark = pytest.mark.browser


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
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("removed a backup")
    page.get_by_role("button", name="Everything").click()
    page.get_by_role("option", name="made a backup").click()
    expect(rows).to_have_count(1)
    assert page.url.endswith("what=backup.made")
    assert visit.complaints == []
