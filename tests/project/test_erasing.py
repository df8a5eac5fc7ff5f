"""Erasing one person from a whole project, with files as people have them."""

import csv
import io
import sqlite3
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from conformance.questions import ASKED
from desireline.base.errors import InputError, NotFoundError
from desireline.base.stopping import StoppedError
from desireline.project import Project
from desireline.project.erasing import erase_person, plan_erasure
from trial_imports import event_ids, events, import_text, made_project

WEB = """who,email,phone,when,what,comment
u-anna-1,Anna@Shop.example,+36 20 123 4567,2024-01-01 10:00,view,
u-ben-22,ben@shop.example,,2024-01-01 11:00,view,
u-anna-1,Anna@Shop.example,06201234567,2024-01-02 10:00,buy,"call me at anna@shop.example, please"
u-anna-1,Anna@Shop.example,,never,buy,
u-ben-22,ben@shop.example,,yesterday,buy,
u-ben-22,ben@shop.example,,2024-01-04 11:00,buy,nice
"""
WEB_MAPPING = (
    "time: {columns: [when]}\nname: {columns: [what]}\nidentifiers: {user_id: [who], email: [email], phone: [phone]}\n"
)
TICKETS = (
    '{"mail": "  anna@shop.example ", "opened": "2024-01-03T10:00:00", "solved": "2024-01-04T10:00:00", "text": "Hi, Anna here"}\n'
    '{"mail": "ben@shop.example", "opened": "2024-01-03T12:00:00", "solved": null, "text": "Ben"}\n'
    '{"mail": "anna@shop.example", "opened": "soon", "solved": null, "text": "no day"}\n'
)
TICKETS_MAPPING = (
    "moments: [{name: opened, time: {columns: [opened]}}, {name: solved, time: {columns: [solved]}}]\n"
    "identifiers: {email: [mail]}\ntext: {column: text}\n"
)
NAMES = ["anna", "1234567"]


def filled(folder: Path, web: str = WEB, tickets: str = TICKETS) -> Project:
    project = made_project(folder, time_zone="Europe/Budapest")
    bring_both(project, web, tickets)
    project.build()
    return project


def bring_both(project: Project, web: str = WEB, tickets: str = TICKETS) -> list[int]:
    """Import both files and return how many events or unread rows of each were left out as erased."""
    (one,) = import_text(project, web, name="web.csv", mapping=WEB_MAPPING).records
    (other,) = import_text(project, tickets, name="tickets.jsonl", mapping=TICKETS_MAPPING).records
    return [one.erased, other.erased]


def without_anna(text: str) -> str:
    """Take out the rows of Anna."""
    return "".join(line for line in text.splitlines(keepends=True) if "anna" not in line.lower())


def says(folder: Path, words: list[str]) -> list[str]:
    """Return the files in which any of these words stands: as bytes, as values in Parquet, in rows of SQLite."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes().decode("utf-8", "replace")
            if path.suffix == ".parquet":
                content += str(pq.ParquetFile(path).read().to_pylist())
            if path.suffix == ".db":
                content += "\n".join(sqlite3.connect(path).iterdump())
            if any(word in content.lower() for word in words):
                found.append(str(path.relative_to(folder)))
    return found


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return filled(tmp_path / "shop")


def test_what_would_go(project: Project) -> None:
    (project.log.folder / "uploads" / "0123456789abcdef").mkdir(parents=True)
    before = event_ids(project)
    plan = plan_erasure(project, "anna@shop.example")
    assert [(one.source, one.events) for one in plan.sources] == [("web", 2), ("tickets", 2)]
    assert [(one.namespace, one.value) for one in plan.identifiers] == [
        ("email", "anna@shop.example"),
        ("phone", "+36201234567"),
        ("user_id", "u-anna-1"),
    ]
    assert (plan.events, plan.uploads, plan.backups) == (4, 1, 0)
    assert plan_erasure(project, plan.customer) == plan
    assert event_ids(project) == before


def test_who_else_names_them_is_told(project: Project) -> None:
    text = 'who,when,what,comment\nu-eve,2024-01-01,view,"My friend ANNA@shop.example said: 100% good"\nu-eve,2024-01-02,view,u-anna\n'
    mapping = "time: {columns: [when]}\nname: {columns: [what]}\nidentifiers: {user_id: [who]}\n"
    import_text(project, text, name="friends.csv", mapping=mapping)
    project.build()
    plan = plan_erasure(project, "anna@shop.example")
    assert [(one.source, one.events) for one in plan.mentioned] == [("friends", 1)]
    assert plan_erasure(project, "u-eve").mentioned == []


def test_no_byte_is_left(project: Project) -> None:
    upload = project.log.folder / "uploads" / "0123456789abcdef" / "files"
    upload.mkdir(parents=True)
    (upload / "new.csv").write_text(WEB)
    assert len(says(project.log.folder, NAMES)) > 5
    told = erase_person(project, "anna@shop.example")
    assert says(project.log.folder, NAMES) == []
    assert (told.events, told.identifiers, told.imports, told.rejected) == (4, 3, 2, 2)
    web, tickets = project.log.imports()
    assert (web.events, web.erased_since, web.rejected) == (4, 2, 2)
    assert (tickets.events, tickets.erased_since, tickets.rejected) == (3, 2, 1)
    assert tickets.rejects_file is None
    rejects = (project.log.rejects / str(web.rejects_file)).read_text()
    assert [row["row"].split(",")[0].split(" | ")[0] for row in csv.DictReader(io.StringIO(rejects))] == ["u-ben-22"]
    assert len(list(project.log.rejects.iterdir())) == 1
    assert sorted(events(project, "name")) == ["buy", "opened", "view"]


def test_every_answer_is_as_if_they_had_never_come(tmp_path: Path, project: Project) -> None:
    erase_person(project, "anna@shop.example")
    assert project.build().unchanged
    other = filled(tmp_path / "other", without_anna(WEB), without_anna(TICKETS))
    for one in (project, other):
        import_text(one, shop_of_many(), name="orders.csv")
        one.build()
        one.accept(one.suggest())
        one.build()
        if one is project:
            erase_person(project, "c7@shop.example")
    own = "".join(line for line in shop_of_many().splitlines(keepends=True) if "c7@" not in line)
    other.log.undo(3)
    import_text(other, own, name="orders.csv")
    other.build()
    ours, theirs = project.journeys(), other.journeys()
    assert ours.touchpoints == theirs.touchpoints
    for make in ASKED.values():
        question = make(theirs)
        assert project.ask(question).result == other.ask(question).result, question
    assert project.map().leaks == other.map().leaks
    assert event_ids(project) == event_ids(other)


def shop_of_many() -> str:
    """Return events of many customers, with amounts and scores."""
    rows = ["email,event,time,channel,amount,score,plan"]
    for number in range(60):
        steps = ["product viewed", "cart", "order", "survey"][: 1 + number % 4]
        rows += [
            f"c{number}@shop.example,{step},2024-0{1 + number % 6}-{day:02} 1{day}:00:00,{['web', 'email'][number % 2]},"
            f"{number * 10 if step == 'order' else ''},{number % 10 if step == 'survey' else ''},p{number % 3}"
            for day, step in enumerate(steps, start=1)
        ]
    return "\n".join(rows) + "\n"


def test_the_same_files_do_not_bring_them_back(project: Project) -> None:
    before = event_ids(project)
    told = erase_person(project, "anna@shop.example")
    assert bring_both(project) == [3, 3]
    assert bring_both(project, WEB + "u-new,x@y.example,0620/123-4567,2025-01-01,view,\n") == [4, 3]
    assert says(project.log.folder, NAMES) == []
    assert {str(record.rejects_file) for record in project.log.imports()[2:]} >= {"000003-web.csv"}
    assert [record.rejected for record in project.log.imports()[2:]] == [1, 0, 1, 0]
    assert project.build().customers == 1
    project.log.erasures.lift(told.id)
    bring_both(project)
    assert event_ids(project) == before


def test_forgotten_people_come_back(project: Project) -> None:
    before = event_ids(project)
    told = erase_person(project, "anna@shop.example", stays_out=False)
    assert (told.customer, told.stays_out) == (None, False)
    assert bring_both(project) == [0, 0]
    assert event_ids(project) == before


def test_a_dry_run_leaves_them_out_too(project: Project) -> None:
    erase_person(project, "anna@shop.example")
    tried = import_text(project, WEB, name="web.csv", mapping=WEB_MAPPING, dry_run=True)
    (outcome,) = tried.outcomes
    assert (outcome.record.erased, outcome.record.known, outcome.record.rejected) == (3, 2, 1)
    assert ["u-ben-22" in reject.row for reject in outcome.rejects] == [True]


def test_a_file_of_nobody_else(project: Project) -> None:
    erase_person(project, "anna@shop.example")
    own = "".join(line for line in WEB.splitlines(keepends=True) if "ben" not in line)
    (record,) = import_text(project, own, name="own.csv", mapping=WEB_MAPPING).records
    assert (record.rows, record.erased, record.events, record.rejected) == (3, 3, 0, 0)


def test_lines_that_are_no_rows(project: Project) -> None:
    erase_person(project, "anna@shop.example")
    broken = (
        WEB
        + "u-anna-1,anna@shop.example,,2024-02-01 10:00,view,a,b,c,d\nu-eve,eve@shop.example,,2024-02-01,view,a,b,c\n"
    )
    (record,) = import_text(project, broken, name="broken.csv", mapping=WEB_MAPPING, source="web").records
    assert (record.erased, record.rejected) == (4, 2)
    assert says(project.log.folder, NAMES) == []


def test_an_undo_afterwards_takes_the_rest(project: Project) -> None:
    erase_person(project, "anna@shop.example")
    project.log.undo(1)
    project.build()
    assert events(project, "name") == ["opened"]
    assert bring_both(project) == [3, 3]
    assert sorted(events(project, "name")) == ["buy", "opened", "view"]


def test_repeats_keep_their_numbers_without_them(tmp_path: Path, project: Project) -> None:
    """Identical rows of others are counted as if the erased rows were not in the file."""
    ben = WEB.splitlines(keepends=True)[2]
    erase_person(project, "anna@shop.example")
    import_text(project, WEB + ben + ben, name="web.csv", mapping=WEB_MAPPING)
    other = filled(tmp_path / "other", without_anna(WEB) + ben + ben, without_anna(TICKETS))
    assert event_ids(project) == event_ids(other)


@pytest.mark.parametrize("step", ["erase", "identity", "write"])
def test_stopped_in_between_nothing_has_changed(project: Project, step: str) -> None:
    before = event_ids(project)

    def progress(name: str) -> None:
        if name == step:
            raise StoppedError

    with pytest.raises(StoppedError):
        erase_person(project, "anna@shop.example", progress=progress)
    assert event_ids(project) == before
    assert project.log.erasures.all() == []
    assert project.build().unchanged
    assert erase_person(project, "anna@shop.example").finished_us is not None
    assert says(project.log.folder, NAMES) == []


def test_who_is_meant(project: Project) -> None:
    with pytest.raises(NotFoundError, match="no customer is 'nobody@shop.example': give an id as desireline people"):
        erase_person(project, "nobody@shop.example")
    text = "who,email,when,what\nu-1,ben,2024-01-01,view\nben,,2024-01-01,view\n"
    mapping = "time: {columns: [when]}\nname: {columns: [what]}\nidentifiers: {user_id: [who], handle: [email]}\n"
    import_text(project, text, name="handles.csv", mapping=mapping)
    project.build()
    with pytest.raises(InputError, match="'ben' means 2 customers: give the id of one: "):
        plan_erasure(project, "ben")


def test_who_was_erased_is_not_found_again(project: Project) -> None:
    told = erase_person(project, "anna@shop.example")
    assert told.customer is not None
    with pytest.raises(NotFoundError, match=told.customer):
        erase_person(project, told.customer)


def test_values_that_would_be_patterns(tmp_path: Path) -> None:
    """Identifiers with every letter that means something to SQL, regular expressions or paths."""
    project = made_project(tmp_path / "shop")
    hostile = ["a'b", 'q"q', "x.*y", "(z", "%like_", "[0]", "..", "<b>", "\\d+", "名前", "$1"]
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["who", "when", "what"])
    for value in hostile:
        writer.writerows([[value, "2024-01-01", "view"], [value, "bad", "view"]])
    mapping = "time: {columns: [when]}\nname: {columns: [what]}\nidentifiers: {user_id: [who]}\n"
    import_text(project, buffer.getvalue(), mapping=mapping)
    project.build()
    for number, value in enumerate(hostile, start=1):
        assert erase_person(project, value).rejected == 1, value
        assert project.build().customers == len(hostile) - number
    assert list(project.log.events.iterdir()) == []
    assert not project.log.rejects.exists()
    (record,) = import_text(project, buffer.getvalue(), mapping=mapping).records
    assert (record.erased, record.events, record.rejected) == (22, 0, 0)
