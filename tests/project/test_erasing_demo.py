"""The demo's busiest customer, known to ten tools in their own formats, erased."""

import sqlite3
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from demo_project import demo_project
from desireline.identity import number_of
from desireline.journeys.erasing import traces_of, written
from desireline.project import Project, import_files
from desireline.project.erasing import erase_person, plan_erasure
from desireline.project.importing import ImportOptions
from desireline.project.search import find_people


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Project]:
    folder = tmp_path_factory.mktemp("demo")
    return folder, demo_project(folder, customers=60)


def contents(folder: Path) -> dict[str, str]:
    """Return what every file says: as bytes and, of Parquet and SQLite, as values."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "replace")
            if path.suffix == ".parquet":
                text += str(pq.ParquetFile(path).read().to_pylist())
            if path.suffix == ".db":
                text += "\n".join(sqlite3.connect(path).iterdump())
            found[str(path.relative_to(folder))] = text.lower()
    return found


def test_ten_tools_forget_one_person(shop: tuple[Path, Project]) -> None:
    folder, project = shop
    who = find_people(project.journeys(), order="events", most=1).rows[0].customer
    plan = plan_erasure(project, who)
    assert len(plan.sources) >= 4
    names = [
        value for _, value in written(project.log, project.settings, traces_of(project.journeys(), number_of(who) or 0))
    ]
    before = contents(project.log.folder)
    assert all(any(name.lower() in text for text in before.values()) for name in names)
    told = erase_person(project, who)
    assert (told.events, told.identifiers) == (plan.events, len(plan.identifiers))
    for file, text in contents(project.log.folder).items():
        assert [name for name in names if name.lower() in text] == [], file
    events = project.journeys().events
    again = import_files(project, [folder / "exports"], ImportOptions()).records
    assert [record.events + record.measures for record in again] == [0] * len(again)
    assert sum(record.erased for record in again) == plan.events
    project.build()
    assert project.journeys().events == events
