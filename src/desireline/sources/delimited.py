"""How a delimited text is written: delimiter, quote, escape and header, from its first lines."""

import csv
import io
import re
from collections import Counter

import msgspec

from desireline.base.errors import InputError

__all__ = ["Dialect", "sniff"]

_DELIMITERS = (",", ";", "\t", "|")
_NUMBER_OR_TIME = re.compile(r"^[\s$€£¥+-]*\d[\d\s.,:/TZ+-]*%?$")


class Dialect(msgspec.Struct, frozen=True, kw_only=True):
    """How rows and fields are told apart."""

    delimiter: str
    quote: str = '"'
    escape: str = '"'
    header: bool = True
    names: list[str]


def sniff(text: str, *, whole: bool) -> Dialect:
    """Tell how a delimited text is written.

    Args:
        text: its beginning, decoded.
        whole: whether that is all of it; otherwise its last line may be cut and is left out.

    Raises:
        InputError: there is no row to tell it from.
    """
    lines = text if whole else text[: text.rfind("\n") + 1] or text
    escape = "\\" if '\\"' in lines else '"'
    best = max(_DELIMITERS, key=lambda delimiter: _fit(_rows(lines, delimiter, '"', escape)))
    quote = '"'
    if '"' not in lines and _fit(_rows(lines, best, "'", escape)) > _fit(_rows(lines, best, '"', escape)):
        quote = "'"
    rows = _rows(lines, best, quote, escape)
    if not rows:
        raise InputError("the file has no row: export it again")
    header = _has_header(rows)
    width = max(len(row) for row in rows[:1]) if header else Counter(len(row) for row in rows).most_common(1)[0][0]
    names = _unique(rows[0] if header else [f"column{number}" for number in range(1, width + 1)])
    return Dialect(delimiter=best, quote=quote, escape=escape if quote == '"' else quote, header=header, names=names)


def _rows(text: str, delimiter: str, quote: str, escape: str) -> list[list[str]]:
    double = escape in {quote, '"'}
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        quotechar=quote,
        doublequote=double,
        escapechar=None if double else escape,
    )
    rows: list[list[str]] = []
    try:
        for row in reader:
            if row:
                rows.append(row)
            if len(rows) >= 200:  # noqa: PLR2004 - enough to tell
                break
    except csv.Error:
        pass
    return rows


def _fit(rows: list[list[str]]) -> tuple[float, int]:
    """Return how well rows agree on a width above one, then that width."""
    if not rows:
        return (0.0, 0)
    width, count = Counter(len(row) for row in rows).most_common(1)[0]
    return (count / len(rows) if width > 1 else 0.0, width)


def _has_header(rows: list[list[str]]) -> bool:
    first, rest = rows[0], rows[1:]
    if any(_NUMBER_OR_TIME.match(field) for field in first if field.strip()):
        return False
    if len(set(first)) < len(first) or not rest:
        return True
    looks_typed = any(_NUMBER_OR_TIME.match(row[index]) for row in rest for index in range(min(len(row), len(first))))
    return looks_typed or len(set(first) & {field for row in rest for field in row}) < len(first)


def _unique(names: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    result = []
    for position, name in enumerate(names, start=1):
        stripped = name.strip().lstrip("\ufeff") or f"column{position}"
        seen[stripped.lower()] += 1
        result.append(stripped if seen[stripped.lower()] == 1 else f"{stripped}_{seen[stripped.lower()]}")
    return result
