"""The SQLite file: all or nothing, and brought up to date by steps."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desireline.base.errors import StorageError
from desireline.base.state import State

STEPS = (
    "create table thing (id integer primary key, name text not null)",
    "alter table thing add column size integer; create index by_size on thing (size);",
)


def names(state: State) -> list[str]:
    with state.transaction() as connection:
        return [row["name"] for row in connection.execute("select name from thing order by id")]


def lose(state: State) -> None:
    with state.transaction() as connection:
        connection.execute("insert into thing (name) values ('lost')")
        raise ZeroDivisionError


def test_a_block_is_all_or_nothing(tmp_path: Path) -> None:
    state = State(tmp_path / "deep" / "state.db", "room", STEPS)
    with state.transaction() as connection:
        connection.execute("insert into thing (name) values ('kept')")
    with pytest.raises(ZeroDivisionError):
        lose(state)
    assert names(state) == ["kept"]


def test_steps_are_taken_once_and_in_order(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    with State(path, "room", STEPS[:1]).transaction() as connection:
        connection.execute("insert into thing (name) values ('old')")
    with State(path, "room", STEPS).transaction() as connection:
        connection.execute("insert into thing (name, size) values ('new', 2)")
    with State(path, "other", ("create table other (id integer)",)).transaction() as connection:
        assert connection.execute("select count(*) from other").fetchone()[0] == 0
    assert names(State(path, "room", STEPS)) == ["old", "new"]


def test_a_newer_programs_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    names(State(path, "room", STEPS))
    with pytest.raises(StorageError, match="was written by a newer Desireline"):
        names(State(path, "room", STEPS[:1]))


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    names(State(path, "room", STEPS[:1]))
    with pytest.raises(StorageError, match="could not be used"):
        names(State(path, "room", (STEPS[0], "create table half (id integer); nonsense")))
    with sqlite3.connect(path) as connection:
        assert connection.execute("select name from sqlite_master where name = 'half'").fetchall() == []
    connection.close()
    assert names(State(path, "room", STEPS)) == []


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can drop its rights")

READ_AS_NOBODY = """
import os, sys
from pathlib import Path
from desireline.base.errors import StorageError
from desireline.base.state import State
os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    with State(Path(sys.argv[1]), "room", sys.argv[2:]).reading() as connection:
        print([row["name"] for row in connection.execute("select name from thing order by id")])
except StorageError as error:
    print(error)
"""


def read_as_nobody(path: Path, steps: tuple[str, ...] = STEPS) -> str:
    for place in (path.parent, *path.parent.parents):
        if place.stat().st_uid == os.geteuid() and place != Path("/"):
            place.chmod(place.stat().st_mode | 0o055)
    done = subprocess.run(
        [sys.executable, "-c", READ_AS_NOBODY, str(path), *steps], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@needs_root
def test_a_file_that_may_not_be_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "shop? & 100%" / "state.db"
    with State(path, "room", STEPS).transaction() as connection:
        connection.execute("insert into thing (name) values ('kept')")
    before = sorted(place.name for place in path.parent.iterdir())
    assert read_as_nobody(path) == "['kept']"
    assert "was written by another version of Desireline" in read_as_nobody(path, STEPS[:1])
    assert sorted(place.name for place in path.parent.iterdir()) == before


@needs_root
def test_what_another_process_is_writing_is_not_missed(tmp_path: Path) -> None:
    """Its last commits lie beside the file until it closes it."""
    path = tmp_path / "state.db"
    names(State(path, "room", STEPS))
    with sqlite3.connect(path) as connection:
        connection.execute("insert into thing (name) values ('fresh')")
        connection.commit()
        for place in tmp_path.iterdir():
            place.chmod(0o644)
        assert read_as_nobody(path) == "['fresh']"
    connection.close()


def test_reading_gives_what_was_written(tmp_path: Path) -> None:
    state = State(tmp_path / "state.db", "room", STEPS)
    assert names(state) == []
    with state.reading() as connection:
        assert connection.execute("select count(*) from thing").fetchone()[0] == 0


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(
        StorageError, match=r"state\.db could not be used \(file is not a database\): nothing was changed"
    ):
        names(State(path, "room", STEPS))


def test_what_is_deleted_is_gone_from_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    state = State(path, "room", STEPS)
    with state.transaction() as connection:
        connection.executemany(
            "insert into thing (name) values (?)", [(f"secret {number}",) for number in range(2_000)]
        )
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("begin")
    assert holder.execute("select count(*) from thing").fetchone() == (2_000,)
    with state.transaction() as connection:
        connection.execute("delete from thing where name != 'secret 7'")
    assert state.shrink() is False  # somebody reads the state before
    holder.close()
    assert state.shrink() is True
    assert names(state) == ["secret 7"]
    found = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert found.count(b"secret") == 1
