"""Which parts make up the log, and which import each came from."""

import json
import sqlite3
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from desireline.base.errors import NotFoundError
from desireline.base.state import State
from desireline.events.model import IDENTIFIER_PREFIX

__all__ = ["STEPS", "ImportRecord", "Kind", "Manifest", "Part"]

Kind = Literal["events", "measures"]

STEPS = (
    """
    create table import (
      id integer primary key autoincrement, at_us integer not null, source text not null, files text not null, mapping text not null,
      rows integer not null, events integer not null, measures integer not null, repeats integer not null, known integer not null,
      rejected integer not null, undone_us integer
    );
    create table part (
      number integer primary key autoincrement, import_id integer not null references import (id), kind text not null, source text not null,
      file text not null unique, rows integer not null, first_us integer, last_us integer, columns text not null, seq integer not null
    );
    """,
    "alter table import add column rejects_file text;",
    """
    alter table import add column erased integer not null default 0;
    alter table import add column erased_since integer not null default 0;
    alter table part add column revision integer not null default 0;
    create table erasure (
      id integer primary key autoincrement, at_us integer not null, by text not null, customer text, events integer not null,
      identifiers integer not null, imports integer not null, rejected integer not null, stays_out integer not null,
      leftovers text not null, finished_us integer
    );
    create table suppressed (digest blob primary key, erasure_id integer not null) without rowid;
    create table salt (one integer primary key check (one = 1), salt blob not null);
    """,
)
"""How the tables of the log came to be, in the project's SQLite file."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One Parquet file of the log."""

    number: Annotated[
        int, Meta(description="Never used twice; parts of one source are numbered in the order they came.")
    ]
    import_id: int
    kind: Kind
    source: str
    file: Annotated[str, Meta(description="Its name in the log's folder.")]
    rows: int
    first_us: int | None
    last_us: int | None
    columns: list[str]
    seq: Annotated[int, Meta(description="The place of its first row in the source.")]
    revision: Annotated[int, Meta(description="How often it was written anew, as somebody in it was erased.")] = 0

    @property
    def namespaces(self) -> list[str]:
        """The namespaces of identifiers that its rows carry."""
        return [column.removeprefix(IDENTIFIER_PREFIX).partition("#")[0] for column in self.identifier_columns]

    @property
    def identifier_columns(self) -> list[str]:
        """The columns that hold identifiers: `id:email`, and `id:email#2` for a second one of the same namespace."""
        return [column for column in self.columns if column.startswith(IDENTIFIER_PREFIX)]


class ImportRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What one import did."""

    id: int
    at_us: Annotated[int, Meta(description="When: µs since 1970, UTC.")]
    source: str
    files: list[str]
    mapping: Annotated[str, Meta(description="How the columns were read, as JSON.")]
    rows: Annotated[int, Meta(description="Rows read.")]
    events: Annotated[int, Meta(description="Events added.")]
    measures: Annotated[int, Meta(description="Measures added.")]
    repeats: Annotated[
        int, Meta(description="Rows identical to an earlier row of the same file; they are kept, and in `events`.")
    ]
    known: Annotated[int, Meta(description="Events the log had already; they were not added again.")]
    rejected: Annotated[int, Meta(description="Rows that could not be read; they are in the rejects file.")]
    undone_us: int | None = None
    rejects_file: Annotated[str | None, Meta(description="Its name in the project's folder of rejects.")] = None
    erased: Annotated[
        int,
        Meta(
            description="Events of people who had been erased before, and rows of theirs that could not be read: left out."
        ),
    ] = 0
    erased_since: Annotated[int, Meta(description="Events among `events` whose customers were erased since.")] = 0


class Manifest:
    """The list of parts and imports, kept in the project's SQLite file."""

    def __init__(self, state: Path) -> None:
        self.exists = state.exists
        self._state = State(state, "events", STEPS)

    def parts(self, kind: Kind = "events") -> list[Part]:
        """Return the live parts, by source and number: the order of the log."""
        if not self.exists():
            return []
        with self._state.reading() as connection:
            rows = connection.execute("select * from part where kind = ? order by source, number", (kind,)).fetchall()
        return [_part(row) for row in rows]

    def imports(self) -> list[ImportRecord]:
        """Return all imports, oldest first, those taken back included."""
        if not self.exists():
            return []
        with self._state.reading() as connection:
            rows = connection.execute("select * from import order by id").fetchall()
        return [_record(row) for row in rows]

    def add(self, imports: list[tuple[ImportRecord, list[Part]]]) -> None:
        """Put imports and their parts into the log, all or nothing."""
        with self._state.transaction() as connection:
            for record, parts in imports:
                _insert(connection, "import", msgspec.to_builtins(record) | {"files": json.dumps(record.files)})
                for part in parts:
                    _insert(connection, "part", msgspec.to_builtins(part) | {"columns": json.dumps(part.columns)})

    def undo(self, import_id: int, at_us: int) -> tuple[ImportRecord, list[Part], list[ImportRecord]]:
        """Take an import's parts out of the log; return it, them, and the later imports that held some of its events too.

        Raises:
            NotFoundError: there is no such import, or it was taken back before.
        """
        with self._state.transaction() as connection:
            row = connection.execute("select * from import where id = ?", (import_id,)).fetchone()
            if row is None or row["undone_us"] is not None:
                live = [
                    str(r[0]) for r in connection.execute("select id from import where undone_us is null order by id")
                ]
                state = "was taken back already" if row is not None else "does not exist"
                raise NotFoundError(f"import {import_id} {state}: imports in the log are {', '.join(live) or 'none'}")
            rows = connection.execute("select * from part where import_id = ?", (import_id,)).fetchall()
            connection.execute("delete from part where import_id = ?", (import_id,))
            connection.execute("update import set undone_us = ? where id = ?", (at_us, import_id))
            later = connection.execute(
                "select * from import where source = ? and id > ? and known > 0 and undone_us is null order by id",
                (row["source"], import_id),
            ).fetchall()
        return _record(row), [_part(row) for row in rows], [_record(row) for row in later]

    def next_number(self, what: Literal["part", "import"]) -> int:
        """Return the number that the next part or import gets, never used before."""
        with self._state.transaction() as connection:
            used = connection.execute("select seq from sqlite_sequence where name = ?", (what,)).fetchone()
        return (used[0] if used else 0) + 1

    def next_seq(self, source: str) -> int:
        """Return the next place in a source."""
        with self._state.transaction() as connection:
            end = connection.execute("select max(seq + rows) from part where source = ?", (source,)).fetchone()
        return end[0] or 0


def _insert(connection: sqlite3.Connection, table: str, values: dict[str, object]) -> None:
    names, places = ", ".join(values), ", ".join("?" * len(values))
    connection.execute(f"insert into {table} ({names}) values ({places})", tuple(values.values()))


def _part(row: sqlite3.Row) -> Part:
    values = dict(row)
    values["columns"] = json.loads(values["columns"])
    return msgspec.convert(values, Part)


def _record(row: sqlite3.Row) -> ImportRecord:
    values = dict(row)
    values["files"] = json.loads(values["files"])
    return msgspec.convert(values, ImportRecord)
