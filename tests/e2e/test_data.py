"""The room of the data: files put in, corrected, imported, taken back; what is lost and what others change is told."""

import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, Route, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from desireline.base.i18n import LANGUAGES
from desireline.project import Project, ServedProject, create_project, open_project
from example_maps import HOSTILE
from visiting import Serve, Visit, overflow, seriously_inaccessible, shoot

pytestmark = pytest.mark.browser
ORDERS = "when,what,mail,sum\n" + "".join(
    f"{1 + n % 12:02}/{1 + n % 9:02}/2026 10:{n:02},{'view' if n % 3 else 'order'},c{n % 7}@x.example,{n * 10}\n"
    for n in range(40)
)


def csv(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode(errors="ignore")}


def put(page: Page, *files: FilePayload) -> None:
    page.locator("input[type=file]").first.set_input_files(list(files))
    expect(page).to_have_url(re.compile("/data/uploads/"))


def field(page: Page, label: str) -> Locator:
    return page.locator(".dl-field").filter(has=page.get_by_text(label, exact=True))


def job_done(page: Page) -> None:
    expect(page.locator(".dl-job .dl-tag").first).to_have_text("done", timeout=60_000)


_SERVE = """
import sys
from desireline.project import ServedProject, open_project
from desireline.server import serve
serve(ServedProject(open_project(sys.argv[1])), port=int(sys.argv[2]), on_ready=lambda at: print(at, flush=True))
"""


class Server:
    """A server in a process of its own, that can be killed."""

    def __init__(self, folder: Path, port: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SERVE, str(folder), str(port)], stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout
        self.address = self._process.stdout.readline().strip()

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def empty(tmp_path: Path, serve: Serve) -> tuple[Project, str]:
    """A project without data, and the address that signs in to it."""
    project = create_project(tmp_path / "new", language="en", time_zone="Europe/Budapest", currency="EUR")
    project.build()
    return project, serve(ServedProject(project))


def test_an_empty_project_teaches(browser: Browser, empty: tuple[Project, str]) -> None:
    visit = Visit(browser, empty[1], "/data")
    expect(visit.page.get_by_role("heading", name="No data yet")).to_be_visible()
    expect(visit.page.get_by_text("Nothing leaves this machine")).to_be_visible()
    assert seriously_inaccessible(visit.page) == []
    assert visit.complaints == []
    shoot(visit.page, "data-empty")


def test_dropped_looked_at_imported_and_taken_back(browser: Browser, empty: tuple[Project, str]) -> None:
    project, address = empty
    visit = Visit(browser, address, "/data")
    page = visit.page
    put(page, csv("orders.csv", ORDERS), csv("calls.csv", "time,phone\n2026-01-02 10:00,+36301234567\n"))
    expect(page.get_by_text("2 tables can be imported.")).to_be_visible()
    expect(page.locator(".dl-recognised").nth(1)).to_contain_text("“when” says when it happened")
    shoot(page, "data-upload")
    assert seriously_inaccessible(page) == []
    page.get_by_role("button", name="Import", exact=True).click()
    job_done(page)
    expect(page.locator(".dl-job")).to_contain_text("41 events added")
    assert sum(part.rows for part in project.log.parts()) == 41
    shoot(page, "data-imported")
    page.get_by_role("link", name="See the map").click()
    expect(page.locator(".dl-map svg").first).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Data", exact=True).click()
    row = page.get_by_role("table", name="Imports").get_by_role("row", name=re.compile("orders"))
    row.get_by_role("button", name="Take back").click()
    page.get_by_role("dialog").get_by_role("button", name="Take back").click()
    expect(row).to_contain_text("taken back", timeout=60_000)
    assert sum(part.rows for part in project.log.parts()) == 1
    assert visit.complaints == []
    shoot(page, "data-overview")


def test_a_wrong_guess_is_corrected_and_shown_at_once(browser: Browser, empty: tuple[Project, str]) -> None:
    visit = Visit(browser, empty[1], "/data")
    page = visit.page
    put(page, csv("orders.csv", ORDERS))
    expect(page.locator(".dl-first thead")).to_contain_text("Amount")
    page.get_by_role("button", name="Correct", exact=True).click()
    page.get_by_role("button", name=re.compile("Amount")).click()
    page.get_by_role("option", name="no column").click()
    expect(page.locator(".dl-first thead")).not_to_contain_text("Amount")
    expect(page.get_by_text("corrected", exact=True)).to_be_visible()
    shoot(page, "data-correcting")
    zone = page.get_by_label("Time zone")
    zone.fill("Europe/Nowhere")
    expect(field(page, "Time zone").locator(".dl-error")).to_contain_text("'Europe/Nowhere' is not a time zone")
    zone.fill("Asia/Taipei")
    expect(page.locator(".dl-error")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("corrected", exact=True)).to_be_visible()
    page.get_by_role("button", name="As recognised").click()
    expect(page.locator(".dl-first thead")).to_contain_text("Amount")


CALLS = "time,phone,reason\n" + "".join(f"2026-01-{n:02} 10:00,+3630123456{n % 3},bill\n" for n in range(1, 29))


def correct(page: Page, file: str, label: str, choice: str) -> None:
    """Choose something else for one field of one table."""
    card = page.locator(".dl-card").filter(has_text=file)
    expect(card.get_by_role("button", name="Leave this table aside")).to_be_visible()
    if card.get_by_role("button", name="Correct", exact=True).is_visible():
        card.get_by_role("button", name="Correct", exact=True).click()
    card.locator(".dl-field").filter(has=page.get_by_text(label, exact=True)).get_by_role("button").click()
    page.get_by_role("option", name=choice, exact=True).click()


def said(page: Page) -> Any:
    """Return what is kept of all that was corrected, as the server has it."""
    upload = page.url.rpartition("/")[2]
    return page.evaluate("async (at) => (await (await fetch(at)).json()).corrections", f"/api/uploads/{upload}/preview")


def test_two_tables_are_corrected_at_once(browser: Browser, empty: tuple[Project, str]) -> None:
    page = Visit(browser, empty[1], "/data").page
    put(page, csv("orders.csv", ORDERS), csv("calls.csv", CALLS))
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/corrections*", hold, times=1)
    correct(page, "orders.csv", "Amount", "no column")
    correct(page, "calls.csv", "Channel, where no column says it", "Store")
    expect(page.get_by_text("corrected", exact=True)).to_have_count(0)
    assert len(held) == 1
    held[0].continue_()
    expect(page.get_by_text("corrected", exact=True)).to_have_count(2)
    expect(page.get_by_role("button", name="Import", exact=True)).to_be_enabled()
    assert {name: list(table["mapping"]) for name, table in said(page)["tables"].items()} == {
        "orders": ["value"],
        "calls": ["channel"],
    }


def test_two_tabs_on_one_upload(browser: Browser, empty: tuple[Project, str]) -> None:
    page = Visit(browser, empty[1], "/data").page
    put(page, csv("orders.csv", ORDERS), csv("calls.csv", CALLS))
    expect(page.get_by_text("2 tables can be imported.")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    correct(other, "calls.csv", "Channel, where no column says it", "Store")
    expect(other.get_by_text("corrected", exact=True)).to_have_count(1)
    correct(page, "orders.csv", "Amount", "no column")  # of another table: both stand
    expect(page.get_by_text("corrected", exact=True)).to_have_count(2)
    assert set(said(page)["tables"]) == {"orders", "calls"}
    correct(other, "orders.csv", "Channel, where no column says it", "Phone")
    told = other.get_by_role("alert")
    expect(told).to_contain_text("Somebody else changed this meanwhile")
    assert list(said(page)["tables"]["orders"]["mapping"]) == ["value"]
    shoot(other, "data-corrected-by-two")
    other.get_by_role("button", name="Put mine again").click()
    expect(told).to_have_count(0)
    expect(other.get_by_role("button", name="Import", exact=True)).to_be_enabled()
    assert set(said(page)["tables"]["orders"]["mapping"]) == {"value", "channel"}


MIXED = (ORDERS + "02/02/2026 10:00,Zoé Évá,z@x.example,5\n").encode() + "02/03/2026 10:00,Őr,o@x.example,5\n".encode(
    "cp1250"
)
ENCODING = {"en": "Encoding", "zh-Hant": "文字編碼", "ru": "Кодировка", "hu": "Kódolás"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_of_mixed_encodings_is_told_at_the_field_that_cures_it(
    browser: Browser, empty: tuple[Project, str], lang: str
) -> None:
    visit = Visit(browser, empty[1], "/data", language=lang, width=360 if lang == "ru" else 1280)
    page = visit.page
    put(page, {"name": "mixed.csv", "mimeType": "text/csv", "buffer": MIXED}, csv("orders.csv", ORDERS))
    fault = field(page, ENCODING[lang]).locator(".dl-error")
    expect(fault).to_contain_text("mixed.csv")
    expect(fault).not_to_contain_text("--")
    expect(page.locator(".dl-first")).to_have_count(1)
    expect(page.locator(".dl-button[data-kind=primary]").first).to_be_disabled()
    assert seriously_inaccessible(page) == []
    assert overflow(page) == []
    assert visit.complaints == []
    shoot(page, f"data-damaged-{lang}")
    box = page.get_by_label(ENCODING[lang]).first
    box.fill("klingon")
    box.press("Tab")
    expect(fault).to_contain_text("klingon")
    box.fill("cp1250")
    box.press("Tab")
    expect(page.locator(".dl-first")).to_have_count(2)
    expect(page.locator(".dl-button[data-kind=primary]").first).to_be_enabled()


def test_a_file_that_cannot_be_read_is_left_aside_and_taken_in(browser: Browser, empty: tuple[Project, str]) -> None:
    page = Visit(browser, empty[1], "/data").page
    put(page, {"name": "mixed.csv", "mimeType": "text/csv", "buffer": MIXED}, csv("orders.csv", ORDERS))
    page.get_by_role("button", name="Leave this file aside").click()
    expect(page.get_by_role("button", name="Import", exact=True)).to_be_enabled()
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("button", name="Import", exact=True)).to_be_disabled()


def test_a_table_without_any_time_is_given_its_day(browser: Browser, empty: tuple[Project, str]) -> None:
    visit = Visit(browser, empty[1], "/data")
    page = visit.page
    put(
        page,
        csv("answers.csv", "email,score,comment\n" + "".join(f"a{n}@x.example,{n % 11},well {n}\n" for n in range(30))),
    )
    expect(field(page, "The day of all rows")).to_contain_text("No column says when it happened")
    shoot(page, "data-no-time")
    page.get_by_label("The day of all rows").fill("2026-01-31")
    expect(page.locator(".dl-first tbody")).to_contain_text("Jan 31, 2026")
    expect(page.get_by_text("1 table can be imported.")).to_be_visible()
    page.get_by_role("button", name="As recognised").click()
    expect(page.get_by_label("The day of all rows")).to_have_value("")
    assert visit.complaints == []


def test_the_separator_and_the_kind_of_a_file_are_chosen(browser: Browser, empty: tuple[Project, str]) -> None:
    page = Visit(browser, empty[1], "/data").page
    put(page, csv("orders.csv", ORDERS))
    page.get_by_role("button", name="Correct", exact=True).click()
    page.get_by_role("button", name=re.compile("What parts the columns")).click()
    page.get_by_role("option", name="semicolon").click()
    expect(page.locator(".dl-card").filter(has=page.locator(".dl-first"))).to_contain_text("separated by semicolon")
    page.get_by_role("button", name="As recognised").click()
    expect(page.locator(".dl-card").filter(has=page.locator(".dl-first"))).to_contain_text("separated by comma")


def test_a_table_is_left_aside_and_taken_in(browser: Browser, empty: tuple[Project, str]) -> None:
    page = Visit(browser, empty[1], "/data").page
    put(page, csv("orders.csv", ORDERS), csv("calls.csv", "time,phone\n2026-01-02 10:00,+36301234567\n"))
    page.get_by_role("button", name="Leave this table aside").first.click()
    expect(page.get_by_text("1 table can be imported.")).to_be_visible()
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_text("2 tables can be imported.")).to_be_visible()


def test_a_trial_counts_and_changes_nothing(browser: Browser, empty: tuple[Project, str]) -> None:
    project, address = empty
    page = Visit(browser, address, "/data").page
    put(page, csv("orders.csv", ORDERS + "never,order,x@x.example,5\n"))
    page.get_by_role("button", name="Try without importing").click()
    job_done(page)
    expect(page.locator(".dl-job")).to_contain_text("40 events would be added · 1 row rejected")
    assert project.log.parts() == []


def test_rejected_rows_open(browser: Browser, empty: tuple[Project, str]) -> None:
    page = Visit(browser, empty[1], "/data").page
    put(page, csv("orders.csv", ORDERS + f'never,"{HOSTILE[0].replace(chr(34), chr(34) * 2)}",x@x.example,5\n'))
    page.get_by_role("button", name="Import", exact=True).click()
    job_done(page)
    page.get_by_role("button", name=re.compile("Rejected rows of orders")).click()
    expect(page.get_by_role("dialog")).to_contain_text("orders.csv, line 42")
    expect(page.get_by_role("dialog")).to_contain_text("never")


def test_hostile_texts_are_texts(browser: Browser, empty: tuple[Project, str]) -> None:
    rows = "".join(f'2026-01-02 10:00,"{text.replace(chr(34), chr(34) * 2)}",a@x.example\n' for text in HOSTILE)
    visit = Visit(browser, empty[1], "/data")
    put(visit.page, csv("<img src=x onerror=alert(1)>.csv", "time,name,email\n" + rows))
    expect(visit.page.locator(".dl-first tbody tr").first).to_be_visible()
    assert visit.complaints == []
    assert overflow(visit.page) == []


def test_a_connection_lost_in_mid_upload_loses_nothing(browser: Browser, empty: tuple[Project, str]) -> None:
    page = Visit(browser, empty[1], "/data").page

    def gone(route: Route) -> None:
        route.abort()

    page.route("**/api/uploads/*?name=*", gone)
    page.locator("input[type=file]").first.set_input_files([csv("orders.csv", ORDERS), csv("b.csv", ORDERS)])
    expect(page.get_by_role("alert")).to_contain_text("The server does not answer")
    expect(page.get_by_text("1 file has come and is kept")).to_be_visible()
    shoot(page, "data-upload-lost")
    page.unroute("**/api/uploads/*?name=*")
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(re.compile("/data/uploads/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("2 files")


def test_a_server_that_ends_in_mid_import_is_told_and_nothing_is_lost(browser: Browser, tmp_path: Path) -> None:
    create_project(tmp_path / "new", language="en", time_zone="UTC", currency="EUR").build()
    rows = "".join(
        f"2026-01-{1 + n % 28:02} 10:{n % 60:02},view{n % 9},a{n % 5_000}@x.example\n" for n in range(150_000)
    )
    first = Server(tmp_path / "new", 0)
    visit = Visit(browser, first.address, "/data")
    page = visit.page
    put(page, csv("views.csv", "time,name,email\n" + rows))
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator(".dl-job .dl-tag").first).to_have_text("running")
    first.kill()
    expect(page.get_by_text("The connection to the server is lost")).to_be_visible()
    shoot(page, "data-lost")
    second = Server(tmp_path / "new", int(visit.root.rsplit(":", maxsplit=1)[1]))
    try:
        page.goto(second.address)
        page.goto(f"{visit.root}/data")
        expect(page.get_by_text("The server ended while this ran")).to_be_visible()
        shoot(page, "data-interrupted")
        page.get_by_role("button", name="Start again").click()
        job_done(page)
        expect(page.locator(".dl-job").first).to_contain_text(re.compile("150,000 (events added|known already)"))
    finally:
        second.kill()


def test_a_lost_line_is_found_again(browser: Browser, tmp_path: Path) -> None:
    create_project(tmp_path / "new", language="en", time_zone="UTC", currency="EUR").build()
    first = Server(tmp_path / "new", 0)
    page = Visit(browser, first.address, "/data").page
    page.route("**/api/changes*", lambda route: route.abort())
    page.reload()
    expect(page.get_by_text("The connection to the server is lost")).to_be_visible()
    page.unroute("**/api/changes*")
    expect(page.get_by_text("The connection to the server is lost")).to_have_count(0, timeout=20_000)
    first.kill()


def test_two_tabs_agree(browser: Browser, empty: tuple[Project, str]) -> None:
    visit = Visit(browser, empty[1], "/data")
    other = visit.page.context.new_page()
    other.goto(f"{visit.root}/data")
    expect(other.get_by_role("heading", name="No data yet")).to_be_visible()
    put(visit.page, csv("orders.csv", ORDERS))
    visit.page.get_by_role("button", name="Import", exact=True).click()
    expect(other.get_by_role("table", name="Imports")).to_contain_text("orders", timeout=60_000)
    expect(other.locator(".dl-job")).to_contain_text("40 events added")


def test_the_keyboard_alone_imports(browser: Browser, empty: tuple[Project, str]) -> None:
    page = Visit(browser, empty[1], "/data").page
    page.on("filechooser", lambda _: None)  # who begins to listen only now hears nothing of a press that comes at once
    expect(page.get_by_role("heading", name="No data yet")).to_be_visible()
    choose = page.get_by_role("button", name="Choose files")
    choose.focus()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files([csv("orders.csv", ORDERS)])
    button = page.get_by_role("button", name="Import", exact=True)
    expect(button).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    job_done(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_upload_fits_a_telephone(browser: Browser, empty: tuple[Project, str], lang: str) -> None:
    visit = Visit(browser, empty[1], "/data", width=360, language=lang)
    put(visit.page, csv("orders.csv", ORDERS))
    expect(visit.page.locator(".dl-first tbody tr").first).to_be_visible()
    visit.page.locator(".dl-card .dl-row .dl-button").nth(2).click()
    expect(visit.page.locator(".dl-corrections")).to_be_visible()
    assert overflow(visit.page) == []
    shoot(visit.page, f"data-upload-360-{lang}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_overview_of_a_business(browser: Browser, address: str, demo: Project, scheme: str) -> None:
    visit = Visit(browser, address, "/data", scheme=scheme)
    for record in demo.log.imports():
        expect(visit.page.get_by_role("table", name="Sources")).to_contain_text(record.source)
    assert seriously_inaccessible(visit.page) == []
    assert visit.complaints == []


def goals(project: Project) -> list[str]:
    """Return the touchpoints that end the journeys of the first type."""
    given = next(iter(project.settings.journeys.values())).goal
    return [given] if isinstance(given, str) else given


def saved_name(project: Project, place: int) -> str:
    return open_project(project.folder).settings.touchpoints[place].name


def test_the_suggestion_is_accepted_after_an_import(browser: Browser, empty: tuple[Project, str]) -> None:
    project, address = empty
    visit = Visit(browser, address, "/data")
    page = visit.page
    put(page, csv("orders.csv", ORDERS), csv("calls.csv", "time,phone\n2026-01-02 10:00,+36301234567\n"))
    page.get_by_role("button", name="Import", exact=True).click()
    job_done(page)
    accept = page.get_by_role("button", name=re.compile("^Accept"))
    expect(accept).to_be_visible(timeout=60_000)
    shoot(page, "data-suggested")
    accept.click()
    expect(page.get_by_role("heading", name="What the data suggest")).to_have_count(0, timeout=60_000)
    assert open_project(project.folder).settings.touchpoints
    page.goto(f"{visit.root}/map")
    expect(page.locator(".dl-map svg").first).to_be_visible(timeout=60_000)
    assert visit.complaints == []


def test_a_rule_is_changed_against_live_counts(browser: Browser, serve: Serve, own: Project) -> None:
    visit = Visit(browser, serve(ServedProject(own)), "/data/rules")
    page = visit.page
    first = own.settings.touchpoints[0].name
    page.get_by_role("button", name=f"Edit {first}").click()
    drawer = page.get_by_role("dialog")
    expect(drawer.locator(".dl-counts")).to_contain_text("Events", timeout=60_000)
    shoot(page, "data-rule")
    assert seriously_inaccessible(page) == []
    drawer.get_by_label("Names of events").fill("no such event")
    expect(drawer).to_contain_text("No event fits this rule", timeout=60_000)
    drawer.get_by_label("Name", exact=False).first.fill("")
    drawer.get_by_role("button", name="Done").click()
    expect(page.locator(".dl-draft .dl-error")).to_be_visible()
    expect(page.get_by_role("button", name="Save")).to_be_disabled()
    page.get_by_role("button", name="Discard").click()
    page.get_by_role("button", name=f"Move {first} down").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".dl-draft")).to_have_count(0)
    assert saved_name(own, 1) == first


def test_several_are_chosen_one_after_the_other_by_keyboard(browser: Browser, address: str) -> None:
    page = Visit(browser, address, "/data/rules").page
    page.get_by_role("button", name="Edit").first.click()
    drawer = page.get_by_role("dialog")
    chosen = drawer.locator(".dl-several-one")
    drawer.get_by_role("combobox", name="Channels").click()
    before = chosen.count()
    for number, channel in enumerate(("Store", "App"), start=1):
        page.keyboard.type(channel)
        expect(page.get_by_role("option")).to_have_count(1)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(chosen).to_have_count(before + number)
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(chosen).to_have_count(before + 2)


def test_journeys_and_touchpoints_follow_what_is_renamed(browser: Browser, serve: Serve, own: Project) -> None:
    page = Visit(browser, serve(ServedProject(own)), "/data/rules").page
    (goal,) = goals(own)[:1]
    stage = next(one.stage for one in own.settings.touchpoints if one.name == goal)
    of_stage = [one.name for one in own.settings.touchpoints if one.stage == stage]
    page.get_by_role("button", name=f"Edit {goal}", exact=True).click()
    page.get_by_role("dialog").get_by_label("Name", exact=False).first.fill("order paid")
    page.get_by_role("dialog").get_by_role("button", name="Done").click()
    page.get_by_text("Stages", exact=True).click()
    page.get_by_role("button", name=f"Edit {stage}", exact=True).click()
    page.get_by_role("dialog").get_by_label("Name", exact=False).first.fill("till")
    page.get_by_role("dialog").get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".dl-draft")).to_have_count(0)
    changed = open_project(own.folder)
    assert [("order paid" if one == goal else one) for one in goals(own)] == goals(changed)
    assert [("order paid" if one == goal else one) for one in of_stage] == [
        one.name for one in changed.settings.touchpoints if one.stage == "till"
    ]


def test_two_tabs_on_one_setting(browser: Browser, serve: Serve, own: Project) -> None:
    visit = Visit(browser, serve(ServedProject(own)), "/data/rules?part=dimensions")
    page = visit.page
    other = page.context.new_page()
    other.goto(f"{visit.root}/data/rules?part=dimensions")
    for tab, name in ((page, "mine"), (other, "theirs")):
        tab.get_by_role("button", name="Add a dimension").click()
        drawer = tab.get_by_role("dialog")
        drawer.get_by_label("Name").fill(name)
        drawer.get_by_label("Property").fill(f"{name}.property")
        drawer.get_by_role("button", name="Done").click()
    other.get_by_role("button", name="Save").click()
    expect(other.locator(".dl-draft")).to_have_count(0)
    with suppress(PlaywrightTimeout):  # told of the other's change before it is pressed, the button is gone
        page.get_by_role("button", name="Save").click(timeout=3_000)
    expect(page.get_by_role("alert")).to_contain_text("Somebody else changed this meanwhile")
    expect(page.get_by_role("alert")).to_contain_text("They changed: theirs")
    expect(page.get_by_role("alert")).to_contain_text("You changed: mine")
    shoot(page, "data-two-tabs")
    page.get_by_role("button", name="Put mine again").click()
    expect(page.locator(".dl-draft")).to_have_count(0)
    names = {dimension.name for dimension in open_project(own.folder).settings.dimensions}
    assert {"mine", "theirs"} <= names


def test_what_is_no_data_is_said_so(browser: Browser, empty: tuple[Project, str]) -> None:
    page = Visit(browser, empty[1], "/data").page
    put(page, {"name": "picture.csv", "mimeType": "text/csv", "buffer": bytes(range(256)) * 20})
    expect(field(page, ENCODING["en"]).locator(".dl-error")).to_contain_text("save it as UTF-8")
    expect(page.get_by_text("0 tables can be imported.")).to_be_visible()
    expect(page.get_by_role("button", name="Import", exact=True)).to_be_disabled()


def test_rejected_rows_of_a_business_have_an_address(browser: Browser, address: str, demo: Project) -> None:
    record = next(record for record in demo.log.imports() if record.rejected)
    visit = Visit(browser, address, "/data")
    visit.page.get_by_role("button", name=f"Rejected rows of {record.source}").first.click()
    expect(visit.page.get_by_role("dialog").locator("li").first).to_be_visible()
    assert "rejects=" in visit.page.url
    visit.page.go_back()
    expect(visit.page.get_by_role("dialog")).to_have_count(0)
    assert visit.complaints == []


def test_events_are_looked_through_and_lead_to_whose_they_are(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, "/data/events?channel=phone")
    page = visit.page
    expect(page.locator(".dl-event-line").first).to_be_visible(timeout=30_000)
    shoot(page, "data-events")
    page.locator(".dl-event-line").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("Phone")
    page.get_by_role("dialog").get_by_role("link", name="Whose it is").click()
    expect(page).to_have_url(re.compile("/people/"))
    assert visit.complaints == []


def test_an_event_s_name_becomes_a_touchpoint(browser: Browser, empty: tuple[Project, str]) -> None:
    project, address = empty
    visit = Visit(browser, address, "/data")
    page = visit.page
    put(page, csv("orders.csv", ORDERS))
    page.get_by_role("button", name="Import", exact=True).click()
    job_done(page)
    page.goto(f"{visit.root}/data/events?view=names")
    page.get_by_role("link", name="Make a touchpoint").first.click()
    drawer = page.get_by_role("dialog")
    expect(drawer.get_by_label("Names of events")).to_have_value("order")
    drawer.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".dl-draft")).to_have_count(0, timeout=30_000)
    assert saved_name(project, 0) == "order"
    assert visit.complaints == []


def test_identity_says_what_links(browser: Browser, address: str) -> None:
    visit = Visit(browser, address, "/data/identity")
    expect(visit.page.get_by_role("table", name="Kinds of identifier")).to_contain_text("email", timeout=30_000)
    assert seriously_inaccessible(visit.page) == []
    assert visit.complaints == []
    shoot(visit.page, "data-identity")


def test_a_rule_of_identity_is_changed_and_its_effect_is_told(browser: Browser, serve: Serve, own: Project) -> None:
    visit = Visit(browser, serve(ServedProject(own)), "/data/identity")
    page = visit.page
    before = own.journeys().store.manifest.customers
    page.get_by_role("button", name="Edit email").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_text("Joins events into one customer").click()
    drawer.get_by_label("Nobody's values").fill("info@example.com\n \nno@example.com")
    assert seriously_inaccessible(page) == []
    shoot(page, "data-identity-kind")
    drawer.get_by_role("button", name="Done").click()
    row = page.get_by_role("table", name="What joins identifiers").get_by_role("row", name=re.compile("^email"))
    expect(row).to_contain_text("links nobody")
    expect(page.locator(".dl-draft")).to_contain_text("the journeys are built anew")
    page.get_by_role("button", name="Save").click()
    effect = page.get_by_role("status").filter(has_text=re.compile("customers", re.IGNORECASE))
    expect(effect).to_contain_text("Customers are joined anew", timeout=60_000)
    now = open_project(own.folder)
    rule = now.settings.identity.namespaces["email"]
    assert (rule.links, rule.ignore) == (False, ["info@example.com", "no@example.com"])
    after = now.journeys().store.manifest.customers
    assert after != before
    expect(effect).to_contain_text(f"{before} before, {after} customers now.")
    shoot(page, "data-identity-effect")
    page.get_by_role("button", name="Edit email").click()
    drawer.get_by_role("button", name="As usual").click()
    drawer.get_by_role("button", name="Done").click()
    page.get_by_label("Limit for all kinds").fill("2")
    page.get_by_label("Limit for all kinds").press("Enter")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".dl-draft")).to_have_count(0)
    identity = open_project(own.folder).settings.identity
    assert (identity.limit, identity.namespaces) == (2, {})
    assert visit.complaints == []


def test_a_kind_of_identifier_of_one_s_own_gets_a_rule(browser: Browser, empty: tuple[Project, str]) -> None:
    project, address = empty
    visit = Visit(browser, address, "/data/identity")
    page = visit.page
    expect(page.get_by_text("Identifiers are shown here")).to_be_visible()
    page.get_by_role("button", name="Add a kind").click()
    drawer = page.get_by_role("dialog")
    kind = drawer.get_by_role("combobox", name="Kind of identifier")
    kind.fill("till_number")
    kind.press("Tab")
    expect(drawer).to_contain_text("The data hold none of this kind yet.")
    limit = drawer.get_by_label("Limit of its own")
    limit.fill("0")
    limit.press("Tab")
    expect(limit).to_have_value("1")
    drawer.get_by_role("button", name="Done").click()
    expect(page.get_by_role("table", name="What joins identifiers")).to_contain_text("more than 1 other")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".dl-draft")).to_have_count(0)
    assert open_project(project.folder).settings.identity.namespaces["till_number"].limit == 1


def test_health_says_what_is_not_well_and_what_helps(browser: Browser, serve: Serve, own: Project) -> None:
    visit = Visit(browser, serve(ServedProject(own)), "/data/health")
    page = visit.page
    expect(page.get_by_text("The journeys are built from the latest data and rules.")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("table", name="How fresh each source is")).to_contain_text(own.log.imports()[0].source)
    expect(page.get_by_role("table", name="On the disk")).to_contain_text("Event log")
    page.get_by_role("button", name="Compare every file").click()
    expect(page.get_by_role("status").filter(has_text="compared with its checksum")).to_be_visible(timeout=60_000)
    column = next(own.journeys().store.folder.rglob("ts.npy"))
    content = bytearray(column.read_bytes())
    content[-1] ^= 1
    column.write_bytes(content)
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_role("heading", name="1 thing to see to")).to_be_visible(timeout=60_000)
    expect(page.locator(".dl-checks > li").first).to_contain_text("The packed journeys cannot be used")
    assert seriously_inaccessible(page) == []
    shoot(page, "data-health-damaged")
    page.get_by_role("button", name="Build anew from the log").click()
    expect(page.get_by_text("The journeys are built from the latest data and rules.")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", name="1 thing to see to")).to_have_count(0)
    assert visit.complaints == []
