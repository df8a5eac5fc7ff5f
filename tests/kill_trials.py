"""Kills a process at every step of what it does to the disk. Run as a program, it prints what it found as JSON.

    python kill_trials.py import|undo BASE WORK FILE…

BASE is a project with a log; for n = 1, 2, … it is copied to WORK, and a child does the import (or takes the first import back) and
ends itself with SIGKILL at the n-th call that changes the file system, until a child comes through.
"""

import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

CHANGING = ("replace", "rename", "unlink", "remove", "mkdir", "rmdir", "fsync", "link", "symlink", "truncate")


class Steps:
    """Counts the calls that change the file system, and ends the process at one of them."""

    def __init__(self, last: int) -> None:
        self.left = last

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            self.step()
            return function(*given, **named)

        return call

    def install(self) -> None:
        for name in CHANGING:
            setattr(os, name, self.watched(getattr(os, name)))
        steps = self

        class Watched(sqlite3.Connection):
            def execute(self, sql: str, *given: Any) -> sqlite3.Cursor:
                if sql != "commit":
                    return super().execute(sql, *given)
                steps.step()
                done = super().execute(sql, *given)
                steps.step()
                return done

        connect = sqlite3.connect
        setattr(sqlite3, "connect", lambda *given, **named: connect(*given, **named, factory=Watched))  # noqa: B010


def in_child(work: Callable[[], object]) -> tuple[int, Any]:
    """Do work in a child; return how it ended and what it gave."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            with os.fdopen(writing, "w") as file:
                json.dump(work(), file)
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is told to the parent
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            os._exit(1)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as file:
        said = file.read()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), json.loads(said) if said else None


def state(folder: Path) -> dict[str, object]:
    """Read the whole log."""
    from trial_imports import event_ids, made_project

    project = made_project(folder)
    imports = [
        [record.id, record.events, record.rejects_file, record.undone_us is None] for record in project.log.imports()
    ]
    return {"ids": event_ids(project), "imports": imports}


def left_behind(folder: Path) -> list[str]:
    """Return what lies in the data folder and belongs to nothing."""
    from trial_imports import made_project

    log = made_project(folder).log
    known = {f"events/{part.file}" for part in log.parts()} | {
        f"rejects/{record.rejects_file}" for record in log.imports()
    }
    known |= {"lock", "state.db", "events", "rejects"}
    found = [str(path.relative_to(log.folder)) for path in log.folder.rglob("*")]
    return sorted(name for name in found if name not in known and not name.startswith("state.db-"))


def act(what: str, folder: Path, files: list[Path]) -> None:
    from trial_imports import bring, made_project

    project = made_project(folder)
    if what == "undo":
        project.log.undo(1)
    else:
        bring(project, *files, mapping=(folder / "mapping.yaml").read_text())


def killed(what: str, folder: Path, files: list[Path], last: int) -> None:
    Steps(last).install()
    act(what, folder, files)


def aftermath(what: str, folder: Path, files: list[Path]) -> dict[str, object]:
    """Return the log as a crash left it, and as it is after the next import."""
    after = state(folder)
    act(what, folder, files)
    return {"after": after, "later": state(folder), "left": left_behind(folder)}


def main() -> None:
    import duckdb  # noqa: F401 - children start with what they need; no query runs here, so there are no threads to lose
    import pyarrow.parquet  # noqa: F401

    import trial_imports  # noqa: F401

    what, base, work, *given = sys.argv[1:]
    folder, files = Path(work), [Path(name) for name in given]
    again = "import" if what == "undo" else what
    trials = []
    for last in range(1, 1_000):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(base, folder)
        code, _ = in_child(lambda last=last: killed(what, folder, files, last))  # type: ignore[misc]
        _, found = in_child(lambda: aftermath(again, folder, files))
        trials.append({"code": code, **(found or {})})
        if code == 0:
            break
    json.dump(trials, sys.stdout)


if __name__ == "__main__":
    main()
