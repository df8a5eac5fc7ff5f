"""A file, or several of one shape, as a table that DuckDB streams."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desireline.base.errors import InputError
from desireline.events import quote_path
from desireline.sources.delimited import Dialect
from desireline.sources.files import SourceFile
from desireline.sources.recognise.model import ColumnSample, TableSample

if TYPE_CHECKING:
    import duckdb

__all__ = ["SAMPLE_ROWS", "Table", "TableColumn", "fetch", "path_list", "reading", "sample"]

SAMPLE_ROWS = 5_000


class TableColumn(msgspec.Struct, frozen=True):
    """One column: its name, the kind of its values, the SQL of its value, and the SQL of that as text.

    Within SQL columns are named `c0`, `c1`, …: a name in a file means nothing to the queries, whatever it is.
    """

    name: str
    type: str
    sql: str
    text: str

    @property
    def is_text(self) -> bool:
        """Whether the file itself holds a text."""
        return self.sql == self.text


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Rows to read.

    Attributes:
        files: as they were given.
        read: what is read in their place (rewritten as UTF-8, sheets as Parquet), in the same order.
        columns: what a row holds.
        scan: SQL of the rows, and of `filename`; rows that are no rows are left out, or have `is_row` false.
        row_text: SQL of a text that tells rows apart.
        is_row: SQL that says whether it is a row at all.
        whole_row: SQL of the row as JSON, where the file has it.
        dialect: of delimited text.
        counting: `scan` for the one reading that notes the rows that are no rows; None where `is_row` tells them.
    """

    files: list[SourceFile]
    read: list[SourceFile]
    columns: list[TableColumn]
    scan: str
    row_text: str
    is_row: str = "true"
    whole_row: str | None = None
    dialect: Dialect | None = None
    counting: str | None = None

    def column(self, name: str) -> TableColumn:
        """Return the column of that name.

        Raises:
            InputError: there is none; the message names the nearest, or those there are.
        """
        from difflib import get_close_matches

        for column in self.columns:
            if column.name == name:
                return column
        by_lower = {column.name.lower(): column.name for column in self.columns}
        near = get_close_matches(name.lower(), by_lower, n=1)
        names = ", ".join(column.name for column in self.columns[:30])
        hint = f"did you mean '{by_lower[near[0]]}'? " if near else ""
        raise InputError(f"{self.files[0].path.name} has no column '{name}': {hint}its columns are {names}")

    @property
    def paths(self) -> list[Path]:
        """What `filename` can be, in the order of the files."""
        return [file.path for file in self.read]

    @property
    def description(self) -> str:
        """What was found out about the files, for people."""
        file = self.files[0]
        words = [file.format.upper() if file.format != "jsonl" else "JSON Lines"]
        if file.sheet is not None:
            words.append(f"sheet '{file.sheet}'")
        if self.dialect is not None:
            names = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}
            shown = names.get(self.dialect.delimiter, repr(self.dialect.delimiter))
            words.append(f"separated by {shown}" + ("" if self.dialect.header else ", no header"))
            if self.dialect.skip:
                words.append(f"the table starts in line {self.dialect.skip + 1}")
        if file.text is not None:
            words.append(file.encoding)
        if file.compression != "none":
            words.append(file.compression)
        return ", ".join(words)


def sample(connection: "duckdb.DuckDBPyConnection", table: Table, source: str) -> TableSample:
    """Return the first rows as recognition sees them."""
    select = ", ".join(f"{column.text}" for column in table.columns)
    rows = fetch(connection, f"select {select} from {table.scan} where {table.is_row} limit {SAMPLE_ROWS}", table.files)
    values = list(zip(*rows, strict=True)) if rows else [()] * len(table.columns)
    return TableSample(
        source=source,
        columns=[
            ColumnSample(name=column.name, type=column.type, values=[value or None for value in column_values])
            for column, column_values in zip(table.columns, values, strict=True)
        ],
    )


def fetch(connection: "duckdb.DuckDBPyConnection", sql: str, files: list[SourceFile]) -> list[tuple[Any, ...]]:
    """Run a query over files; what DuckDB cannot read is one sentence.

    Raises:
        InputError: a file is damaged or not of its format.
    """
    with reading(files):
        return connection.execute(sql).fetchall()


@contextmanager
def reading(files: list[SourceFile], *, also: list[Path] | None = None) -> Iterator[None]:
    """Turn what DuckDB says of files that it cannot read into one sentence.

    Args:
        files: what is read.
        also: what is read in their place.

    Raises:
        InputError: a file is damaged, or a value in it is beyond what can be kept.
    """
    import duckdb

    try:
        yield
    except (duckdb.OutOfMemoryException, duckdb.InterruptException):
        raise
    except duckdb.IOException as error:
        paths = {str(file.path) for file in files} | {str(path) for path in also or []}
        if any(path in str(error) for path in paths):
            raise _unreadable(files, error) from error
        raise
    except duckdb.Error as error:  # damaged Parquet and the like come as the bare class
        raise _unreadable(files, error) from error


def _unreadable(files: list[SourceFile], error: Exception) -> InputError:
    names = ", ".join(str(file.path) for file in files[:3]) + (" …" if len(files) > 3 else "")  # noqa: PLR2004
    first = str(error).splitlines()[0].rstrip(". ")
    return InputError(
        f"{names} could not be read ({first}): nothing was imported; export it again or mend the place named"
    )


def path_list(files: list[SourceFile]) -> str:
    """Return the paths of files as the SQL of a list."""
    return "[" + ", ".join(quote_path(file.path) for file in files) + "]"
