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

from desireline.base.errors import StorageError
from kill_trials import left_behind, state
from trial_imports import bring, event_ids, import_text, made_project

MAPPING = "time: {columns: [when]}\nname: {columns: [what]}\nidentifiers: {user_id: [who]}\n"


def rows(start: int, end: int) -> str:
    return "who,when,what\n" + "".join(
        f"u{n},{'never' if n % 50 == 49 else '2024-01-01'},é{n % 7}\n" for n in range(start, end)
    )


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
    table = pa.table(
        {"who": pa.array([f"u{n}" for n in numbers]), "when": when, "what": pa.array([f"e{n % 30}" for n in numbers])}
    )
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
