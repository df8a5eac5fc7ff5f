"""Imports as a whole: what is set aside, what a dry run leaves, what taking back takes."""

import gzip
import json
import os
import zipfile
from pathlib import Path

import pytest

from desireline.base.errors import InputError, NotFoundError
from desireline.project import Project
from trial_imports import bring, event_ids, events, import_text, made_project

MAPPING = "time: {columns: [when]}\nname: {columns: [what]}\nidentifiers: {user_id: [who]}\n"
TEXT = "who,when,what\nu1,2024-01-01,view\nu2,2024-01-02,buy\nu3,never,view\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return made_project(tmp_path / "shop")


def everything(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return all that lies below a folder: of files, their time of change and content."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes()) if path.is_file() else (0, b"")
        for path in sorted(folder.rglob("*"))
    }


def test_a_dry_run_leaves_no_trace_in_a_new_project(project: Project) -> None:
    (project.folder / "mapping.yaml").write_text(MAPPING)
    before = everything(project.folder)
    outcome = import_text(project, TEXT, mapping=MAPPING, dry_run=True)
    assert outcome.records == []
    assert everything(project.folder).keys() == before.keys()


def test_a_dry_run_says_what_an_import_does_and_leaves_no_trace(project: Project) -> None:
    import_text(project, TEXT, name="events-1.csv", mapping=MAPPING)
    before = everything(project.log.folder)
    more = TEXT + "u4,2024-01-04,view\nu4,2024-01-04,view\nu5,,view\n"
    tried = import_text(project, more, name="events-2.csv", mapping=MAPPING, dry_run=True)
    assert everything(project.log.folder) == before
    (record,) = [outcome.record for outcome in tried.outcomes]
    assert (record.rows, record.events, record.repeats, record.known, record.rejected) == (6, 2, 1, 2, 2)
    assert record.rejects_file is None
    (real,) = import_text(project, more, name="events-2.csv", mapping=MAPPING).records
    assert (real.rows, real.events, real.repeats, real.known, real.rejected) == (6, 2, 1, 2, 2)


def test_a_dry_run_that_fails_leaves_no_trace(project: Project) -> None:
    import_text(project, TEXT, mapping=MAPPING)
    before = everything(project.folder)
    with pytest.raises(InputError):
        import_text(project, b"\x1f\x8b\x08\x00broken", name="x.csv.gz", dry_run=True)
    assert everything(project.folder) == before


def test_taking_back_restores_what_was(project: Project) -> None:
    import_text(project, TEXT, name="events-1.csv", mapping=MAPPING)
    before = event_ids(project), [path.name for path in project.log.events.iterdir()]
    import_text(project, TEXT.replace("u1", "u9"), name="events-2.csv", mapping=MAPPING)
    undone = project.log.undo(2)
    assert (undone.record.id, undone.record.events, undone.later) == (2, 1, [])
    assert (event_ids(project), [path.name for path in project.log.events.iterdir()]) == before
    with pytest.raises(NotFoundError, match="import 2 was taken back already: imports in the log are 1"):
        project.log.undo(2)
    with pytest.raises(NotFoundError, match="import 7 does not exist"):
        project.log.undo(7)


def test_taking_back_tells_of_later_imports_that_held_the_same(project: Project) -> None:
    import_text(project, TEXT, name="events-1.csv", mapping=MAPPING)
    import_text(project, TEXT + "u4,2024-01-04,view\n", name="events-2.csv", mapping=MAPPING)
    import_text(project, "who,when,what\nu8,2024-01-04,view\n", name="events-3.csv", mapping=MAPPING)
    undone = project.log.undo(1)
    assert [(later.id, later.known) for later in undone.later] == [(2, 2)]
    assert len(event_ids(project)) == 2
    (again,) = import_text(project, TEXT + "u4,2024-01-04,view\n", name="events-2.csv", mapping=MAPPING).records
    assert (again.id, again.events, again.known) == (4, 2, 1)


def test_numbers_are_never_used_twice(project: Project) -> None:
    import_text(project, TEXT, name="events-1.csv", mapping=MAPPING)
    project.log.undo(1)
    import_text(project, TEXT, name="events-1.csv", mapping=MAPPING)
    assert [part.number for part in project.log.parts()] == [2]
    assert [path.name for path in project.log.events.iterdir()] == ["000002-events.parquet"]


def test_a_failed_import_leaves_no_rejects(project: Project) -> None:
    folder = project.folder.parent / "exports"
    folder.mkdir()
    (folder / "a.csv").write_text(TEXT)
    (folder / "b.csv").write_text("who,when,what\nu1,never,view\n")  # no row with a time
    with pytest.raises(InputError, match="none of the 1 rows of b.csv"):
        bring(project, folder, mapping=MAPPING)
    assert not project.log.rejects.exists()
    assert project.log.imports() == []


def test_rejects_are_written_whole(project: Project) -> None:
    rows = "".join(f"u{number},{'never' if number % 3 else '2024-01-01'},view\n" for number in range(30_000))
    (record,) = import_text(project, "who,when,what\n" + rows, mapping=MAPPING).records
    assert record.rejects_file == "000001-events.csv"
    lines = (project.log.rejects / record.rejects_file).read_text().splitlines()
    assert len(lines) == 1 + record.rejected == 20_001
    assert lines[1].endswith("events.csv,3,unreadable time 'never',u1 | never | view")
    assert lines[-1].endswith("events.csv,30001,unreadable time 'never',u29999 | never | view")


def exports(folder: Path) -> Path:
    folder.mkdir()
    (folder / "good.csv").write_text(TEXT)
    (folder / "empty.csv").write_bytes(b"")
    (folder / "blank.csv").write_text("\n \n")
    (folder / "page.xml").write_text("<a/>")
    (folder / "object.json").write_text(json.dumps({"a": 1}, indent=1))
    (folder / "none.json").write_text("[]")
    (folder / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0" + b"\x00" * 600)
    with zipfile.ZipFile(folder / "packed.zip", "w") as archive:
        archive.writestr("x.csv", TEXT)
    (folder / ".hidden.csv").write_text(TEXT)
    (folder / "notes.md").write_text("# words")
    return folder


def test_what_is_no_table_in_a_folder_is_set_aside_with_its_reason(project: Project) -> None:
    outcome = bring(
        project, exports(project.folder.parent / "exports"), mapping="tables: {good: {time: {columns: [when]}}}"
    )
    aside = {Path(table.files[0]).name: str(table.refused) for table in outcome.tables if table.refused}
    assert {name: reason.partition("exports/")[2].partition(" ")[2] for name, reason in aside.items()} == {
        "empty.csv": "is empty: export it again",
        "blank.csv": "holds nothing but white space: export it again",
        "page.xml": "is XML or HTML, which is not read yet: export CSV, JSON Lines, Parquet or XLSX",
        "object.json": "holds one JSON object over several lines, which is no table: give one object a line, or an array of objects",
        "none.json": "holds an empty JSON array: export it again",
        "old.xls": "is not a table Desireline reads: give CSV, JSON Lines, JSON, Parquet or XLSX, plain or packed by gzip or zstd",
        "packed.zip": "is a ZIP archive: unpack it and import what is inside",
    }
    assert [record.source for record in outcome.records] == ["good"]


@pytest.mark.parametrize("name", ["empty.csv", "page.xml", "object.json", "old.xls", "packed.zip"])
def test_what_is_no_table_is_an_error_where_it_is_named(project: Project, name: str) -> None:
    folder = exports(project.folder.parent / "exports")
    with pytest.raises(InputError, match=name):
        bring(project, folder / "good.csv", folder / name, mapping=MAPPING)
    assert project.log.imports() == []


@pytest.mark.parametrize("name", ["good.csv.gz", "good.parquet", "good.json", "good.xlsx"])
def test_a_damaged_table_in_a_folder_fails_the_import(project: Project, name: str) -> None:
    folder = exports(project.folder.parent / "exports")
    content = {
        "good.csv.gz": gzip.compress(TEXT.encode() * 100)[:-9],
        "good.parquet": b"PAR1" + b"\x00" * 300,
        "good.json": b'[{"a": 1}, {"a": ',
        "good.xlsx": (folder / "packed.zip").read_bytes()[:-5],
    }[name]
    (folder / name).write_bytes(content)
    with pytest.raises(InputError, match=name):
        bring(project, folder, mapping=MAPPING)
    assert project.log.imports() == []


def test_a_folder_of_nothing_readable_is_an_error(project: Project, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with pytest.raises(NotFoundError, match="holds no table"):
        bring(project, tmp_path / "x")
    (tmp_path / "x" / "a.json").write_text("{\n}")
    with pytest.raises(InputError, match="a.json"):
        bring(project, tmp_path / "x")


ODD = ["it's", "a [1]*?", "100% {uuid}", "élő 資料", "a b", "~", "key=value", "semi;colon", "new\nline"]


@pytest.mark.parametrize("name", ODD)
def test_odd_names_of_folders_and_files(tmp_path: Path, name: str) -> None:
    project = made_project(tmp_path / name / "shop")
    folder = tmp_path / name / name
    folder.mkdir()
    for ending, text in ((".csv", TEXT), (".jsonl", '{"who": "u9", "when": "2024-01-01", "what": "json"}\n')):
        (folder / f"{name}{ending}").write_text(text)
    (folder / "a1.csv").write_text("who,when,what\nwrong,2024-01-01,file\n")
    bring(project, folder / f"{name}.csv", folder / f"{name}.jsonl", mapping=MAPPING)
    assert sorted(events(project, "id:user_id")) == ["u1", "u2", "u9"]
    assert project.build().customers == 3


def test_glob_characters_name_one_file_only(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a[1].csv").write_text(TEXT)
    (tmp_path / "a1.csv").write_text("who,when,what\nwrong,2024-01-01,file\n")
    bring(project, tmp_path / "a[1].csv", mapping=MAPPING)
    assert events(project, "id:user_id") == ["u1", "u2"]


def test_a_name_that_is_no_text_is_an_error_of_one_sentence(project: Project, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/odd\xff.csv"))
    path.write_text(TEXT)
    with pytest.raises(InputError, match="is not valid UTF-8: rename"):
        bring(project, path, mapping=MAPPING)


def test_folders_that_go_in_circles(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "good.csv").write_text(TEXT)
    (folder / "deep" / "up").symlink_to(folder)
    (folder / "loop.csv").symlink_to(folder / "loop.csv")
    (folder / "again.csv").symlink_to(folder / "deep" / "good.csv")
    (record,) = bring(project, folder, mapping=MAPPING).records
    assert record.files == [str(folder / "deep" / "good.csv")]
    with pytest.raises(InputError, match="loop.csv"):
        bring(project, folder / "loop.csv", mapping=MAPPING)


def test_the_same_file_twice_is_read_once(project: Project, tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text(TEXT)
    (record,) = bring(
        project, tmp_path / "good.csv", tmp_path / "shop" / ".." / "good.csv", tmp_path / "good.csv", mapping=MAPPING
    ).records
    assert (record.rows, len(record.files)) == (3, 1)
