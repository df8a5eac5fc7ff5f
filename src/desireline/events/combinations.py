"""What identity and touchpoints need of a part, without touching each row again: made once a part, kept beside the log."""

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from desireline.base.files import storage_errors
from desireline.events.engine import parquet, quote_name, quote_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from desireline.events.log import EventLog
    from desireline.events.manifest import Part

__all__ = ["classes", "combinations", "forget_others"]


def combinations(log: "EventLog", part: "Part") -> "pa.Table":
    """Return the distinct combinations of identifiers in a part: its `id:` columns, `first_row` and `events`.

    Combinations come in the order they first appear. A part without identifiers gives no row.
    """
    columns = ", ".join(quote_name(column) for column in part.identifier_columns)
    if not columns:
        import pyarrow as pa

        return pa.table({"first_row": pa.array([], pa.uint32()), "events": pa.array([], pa.int64())})
    scan = parquet(log.path(part), numbered=True)
    return _kept(
        log,
        part,
        "identifiers",
        f"select {columns}, min(file_row_number)::uinteger as first_row, count(*) as events from {scan} group by all order by first_row",
    )


def classes(log: "EventLog", part: "Part") -> "pa.Table":
    """Return the distinct channel and name of a part's events with their number: `channel`, `name`, `events`, most first."""
    scan = parquet(log.path(part))
    return _kept(
        log,
        part,
        "classes",
        f"select channel, name, count(*) as events from {scan} group by all order by events desc, channel, name",
    )


def forget_others(folder: Path, live: "Iterable[Part]") -> None:
    """Remove what is kept of parts that have left the log, or were written anew.

    Args:
        folder: the project's data folder.
        live: the parts in the log.
    """
    names = {_name(part, what) for part in live for what in ("identifiers", "classes")}
    for path in (folder / "identity" / "parts").glob("[0-9]*-*.parquet"):
        if path.name not in names:
            path.unlink(missing_ok=True)


def _name(part: "Part", what: str) -> str:
    revision = f"-{part.revision}" if part.revision else ""
    return f"{part.number:06d}{revision}-{what}.parquet"


def _folder(log: "EventLog") -> Path:
    return log.folder / "identity" / "parts"


def _kept(log: "EventLog", part: "Part", what: str, sql: str) -> "pa.Table":
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = _folder(log)
    path = folder / _name(part, what)
    with contextlib.suppress(OSError, pa.ArrowInvalid):  # not there yet, or damaged: made from the log
        return pq.ParquetFile(path).read()  # read_table would load far more code
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with log.connect() as connection:
                connection.execute(f"copy ({sql}) to {quote_text(str(temporary))} (format parquet)")
            Path(temporary).replace(path)
        finally:
            with contextlib.suppress(FileNotFoundError):
                temporary.unlink()
    return pq.ParquetFile(path).read()
