"""Spreadsheets: each sheet with rows is a table of its own, read by way of Parquet."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desireline.base.errors import InputError
from desireline.base.files import storage_errors
from desireline.sources.files import NotATableError, SourceFile

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["sheet_as_parquet", "sheets_of"]


def sheets_of(file: SourceFile) -> list[SourceFile]:
    """Return a workbook once for each sheet that has rows.

    Raises:
        NotATableError: no sheet has any.
        InputError: the workbook is damaged.
    """
    book = _book(file.path)
    found = [name for name in book.sheet_names if _sheet(file.path, book, name).height]
    if not found:
        raise NotATableError(f"{file.path} has no sheet with rows: fill one or export another file")
    return [msgspec.structs.replace(file, sheet=name, sheets=len(found)) for name in found]


def sheet_as_parquet(file: SourceFile, target: Path) -> SourceFile:
    """Write a sheet as Parquet and return that; numbers that are all whole become integers."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    assert file.sheet is not None
    table = pa.table(_sheet(file.path, _book(file.path), file.sheet).to_arrow())
    columns = {name: _whole(column) for name, column in zip(_unique(table.column_names), table.columns, strict=True)}
    with storage_errors(target):
        pq.write_table(pa.table(columns), target)
    return msgspec.structs.replace(file, path=target, format="parquet")


def _book(path: Path) -> Any:
    import fastexcel

    try:
        return fastexcel.read_excel(str(path))
    except fastexcel.FastExcelError as error:
        raise _damaged(path, error) from error


def _sheet(path: Path, book: Any, name: str) -> Any:
    import fastexcel

    try:
        return book.load_sheet(name)
    except fastexcel.FastExcelError as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> InputError:
    return InputError(
        f"{path} could not be read as XLSX ({str(error).splitlines()[0]}): save it again from the spreadsheet"
    )


def _unique(names: list[str]) -> list[str]:
    from desireline.sources.delimited import unique_names

    return unique_names(names)


def _whole(column: "pa.ChunkedArray") -> "pa.ChunkedArray":
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_floating(column.type):
        return column
    try:
        return pc.cast(column, pa.int64())  # refuses what would lose a fraction
    except pa.ArrowInvalid:
        return column
