"""A project that may not be written is read: another person's, or a copy on a medium for reading."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cli.running import Done, desireline

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can drop its rights")

NOBODY = 65_534
AS_NOBODY = f"""
import contextlib, io, os, sys
from desireline.cli import main
warm, arguments = sys.argv[1], sys.argv[2:]
sys.argv = ["desireline", *arguments]
here = os.getcwd()
os.chdir(warm)
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()), contextlib.suppress(SystemExit):
    main()  # all that is loaded on the way is loaded before the rights are gone
os.chdir(here)
os.setgroups([])
os.setgid({NOBODY})
os.setuid({NOBODY})
main()
"""
CLICKS = "timestamp,user_id,event\n" + "".join(
    f"2024-03-{day:02d}T10:{step:02d}:00,u{day},{name}\n"
    for day in range(1, 21)
    for step, name in enumerate(("view", "cart", "order")[: 1 + day % 3])
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tmp_path = tmp_path_factory.mktemp("base")
    (tmp_path / "clicks.csv").write_text(CLICKS)
    assert desireline("init", "shop", cwd=tmp_path).returncode == 0
    folder = tmp_path / "shop"
    assert desireline("import", "../clicks.csv", cwd=folder).returncode == 0
    assert desireline("suggest", "--write", cwd=folder).returncode == 0
    assert desireline("build", cwd=folder).returncode == 0
    for place in tmp_path.parents:
        if place.stat().st_uid == 0 and place != Path("/"):
            place.chmod(place.stat().st_mode | 0o011)
    for place in (tmp_path, folder, *folder.rglob("*")):
        place.chmod(0o555 if place.is_dir() else 0o444)
    return folder


def as_nobody(*arguments: str, cwd: Path, warm: Path) -> Done:
    env = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": ""}
    command = [sys.executable, "-c", AS_NOBODY, str(warm), *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "arguments",
    [
        ("map",),
        ("map", "--json"),
        ("ask", "transitions", "--json"),
        ("ask", "funnel", "--steps", "view", "--steps", "order"),
        ("check",),
        ("doctor",),
        ("person", "u3"),
        ("people", "--json"),
        ("import", "--list"),
        ("suggest",),
        ("build",),
    ],
)
def test_what_is_up_to_date_is_answered(shop: Path, arguments: tuple[str, ...]) -> None:
    before = {path: path.stat().st_mtime_ns for path in shop.rglob("*")}
    allowed = desireline(*arguments, cwd=shop)
    done = as_nobody(*arguments, cwd=shop, warm=shop)
    assert (done.returncode, done.stderr) == (0, allowed.stderr)
    if arguments != ("doctor",):
        assert done.stdout == allowed.stdout
    assert {path: path.stat().st_mtime_ns for path in shop.rglob("*")}.keys() == before.keys()


def test_a_project_made_before_there_were_notes_is_exported(shop: Path) -> None:
    old = shutil.copytree(shop, shop.parent.parent / "old")
    (old / ".desireline").chmod(0o755)
    (old / ".desireline" / "state.db").chmod(0o644)
    with closing(sqlite3.connect(old / ".desireline" / "state.db")) as state:
        state.execute("drop table if exists note")
        state.execute("delete from room_version where room = 'notes'")
        state.commit()
    (old / ".desireline" / "state.db").chmod(0o444)
    (old / ".desireline").chmod(0o555)
    done = as_nobody("export", "u3", cwd=old, warm=shop)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["notes"] == []


def test_what_is_stale_needs_the_right_to_write(shop: Path) -> None:
    stale = shutil.copytree(shop, shop.parent.parent / "stale")
    settings = stale / "desireline.yaml"
    settings.write_text(settings.read_text() + "identity: {limit: 7}\n")
    said = as_nobody("map", cwd=stale, warm=shop)
    assert said.returncode == 3
    assert "no right to write" in said.stderr
