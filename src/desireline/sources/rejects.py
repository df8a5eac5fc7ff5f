"""Rows that could not be placed: file, line and reason, written beside the log so that they can be mended and imported again."""

import csv
from collections.abc import Iterable, Iterator
from itertools import groupby, tee
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desireline.base.errors import InputError
from desireline.base.files import storage_errors
from desireline.sources.lines import lines_at_bytes, lines_of_rows
from desireline.sources.query import Query
from desireline.sources.tables import Table, reading

if TYPE_CHECKING:
    import duckdb

__all__ = ["LostRow", "Reject", "Rejects", "as_rejects", "lost_rows", "unplaced_rows"]

_SHOWN = 5
_BATCH = 10_000
_SWALLOWED = 100  # lines within one broken row: a quote was opened and not closed
_REASONS = {
    "TOO MANY COLUMNS": "more fields than columns",
    "UNQUOTED VALUE": "a quote within a quoted field, or one that is not closed",
    "INVALID ENCODING": "not UTF-8",
}


class Reject(msgspec.Struct, frozen=True, kw_only=True):
    """A row that could not be placed, or not all of it."""

    file: str
    line: int
    reason: str
    row: str


class Rejects:
    """Writes rejects to a CSV file, which is made when there is one.

    Attributes:
        count: how many there are.
        shown: the first few.
    """

    def __init__(self, path: Path) -> None:
        self.count = 0
        self.shown: list[Reject] = []
        self._path = path

    @property
    def path(self) -> Path | None:
        """The file; None where there is no reject."""
        return self._path if self.count else None

    def write(self, rejects: Iterable[Reject]) -> None:
        """Add rejects.

        Raises:
            StorageError: the disk is full.
        """
        with storage_errors(self._path), self._path.open("a", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            for reject in rejects:
                if not self.count:
                    writer.writerow(["file", "line", "reason", "row"])
                self.count += 1
                if len(self.shown) < _SHOWN:
                    self.shown.append(reject)
                writer.writerow([reject.file, reject.line, reject.reason, reject.row])


class LostRow(msgspec.Struct, frozen=True, kw_only=True):
    """Text that is no row.

    Attributes:
        number: of its file in the table.
        byte: where it starts in the text.
        line: the line that is.
        reason: why.
        row: the text.
    """

    number: int
    byte: int
    line: int
    reason: str
    row: str


def lost_rows(connection: "duckdb.DuckDBPyConnection", table: Table) -> list[LostRow]:
    """Return what the last reading noted as no rows, in order.

    Raises:
        InputError: a quote was opened and never closed, so that the rows after it cannot be told apart.
    """
    found = connection.execute(
        """select list_position($1::varchar[], s.file_path) - 1 as number, e.line_byte_position - 1 as byte,
          min(e.error_type)::varchar, min(e.error_message), coalesce(min(e.csv_line), ''), bool_or(e.error_type = 'LINE SIZE OVER MAXIMUM')
        from reject_errors e join reject_scans s using (scan_id, file_id)
        where list_position($1::varchar[], s.file_path) is not null group by 1, 2 order by 1, 2""",
        [[str(path) for path in table.paths]],
    ).fetchall()
    rows: list[LostRow] = []
    for number, group in groupby(found, key=lambda row: int(row[0])):
        lost = list(group)
        starts = [
            byte + len(text) - len(text.lstrip("\r\n")) for _, byte, _, _, text, _ in lost
        ]  # empty lines count to it
        for (_, byte, kind, message, text, over), line in zip(lost, lines_at_bytes(table, number, starts), strict=True):
            if over or text.count("\n") > _SWALLOWED:
                raise InputError(
                    f"line {line} of {table.files[number].path} opens a quote that is not closed, so that the rows after it cannot"
                    " be told apart: mend that line; nothing was imported"
                )
            reason = _REASONS.get(kind, (message or kind).splitlines()[0])
            rows.append(LostRow(number=number, byte=byte, line=line, reason=reason, row=text.strip("\r\n")))
    return rows


def as_rejects(table: Table, lost: list[LostRow]) -> Iterator[Reject]:
    """Yield lost rows as rejects."""
    for row in lost:
        yield Reject(file=str(table.files[row.number].path), line=row.line, reason=row.reason, row=row.row)


def unplaced_rows(
    connection: "duckdb.DuckDBPyConnection",
    table: Table,
    query: Query,
    lost: list[LostRow],
    left_out: dict[str, frozenset[str]],
) -> Iterator[Reject]:
    """Yield the rows that gave no event, or not all they could.

    Args:
        connection: DuckDB.
        table: what was read.
        query: how.
        lost: what in it is no rows.
        left_out: by identifier column, the values whose rows are passed over.

    Raises:
        InputError: a file cannot be read any more.
    """
    paths = [str(path) for path in table.paths]
    with reading(table.files, also=table.paths):
        counted = dict(connection.execute(f"select filename, count(*) from {table.scan} group by filename").fetchall())
        ends = [sum(counted.get(path, 0) for path in paths[: number + 1]) for number in range(len(paths))]
        named = [(sql, left_out[name]) for name, sql in query.identifiers.items() if name in left_out]
        identifiers = ", ".join(f"({sql})::varchar" for sql, _ in named)
        found = connection.execute(
            f"""select list_position($1::varchar[], filename) - 1, place, fault, row_text, identifiers from (
              select filename, row_number() over () - 1 as place, {query.fault} as fault, {table.row_text} as row_text,
                [{identifiers}]::varchar[] as identifiers
              from {table.scan} as t
            ) where fault is not null order by place""",
            [paths],
        )
        stay = (row for row in _fetched(found) if not any(map(_among, row[4], (values for _, values in named))))
        for number, group in groupby(stay, key=lambda row: int(row[0])):
            rows, again = tee(group)
            start = ends[number] - counted[paths[number]]
            without = [row.line for row in lost if row.number == number]
            lines = lines_of_rows(table, number, (row[1] - start for row in again), without)
            for (_, _, fault, text, _), (line, content) in zip(rows, lines, strict=True):
                shown = (text or content or "").replace("\x1f", " | ")
                yield Reject(file=str(table.files[number].path), line=line, reason=fault, row=shown)


def _among(value: str | None, values: frozenset[str]) -> bool:
    return value in values


def _fetched(found: "duckdb.DuckDBPyConnection") -> Iterator[tuple[int, int, str, str, list[str | None]]]:
    while rows := found.fetchmany(_BATCH):
        yield from rows
