"""Parquet as a table: the fields of structs as columns with dotted names."""

from typing import TYPE_CHECKING

from desireline.events import quote_name
from desireline.sources.csv_table import row_text
from desireline.sources.files import SourceFile
from desireline.sources.tables import Table, TableColumn, fetch, path_list

if TYPE_CHECKING:
    import duckdb

__all__ = ["parquet_shape", "parquet_table"]

_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
_WHOLE = 1e15  # up to here a float holds whole numbers exactly


def parquet_shape(connection: "duckdb.DuckDBPyConnection", file: SourceFile) -> tuple[tuple[str, str], ...]:
    """Return the names and types of a file's columns.

    Raises:
        InputError: the file is damaged.
    """
    rows = fetch(connection, f"describe select * from read_parquet({path_list([file])})", [file])
    return tuple((name, kind) for name, kind, *_ in rows)


def parquet_table(connection: "duckdb.DuckDBPyConnection", files: list[SourceFile], ready: list[SourceFile]) -> Table:
    """Return the rows of Parquet files with the same columns.

    Raises:
        InputError: a file is damaged.
    """
    shape = parquet_shape(connection, ready[0])
    inner = ", ".join(f"{quote_name(name)} as b{number}" for number, (name, _) in enumerate(shape))
    place = "filename" if all(name.lower() != "filename" for name, _ in shape) else "filename_1"
    leaves = [leaf for number, (name, kind) in enumerate(shape) for leaf in _leaves(name, f"b{number}", kind)]
    outer = ", ".join(f"{sql} as c{number}" for number, (_, sql, _) in enumerate(leaves))
    source = f"read_parquet({path_list(ready)}, filename = {place!r})"
    scan = f"(select {outer}, filename from (select {inner}, {place} as filename from {source}))"
    columns = [_column(name, f"c{number}", kind) for number, (name, _, kind) in enumerate(leaves)]
    return Table(files=files, read=ready, columns=columns, scan=scan, row_text=row_text(columns))


def _leaves(name: str, sql: str, kind: str) -> list[tuple[str, str, str]]:
    """Return a column's name, SQL and type, or those of the fields within it where it is a struct."""
    import duckdb

    if not kind.startswith("STRUCT") or kind.endswith("]"):
        return [(name, sql, kind)]
    return [
        leaf
        for field, child in duckdb.type(kind).children
        for leaf in _leaves(f"{name}.{field}", f"struct_extract({sql}, {quote_field(field)})", str(child))
    ]


def quote_field(field: str) -> str:
    """Return the name of a struct's field as SQL."""
    from desireline.events import quote_text

    return quote_text(field)


def _column(name: str, sql: str, kind: str) -> TableColumn:
    """Return a column; its text is the same in every time zone, and a whole number reads alike as a float and as an integer."""
    upper = kind.upper()
    if upper == "VARCHAR":
        return TableColumn(name, "text", sql, sql)
    if "[" in upper or upper.startswith(("MAP", "UNION", "JSON", "VARIANT")):
        json = f"to_json({sql})"
        return TableColumn(name, "json", json, f"({json})::varchar")
    if upper.startswith("TIMESTAMP WITH TIME ZONE"):
        return TableColumn(name, "timestamptz", sql, f"(({sql}) at time zone 'UTC')::varchar || '+00'")
    if upper in ("FLOAT", "DOUBLE"):
        whole = f"{sql} = trunc({sql}) and abs({sql}) < {_WHOLE:.0f}"
        text = f"case when {whole} then ({sql})::bigint::varchar when isfinite({sql}) then ({sql})::varchar end"
        return TableColumn(name, "float", f"case when isfinite({sql}) then {sql} end", text)
    return TableColumn(name, _kind(upper), sql, f"({sql})::varchar")


def _kind(upper: str) -> str:
    if upper.startswith(("TIMESTAMP", "DATETIME")):
        return "timestamp"
    if upper.removeprefix("U") in _INTEGERS:
        return "integer"
    if upper.startswith("DECIMAL"):
        return "float"
    return {"DATE": "date", "BOOLEAN": "boolean"}.get(upper, "other")
