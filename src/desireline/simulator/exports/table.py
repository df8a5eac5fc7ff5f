"""A table as a tool exports it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["FileFacts", "Seen", "Table", "quoted"]

Seen = dict[str, set[tuple[int, str]]]
"""Namespace: (person, value) of every identifier that stands in an export."""


@dataclass
class Table:
    """Columns of cells, in the order of the rows; `person` says whose row it is, -1 where nobody's.

    Attributes:
        path: relative to the folder.
        columns: header and cells, ready to be written.
        person: whose row it is.
        identifiers: header of a column, and its namespace and true values (empty where none stands).
        time: the column whose time may be bad; None where the tool never errs.
        bad_times: how the tool writes a time it does not have.
        stand_ins: header of an identifier's column, and what stands there instead of a value.
        delimiter: between cells.
    """

    path: str
    columns: dict[str, list[str]]
    person: Sequence[int]
    identifiers: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    time: str | None = None
    bad_times: tuple[str, ...] = ("",)
    stand_ins: dict[str, tuple[str, ...]] = field(default_factory=dict)
    delimiter: str = ","


@dataclass(frozen=True)
class FileFacts:
    """What stands in a file: rows in all, and how many of them are flawed, each in one way."""

    rows: int
    duplicates: int = 0
    bad_times: int = 0
    placeholders: int = 0


def quoted(texts: list[str], delimiter: str = ",") -> list[str]:
    """Return texts as CSV cells: in quotes where they hold a delimiter, a quote or a line end."""
    special = (delimiter, '"', "\n", "\r")
    return ['"' + text.replace('"', '""') + '"' if any(mark in text for mark in special) else text for text in texts]
