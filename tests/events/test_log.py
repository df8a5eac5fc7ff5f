<<<<<<< HEAD
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
=======
"""The log through crashes: whole or not at all, and nothing left behind."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from kill_trials import left_behind, state
from trial_imports import bring, event_ids, import_text, made_project

from desireline.base.errors import StorageError

MAPPING = "time: {columns: [when]}\nname: {columns: [what]}\nidentifiers: {user_id: [who]}\n"


def rows(start: int, end: int) -> str:
    return "who,when,what\n" + "".join(f"u{n},{'never' if n % 50 == 49 else '2024-01-01'},é{n % 7}\n" for n in range(start, end))


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Return files of two sources, one in another encoding: new rows, known ones, repeats and rejects."""
    (tmp_path / "events-2.csv").write_text(rows(100, 300) + rows(250, 280).split("\n", 1)[1])
    (tmp_path / "orders.csv").write_bytes(rows(0, 60).encode("cp1250"))
    return [tmp_path / "events-2.csv", tmp_path / "orders.csv"]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return a project whose log holds one import."""
    project = made_project(tmp_path / "base")
    import_text(project, rows(0, 200), name="events-1.csv", mapping=MAPPING)
    return project.folder


def trials(what: str, base: Path, work: Path, files: list[Path]) -> list[dict[str, Any]]:
    program = Path(__file__).parents[1] / "kill_trials.py"
    done = subprocess.run(
        [sys.executable, program, what, base, work, *files], capture_output=True, text=True, check=True, timeout=250
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_a_kill_at_every_step_of_an_import(base: Path, files: list[Path], tmp_path: Path) -> None:
    old = json.loads(json.dumps(state(base)))
    found = trials("import", base, tmp_path / "work", files)
    assert found[-1]["code"] == 0
    assert len(found) > 20
    new = found[-1]["after"]
    assert len(new["ids"]) == len(old["ids"]) + 128 + 59 - 0  # 100 new rows, 30 repeats, 60 orders; without the undated
    for step, trial in enumerate(found[:-1], start=1):
        assert trial["code"] == -signal.SIGKILL, step
        assert trial["after"] in (old, new), step
        assert trial["later"]["ids"] == new["ids"], step
        assert trial["left"] == [], step
    assert [trial["after"] for trial in found].count(new) < len(found) // 2


def test_a_kill_at_every_step_of_taking_back(base: Path, files: list[Path], tmp_path: Path) -> None:
    old = json.loads(json.dumps(state(base)))
    found = trials("undo", base, tmp_path / "work", files)
    assert found[-1]["code"] == 0
    new = found[-1]["after"]
    assert new["ids"] == []
    for step, trial in enumerate(found[:-1], start=1):
        assert trial["code"] == -signal.SIGKILL, step
        assert trial["after"] in (old, new), step
        assert trial["left"] == [], step


@pytest.mark.slow
def test_kills_at_random_moments_of_a_long_import(tmp_path: Path) -> None:
    path = tmp_path / "events-2.parquet"
    numbers = np.random.default_rng(5).integers(0, 50_000, 1_000_000)
    when = pa.array(np.arange(1_000_000) * 1_000_000 + 1_700_000_000_000_000, pa.timestamp("us"))
    table = pa.table({"who": pa.array([f"u{n}" for n in numbers]), "when": when, "what": pa.array([f"e{n % 30}" for n in numbers])})
    pq.write_table(table, path)
    calm = made_project(tmp_path / "calm")
    start = time.monotonic()
    bring(calm, path, mapping=MAPPING)
    took = time.monotonic() - start
    expected = event_ids(calm)
    project = made_project(tmp_path / "shop")
    (project.folder / "mapping.yaml").write_text(MAPPING)
    seed = random.SystemRandom().randrange(10**9)
    print(f"seed {seed}")
    draw = random.Random(seed)
    program = "from desireline.cli import main; main()"
    for _ in range(12):
        before = state(project.folder)
        with subprocess.Popen(
            [sys.executable, "-c", program, "import", str(path), "--mapping", "mapping.yaml"],
            cwd=project.folder,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stderr is not None
            while "Reading" not in process.stderr.readline():
                pass
            time.sleep(draw.random() * took * 1.2)
            process.kill()
        after = state(project.folder)
        assert after["ids"] in (before["ids"], expected)
        if after["imports"] != before["imports"]:
            project.log.undo(int(after["imports"][-1][0]))  # type: ignore[index]
            assert event_ids(project) == []
    bring(project, path, mapping=MAPPING)
    assert event_ids(project) == expected
    assert left_behind(project.folder) == []


def test_a_log_whose_list_of_parts_is_gone_is_not_touched(base: Path) -> None:
    for path in (base / ".desireline").glob("state.db*"):
        path.unlink()
    parts = sorted((base / ".desireline" / "events").iterdir())
    with pytest.raises(StorageError, match="the list of them, state.db, is gone: put it back from a backup"):
        import_text(made_project(base), rows(0, 9), mapping=MAPPING)
    assert sorted((base / ".desireline" / "events").iterdir()) == parts


def test_a_damaged_list_of_parts_is_one_sentence(base: Path) -> None:
    for path in (base / ".desireline").glob("state.db*"):
        path.write_bytes(b"not a database at all" * 300)
    with pytest.raises(StorageError, match=r"state.db could not be used \(file is not a database\)"):
        import_text(made_project(base), rows(0, 9), mapping=MAPPING)


def test_spills_and_trials_of_killed_processes_go_with_the_next_import(base: Path) -> None:
    data = base / ".desireline"
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (data / f"tmp-{dead.pid}-0").mkdir()
    (data / f"tmp-{dead.pid}-0" / "spill").write_text("x")
    (data / "trials" / "abc").mkdir(parents=True)
    (data / "events" / "000077-events.parquet").write_text("x")
    (data / "identity" / "parts").mkdir(parents=True)
    (data / "identity" / "parts" / "000077-classes.parquet").write_text("x")
    (data / "rejects" / "000077-x.csv.new").write_text("x")
    import_text(made_project(base), rows(0, 9), name="more.csv", mapping=MAPPING)
    assert left_behind(base) == ["identity", "identity/parts", "trials"]
>>>>>>> inputs
