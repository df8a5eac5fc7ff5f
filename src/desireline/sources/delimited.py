"""How a delimited text is written: delimiter, quote, escape and header, from its first lines."""

import csv
import io
import re
from collections import Counter

import msgspec

from desireline.base.errors import InputError

__all__ = ["Dialect", "sniff", "unique_names"]

_DELIMITERS = (",", ";", "\t", "|", "^", "~", "\x01")
_NUMBER_OR_TIME = re.compile(r"^[\s$€£¥+-]*\d[\d\s.,:/TZ+-]*%?$")


class Dialect(msgspec.Struct, frozen=True, kw_only=True):
    """How rows and fields are told apart."""

    delimiter: str
    quote: str = '"'
    escape: str = '"'
    header: bool = True
    names: list[str]
    skip: int = 0
    """Lines before the header: a title, a date of export."""


def sniff(text: str, *, whole: bool, separator: str | None = None) -> Dialect:
    """Tell how a delimited text is written.

    Args:
        text: its beginning, decoded.
        whole: whether that is all of it; otherwise its last line may be cut and is left out.
        separator: what parts the fields, where that is known.

    Raises:
        InputError: there is no row to tell it from.
    """
    lines = text if whole else text[: text.rfind("\n") + 1] or text
    escape = "\\" if '\\"' in lines else '"'
    best = separator or max(_DELIMITERS, key=lambda delimiter: _fit(_rows(lines, delimiter, '"', escape)))
    quote = '"'
    if '"' not in lines and _fit(_rows(lines, best, "'", escape)) > _fit(_rows(lines, best, '"', escape)):
        quote = "'"
    read = _rows(lines, best, quote, escape)
    if not read:
        raise InputError("the file has no row: export it again")
    start = _start(read)
    rows = [row for row, _ in read[start:]]
    header = _has_header(rows)
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    given = rows[0] if header else []
    if header and not any(field.strip() for row in rows[1:] for field in row[len(given) :]):
        width = len(given)  # wider rows only end with empty fields
    names = unique_names([*given, *[""] * (width - len(given))])
    return Dialect(
        delimiter=best,
        quote=quote,
        escape=escape if quote == '"' else quote,
        header=header,
        names=names,
        skip=read[start][1],
    )


def _start(read: list[tuple[list[str], int]]) -> int:
    """Return the first row of the table: lines before it with one field, where the others have three or more, are a title."""
    width = Counter(len(row) for row, _ in read).most_common(1)[0][0]
    if width < 3:  # noqa: PLR2004 - too few to tell a title from a row cut short
        return 0
    return next((place for place, (row, _) in enumerate(read) if sum(map(bool, row)) > 1), 0)


def _rows(text: str, delimiter: str, quote: str, escape: str) -> list[tuple[list[str], int]]:
    """Return the first rows that are not empty, each with the number of lines before it."""
    double = escape in {quote, '"'}
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        quotechar=quote,
        doublequote=double,
        escapechar=None if double else escape,
    )
    rows: list[tuple[list[str], int]] = []
    before = 0
    try:
        for row in reader:
            if row:
                rows.append((row, before))
            before = reader.line_num
            if len(rows) >= 200:  # noqa: PLR2004 - enough to tell
                break
    except csv.Error:
        pass
    return rows


def _fit(rows: list[tuple[list[str], int]]) -> tuple[float, int]:
    """Return how well rows agree on a width above one, then that width."""
    if not rows:
        return (0.0, 0)
    width, count = Counter(len(row) for row, _ in rows).most_common(1)[0]
    return (count / len(rows) if width > 1 else 0.0, width)


def _has_header(rows: list[list[str]]) -> bool:
    first, rest = rows[0], rows[1:]
    if any(_NUMBER_OR_TIME.match(field) for field in first if field.strip()):
        return False
    if len(set(first)) < len(first) or not rest:
        return True
    looks_typed = any(_NUMBER_OR_TIME.match(row[index]) for row in rest for index in range(min(len(row), len(first))))
    return looks_typed or len(set(first) & {field for row in rest for field in row}) < len(first)


def unique_names(names: list[str]) -> list[str]:
    """Return names with none twice (letter case ignored) and none empty."""
    result: list[str] = []
    taken: set[str] = set()
    for position, name in enumerate(names, start=1):
        wished = name.strip().lstrip("\ufeff") or f"column{position}"
        unique, number = wished, 1
        while unique.lower() in taken:
            number += 1
            unique = f"{wished}_{number}"
        taken.add(unique.lower())
        result.append(unique)
    return result
