"""What was erased: the erasure log, without personal values, and whom imports leave out from then on."""

import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from desireline.base.errors import NotFoundError
from desireline.base.state import State
from desireline.events.manifest import STEPS, Part
from desireline.events.suppression import Suppressed, digest

__all__ = ["Erasure", "Erasures", "NewErasure"]


class Erasure(msgspec.Struct, frozen=True, kw_only=True):
    """That one customer was erased: when, by whom, how much; nothing that says who it was but the id."""

    id: int
    at_us: Annotated[int, Meta(description="When: µs since 1970, UTC.")]
    by: Annotated[str, Meta(description="Who asked for it: an account's name, or `local`.")]
    customer: Annotated[
        str | None, Meta(description="The customer's id; null where the erasure was to leave no trace.")
    ]
    events: Annotated[int, Meta(description="Events that left the log.")]
    identifiers: Annotated[int, Meta(description="Identifiers that the customer had.")]
    imports: Annotated[int, Meta(description="Imports that had brought those events.")]
    rejected: Annotated[int, Meta(description="Rejected rows that named the customer and were removed as well.")]
    stays_out: Annotated[
        bool, Meta(description="Whether imports leave this person out from then on; false: forgotten, or lifted.")
    ]
    finished_us: Annotated[
        int | None, Meta(description="When the last copy was off the disk; null: the next build does the rest.")
    ] = None


class NewErasure(msgspec.Struct, frozen=True, kw_only=True):
    """An erasure about to happen.

    Attributes:
        erasure: its entry in the erasure log.
        parts: those that were written anew; each takes the place of the one of its number.
        emptied: the numbers of parts none of whose rows is left.
        erased: how many events each import loses, by its id.
        rejects: the new names of imports' files of rejects, by import; None where no row is left.
        identifiers: (namespace, value) that imports leave out from now on.
        leftovers: what is to be removed afterwards, as paths within the data folder.
    """

    erasure: Erasure
    parts: list[Part]
    emptied: list[int]
    erased: dict[int, int]
    rejects: dict[int, str | None]
    identifiers: Iterable[tuple[str, str]]
    leftovers: list[str]


class Erasures:
    """The erasures of one project, in its SQLite file.

    Args:
        state: the file.
    """

    def __init__(self, state: Path) -> None:
        self._exists = state.exists
        self._state = State(state, "events", STEPS)

    def all(self) -> list[Erasure]:
        """Return the erasure log, oldest first."""
        if not self._exists():
            return []
        with self._state.reading() as connection:
            rows = connection.execute("select * from erasure order by id").fetchall()
        return [_erasure(row) for row in rows]

    def last(self) -> int:
        """Return the id of the last erasure, 0 where there was none: what was built before it holds what it removed."""
        if not self._exists():
            return 0
        with self._state.reading() as connection:
            return int(connection.execute("select coalesce(max(id), 0) from erasure").fetchone()[0])

    def next_id(self) -> int:
        """Return the id that the next erasure gets, never used before."""
        with self._state.transaction() as connection:
            used = connection.execute("select seq from sqlite_sequence where name = 'erasure'").fetchone()
        return (used[0] if used else 0) + 1

    def commit(self, new: NewErasure, also: Callable[[sqlite3.Connection], None] = lambda _: None) -> None:
        """Let an erasure happen, all or nothing: from then on its events are in the log no more.

        Args:
            new: what happens.
            also: what else is to happen in the same transaction.
        """
        with self._state.transaction() as connection:
            for part in new.parts:
                connection.execute(
                    "update part set file = ?, rows = ?, first_us = ?, last_us = ?, revision = ? where number = ?",
                    (part.file, part.rows, part.first_us, part.last_us, part.revision, part.number),
                )
            connection.executemany("delete from part where number = ?", [(number,) for number in new.emptied])
            connection.executemany(
                "update import set erased_since = erased_since + ? where id = ?",
                [(events, import_id) for import_id, events in new.erased.items()],
            )
            connection.executemany(
                "update import set rejects_file = ? where id = ?",
                [(name, import_id) for import_id, name in new.rejects.items()],
            )
            values = msgspec.to_builtins(new.erasure) | {"leftovers": json.dumps(new.leftovers)}
            names, places = ", ".join(values), ", ".join("?" * len(values))
            connection.execute(f"insert into erasure ({names}) values ({places})", tuple(values.values()))
            if new.erasure.stays_out:
                salt = _salt(connection)
                connection.executemany(
                    "insert or replace into suppressed values (?, ?)",
                    {(digest(salt, *identifier), new.erasure.id) for identifier in new.identifiers},
                )
            also(connection)

    def unfinished(self) -> list[str] | None:
        """Return what erasures have left to be removed, as paths within the data folder; None where all are finished."""
        if not self._exists():
            return None
        with self._state.reading() as connection:
            rows = connection.execute("select leftovers from erasure where finished_us is null").fetchall()
        return [path for row in rows for path in json.loads(row["leftovers"])] if rows else None

    def finish(self, at_us: int) -> None:
        """Note that nothing is left, once not even the SQLite file holds what was deleted from it."""
        with self._state.transaction() as connection:
            connection.execute(
                "update erasure set leftovers = '[]', customer = case when stays_out then customer end"
                " where finished_us is null"
            )
        if self._state.shrink():
            with self._state.transaction() as connection:
                connection.execute("update erasure set finished_us = ? where finished_us is null", (at_us,))

    def suppressed(self) -> Suppressed:
        """Return whom imports leave out."""
        if not self._exists():
            return Suppressed(b"", frozenset())
        with self._state.reading() as connection:
            digests = frozenset(row[0] for row in connection.execute("select digest from suppressed"))
            salt = connection.execute("select salt from salt").fetchone()
        return Suppressed(salt[0] if salt else b"", digests)

    def lift(self, erasure_id: int) -> Erasure:
        """Let imports bring a person back who was erased.

        Raises:
            NotFoundError: there is no such erasure, or imports do not leave that person out.
        """
        with self._state.transaction() as connection:
            row = connection.execute("select * from erasure where id = ? and stays_out", (erasure_id,)).fetchone()
            if row is None:
                found = connection.execute("select id from erasure where stays_out order by id").fetchall()
                there = ", ".join(str(one["id"]) for one in found) or "none"
                raise NotFoundError(
                    f"erasure {erasure_id} keeps nobody out of imports: those that do are {there}"
                    " (desireline erase --list shows them)"
                )
            connection.execute("delete from suppressed where erasure_id = ?", (erasure_id,))
            connection.execute("update erasure set stays_out = 0 where id = ?", (erasure_id,))
        return msgspec.structs.replace(_erasure(row), stays_out=False)


def _salt(connection: sqlite3.Connection) -> bytes:
    found = connection.execute("select salt from salt").fetchone()
    if found is None:
        connection.execute("insert into salt values (1, ?)", (secrets.token_bytes(32),))
        return _salt(connection)
    salt: bytes = found["salt"]
    return salt


def _erasure(row: sqlite3.Row) -> Erasure:
    return msgspec.convert(dict(row), Erasure, strict=False)
