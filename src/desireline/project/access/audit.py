"""The audit trail: who saw, changed, exported and erased what, and when. On the disk before an answer leaves."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from desireline.base.state import State
from desireline.base.times import now_us

__all__ = ["AuditFilter", "AuditRow", "AuditTrail"]

_STEPS = (
    """
    create table audit (
      id integer primary key autoincrement, at_us integer not null, who text not null, role text, via text not null,
      what text not null, about text not null, address text
    );
    create index audit_what on audit (what, id);
    create index audit_who on audit (who, id);
    """,
)
_AT_ONCE = 1_000


class AuditRow(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that somebody did."""

    id: int
    at_us: Annotated[int, Meta(description="When: µs since 1970, UTC.")]
    who: Annotated[str, Meta(description="The account's name then; `local` for whoever owns the machine.")]
    role: Annotated[str | None, Meta(description="The role then; null for whoever is not known.")]
    via: Annotated[str, Meta(description="address, account, key, command or nobody.")]
    what: Annotated[str, Meta(description="Such as person.seen, import.started, signed.in.")]
    about: Annotated[dict[str, Any], Meta(description="Which one: ids and counts, no personal values.")]
    address: Annotated[str | None, Meta(description="From which network address.")]


class AuditFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows."""

    who: str | None = None
    what: Annotated[str | None, Meta(description="One kind, or all that begin with it: `person`.")] = None
    since_us: int | None = None
    until_us: int | None = None


class AuditTrail:
    """The trail of one project.

    Args:
        folder: the project's data folder, `.desireline`.
    """

    def __init__(self, folder: Path) -> None:
        self._state = State(folder / "state.db", "audit", _STEPS)

    def add(
        self,
        what: str,
        *,
        who: str,
        role: str | None = None,
        via: str = "command",
        about: Mapping[str, Any] | None = None,
        address: str | None = None,
    ) -> None:
        """Take something down; it is on the disk when this returns.

        Raises:
            StorageError: it could not be written.
        """
        said = json.dumps(dict(about or {}), ensure_ascii=False, default=str)
        with self._state.transaction() as connection:
            connection.execute(
                "insert into audit (at_us, who, role, via, what, about, address) values (?, ?, ?, ?, ?, ?, ?)",
                (now_us(), who, role, via, what, said, address),
            )

    @staticmethod
    def forget(connection: sqlite3.Connection, customer: str) -> None:
        """Take a customer's id out of all that was taken down, in the transaction that erases them without a trace.

        Args:
            connection: to the project's `state.db`.
            customer: the id.
        """
        if connection.execute("select 1 from sqlite_master where name = 'audit'").fetchone():
            connection.execute(
                "update audit set about = replace(about, ?, '') where instr(about, ?) > 0", (customer, customer)
            )

    def count(self, chosen: AuditFilter) -> int:
        """Return how many rows there are."""
        if not self._state.present():
            return 0
        where, values = _where(chosen)
        with self._state.reading() as connection:
            return int(connection.execute(f"select count(*) from audit where {where}", values).fetchone()[0])

    def page(self, chosen: AuditFilter, first: int = 0, most: int = 100) -> list[AuditRow]:
        """Return rows, the newest first, so many at most after `first` of them."""
        if not self._state.present():
            return []
        where, values = _where(chosen)
        sql = f"select * from audit where {where} order by id desc limit :most offset :first"
        with self._state.reading() as connection:
            return [_row(row) for row in connection.execute(sql, {**values, "most": most, "first": first})]

    def kinds(self) -> list[str]:
        """Return every kind of deed that the trail holds."""
        return self._different("what")

    def names(self) -> list[str]:
        """Return everybody whom the trail names."""
        return self._different("who")

    def all(self, chosen: AuditFilter) -> Iterator[AuditRow]:
        """Give all rows, the newest first, without holding them all."""
        before: int | None = None
        while True:
            page = self._before(chosen, before)
            yield from page
            if len(page) < _AT_ONCE:
                return
            before = page[-1].id

    def _different(self, column: str) -> list[str]:
        """Return the values of a column that has an index, jumping in it from one to the next."""
        if not self._state.present():
            return []
        sql = (
            f"with recursive found (value) as (select min({column}) from audit union all"
            f" select (select min({column}) from audit where {column} > value) from found where value is not null)"
            " select value from found where value is not null"
        )
        with self._state.reading() as connection:
            return [row["value"] for row in connection.execute(sql)]

    def _before(self, chosen: AuditFilter, before: int | None) -> list[AuditRow]:
        if not self._state.present():
            return []
        where, values = _where(chosen)
        sql = (
            f"select * from audit where {where} and (:before is null or id < :before) order by id desc limit {_AT_ONCE}"
        )
        with self._state.reading() as connection:
            return [_row(row) for row in connection.execute(sql, {**values, "before": before})]


def _where(chosen: AuditFilter) -> tuple[str, dict[str, Any]]:
    conditions = ["true"]
    values: dict[str, Any] = {}
    if chosen.who is not None:
        conditions.append("who = :who")
        values["who"] = chosen.who
    if chosen.what is not None:
        conditions.append("(what = :what or substr(what, 1, length(:what) + 1) = :what || '.')")
        values["what"] = chosen.what
    if chosen.since_us is not None:
        conditions.append("at_us >= :since")
        values["since"] = chosen.since_us
    if chosen.until_us is not None:
        conditions.append("at_us < :until")
        values["until"] = chosen.until_us
    return " and ".join(conditions), values


def _row(row: sqlite3.Row) -> AuditRow:
    return AuditRow(
        id=row["id"],
        at_us=row["at_us"],
        who=row["who"],
        role=row["role"],
        via=row["via"],
        what=row["what"],
        about=json.loads(row["about"]),
        address=row["address"],
    )
