"""What a mapped table becomes: one SQL query in the log's columns, and how to tell the rows it could not place."""

import msgspec

from desireline.events import IDENTIFIER_PREFIX, quote_name, quote_text
from desireline.sources.tables import Table, TableColumn

__all__ = ["Query", "filled", "identity", "properties", "query"]

_BLANKS = "' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(12288) || chr(65279)"


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """SQL over a table.

    Attributes:
        sql: yields the rows of a part; `ts` is null where a row gives no event or measure.
        columns: what it yields.
        rows_alone: whether it yields one row for each row of the table.
        fault: SQL, over a row of the table, of why it (or a part of it) could not be placed; null where it was.
        unreadable: SQL of conditions, over a row of the table, under which a number was written that could not be read.
        identifiers: SQL, over a row of the table, of each column that holds identifiers.
    """

    sql: str
    columns: list[str]
    rows_alone: bool
    fault: str
    unreadable: list[str]
    identifiers: dict[str, str] = {}


def query(
    table: Table,
    columns: dict[str, str],
    *,
    unnested: str | None = None,
    where: str = "true",
    fault: str,
    unreadable: list[str],
) -> Query:
    """Return the query that yields columns; those that are always null are left out.

    Args:
        table: what is read.
        columns: name: SQL.
        unnested: SQL of a list of structs, each of which makes a row of its own, called `m`: in the order of the table's rows,
            and of the list within one.
        where: which rows to yield.
        fault: see `Query`.
        unreadable: see `Query`.
    """
    kept = {name: sql for name, sql in columns.items() if sql != "null"}
    if len(table.read) > 1:
        kept["file"] = f"list_position({_paths(table)}, filename)::usmallint"
    select = ", ".join(f"{sql} as {quote_name(name)}" for name, sql in kept.items())
    # As a column, and not as a table beside the rows: that would be a join, which does not keep their order.
    source = f"(select *, unnest([{unnested}]) as m from {table.scan} as t) as t" if unnested else f"{table.scan} as t"
    broken = f"when not {table.is_row} then 'no JSON object' " if table.is_row != "true" else ""
    return Query(
        sql=f"select {select} from {source} where {where}",
        columns=list(kept),
        rows_alone=unnested is None,
        fault=f"(case {broken}else ({fault}) end)" if broken else f"({fault})",
        unreadable=unreadable,
        identifiers={name: sql for name, sql in kept.items() if name.startswith(IDENTIFIER_PREFIX)},
    )


def _paths(table: Table) -> str:
    """Return the paths that `filename` can be, as the SQL of a list."""
    return "[" + ", ".join(quote_text(str(path)) for path in table.paths) + "]"


def filled(column: TableColumn) -> str:
    """Return SQL of a column's text without white space around it; null where nothing is left.

    Texts that begin and end with a plain letter, nearly all, are not looked through letter by letter.
    """
    text = column.text
    if not column.is_text:
        return (
            text
            if column.type in ("integer", "float", "boolean", "date", "timestamp", "timestamptz")
            else _trimmed(text)
        )
    return (
        f"case when {text} >= '!' and {text} < chr(127) and right({text}, 1) between '!' and '~' then {text}"
        f" else {_trimmed(text)} end"
    )


def _trimmed(text: str) -> str:
    return f"nullif(trim({text}, {_BLANKS}), '')"


def identity(*parts: str) -> str:
    """Return SQL of an id made from texts: their MD5, as a UUID."""
    return f"md5_number(concat_ws(chr(31), {', '.join(parts)}))::uuid"


def properties(columns: list[TableColumn]) -> str:
    """Return SQL of a JSON object of columns; null where there are none."""
    pairs = ", ".join(f"{quote_text(column.name)}, {_as_json(column)}" for column in columns)
    return f"json_object({pairs})::varchar" if columns else "null"


def _as_json(column: TableColumn) -> str:
    return column.text if column.type == "timestamptz" else column.sql
