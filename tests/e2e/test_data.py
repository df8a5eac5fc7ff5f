"""The room of the data: files dropped in, looked at, corrected, imported, taken back."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from desireline.project import Project, ServedProject, create_project
from visiting import Serve, Visit, overflow, seriously_inaccessible, shoot

pytestmark = pytest.mark.browser
ORDERS = "email,when,event,amount\n" + "".join(
    f"new{n}@example.com,2026-06-2{n % 9} 1{n % 9}:00,order placed,{n}.50\n" for n in range(40)
)


def choose(page: Page, *files: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files").click()
    chooser.value.set_files(list(files))


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    file = tmp_path / "latest-orders.csv"
    file.write_text(ORDERS)
    return file


def test_from_a_file_to_the_map_and_back(browser: Browser, serve: Serve, own: Project, orders: Path) -> None:
    visit = Visit(browser, serve(ServedProject(own)), "/data")
    page, before = visit.page, own.journeys().events
    choose(page, orders)
    expect(page.get_by_role("heading", level=1)).to_have_text("What was recognised")
    expect(page.get_by_text("“when” says when it happened")).to_be_visible()
    expect(page.get_by_role("cell", name="email: new1@example.com")).to_be_visible()
    assert seriously_inaccessible(page) == []
    shoot(page, "upload")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name="It is imported")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("40 rows, 40 new events, 0 known already, 0 rejected")).to_be_visible()
    assert own.journeys().events == before + 40
    page.get_by_role("link", name="Open the map").first.click()
    expect(page.locator(".dl-map svg")).to_be_visible()
    page.get_by_role("link", name="Data", exact=True).click()
    row = page.locator("tr", has_text="latest-orders.csv")
    row.get_by_role("button", name="Take back").click()
    page.get_by_role("dialog").get_by_role("button", name="Take back").click()
    expect(page.get_by_text("40 events left the data")).to_be_visible(timeout=60_000)
    expect(page.locator("article", has_text="Taking an import back").get_by_text("done")).to_be_visible(timeout=60_000)
    assert own.journeys().events == before
    assert visit.complaints == []


def test_a_wrong_guess_is_corrected(browser: Browser, serve: Serve, own: Project, orders: Path) -> None:
    page = Visit(browser, serve(ServedProject(own)), "/data").page
    choose(page, orders)
    page.get_by_role("button", name="Correct", exact=True).click()
    page.get_by_label("Or one name for all rows").fill("bought")
    page.get_by_role("button", name="Column of the event's name").click()
    page.get_by_role("option", name="—").click()
    page.get_by_role("button", name="See what becomes of it").click()
    expect(page.get_by_role("rowheader", name="bought").first).to_be_visible()
    page.reload()
    expect(page.get_by_role("rowheader", name="bought").first).to_be_visible()


def test_a_connection_lost_in_the_middle_loses_nothing(
    browser: Browser, serve: Serve, own: Project, orders: Path
) -> None:
    page = Visit(browser, serve(ServedProject(own)), "/data").page

    def lost(route: Route) -> None:
        if route.request.method == "POST":
            route.abort()
        else:
            route.continue_()

    page.route("**/api/uploads?*", lost)
    choose(page, orders)
    expect(page.get_by_text("The server does not answer")).to_be_visible()
    page.unroute("**/api/uploads?*")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What was recognised")


def test_what_is_no_data_is_said_so(browser: Browser, serve: Serve, own: Project, tmp_path: Path) -> None:
    (tmp_path / "picture.csv").write_bytes(bytes(range(256)) * 20)
    page = Visit(browser, serve(ServedProject(own)), "/data").page
    choose(page, tmp_path / "picture.csv")
    expect(page.get_by_role("alert")).to_contain_text("save it as UTF-8")
    expect(page.get_by_role("button", name="Import", exact=True)).to_have_count(0)


def test_rejected_rows_are_shown_with_their_reasons(browser: Browser, address: str, demo: Project) -> None:
    record = next(record for record in demo.log.imports() if record.rejected)
    visit = Visit(browser, address, "/data")
    visit.page.locator("tr", has_text=record.source).get_by_role(
        "button", name=str(record.rejected), exact=True
    ).click()
    drawer = visit.page.get_by_role("dialog")
    expect(drawer.locator("tbody tr").first).to_be_visible()
    assert "rejects=" in visit.page.url
    assert visit.complaints == []


def test_an_empty_project_teaches(browser: Browser, serve: Serve, tmp_path: Path) -> None:
    project = create_project(tmp_path / "new", language="hu")
    project.build()
    visit = Visit(browser, serve(ServedProject(project)), "/data", width=360)
    expect(visit.page.get_by_role("heading", name="Még nincs adat")).to_be_visible()
    assert overflow(visit.page) == []
    assert visit.complaints == []
