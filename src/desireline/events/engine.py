"""DuckDB as the house uses it: bounded memory, its own temporary folder, and the one place that quotes."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desireline.base.errors import StorageError

if TYPE_CHECKING:
    import duckdb

__all__ = ["connect", "quote_name", "quote_text", "threads"]

_MEMORY_SHARE = 0.4


def threads() -> int:
    """Return how many threads to use: the processors this process may run on."""
    return len(os.sched_getaffinity(0))


def quote_name(name: str) -> str:
    """Return a column's or table's name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """Return a text as SQL."""
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def connect(temporary: Path, *, time_zone: str = "UTC") -> Iterator["duckdb.DuckDBPyConnection"]:
    """Open DuckDB in memory; what does not fit is spilled into `temporary`, and errors of the disk become one sentence.

    Args:
        temporary: a folder that may be made.
        time_zone: IANA name; texts without a zone are read in it.

    Raises:
        StorageError: the disk is full or a file the program wrote is damaged.
    """
    import duckdb

    connection = duckdb.connect()
    try:
        connection.execute(f"set threads = {threads()}")
        connection.execute(f"set memory_limit = '{_memory_mb()}MB'")
        connection.execute(f"set temp_directory = {quote_text(str(temporary))}")
        connection.execute(f"set TimeZone = {quote_text(time_zone)}")
        connection.execute("set enable_progress_bar = false")
        connection.execute("set autoinstall_known_extensions = false")
        yield connection
    except duckdb.IOException as error:
        text = str(error)
        if "No space left" in text or "File too large" in text or "Could not write" in text:
            raise StorageError(
                f"the disk is full: {temporary} could not be written; nothing was changed, free some space and try again"
            ) from error
        raise StorageError(
            f"a file could not be read or written ({text.splitlines()[0]}): nothing was changed"
        ) from error
    finally:
        connection.close()


def _memory_mb() -> int:
    pages, size = os.sysconf("SC_AVPHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return max(512, min(2_500, int(pages * size * _MEMORY_SHARE) // 1_000_000))
