"""What is wrong with a table: rows twice, bad times, stand-ins for identifiers, untidy e-mails."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from desireline.simulator.draws import Ints
from desireline.simulator.exports.table import FileFacts, Seen, Table
from desireline.simulator.scenario.model import Flaws

__all__ = ["Flawed", "choose_rows", "spoil"]


@dataclass(frozen=True)
class Flawed:
    """A table with its flaws: what is written, what stands in it, and which identifiers are left."""

    lines: Iterator[str]
    facts: FileFacts
    seen: Seen


def choose_rows(size: int, shares: Sequence[float], rng: np.random.Generator) -> list[Ints]:
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
    for header, (namespace, _) in table.identifiers.items():
        if namespace == "email":
            _untidy(table.columns[header], flaws.untidy, rng)
    rows = list(map(table.delimiter.join, zip(*table.columns.values(), strict=True)))
    standing = Counter(rows)
    bad = sum(_replace(table, rows, standing, new) for new in _bad_times(table, timeless, rng))
    placed = sum(_replace(table, rows, standing, new) for new in _stand_ins(table, nameless, rng))
    seen: Seen = {}
    for namespace, values in table.identifiers.values():
        own = zip(table.person, values, strict=True)
        seen.setdefault(namespace, set()).update((who, value) for who, value in own if value and who >= 0)
    again = set(twice.tolist())
    doubled = chain.from_iterable((row, row) if index in again else (row,) for index, row in enumerate(rows))
    facts = FileFacts(size + len(twice), size + len(twice) - len(standing), bad, placed)
    return Flawed(chain([table.delimiter.join(table.columns)], doubled), facts, seen)


def _replace(table: Table, rows: list[str], standing: Counter[str], new: tuple[int, str, str]) -> bool:
    """Put a text into a cell, unless the row would then be a copy of another; say whether it was done."""
    row, header, text = new
    cells = [column[row] if name != header else text for name, column in table.columns.items()]
    line = table.delimiter.join(cells)
    if line in standing:
        return False
    standing[rows[row]] -= 1
    if not standing[rows[row]]:
        del standing[rows[row]]
    standing[line] = 1
    rows[row] = line
    table.columns[header][row] = text
    if header in table.identifiers:
        table.identifiers[header][1][row] = ""
    return True


def _untidy(cells: list[str], share: float, rng: np.random.Generator) -> None:
    rows = np.flatnonzero(rng.random(len(cells)) < share).tolist()
    for row, kind in zip(rows, rng.integers(4, size=len(rows)).tolist(), strict=True):
        text = cells[row]
        if text:
            cells[row] = (text.upper(), text.title(), f" {text}", f"{text} ")[kind]


def _bad_times(table: Table, rows: Ints, rng: np.random.Generator) -> Iterator[tuple[int, str, str]]:
    """Give row, header and what stands there instead of a time."""
    kinds = rng.integers(len(table.bad_times), size=len(rows)).tolist()
    for row, kind in zip(rows.tolist(), kinds, strict=True):
        yield row, table.time or "", table.bad_times[kind]


def _stand_ins(table: Table, rows: Ints, rng: np.random.Generator) -> Iterator[tuple[int, str, str]]:
    """Give row, header and what stands there instead of an identifier, for rows that have one to lose."""
    for row, kind in zip(rows.tolist(), rng.random((len(rows), 2)).tolist(), strict=True):
        filled = [header for header in table.stand_ins if table.identifiers[header][1][row]]
        if filled:
            header = filled[int(kind[0] * len(filled))]
            yield row, header, table.stand_ins[header][int(kind[1] * len(table.stand_ins[header]))]
