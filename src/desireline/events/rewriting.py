"""Parts without the events of somebody who is erased: the only rewriting of the log there is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

from desireline.base.errors import StorageError
from desireline.base.files import fsync_dir, fsync_file, storage_errors
from desireline.events.engine import parquet, quote_name, quote_text
from desireline.events.log import EventLog
from desireline.events.manifest import Kind, Part

if TYPE_CHECKING:
    import duckdb

__all__ = ["RewrittenLog", "copy_without", "mentioned", "rows_by_part", "spellings", "without_rows"]


_FEWEST_LETTERS = 6


class RewrittenLog(EventLog):
    """The log as it will be once an erasure has happened; its parts lie beside those that are in the log.

    Args:
        log: as it is.
        parts: those written anew.
        emptied: the numbers of those that nothing is left of.
        erasure: its id.
    """

    def __init__(self, log: EventLog, parts: Sequence[Part], emptied: Sequence[int], erasure: int) -> None:
        super().__init__(log.folder)
        self._erasure = erasure
        self._rewritten = {part.number: part for part in parts}
        self._emptied = frozenset(emptied)

    def parts(self, kind: Kind = "events") -> list[Part]:
        """Return the parts that will be live."""
        parts = [self._rewritten.get(part.number, part) for part in super().parts(kind)]
        return [part for part in parts if part.number not in self._emptied]

    def erasures_so_far(self) -> int:
        """Return the id of the erasure."""
        return self._erasure


def rows_by_part(rows: NDArray[np.uint64]) -> dict[int, NDArray[np.int64]]:
    """Sort places in the log (part << 32 | row) into the rows of each part, ascending."""
    ordered = np.sort(rows)
    numbers = (ordered >> np.uint64(32)).astype(np.int64)
    places = (ordered & np.uint64(0xFFFFFFFF)).astype(np.int64)
    found, starts = np.unique(numbers, return_index=True)
    return dict(zip(found.tolist(), np.split(places, starts[1:]), strict=True))


def spellings(log: EventLog, rows: dict[int, NDArray[np.int64]]) -> set[tuple[str, str]]:
    """Return all identifiers that stand in some rows, as their sources spell them: (namespace, value).

    Args:
        log: where they lie.
        rows: of each part, by its number.
    """
    found: set[tuple[str, str]] = set()
    parts = {part.number: part for part in log.parts()}
    with log.connect() as connection:
        for number, places in rows.items():
            part = parts[number]
            for column, namespace in zip(part.identifier_columns, part.namespaces, strict=True):
                sql = (
                    f"select distinct {quote_name(column)} from {parquet(log.path(part), numbered=True)}"
                    f" where {_among('$mask')} and {quote_name(column)} is not null"
                )
                values = connection.execute(sql, {"mask": _mask(part.rows, places)}).fetchall()
                found |= {(namespace, value) for (value,) in values}
    return found


def mentioned(log: EventLog, values: Iterable[str], rows: dict[int, NDArray[np.int64]]) -> Counter[str]:
    """Count the events in whose texts or properties one of some values stands, by source.

    Args:
        log: where they lie.
        values: what is looked for, in upper or lower case; those of fewer than six characters stand in too much and are passed over.
        rows: whose events are not counted, of each part, by its number.
    """
    wanted = sorted({value.strip().lower() for value in values if len(value.strip()) >= _FEWEST_LETTERS})
    found: Counter[str] = Counter()
    if not wanted:
        return found
    with log.connect() as connection:
        for part in log.parts():
            columns = [name for name in ("text", "properties") if name in part.columns]
            if columns:
                own = rows.get(part.number, np.empty(0, dtype=np.int64))
                said = f"lower(concat_ws(chr(31), {', '.join(columns)}))"
                named = " or ".join(f"contains({said}, {quote_text(value)})" for value in wanted)
                sql = f"select count(*) from {parquet(log.path(part), numbered=True)} where ({named}) and not {_among('$mask')}"
                row = connection.execute(sql, {"mask": _mask(part.rows, own)}).fetchone()
                found[part.source] += row[0] if row else 0
    return +found


def without_rows(log: EventLog, rows: dict[int, NDArray[np.int64]]) -> tuple[list[Part], list[int]]:
    """Write parts anew without some of their rows, under new names, and force them to the disk.

    Args:
        log: which right to write is held.
        rows: that go, of each part, by its number.

    Returns:
        The new parts, and the numbers of those that nothing would be left of. They are not in the log yet.

    Raises:
        StorageError: the disk is full, or a part is damaged.
    """
    parts = {part.number: part for part in log.parts()}
    made, emptied = [], []
    with log.connect() as connection:
        for number, places in rows.items():
            part = parts[number]
            if len(places) == part.rows:
                emptied.append(number)
            else:
                made.append(_without(connection, log, part, places))
    with storage_errors(log.events):
        fsync_dir(log.events)
    return made, emptied


def copy_without(
    connection: "duckdb.DuckDBPyConnection", source: Path, target: Path, places: NDArray[np.int64]
) -> None:
    """Copy a Parquet file, in its order, without the rows at some places."""
    length = connection.execute(f"select count(*) from {parquet(source)}").fetchone()
    assert length is not None
    connection.execute(
        f"copy (select * exclude (file_row_number) from {parquet(source, numbered=True)} where not {_among('$mask')})"
        f" to {quote_text(str(target))} (format parquet, compression zstd, compression_level 1)",
        {"mask": _mask(length[0], places)},
    )


def _without(connection: "duckdb.DuckDBPyConnection", log: EventLog, part: Part, places: NDArray[np.int64]) -> Part:
    revision = part.revision + 1
    new = msgspec.structs.replace(
        part, revision=revision, rows=part.rows - len(places), file=f"{part.number:06d}-{part.kind}-{revision}.parquet"
    )
    copy_without(connection, log.path(part), log.path(new), places)
    with storage_errors(log.events):
        fsync_file(log.path(new))
    return _measured(connection, log.path(new), new)


def _measured(connection: "duckdb.DuckDBPyConnection", path: Path, new: Part) -> Part:
    row = connection.execute(f"select count(*), min(ts), max(ts) from {parquet(path)}").fetchone()
    assert row is not None
    if row[0] != new.rows:
        raise StorageError(f"{path} has {row[0]} rows instead of {new.rows}: nothing was changed; check the disk")
    return msgspec.structs.replace(new, first_us=row[1], last_us=row[2])


def _among(mask: str) -> str:
    """Return SQL of whether a row is one of those in a mask: a condition and no join, so that rows keep their order."""
    return f"get_bit({mask}::blob::bit, file_row_number::integer) = 1"


def _mask(length: int, places: NDArray[np.int64]) -> bytes:
    bits = np.zeros(length, dtype=bool)
    bits[places] = True
    return np.packbits(bits).tobytes()
