"""The log: parts in and out, whole or not at all, in one order."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.base.errors import BusyError, NotFoundError, StorageError
from desireline.events import EventLog, Part, classes, combinations
from logs import Batch, Happening, add_batches

A, B = (
    Batch("web", (Happening(ts, name, ids={"user_id": "u1"}), Happening(ts + 1, "z")))
    for ts, name in ((1, "a"), (5, "b"))
)


def test_an_empty_log(tmp_path: Path) -> None:
    log = EventLog(tmp_path / "none")
    assert (log.parts(), log.parts("measures"), log.imports()) == ([], [], [])
    assert not log.folder.exists()


def test_parts_are_numbered_once_and_never_again(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    assert [record.id for record in add_batches(log, A, B)] == [1, 2]
    log.undo(2)
    assert [record.id for record in add_batches(log, B)] == [3]
    assert [(part.number, part.import_id, part.seq, part.rows) for part in log.parts()] == [(1, 1, 0, 2), (3, 3, 2, 2)]
    assert [(record.id, record.undone_us is None) for record in log.imports()] == [(1, True), (2, False), (3, True)]
    assert sorted(path.name for path in log.events.iterdir()) == ["000001-events.parquet", "000003-events.parquet"]


@given(st.lists(st.one_of(st.sampled_from(["crm", "shop", "web"]), st.integers(0, 5)), max_size=8))
@settings(max_examples=25)
def test_the_order_of_parts(tmp_path_factory: pytest.TempPathFactory, steps: list[str | int]) -> None:
    """By source, then as they came; numbers take an import back."""
    log = EventLog(tmp_path_factory.mktemp("log"))
    live: dict[int, str] = {}
    for number, step in enumerate(steps, start=1):
        if isinstance(step, str):
            [record] = add_batches(log, Batch(step, A.happenings))
            live[record.id] = step
        elif step < len(live):
            taken = sorted(live)[step]
            log.undo(taken)
            del live[taken]
        assert number >= len(live)
    expected = sorted((source, number) for number, source in live.items())
    assert [(part.source, part.import_id) for part in log.parts()] == expected


def fail(log: EventLog) -> None:
    with log.stage() as staging:
        (staging.folder / "half.parquet").write_bytes(b"half")
        raise ZeroDivisionError


def test_only_what_is_committed_enters(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    with pytest.raises(ZeroDivisionError):
        fail(log)
    assert (log.parts(), list(log.events.iterdir())) == ([], [])


def test_what_a_crash_left_is_swept(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, A)
    (log.events / "000009-events.parquet").write_bytes(b"not in the manifest")
    (log.events / "staging").mkdir()
    (log.events / "staging" / "half").write_bytes(b"half")
    with log.stage():
        pass
    assert [path.name for path in log.events.iterdir()] == ["000001-events.parquet"]


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, A)
    with log.stage():
        with pytest.raises(BusyError, match="another process is writing"), log.stage():
            pass
        with pytest.raises(BusyError):
            log.undo(1)
    assert len(log.parts()) == 1


def test_undo_of_what_is_not_there(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, A, B)
    log.undo(1)
    with pytest.raises(NotFoundError, match="import 1 was taken back already: imports in the log are 2"):
        log.undo(1)
    with pytest.raises(NotFoundError, match="import 7 does not exist: imports in the log are 2"):
        log.undo(7)


def test_a_log_without_its_list_is_left_alone(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, A)
    for path in tmp_path.glob("state.db*"):
        path.unlink()
    with pytest.raises(StorageError, match=r"state\.db, is gone"), EventLog(tmp_path).stage():
        pass
    assert [path.name for path in log.events.iterdir()] == ["000001-events.parquet"]


def part_of(folder: Path, *happenings: Happening) -> tuple[EventLog, Part]:
    log = EventLog(folder)
    add_batches(log, Batch("web", happenings))
    return log, log.parts()[0]


def test_combinations_come_as_they_first_appear(tmp_path: Path) -> None:
    ids: list[dict[str, str | None]] = [
        {"email": "b", "email#2": None},
        {"email": "a", "email#2": "c"},
        {},
        {"email": "b"},
        {"email": ""},
    ]
    log, part = part_of(tmp_path, *(Happening(at, "x", ids=own) for at, own in enumerate(ids)))
    assert part.identifier_columns == ["id:email", "id:email#2"]
    assert part.namespaces == ["email", "email"]
    for _ in range(2):  # made, then kept
        assert combinations(log, part).to_pylist() == [
            {"id:email": "b", "id:email#2": None, "first_row": 0, "events": 2},
            {"id:email": "a", "id:email#2": "c", "first_row": 1, "events": 1},
            {"id:email": None, "id:email#2": None, "first_row": 2, "events": 1},
            {"id:email": "", "id:email#2": None, "first_row": 4, "events": 1},
        ]


def test_a_part_without_identifiers_has_no_combinations(tmp_path: Path) -> None:
    log, part = part_of(tmp_path, Happening(1, "x"))
    assert combinations(log, part).num_rows == 0
    assert combinations(log, part).column_names == ["first_row", "events"]


def test_classes_come_most_first(tmp_path: Path) -> None:
    happenings = [
        Happening(1, name, channel=channel) for name, channel in ("bw", "aw", "as", "as", "a'") if channel != "'"
    ]
    log, part = part_of(tmp_path, *happenings, Happening(1, 'it\'s "quoted"', channel="w"))
    assert [tuple(row.values()) for row in classes(log, part).to_pylist()] == [
        ("s", "a", 2),
        ("w", "a", 1),
        ("w", "b", 1),
        ("w", 'it\'s "quoted"', 1),
    ]
