"""A file, or several of one shape, as a table that DuckDB streams; nested JSON as columns with dotted names."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desireline.base.errors import InputError
from desireline.events import quote_name, quote_text
from desireline.sources.delimited import Dialect, sniff
from desireline.sources.files import MAX_LINE_BYTES, SourceFile, open_text, transcode
from desireline.sources.recognise.model import ColumnSample, TableSample

if TYPE_CHECKING:
    import duckdb

__all__ = ["Table", "TableColumn", "open_table", "sample"]

_SAMPLE_ROWS = 5_000
_HEAD_BYTES = 1 << 18
_MAX_JSON_COLUMNS = 400
_MAX_JSON_DEPTH = 5


class TableColumn(msgspec.Struct, frozen=True):
    """One column: its name, the kind of its values, and the SQL that reads it."""

    name: str
    type: str
    sql: str
    is_text: bool = True

    @property
    def text(self) -> str:
        """The SQL of its value as text."""
        return self.sql if self.is_text else f"({self.sql})::varchar"


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Rows to read."""

    files: list[SourceFile]
    columns: list[TableColumn]
    scan: str
    row_text: str
    dialect: Dialect | None = None
    whole_row: str | None = None
    keeps_rejects: bool = False

    def column(self, name: str) -> TableColumn:
        """Return the column of that name.

        Raises:
            InputError: there is none; the message lists those there are.
        """
        for column in self.columns:
            if column.name == name:
                return column
        names = ", ".join(column.name for column in self.columns[:30])
        raise InputError(f"{self.files[0].path.name} has no column '{name}': its columns are {names}")

    @property
    def description(self) -> str:
        """What was found out about the files, for people."""
        file = self.files[0]
        words = [file.format.upper() if file.format != "jsonl" else "JSON Lines"]
        if self.dialect is not None:
            shown = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}[self.dialect.delimiter]
            words.append(f"separated by {shown}" + ("" if self.dialect.header else ", no header"))
        if file.format in ("csv", "jsonl", "json"):
            words.append(file.encoding)
        if file.compression != "none":
            words.append(file.compression)
        return ", ".join(words)


def open_table(connection: "duckdb.DuckDBPyConnection", files: list[SourceFile], folder: Path) -> Table:
    """Return the table that files of one format hold; texts of other encodings and XLSX are rewritten in `folder` first.

    Raises:
        InputError: a file cannot be read as what it seems to be.
    """
    ready = [_prepared(file, folder / f"{index}") for index, file in enumerate(files)]
    kind = ready[0].format
    if kind == "parquet":
        table = _parquet(connection, ready)
    elif kind == "csv":
        table = _csv(ready)
    else:
        table = _json(connection, ready)
    return msgspec.structs.replace(table, files=files)


def sample(connection: "duckdb.DuckDBPyConnection", table: Table, source: str) -> TableSample:
    """Return the first rows as recognition sees them."""
    select = ", ".join(f"{column.text} as c{index}" for index, column in enumerate(table.columns))
    rows = fetch(connection, f"select {select} from {table.scan} limit {_SAMPLE_ROWS}", table)
    values = list(zip(*rows, strict=True)) if rows else [()] * len(table.columns)
    return TableSample(
        source=source,
        columns=[
            ColumnSample(name=column.name, type=column.type, values=[value or None for value in column_values])
            for column, column_values in zip(table.columns, values, strict=True)
        ],
    )


def fetch(connection: "duckdb.DuckDBPyConnection", sql: str, table: Table) -> list[tuple[Any, ...]]:
    """Run a query over a table; what DuckDB cannot read is one sentence.

    Raises:
        InputError: the file is damaged or not of its format.
    """
    import duckdb

    try:
        return connection.execute(sql).fetchall()
    except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.IOException) as error:
        raise unreadable(table.files, error) from error


def unreadable(files: list[SourceFile], error: Exception) -> InputError:
    """Return the one sentence for what DuckDB says of an unreadable file."""
    names = ", ".join(str(file.path) for file in files[:3])
    first = str(error).splitlines()[0]
    return InputError(
        f"{names} could not be read ({first}): nothing was imported; export it again or mend the place named"
    )


def _prepared(file: SourceFile, stem: Path) -> SourceFile:
    if file.format == "xlsx":
        return _xlsx(file, stem.with_suffix(".parquet"))
    if file.format in ("csv", "jsonl", "json") and file.encoding not in ("utf-8", "utf-8-sig"):
        return transcode(file, stem.with_suffix(".text"))
    return file


def _xlsx(file: SourceFile, target: Path) -> SourceFile:
    import fastexcel
    import pyarrow.parquet as pq

    try:
        book = fastexcel.read_excel(str(file.path))
        sheets = [book.load_sheet(name) for name in book.sheet_names]
    except fastexcel.FastExcelError as error:
        raise InputError(
            f"{file.path} could not be read as XLSX ({str(error).splitlines()[0]}): save it again from the spreadsheet"
        ) from error
    filled = [sheet for sheet in sheets if sheet.height]
    if not filled:
        raise InputError(f"{file.path} has no sheet with rows: fill one or export another file")
    pq.write_table(filled[0].to_arrow(), target)
    return msgspec.structs.replace(file, path=target, format="parquet")


def _paths(files: list[SourceFile]) -> str:
    return "[" + ", ".join(quote_text(str(file.path)) for file in files) + "]"


def _parquet(connection: "duckdb.DuckDBPyConnection", files: list[SourceFile]) -> Table:
    import duckdb

    scan = f"read_parquet({_paths(files)}, union_by_name = true, filename = true)"
    try:
        described = connection.execute(f"describe select * exclude (filename) from {scan}").fetchall()
    except (duckdb.InvalidInputException, duckdb.IOException, duckdb.BinderException) as error:
        raise unreadable(files, error) from error
    columns = [column for name, kind, *_ in described for column in _leaves(name, quote_name(name), kind)]
    return Table(files=files, columns=columns, scan=scan, row_text=_row_text(columns))


def _leaves(name: str, sql: str, kind: str) -> list[TableColumn]:
    """Return a Parquet column, or the fields within it where it is a struct."""
    import duckdb

    parsed = duckdb.type(kind) if kind.startswith("STRUCT") else None
    if parsed is None:
        return [
            TableColumn(
                name, _kind(kind), f"to_json({sql})" if _kind(kind) == "json" else sql, is_text=_kind(kind) == "text"
            )
        ]
    return [
        leaf
        for field, child in parsed.children
        for leaf in _leaves(f"{name}.{field}", f"{sql}.{quote_name(field)}", str(child))
    ]


def _kind(duckdb_type: str) -> str:
    upper = duckdb_type.upper()
    if upper.startswith("TIMESTAMP WITH TIME ZONE"):
        return "timestamptz"
    if upper.startswith(("TIMESTAMP", "DATETIME")):
        return "timestamp"
    if "[" in upper or upper.startswith(("MAP", "STRUCT", "UNION", "JSON")):
        return "json"
    if upper in (
        "TINYINT",
        "SMALLINT",
        "INTEGER",
        "BIGINT",
        "HUGEINT",
        "UTINYINT",
        "USMALLINT",
        "UINTEGER",
        "UBIGINT",
        "UHUGEINT",
    ):
        return "integer"
    if upper.startswith(("DECIMAL", "FLOAT", "DOUBLE")):
        return "float"
    return {"DATE": "date", "BOOLEAN": "boolean", "VARCHAR": "text"}.get(upper, "other")


def _csv(files: list[SourceFile]) -> Table:
    with open_text(files[0]) as stream:
        head = stream.read(_HEAD_BYTES)
        whole = not stream.read(1)
    dialect = sniff(head.decode("utf-8-sig", errors="replace"), whole=whole)
    names = ", ".join(f"{quote_text(name)}: 'VARCHAR'" for name in dialect.names)
    scan = (
        f"read_csv({_paths(files)}, auto_detect = false, columns = {{{names}}}, header = {str(dialect.header).lower()},"
        f" delim = {quote_text(dialect.delimiter)}, quote = {quote_text(dialect.quote)}, escape = {quote_text(dialect.escape)},"
        f" nullstr = '', max_line_size = {MAX_LINE_BYTES}, compression = {quote_text(files[0].compression)}, filename = true,"
        " strict_mode = true, ignore_errors = true)"
    )
    columns = [TableColumn(name, "text", quote_name(name)) for name in dialect.names]
    return Table(
        files=files, columns=columns, scan=scan, row_text=_row_text(columns), dialect=dialect, keeps_rejects=True
    )


def _row_text(columns: list[TableColumn]) -> str:
    """Return SQL that tells rows apart: all values, an empty one marked, so that no two rows read alike."""
    parts = ", ".join(f"coalesce({column.text}, chr(30))" for column in columns)
    return f"concat_ws(chr(31), {parts})"


def _json(connection: "duckdb.DuckDBPyConnection", files: list[SourceFile]) -> Table:
    layout = "array" if files[0].format == "json" else "newline_delimited"
    objects = (
        f"read_json_objects({_paths(files)}, format = '{layout}', ignore_errors = {str(layout != 'array').lower()}, filename = true,"
        f" maximum_object_size = {MAX_LINE_BYTES}, compression = {quote_text(files[0].compression)})"
    )
    probe = Table(files=files, columns=[], scan=objects, row_text="json")
    rows = fetch(connection, f"select json from {objects} where json is not null limit {_SAMPLE_ROWS}", probe)
    paths = _json_paths([row[0] for row in rows])
    if not paths:
        raise InputError(f"{files[0].path} holds no JSON objects: give one object a line, or an array of objects")
    listed = ", ".join(quote_text("$" + "".join(f'."{key}"' for key in path)) for path in paths)
    scan = f"(select json, filename, json ->> [{listed}] as v from {objects})"
    columns = [
        TableColumn(".".join(path), kind, f"v[{index}]") for index, (path, kind) in enumerate(paths.items(), start=1)
    ]
    return Table(files=files, columns=columns, scan=scan, row_text="json::varchar", whole_row="json::varchar")


def _json_paths(rows: list[str]) -> dict[tuple[str, ...], str]:
    """Return the paths of all values in the objects, in the order they appear, with the kind of each."""
    kinds: dict[tuple[str, ...], Counter[str]] = {}

    def walk(value: object, path: tuple[str, ...]) -> None:
        if isinstance(value, dict) and value and len(path) < _MAX_JSON_DEPTH:
            for key, child in value.items():
                if '"' not in key and "\\" not in key:
                    walk(child, (*path, key))
        elif path:
            counter = kinds.setdefault(path, Counter())
            if value is not None:
                counter[_json_kind(value)] += 1

    for row in rows:
        walk(msgspec.json.decode(row), ())
    branches = {path[:depth] for path in kinds for depth in range(1, len(path))}
    leaves = {path: counter for path, counter in kinds.items() if path not in branches or counter}
    return {path: _settle(counter) for path, counter in list(leaves.items())[:_MAX_JSON_COLUMNS]}


def _json_kind(value: object) -> str:
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
