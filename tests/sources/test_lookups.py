"""Columns taken from a second file."""

from pathlib import Path

import pytest

from desireline.base.errors import InputError
from desireline.project import Project
from trial_imports import events, import_text, made_project, times

MAPPING = """
lookups:
- {file: ../files/campaigns.csv, on: {campaign: "id"}}
- {file: ../files/channels.jsonl, on: {kind: kind}}
time: {columns: [start]}
name: {columns: [kind]}
channel: {column: medium, values: {mail: email}}
identifiers: {user_id: [who]}
"""
SENT = "who,campaign,start_hint\n" + "".join(f"u{number},{number % 4},x\n" for number in range(200_000))
CAMPAIGNS = 'id,start,kind,who\n0,2024-01-01,A,z\n1,2024-01-02,"B\nb",z\n1,2024-09-09,"B\nb",z\n2,2024-01-03,A,z\n'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = made_project(tmp_path / "shop")
    files = tmp_path / "files"
    files.mkdir()
    (files / "campaigns.csv").write_text(CAMPAIGNS)
    (files / "channels.jsonl").write_text('{"kind": "A", "medium": "mail"}\n{"kind": "C", "medium": "web"}\n')
    return project


def test_rows_keep_their_order_and_their_number(project: Project) -> None:
    outcome = import_text(project, SENT, mapping=MAPPING)
    (record,) = outcome.records
    assert (record.rows, record.events, record.rejected) == (200_000, 150_000, 50_000)
    assert events(project, "id:user_id") == [f"u{number}" for number in range(200_000) if number % 4 != 3]
    assert times(project)[:3] == ["2024-01-01T00:00:00", "2024-01-02T00:00:00", "2024-01-03T00:00:00"]
    assert events(project, "name")[:3] == ["A", "B\nb", "A"]
    assert events(project, "channel")[:3] == ["email", "other", "email"]
    assert [(one.line, one.reason) for one in outcome.outcomes[0].rejects[:2]] == [(5, "no time"), (9, "no time")]


def test_what_is_looked_up_does_not_enter_the_ids(project: Project) -> None:
    import_text(project, SENT, mapping=MAPPING)
    (project.folder.parent / "files" / "campaigns.csv").write_text(
        CAMPAIGNS.replace("2024-", "2030-") + "3,2024-01-04,A,z\n"
    )
    (record,) = import_text(project, SENT, mapping=MAPPING).records
    assert (record.events, record.known) == (50_000, 150_000)


def test_broken_rows_are_rejected_beside_lookups_too(project: Project) -> None:
    outcome = import_text(project, "\n".join(SENT.splitlines()[:3]) + "\nu9,1,x,too,many\nu9,1\n", mapping=MAPPING)
    assert [(one.line, one.reason) for one in outcome.outcomes[0].rejects] == [(4, "more fields than columns")]
    assert outcome.records[0].events == 3


def test_a_second_file_that_is_not_there_is_an_error(project: Project) -> None:
    with pytest.raises(InputError, match="there is no file .*nothing.csv"):
        import_text(project, SENT, mapping=MAPPING.replace("campaigns.csv", "nothing.csv"))


def test_a_wrong_column_is_an_error_that_names_its_file(project: Project) -> None:
    with pytest.raises(InputError, match=r"campaigns.csv has no column 'nr': "):
        import_text(project, SENT, mapping=MAPPING.replace('"id"', "nr"))
