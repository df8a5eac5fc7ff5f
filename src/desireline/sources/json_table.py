"""JSON objects as a table: one a line or in an array, nested values as columns with dotted names."""

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from desireline.events import quote_text
from desireline.sources.files import NotATableError, SourceFile
from desireline.sources.tables import SAMPLE_ROWS, Table, TableColumn, fetch, path_list
from desireline.sources.texts import MAX_LINE_BYTES

if TYPE_CHECKING:
    import duckdb

__all__ = ["json_table"]

_MAX_COLUMNS = 400
_MAX_DEPTH = 5
_IS_OBJECT = "coalesce(starts_with(json, '{'), false)"


def json_table(connection: "duckdb.DuckDBPyConnection", files: list[SourceFile], ready: list[SourceFile]) -> Table:
    """Return the rows of JSON files; lines that are no objects are rows with `is_row` false.

    Raises:
        NotATableError: there is no object in them.
        InputError: a file is damaged.
    """
    array = ready[0].format == "json"
    objects = (
        f"read_json_objects({path_list(ready)}, format = '{'array' if array else 'newline_delimited'}',"
        f" ignore_errors = {str(not array).lower()}, filename = true, hive_partitioning = false,"
        f" maximum_object_size = {MAX_LINE_BYTES}, compression = {quote_text(ready[0].compression)})"
    )
    rows = fetch(connection, f"select json from {objects} where {_IS_OBJECT} limit {SAMPLE_ROWS}", files)
    paths = _paths([row[0] for row in rows])
    if not paths:
        raise NotATableError(f"{files[0].path} holds no JSON objects: give one object a line, or an array of objects")
    listed = ", ".join(quote_text("$" + "".join(f'."{key}"' for key in path)) for path in paths)
    columns = [
        TableColumn(".".join(path), kind, f"v[{index}]", f"v[{index}]")
        for index, (path, kind) in enumerate(paths.items(), start=1)
    ]
    return Table(
        files=files,
        read=ready,
        columns=columns,
        scan=f"(select json, filename, json ->> [{listed}] as v from {objects})",
        row_text="json::varchar",
        is_row=_IS_OBJECT,
        whole_row="json::varchar",
    )


def _paths(rows: list[str]) -> dict[tuple[str, ...], str]:
    """Return the paths of all values in the objects, in the order they appear, with the kind of each."""
    kinds: dict[tuple[str, ...], Counter[str]] = {}

    def walk(value: object, path: tuple[str, ...]) -> None:
        if isinstance(value, dict) and value and len(path) < _MAX_DEPTH:
            for key, child in value.items():
                if key and '"' not in key and "\\" not in key:
                    walk(child, (*path, key))
        elif path:
            counter = kinds.setdefault(path, Counter())
            if value is not None:
                counter[_kind(value)] += 1

    for row in rows:
        walk(_decoded(row), ())
    branches = {path[:depth] for path in kinds for depth in range(1, len(path))}
    leaves = {path: counter for path, counter in kinds.items() if path not in branches or counter}
    return {path: _settle(counter) for path, counter in list(leaves.items())[:_MAX_COLUMNS]}


def _decoded(row: str) -> object:
    """Return an object's values; none where only a lenient reader takes it (NaN, a comma too many)."""
    try:
        return msgspec.json.decode(row)
    except msgspec.DecodeError:
        return None


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, dict | list):
        return "json"
    return {int: "integer", float: "float"}.get(type(value), "text")


def _settle(counter: Counter[str]) -> str:
    """Return the kind that all values of a path have, else text."""
    if counter and set(counter) <= {"integer", "float"}:
        return "float" if "float" in counter else "integer"
    return next(iter(counter)) if len(counter) == 1 else "text"
