"""Files of one shape to a table, whatever their format."""

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desireline.base.errors import placed
from desireline.sources.csv_table import csv_dialect, csv_table
from desireline.sources.delimited import Dialect
from desireline.sources.files import SourceFile
from desireline.sources.json_table import json_table
from desireline.sources.parquet_table import parquet_shape, parquet_table
from desireline.sources.sheets import sheet_as_parquet
from desireline.sources.tables import Table
from desireline.sources.texts import rewrite

if TYPE_CHECKING:
    import duckdb

__all__ = ["by_shape", "open_table"]


def by_shape(connection: "duckdb.DuckDBPyConnection", files: list[SourceFile]) -> list[list[SourceFile]]:
    """Part files of one source by how they are read together: format, packing, encoding, and the columns they have.

    The columns of a row must not hang on which other files are imported with it, for its id is made from them.

    Raises:
        InputError: a file is damaged.
    """
    shapes: dict[tuple[object, ...], list[SourceFile]] = {}
    for file in files:
        shape: object = file.sheet
        if file.format == "csv":
            with placed("files", str(file.path)):
                shape = msgspec.json.encode(csv_dialect(file))
        elif file.format == "parquet":
            shape = parquet_shape(connection, file)
        shapes.setdefault((file.format, file.compression, file.encoding, shape), []).append(file)
    return [part for found in shapes.values() for part in ([[file] for file in found] if found[0].sheet else [found])]


def open_table(connection: "duckdb.DuckDBPyConnection", files: list[SourceFile], folder: Path) -> Table:
    """Return the table that files of one shape hold; what DuckDB does not read as it is, is rewritten in `folder` first.

    Raises:
        InputError: a file cannot be read as what it seems to be.
        StorageError: the disk is full.
    """
    ready = [_prepared(file, folder / f"{number}") for number, file in enumerate(files)]
    if ready[0].format == "parquet":
        return parquet_table(connection, files, ready)
    if files[0].format == "csv":
        return csv_table(files, ready, _dialect(files[0]))
    return json_table(connection, files, ready)


def _dialect(file: SourceFile) -> Dialect:
    return csv_dialect(file)


def _prepared(file: SourceFile, stem: Path) -> SourceFile:
    if file.sheet is not None:
        return sheet_as_parquet(file, stem.with_suffix(".parquet"))
    if file.text is None:
        return file
    plain = ("utf-8", "utf-8-sig") if file.format == "csv" else ("utf-8",)
    alike = file.format != "csv" or file.text.ends in ("lf", "crlf")
    if file.encoding in plain and alike:
        return file
    target = stem.with_suffix(".text")
    with placed("files", str(file.path)):
        facts = rewrite(file.path, file.compression, file.text, target)
    return msgspec.structs.replace(file, path=target, compression="none", text=facts)
