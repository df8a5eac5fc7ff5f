"""Single events read back from the log, by where they lie in it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

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


class SeenTogether(NamedTuple):
    """Identifiers that stand together in events, as the source gave them: in how many, the first of these by time, when the last was."""

    identifiers: tuple[Identifier, ...]
    events: int
    first_us: int
    first_row: int
    last_us: int


_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_FEW = 5_000
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
    for part, table in _tables(log, rows, erasures, ("id", "ts", "channel", "name", *_PLAIN)):
        for row in table.to_pylist():
            found[_place(part, row)] = _event(part, row, received.get(part.import_id, 0))
    return [found.get(int(row)) for row in rows]


def identifiers_at(log: EventLog, rows: Rows, erasures: int) -> list[SeenTogether]:
    """Return which identifiers stand together in the events at `rows`, the earliest first; parts that have left the log are left out.

    Args:
        log: where they lie.
        rows: their places.
        erasures: the last erasure that whoever noted the places knew of; a later one has moved rows.

    Raises:
        BusyError: somebody was erased since.
    """
    parts, wanted = _wanted(log, rows, erasures)
    found: list[SeenTogether] = []
    with log.connect() as connection:
        for number, places in wanted.items():
            names = parts[number].identifier_columns if number in parts else []
            if names:
                columns = ", ".join(map(quote_name, names))
                among = _among(connection, places)
                table = connection.sql(
                    f"""select {columns}, count(*) as events, max(ts) as last_us,
                    min(struct_pack(us := ts, row := file_row_number::ubigint)) as first
                    from {parquet(log.path(parts[number]), numbered=True)} where {among} group by {columns}"""
                ).to_arrow_table()
                found += [_together(parts[number], row) for row in table.to_pylist()]
    return sorted(found, key=lambda each: (each.first_us, each.first_row))


def _together(part: Part, row: dict[str, Any]) -> SeenTogether:
    first = row["first"]
    return SeenTogether(
        tuple(_identifiers(row)), row["events"], first["us"], part.number << 32 | first["row"], row["last_us"]
    )


def namespace_of(column: str) -> str:
    """Return the namespace of a column of identifiers: `email` of `id:email#2`."""
    return column.removeprefix(IDENTIFIER_PREFIX).partition("#")[0]


def _wanted(log: EventLog, rows: Rows, erasures: int) -> tuple[dict[int, Part], dict[int, NDArray[np.uint64]]]:
    """Return the parts by number, and for each part's number the rows of it that are wanted."""
    parts = {
        part.number: part for part in log.parts()
    }  # read before it is asked for erasures: these parts are from before any later one
    if log.erasures_so_far() != erasures:
        raise BusyError("somebody was erased meanwhile, and places in the log have changed: ask again")
    ordered = np.sort(rows)
    numbers, begins = np.unique(ordered >> _SHIFT, return_index=True)
    pieces = np.split(ordered & _LOW, begins[1:]) if len(ordered) else []
    return parts, dict(zip(numbers.tolist(), pieces, strict=True))


def _tables(log: EventLog, rows: Rows, erasures: int, names: Sequence[str]) -> Iterator[tuple[Part, "pa.Table"]]:
    """Give for each part the columns asked for, as far as it has them, and its identifiers, of its rows among `rows`, with `row`."""
    parts, wanted = _wanted(log, rows, erasures)
    with log.connect() as connection:
        for number, places in wanted.items():
            if number in parts:
                part = parts[number]
                columns = [*(name for name in names if name in part.columns), *part.identifier_columns]
                selected = ", ".join(["file_row_number::ubigint as row", *map(quote_name, columns)])
                among = _among(connection, places)
                scan = parquet(log.path(part), numbered=True)
                yield part, connection.sql(f"select {selected} from {scan} where {among}").to_arrow_table()


def _among(connection: "duckdb.DuckDBPyConnection", places: NDArray[np.uint64]) -> str:
    """Return the SQL of which rows are wanted: a list while it is short, which skips what lies between; else a table."""
    if len(places) <= _FEW:
        return f"file_row_number in ({', '.join(map(str, places.tolist()))})"
    import pyarrow as pa

    connection.register("wanted_rows", pa.table({"row": places.astype(np.int64)}))
    return "file_row_number in (select row from wanted_rows)"


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
