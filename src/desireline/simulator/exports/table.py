"""A table as a tool exports it, and what is wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from desireline.simulator.scenario.model import Flaws

__all__ = ["FileFacts", "Flawed", "Seen", "Table", "choose_rows", "quoted", "spoil"]

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


@dataclass(frozen=True)
class Flawed:
    """A table with its flaws: what is written, what stands in it, and which identifiers are left."""

    lines: Iterator[str]
    facts: FileFacts
    seen: Seen


def choose_rows(
    size: int, shares: Sequence[float], rng: np.random.Generator
) -> list[np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Choose rows for each share, no row twice; in ascending order."""
    counts = [round(size * share) for share in shares]
    while sum(counts) > size:
        counts[counts.index(max(counts))] -= 1
    rows = rng.choice(size, sum(counts), replace=False) if sum(counts) else np.zeros(0, dtype=np.int64)
    parts = np.split(rows, np.cumsum(counts)[:-1])
    return [np.sort(part) for part in parts]


def spoil(table: Table, flaws: Flaws, rng: np.random.Generator) -> Flawed:
    """Put duplicates, bad times, stand-ins and untidy e-mails into a table."""
    size = len(table.person)
    shares = (flaws.duplicates, flaws.bad_times if table.time else 0.0, flaws.placeholders if table.stand_ins else 0.0)
    twice, timeless, nameless = choose_rows(size, shares, rng)
    columns = table.columns
    for header, (namespace, _) in table.identifiers.items():
        if namespace == "email":
            _untidy(columns[header], flaws.untidy, rng)
    if table.time:
        for row, kind in zip(
            timeless.tolist(), rng.integers(len(table.bad_times), size=len(timeless)).tolist(), strict=True
        ):
            columns[table.time][row] = table.bad_times[kind]
    placed = _stand_in(table, nameless.tolist(), rng)
    seen: Seen = {}
    for namespace, values in table.identifiers.values():
        found = seen.setdefault(namespace, set())
        found.update(
            (person, value) for person, value in zip(table.person, values, strict=True) if value and person >= 0
        )
    rows = list(map(table.delimiter.join, zip(*columns.values(), strict=True)))
    again = set(twice.tolist())
    lines = chain(
        [table.delimiter.join(columns)],
        chain.from_iterable((row, row) if index in again else (row,) for index, row in enumerate(rows)),
    )
    return Flawed(lines, FileFacts(size + len(twice), len(twice), len(timeless), placed), seen)


def _untidy(cells: list[str], share: float, rng: np.random.Generator) -> None:
    rows = np.flatnonzero(rng.random(len(cells)) < share).tolist()
    for row, kind in zip(rows, rng.integers(4, size=len(rows)).tolist(), strict=True):
        text = cells[row]
        if text:
            cells[row] = (text.upper(), text.title(), f" {text}", f"{text} ")[kind]


def _stand_in(table: Table, rows: list[int], rng: np.random.Generator) -> int:
    """Put stand-ins where identifiers were, and forget those; return how many rows had one to lose."""
    placed = 0
    kinds = rng.random(len(rows)).tolist()
    for row, kind in zip(rows, kinds, strict=True):
        filled = [header for header in table.stand_ins if table.identifiers[header][1][row]]
        if not filled:
            continue
        placed += 1
        header = filled[int(kind * len(filled))]
        instead = table.stand_ins[header]
        table.columns[header][row] = instead[int(kind * 977) % len(instead)].replace(
            "*", table.identifiers[header][1][row]
        )
        table.identifiers[header][1][row] = ""
    return placed


def quoted(texts: list[str], delimiter: str = ",") -> list[str]:
    """Return texts as CSV cells: in quotes where they hold a delimiter, a quote or a line end."""
    special = (delimiter, '"', "\n", "\r")
    return ['"' + text.replace('"', '""') + '"' if any(mark in text for mark in special) else text for text in texts]
