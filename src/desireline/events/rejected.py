"""Rejected rows that name somebody: found, and taken out of their files when that person is erased."""

import csv
import re
import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from desireline.base.files import fsync_dir, fsync_file, storage_errors
from desireline.events.log import EventLog
from desireline.events.manifest import ImportRecord
from desireline.events.staging import NEW, rejects_name

__all__ = ["RejectedRow", "RewrittenRejects", "mentions", "old_files", "rejected_rows", "without_mentions"]


class RejectedRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row that could not be read, or not all of it."""

    import_id: int
    source: str
    file: Annotated[str, Meta(description="The file it came from.")]
    line: str
    reason: str
    row: Annotated[str, Meta(description="As it stands there.")]


RewrittenRejects = dict[int, tuple[str | None, int]]
"""By import: the new name of its file of rejects, None where no row is left, and how many rows went."""


def mentions(values: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of these values in a text, as words of their own, in upper or lower case."""
    longest_first = sorted({value.strip() for value in values} - {""}, key=lambda value: (-len(value), value))
    some = "|".join(re.escape(value) for value in longest_first)
    return re.compile(rf"(?<![\w@.+-])(?:{some})(?![\w@-])" if some else r"(?!)", re.IGNORECASE)


def rejected_rows(log: EventLog, named: re.Pattern[str]) -> list[RejectedRow]:
    """Return the rejected rows of all imports that name somebody.

    Args:
        log: whose.
        named: finds them in a text.
    """
    csv.field_size_limit(sys.maxsize)
    found = []
    for record in log.imports():
        path = log.rejects / (record.rejects_file or "")
        if record.rejects_file and path.exists():
            with path.open(newline="", encoding="utf-8") as file:
                found += [
                    RejectedRow(
                        import_id=record.id, source=record.source, file=row[0], line=row[1], reason=row[2], row=row[3]
                    )
                    for row in islice(csv.reader(file), 1, None)
                    if any(named.search(field) for field in row[2:])
                ]
    return found


def without_mentions(log: EventLog, named: re.Pattern[str], erasure: int) -> RewrittenRejects:
    """Write the files of rejects anew in which rows name somebody; the log takes them once the erasure happens.

    Args:
        log: which right to write is held.
        named: finds who is erased in a text.
        erasure: the erasure's id.

    Raises:
        StorageError: the disk is full.
    """
    found: RewrittenRejects = {}
    with storage_errors(log.rejects):
        for record in log.imports():
            if record.rejects_file and (log.rejects / record.rejects_file).exists():
                name = rejects_name(record, erasure)
                kept, gone = _without(log.rejects / record.rejects_file, log.rejects / (name + NEW), named)
                if gone:
                    found[record.id] = (name if kept else None, gone)
        if found:
            fsync_dir(log.rejects)
    return found


def old_files(log: EventLog, rewritten: RewrittenRejects) -> list[str]:
    """Return what is left to be removed then, as paths within the data folder."""
    records: list[ImportRecord] = [record for record in log.imports() if record.id in rewritten]
    return [str((log.rejects / str(record.rejects_file)).relative_to(log.folder)) for record in records]


def _without(old: Path, new: Path, named: re.Pattern[str]) -> tuple[int, int]:
    """Copy the rows that name nobody; return how many stay and how many go. Where none goes, or none stays, there is no new file."""
    csv.field_size_limit(sys.maxsize)
    kept = gone = 0
    with old.open(newline="", encoding="utf-8") as source, new.open("w", newline="", encoding="utf-8") as target:
        writer = csv.writer(target)
        for number, row in enumerate(csv.reader(source)):
            if number and any(named.search(field) for field in row[2:]):
                gone += 1
            else:
                kept += bool(number)
                writer.writerow(row)
    if gone and kept:
        fsync_file(new)
    else:
        new.unlink()
    return kept, gone
