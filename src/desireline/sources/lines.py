"""Where rows stand in their files: the lines that people see in an editor."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TypedDict, cast

from desireline.base.errors import InputError
from desireline.sources.delimited import Dialect
from desireline.sources.tables import Table
from desireline.sources.texts import MAX_LINE_BYTES, open_bytes

__all__ = ["check_row_count", "lines_at_bytes", "lines_of_rows"]

_CHUNK = 1 << 20


class _Form(TypedDict):
    delimiter: str
    quotechar: str
    doublequote: bool
    escapechar: str | None


def lines_at_bytes(table: Table, number: int, places: list[int]) -> Iterator[int]:
    """Yield the lines of a file in which bytes stand; `places` ascend."""
    line, start = 1, 0
    with open_bytes(table.read[number].path, table.read[number].compression) as stream:
        chunk = stream.read(_CHUNK)
        for place in places:
            while place >= start + len(chunk) and chunk:
                line += chunk.count(b"\n")
                start += len(chunk)
                chunk = stream.read(_CHUNK)
            yield line + chunk[: place - start].count(b"\n")


def lines_of_rows(
    table: Table, number: int, places: Iterable[int], lost: list[int]
) -> Iterator[tuple[int, str | None]]:
    """Yield for rows of a file the line they start in, and the line itself where the row's values do not tell it.

    Args:
        table: what is read.
        number: which of its files.
        places: the rows' places among those that were read, from 0, ascending.
        lost: lines in which rows start that are no rows, ascending.
    """
    if table.dialect is not None:
        records: Iterator[tuple[int, str | None]] = (
            (line, None) for line in _starts(table, number, table.dialect, set(lost))
        )
    elif table.files[number].format == "jsonl":
        records = _filled_lines(table, number)
    else:
        first = 2 if table.files[number].sheet is not None else 1  # a sheet has its names in the first row
        yield from ((place + first, None) for place in places)
        return
    at = -1
    for place in places:
        while at < place:
            found = next(records, None)
            if found is None:
                return
            at += 1
        yield found  # type: ignore[misc]  # at reaches place only by a record that was found


def check_row_count(table: Table, rows: int, lost: int) -> None:
    """Make sure that every row of delimited files was seen: their lines, counted apart, must agree with the rows.

    Args:
        table: what was read.
        rows: how many rows were read.
        lost: how many were noted as no rows.

    Raises:
        InputError: they do not agree; a quote that is opened and not closed swallows the rows after it.
    """
    dialect = table.dialect
    if dialect is None:
        return
    before = (dialect.skip + dialect.header) * len(table.files)
    facts = [file.text for file in table.read if file.text is not None]
    if not any(fact.spans for fact in facts) and rows + lost + before - sum(fact.lines for fact in facts) in (
        0,
        len(facts),
    ):
        return
    counted = sum(sum(1 for _ in _starts(table, number, dialect, set())) for number in range(len(table.files)))
    if counted != rows + lost:
        files = ", ".join(str(file.path) for file in table.files[:3])
        raise InputError(
            f"the rows of {files} cannot be told apart ({counted} by one way of counting, {rows + lost} by another): look for a quote"
            f" ({dialect.quote}) that is opened and not closed; nothing was imported"
        )


def _starts(table: Table, number: int, dialect: Dialect, lost: set[int]) -> Iterator[int]:
    """Yield the lines in which a delimited file's rows start, the header and lost rows left out.

    Raises:
        InputError: a quote is opened and not closed.
    """
    csv.field_size_limit(MAX_LINE_BYTES)
    alone = dialect.escape == dialect.quote
    form = _Form(
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        doublequote=alone,
        escapechar=None if alone else dialect.escape,
    )
    line, start, heading = 1, 1, dialect.header
    with open_bytes(table.read[number].path, table.read[number].compression) as stream:
        record: list[str] = []
        last: list[str] = []
        text = io.TextIOWrapper(cast("io.BufferedReader", stream), "utf-8-sig", errors="replace", newline="")
        reader = csv.reader(_remembered(text, record), **form)
        try:
            for row in reader:
                line, start = start, reader.line_num + 1
                last = record.copy() if len(record) > 1 else []
                record.clear()
                if line <= dialect.skip or not (row or len(dialect.names) == 1):
                    continue
                if heading:
                    heading = False
                elif line not in lost:
                    yield line
            start = line
            list(csv.reader(last, strict=True, **form))
        except csv.Error as error:
            if "expected after" in str(error):
                return
            raise InputError(
                f"line {start} of {table.files[number].path} opens a quote that is not closed: mend that line; nothing was imported"
            ) from error


def _remembered(lines: Iterable[str], record: list[str]) -> Iterator[str]:
    """Yield lines, and keep those of the row that is being read."""
    for line in lines:
        record.append(line)
        yield line


def _filled_lines(table: Table, number: int) -> Iterator[tuple[int, str | None]]:
    """Yield a file's lines that are not empty, with their numbers."""
    with open_bytes(table.read[number].path, table.read[number].compression) as stream:
        line, rest = 0, b""
        while chunk := stream.read(_CHUNK):
            *whole, rest = (rest + chunk).split(b"\n")
            for content in whole:
                line += 1
                if content.strip():
                    yield line, content.decode(errors="replace").strip()
        if rest.strip():
            yield line + 1, rest.decode(errors="replace").strip()
