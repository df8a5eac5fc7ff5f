"""Everything about one person, in one document."""

import csv
import io
import json
import zipfile
from pathlib import Path

import jsonschema
import msgspec
import pytest

from desireline.base.errors import BusyError, NotFoundError
from desireline.project import Project
from desireline.project.erasing import erase_person
from desireline.project.exporting import PersonExport, export_file, export_person, export_schema
from desireline.project.timeline import timeline_of
from desireline.project.who import customer_meant
from example_maps import HOSTILE
from logs import Batch, Happening, add_batches
from people_shop import ANNA, people_shop
from trial_imports import import_text, made_project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return people_shop(tmp_path_factory.mktemp("export"))


def exported(project: Project, who: str) -> PersonExport:
    journeys = project.journeys()
    return export_person(project, journeys, customer_meant(journeys, who))


def test_all_of_one_and_nothing_of_others(project: Project) -> None:
    export = exported(project, ANNA)
    assert (export.project, export.time_zone) == ("Zöldség", "Europe/Budapest")
    assert [known.value for known in export.person.identifiers] == ["a-1", "u1", ANNA]
    assert [(event.source, event.name, event.touchpoint) for event in export.events] == [
        ("web", "view", "view"),
        ("web", "cart", "cart"),
        ("web", "view", "view"),
        ("web", "view", "view"),
        ("till", "order", "order"),
    ]
    order = export.events[-1]
    assert (order.value_minor, order.currency, order.properties) == (1_299, "EUR", {"note": "<b>gift</b>"})
    assert order.at == "2026-01-02T16:00:00+01:00"
    assert [known.namespace for known in order.identifiers] == ["email", "user_id"]
    assert [(kind.journey, kind.count, len(kind.journeys)) for kind in export.person.journey_types] == [
        ("purchase", 1, 1)
    ]
    assert "bela" not in export_file(export, "json").decode().lower()


def test_the_document_keeps_to_its_schema(project: Project) -> None:
    document = json.loads(export_file(exported(project, ANNA), "json"))
    jsonschema.validate(document, json.loads(export_schema()))
    assert msgspec.convert(document, PersonExport).customer == document["customer"]
    assert document["format"] == "desireline.person.1"


def test_the_archive_holds_a_table_that_spreadsheets_may_open(tmp_path: Path) -> None:
    project = made_project(tmp_path / "shop")
    texts = [*dict.fromkeys(text.encode(errors="replace").decode() for text in HOSTILE), "=1+1", "@SUM(A1)"]
    own = [
        Happening(at, text or "-", ids={"email": "a@x.example"}, properties={"a": text})
        for at, text in enumerate(texts)
    ]
    add_batches(project.log, Batch("-=web", tuple(own)))
    project.build()
    with zipfile.ZipFile(io.BytesIO(export_file(exported(project, "a@x.example"), "zip"))) as archive:
        assert sorted(archive.namelist()) == ["events.csv", "person.json", "person.schema.json"]
        table = list(csv.DictReader(io.StringIO(archive.read("events.csv").decode(), newline="")))
        document = json.loads(archive.read("person.json"))
    assert not [cell for row in table for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    assert [event["properties"]["a"] for event in document["events"]] == texts
    assert len(table) == len(texts)


def test_rejected_rows_that_name_them(tmp_path: Path) -> None:
    project = made_project(tmp_path / "shop")
    mapping = "time: {columns: [when]}\nname: {columns: [what]}\nidentifiers: {email: [who]}\n"
    text = "who,when,what\nA@x.example,2024-01-01,view\na@x.example,never,view\nba@x.example,never,view\nb@x.example,2024-01-01,view\n"
    import_text(project, text, mapping=mapping)
    project.build()
    (row,) = exported(project, "a@x.example").rejected
    assert (row.source, row.line, row.row.split(",")[0].split(" ")[0]) == ("events", "3", "a@x.example")
    assert exported(project, "b@x.example").rejected == []


def test_nothing_is_left_to_export_of_who_was_erased(tmp_path: Path) -> None:
    project = people_shop(tmp_path)
    before = exported(project, "bela@example.hu")
    erase_person(project, ANNA)
    with pytest.raises(NotFoundError, match="no customer is 'anna@example.hu'"):
        exported(project, ANNA)
    after = exported(project, "bela@example.hu")
    for one, other in zip(before.events, after.events, strict=True):
        assert msgspec.structs.replace(one, seq=other.seq) == other  # places close up


def test_places_from_before_an_erasure_are_not_looked_up(tmp_path: Path) -> None:
    """Else somebody else's event would stand in a timeline."""
    project = people_shop(tmp_path)
    journeys = project.journeys()
    place = customer_meant(journeys, "bela@example.hu")
    erase_person(project, ANNA)
    for look in (lambda: timeline_of(project, journeys, place), lambda: export_person(project, journeys, place)):
        with pytest.raises(BusyError, match="meanwhile.*: ask again"):
            look()
    again = project.journeys()
    assert [row.name for row in timeline_of(project, again, customer_meant(again, "bela@example.hu")).rows][
        -1
    ] == "view"
