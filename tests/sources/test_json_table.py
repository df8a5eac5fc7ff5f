"""JSON, one object a line and in arrays, as tools write it and as it breaks."""

import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from desireline.base.errors import InputError
from desireline.project import Project
from trial_imports import bring, event_ids, events, import_text, made_project, times

MAPPING = "time: {columns: [when]}\nname: {columns: [what]}\nidentifiers: {user_id: [who.id]}\n"
ROWS: list[dict[str, Any]] = [
    {"when": "2024-01-01T10:00:00Z", "what": "view", "who": {"id": 1}},
    {"when": "2024-01-02T10:00:00+02:00", "what": "cart", "who": {"id": 2, "tags": ["a", {"b": 1}]}},
    {"when": "2024-01-03T10:00:00.123456Z", "what": "buy", "who": {"id": None}, "total": 12.5, "ok": True},
]
TIMES = ["2024-01-01T10:00:00", "2024-01-02T08:00:00", "2024-01-03T10:00:00.123456"]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return made_project(tmp_path / "shop")


def lines(rows: list[dict[str, Any]] | None = None) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows or ROWS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("events.jsonl", lines()),
        ("events.ndjson", lines().rstrip("\n")),
        ("events.json", lines().replace("\n", "\r\n")),
        ("events.json", "\n\n" + lines().replace("\n", "\n\n  \n")),
        ("events.json", "\ufeff" + lines()),
        ("events.json", json.dumps(ROWS)),
        ("events.json", json.dumps(ROWS, indent=2)),
        ("events.json", "\ufeff \n" + json.dumps(ROWS, indent=2)),
        ("events.json", lines().encode("utf-16")),
        ("events.json.gz", gzip.compress(lines().encode())),
        ("events.json.gz", gzip.compress(json.dumps(ROWS).encode())),
        ("events.json.zst", pa.compress(lines().encode(), codec="zstd", asbytes=True)),
    ],
)
def test_layouts(project: Project, name: str, content: str | bytes) -> None:
    (record,) = import_text(project, content, name=name, mapping=MAPPING).records
    assert (record.rows, record.events, record.rejected) == (3, 3, 0)
    assert times(project) == TIMES
    assert events(project, "name", "id:user_id") == [("view", "1"), ("cart", "2"), ("buy", None)]
    assert [json.loads(text) for text in events(project, "properties")] == ROWS


def test_broken_lines_are_rejected_with_line_and_text(project: Project) -> None:
    good = lines().splitlines()
    broken = [
        '{"when": "2024-01-01"',
        "",
        "null",
        "[1, 2]",
        '{"a": 1} {"b": 2}',
        '{"when": "soon"}',
        "{}",
        "plain text",
    ]
    outcome = import_text(project, "\n".join([good[0], *broken, *good[1:]]), name="events.jsonl", mapping=MAPPING)
    (record,) = outcome.records
    assert (record.rows, record.events, record.rejected) == (10, 3, 7)
    assert record.rejects_file is not None
    rejected = (project.log.rejects / record.rejects_file).read_text().splitlines()[1:]
    found = [tuple(line.split(",", 3))[1:3] for line in rejected]
    assert found == [
        ("2", "no JSON object"), ("4", "no JSON object"), ("5", "no JSON object"), ("6", "no JSON object"),
        ("7", "unreadable time 'soon'"), ("8", "no time"), ("9", "no JSON object"),
    ]  # fmt: skip
    assert rejected[0].endswith('"{""when"": ""2024-01-01"""')


def test_broken_lines_are_no_events_where_the_time_is_given(project: Project) -> None:
    text = '{"what": "view"}\n{"what": \nnull\n{"what": "buy"}\n'
    (record,) = import_text(project, text, name="e.jsonl", mapping="name: {columns: [what]}", at_us=0).records
    assert (record.rows, record.events, record.rejected) == (4, 2, 2)
    assert events(project, "name") == ["view", "buy"]


def test_what_only_lenient_readers_take_is_kept(project: Project) -> None:
    text = lines() + '{"when": "2024-01-04", "what": "odd", "n": NaN}\n{"when": "2024-01-05", "what": "comma",}\n'
    (record,) = import_text(project, text, name="events.jsonl", mapping=MAPPING).records
    assert record.events + record.rejected == 5


def test_an_array_on_one_long_line(project: Project) -> None:
    rows = [
        {"when": f"2024-01-01T00:00:{n % 60:02d}Z", "what": f"e{n}", "who": {"id": n}, "pad": "x" * 200}
        for n in range(90_000)
    ]
    text = json.dumps(rows)
    assert len(text) > 20 << 20
    (record,) = import_text(project, text, name="events.json", mapping=MAPPING).records
    assert record.events == 90_000
    assert events(project, "name")[::30_000] == ["e0", "e30000", "e60000"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (json.dumps({"orders": ROWS}, indent=1), "one JSON object over several lines"),
        ("[]", "empty JSON array"),
        (json.dumps(ROWS)[:-30], "could not be read"),
        (json.dumps(ROWS) + "x", "could not be read"),
        ("[1, 2, 3]\n", "no column|holds no"),
    ],
)
def test_what_is_no_table_is_refused(project: Project, content: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        import_text(project, content, name="events.json", mapping=None)
    assert event_ids(project) == []


def test_odd_keys(project: Project) -> None:
    row = {
        "when": "2024-01-01",
        "a.b": 1,
        "a": {"b": 2},
        'say "x"': 3,
        "it's": 4,
        "A": 5,
        "": 6,
        "ts": 7,
        "json": 8,
        "v": 9,
        "x\\y": 1,
    }
    mapping = 'time: {columns: [when]}\nidentifiers: {user_id: ["it\'s"], device_id: [A], email: [json], phone: [v]}\n'
    import_text(project, json.dumps(row) + "\n", name="e.jsonl", mapping=mapping)
    columns = ("id:user_id", "id:device_id", "id:email", "id:phone")
    assert events(project, *columns) == [("4", "5", "8", "9")]
    assert json.loads(events(project, "properties")[0]) == row


def test_ignored_columns_are_not_kept(project: Project) -> None:
    import_text(project, lines(), name="e.jsonl", mapping=MAPPING + "ignore: [total, who.tags]\n")
    kept = [json.loads(text) for text in events(project, "properties")]
    assert all("total" not in row and "who.tags" not in row for row in kept)


def test_a_folder_of_days_keeps_their_order(project: Project) -> None:
    folder = project.folder.parent / "days"
    folder.mkdir()
    for day, row in enumerate(ROWS, start=1):
        (folder / f"2024-01-0{day}-events.json").write_text(lines([row]))
    (record,) = bring(project, folder, mapping=MAPPING).records
    assert (record.source, len(record.files)) == ("events", 3)
    assert events(project, "name", "file") == [("view", 1), ("cart", 2), ("buy", 3)]
