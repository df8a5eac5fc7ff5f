"""DuckDB as the house uses it: bounded memory, its own temporary folder, and the one place that quotes."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from desireline.base.errors import InputError, StorageError
from desireline.base.stopping import StoppedError, cut_short_by

if TYPE_CHECKING:
    import duckdb

__all__ = ["connect", "json_text", "parquet", "quote_name", "quote_path", "quote_text", "sweep_spills", "threads"]

_MEMORY_SHARE = 0.4
_SPILLS = count()
_FULL = ("No space left", "File too large", "Could not write", "Disk quota exceeded")


def threads() -> int:
    """Return how many threads to use: the processors this process may run on."""
    return len(os.sched_getaffinity(0))


def quote_name(name: str) -> str:
    """Return a column's or table's name as SQL."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """Return a text as SQL."""
    return "'" + text.replace("'", "''") + "'"


def quote_path(path: Path) -> str:
    """Return a path as SQL for readers, which would take `*`, `?` and `[` in it for patterns.

    Raises:
        InputError: the path's bytes are no text.
    """
    name = str(path)
    if not name.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in name):
        raise InputError(f"the name of {name!a} is not valid UTF-8: rename the file or folder")
    return quote_text("".join(f"[{letter}]" if letter in "*?[" else letter for letter in name))


def json_text(column: str, *steps: str) -> str:
    """Return the SQL of the text that stands at a place within JSON: null where there is nothing.

    Args:
        column: SQL of the JSON.
        steps: names of properties, from the outermost inwards; any text is a name.
    """
    place = "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)
    return f"json_extract_string({column}, {quote_text(place)})"


def parquet(*paths: Path, numbered: bool = False) -> str:
    """Return the SQL of a table over Parquet files of the log, joined by the names of their columns.

    Args:
        paths: the files.
        numbered: whether each row gets its place in its file, as `file_row_number`.
    """
    files = ", ".join(quote_path(path) for path in paths)
    rows = ", file_row_number = true" if numbered else ""
    return f"read_parquet([{files}], union_by_name = true, hive_partitioning = false{rows})"


@contextmanager
def connect(temporary: Path, *, time_zone: str = "UTC") -> Iterator["duckdb.DuckDBPyConnection"]:
    """Open DuckDB in memory; what does not fit is spilled, and errors of the disk become one sentence.

    Args:
        temporary: where to spill: a folder of this name, with the process's number added, is made when it is needed.
        time_zone: IANA name; texts without a zone are read in it.

    Raises:
        StorageError: the disk or the memory is full, or a file the program wrote is damaged.
        StoppedError: another thread asked this work to stop.
        KeyboardInterrupt: the process was asked to stop while a query ran.
    """
    import duckdb

    connection = duckdb.connect()
    spill = temporary.with_name(f"{temporary.name}-{os.getpid()}-{next(_SPILLS)}")
    try:
        connection.execute(f"set threads = {threads()}")
        connection.execute(f"set memory_limit = '{_memory_mb()}MB'")
        connection.execute(f"set temp_directory = {quote_text(str(spill))}")
        connection.execute(f"set TimeZone = {quote_text(time_zone)}")
        connection.execute("set enable_progress_bar = false")
        connection.execute("set autoinstall_known_extensions = false")
        with cut_short_by(connection.interrupt):
            yield connection
    except duckdb.InterruptException as error:
        raise StoppedError("stopped as asked: nothing was changed") from error
    except duckdb.IOException as error:
        text = str(error)
        if any(words in text for words in _FULL):
            raise StorageError(
                f"the disk is full: {temporary.parent} could not be written; nothing was changed, free some space and try again"
            ) from error
        raise StorageError(
            f"a file could not be read or written ({text.splitlines()[0]}): nothing was changed"
        ) from error
    except duckdb.OutOfMemoryException as error:
        raise StorageError(
            f"the memory is full ({_memory_mb()} MB may be used): nothing was changed; close other programs and try again"
        ) from error
    except RuntimeError as error:
        if "interrupted" in str(error):
            raise KeyboardInterrupt from error
        raise
    finally:
        connection.close()


def sweep_spills(temporary: Path) -> None:
    """Remove what queries of killed processes spilled beside `temporary`."""
    import shutil

    for folder in temporary.parent.glob(f"{temporary.name}-*-*"):
        owner = folder.name.split("-")[-2]
        if owner.isdecimal() and not _lives(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _memory_mb() -> int:
    pages, size = os.sysconf("SC_AVPHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return max(512, min(2_500, int(pages * size * _MEMORY_SHARE) // 1_000_000))
