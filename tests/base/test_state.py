"""The SQLite file: all or nothing, and brought up to date by steps."""

import sqlite3
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


def test_a_damaged_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(
        StorageError, match=r"state\.db could not be used \(file is not a database\): nothing was changed"
    ):
        names(State(path, "room", STEPS))
