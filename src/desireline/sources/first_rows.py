"""The first rows of a table, as they stand in the file and as the events or measures they become."""

from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import Meta

from desireline.base.errors import placed
from desireline.events import IDENTIFIER_PREFIX, Identifier, quote_text
from desireline.sources.as_events import events_query
from desireline.sources.as_measures import measures_query
from desireline.sources.plan import Options, TablePlan
from desireline.sources.query import Query
from desireline.sources.tables import Table, fetch, reading

if TYPE_CHECKING:
    import duckdb

__all__ = ["FirstRows", "RowEvent", "first_rows"]

_LONGEST = 200  # letters of a cell that are shown
_FIELDS = ("ts", "channel", "name", "value_minor", "currency", "score", "text", "value", "unit")


class RowEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event or measure that a row becomes."""

    row: Annotated[int, Meta(description="The row's number among those shown, from 0.")]
    ts: Annotated[int, Meta(description="When it happened: µs since 1970, UTC.")]
    name: str
    channel: Annotated[str | None, Meta(description="Null for measures.")] = None
    identifiers: list[Identifier] = []
    value_minor: Annotated[int | None, Meta(description="Amount in minor units of `currency`.")] = None
    currency: str | None = None
    score: float | None = None
    text: str | None = None
    value: Annotated[float | None, Meta(description="Of a measure.")] = None
    unit: Annotated[str | None, Meta(description="Of a measure.")] = None


class FirstRows(msgspec.Struct, frozen=True, kw_only=True):
    """The beginning of a table."""

    columns: Annotated[list[str], Meta(description="Names, in the order of the file.")]
    rows: Annotated[list[list[str | None]], Meta(description="Values as text; null where empty.")]
    events: list[RowEvent]
    faults: Annotated[list[str | None], Meta(description="For each row, why it, or a part of it, gives nothing.")]


def first_rows(
    connection: "duckdb.DuckDBPyConnection", plan: TablePlan, options: Options, *, most: int = 20
) -> FirstRows:
    """Read the first rows of a table and make of them what an import would.

    Args:
        connection: the one the plan was made with.
        plan: how it is read; where its mapping is null, only the rows are given.
        options: as given for the plan.
        most: how many rows.

    Raises:
        InputError: the mapping does not fit the table.
    """
    connection.execute(f"set TimeZone = {quote_text(plan.time_zone)}")
    few = f"(select *, row_number() over () - 1 as place from (from {plan.table.scan} limit {most}))"
    table = msgspec.structs.replace(plan.table, scan=few)
    shown = ", ".join(f"left({column.text}, {_LONGEST})" for column in table.columns)
    query = _query(table, plan, options)
    fault = query.fault if query else "null"
    found = fetch(connection, f"select {fault}, {shown} from {few} as t order by place", table.files)
    return FirstRows(
        columns=[column.name for column in table.columns],
        rows=[[value or None for value in row[1:]] for row in found],
        events=_events(connection, table, query) if query else [],
        faults=[row[0] for row in found],
    )


def _query(table: Table, plan: TablePlan, options: Options) -> Query | None:
    if plan.mapping is None:
        return None
    make = events_query if plan.mapping.kind == "events" else measures_query
    with placed("tables", plan.source):
        return make(table, plan.mapping, source=plan.source, currency=options.currency, at_us=plan.at_us)


def _events(connection: "duckdb.DuckDBPyConnection", table: Table, query: Query) -> list[RowEvent]:
    sql = f"select t.place as place, {query.sql.removeprefix('select ')}"
    with reading(table.files, also=table.paths):
        found = connection.execute(f"select * from ({sql}) where ts is not null order by place")
        names = [column[0] for column in found.description or []]
        return [_event(dict(zip(names, row, strict=True))) for row in found.fetchall()]


def _event(row: dict[str, Any]) -> RowEvent:
    identifiers = [
        Identifier(name.removeprefix(IDENTIFIER_PREFIX).partition("#")[0], str(value))
        for name, value in row.items()
        if name.startswith(IDENTIFIER_PREFIX) and value is not None
    ]
    kept = {name: row[name] for name in _FIELDS if row.get(name) is not None}
    return msgspec.convert({"row": row["place"], "identifiers": identifiers, **kept}, RowEvent)
