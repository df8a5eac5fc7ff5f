"""Single events read back from the log, by where they lie in it."""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from desireline.base.errors import BusyError
from desireline.events.engine import parquet, quote_name
from desireline.events.log import EventLog
from desireline.events.manifest import Part
from desireline.events.model import IDENTIFIER_PREFIX, Event, Identifier

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

__all__ = ["Rows", "SeenTogether", "events_at", "identifiers_at", "namespace_of"]

Rows = NDArray[np.uint64]
"""Places in the log: part << 32 | row."""

SeenTogether = tuple[int, tuple[Identifier, ...]]
"""A place in the log, and the identifiers that stand there as the source gave them."""

_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_PLAIN = ("value_minor", "currency", "score", "score_min", "score_max", "text", "language", "properties")


def events_at(log: EventLog, rows: Rows, erasures: int) -> list[Event | None]:
    """Return the events that lie at `rows`, in that order; None where the part has left the log since.

    Args:
        log: where they lie.
        rows: their places.
        erasures: the last erasure that whoever noted the places knew of; a later one has moved rows.

    Raises:
        BusyError: somebody was erased since.
    """
    received = {record.id: record.at_us for record in log.imports()}
    found: dict[int, Event] = {}
    for part, table in _tables(log, rows, erasures, ("id", "ts", "channel", "name", *_PLAIN), identifiers=True):
        for row in table.to_pylist():
            found[_place(part, row)] = _event(part, row, received.get(part.import_id, 0))
    return [found.get(int(row)) for row in rows]


def identifiers_at(log: EventLog, rows: Rows, erasures: int) -> list[SeenTogether]:
    """Return the identifiers of the events that lie at `rows`, in that order; those of parts that have left the log are left out.

    Args:
        log: where they lie.
        rows: their places.
        erasures: the last erasure that whoever noted the places knew of; a later one has moved rows.

    Raises:
        BusyError: somebody was erased since.
    """
    found: dict[int, tuple[Identifier, ...]] = {}
    for part, table in _tables(log, rows, erasures, (), identifiers=True):
        for row in table.to_pylist():
            found[_place(part, row)] = tuple(_identifiers(row))
    return [(int(row), found[int(row)]) for row in rows if int(row) in found]


def namespace_of(column: str) -> str:
    """Return the namespace of a column of identifiers: `email` of `id:email#2`."""
    return column.removeprefix(IDENTIFIER_PREFIX).partition("#")[0]


def _tables(
    log: EventLog, rows: Rows, erasures: int, names: Sequence[str], *, identifiers: bool
) -> list[tuple[Part, "pa.Table"]]:
    """Return for each part the columns asked for, as far as it has them, of its rows among `rows`, with `row`."""
    parts = {
        part.number: part for part in log.parts()
    }  # read before it is asked for erasures: these parts are from before any later one
    if log.erasures_so_far() != erasures:
        raise BusyError("somebody was erased meanwhile, and places in the log have changed: ask again")
    ordered = sorted(rows.tolist())
    wanted = {number: [row & int(_LOW) for row in group] for number, group in groupby(ordered, lambda row: row >> 32)}
    with log.connect() as connection:
        return [
            (parts[number], _table(connection, log, parts[number], places, names, identifiers=identifiers))
            for number, places in wanted.items()
            if number in parts
        ]


def _table(
    connection: "duckdb.DuckDBPyConnection",
    log: EventLog,
    part: Part,
    places: list[int],
    names: Sequence[str],
    *,
    identifiers: bool,
) -> "pa.Table":
    columns = [name for name in names if name in part.columns]
    columns += part.identifier_columns if identifiers else []
    selected = ", ".join(["file_row_number::ubigint as row", *map(quote_name, columns)])
    scan = parquet(log.path(part), numbered=True)
    listed = ", ".join(map(str, places))
    return connection.sql(f"select {selected} from {scan} where file_row_number in ({listed})").to_arrow_table()


def _place(part: Part, row: dict[str, Any]) -> int:
    return part.number << 32 | int(row["row"])


def _identifiers(row: dict[str, Any]) -> list[Identifier]:
    return [
        Identifier(namespace=namespace_of(column), value=value)
        for column, value in row.items()
        if column.startswith(IDENTIFIER_PREFIX) and value is not None
    ]


def _event(part: Part, row: dict[str, Any], received_us: int) -> Event:
    return Event(
        id=row.get("id") or "",
        ts=row["ts"],
        received_ts=received_us,
        source=part.source,
        seq=part.seq + row["row"],
        channel=row["channel"],
        name=row["name"],
        identifiers=_identifiers(row),
        **{name: row[name] for name in _PLAIN if name in row},
    )
