"""Spreadsheets: dates, whole numbers, several sheets."""

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from desireline.base.errors import InputError
from desireline.project import Project
from trial_imports import bring, events, made_project, times

MAPPING = "time: {columns: [when]}\nname: {columns: [what]}\nidentifiers: {user_id: [who]}\n"
HEADER: list[object] = ["who", "when", "what", "n"]
ROWS: list[list[object]] = [
    [17850, dt.datetime(2024, 2, 29, 13, 14, 15), "view", 1],
    [17851, dt.datetime(2024, 3, 1), "buy", 2.5],
]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return made_project(tmp_path / "shop")


def workbook(folder: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    path = folder / "events.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm:ss"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def test_dates_and_whole_numbers(project: Project, tmp_path: Path) -> None:
    outcome = bring(project, workbook(tmp_path, Orders=[HEADER, *ROWS]), mapping=MAPPING)
    assert outcome.tables[0].description == "XLSX, sheet 'Orders'"
    assert outcome.records[0].source == "events"
    assert times(project) == ["2024-02-29T13:14:15", "2024-03-01T00:00:00"]
    assert events(project, "id:user_id") == ["17850", "17851"]
    assert [json.loads(text)["n"] for text in events(project, "properties")] == [1, 2.5]


def test_each_sheet_with_rows_is_a_table(project: Project, tmp_path: Path) -> None:
    old: dict[str, Sequence[Sequence[object]]] = {"Old orders": [HEADER, ROWS[1]]}
    path = workbook(tmp_path, Orders=[HEADER, ROWS[0]], Empty=[], Names=[HEADER], **old)
    outcome = bring(project, path, mapping=MAPPING)
    assert [(record.source, record.events) for record in outcome.records] == [
        ("events_orders", 1),
        ("events_old_orders", 1),
    ]


def test_a_reject_names_the_row_of_the_sheet(project: Project, tmp_path: Path) -> None:
    rows: list[list[object]] = [HEADER, *ROWS, [17852, None, "view", 3]]
    outcome = bring(project, workbook(tmp_path, Orders=rows), mapping=MAPPING)
    assert [(one.line, one.reason) for one in outcome.outcomes[0].rejects] == [(4, "no time")]


def test_a_workbook_without_rows_is_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"has no sheet with rows"):
        bring(project, workbook(tmp_path, Orders=[HEADER]), mapping=MAPPING)


def test_a_damaged_workbook_is_an_error(project: Project, tmp_path: Path) -> None:
    path = workbook(tmp_path, Orders=[HEADER, *ROWS])
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(InputError, match="cut off or damaged|could not be read"):
        bring(project, path, mapping=MAPPING)
