"""Files of rejected rows, without those that name somebody who is erased."""

import csv
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from desireline.base.files import fsync_dir, fsync_file, storage_errors
from desireline.events.log import EventLog
from desireline.events.manifest import ImportRecord
from desireline.events.staging import NEW, rejects_name

__all__ = ["RewrittenRejects", "mentions", "old_files", "without_mentions"]

RewrittenRejects = dict[int, tuple[str | None, int]]
"""By import: the new name of its file of rejects, None where no row is left, and how many rows went."""


def mentions(values: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of these values in a text, as words of their own, in upper or lower case."""
    longest_first = sorted({value.strip() for value in values} - {""}, key=lambda value: (-len(value), value))
    some = "|".join(re.escape(value) for value in longest_first)
    return re.compile(rf"(?<![\w@.+-])(?:{some})(?![\w@-])" if some else r"(?!)", re.IGNORECASE)


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
