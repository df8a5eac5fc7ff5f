"""Which files belong to one source, and what it is called."""

import re
from pathlib import Path

__all__ = ["source_name"]

_ENDINGS = {
    ".csv",
    ".tsv",
    ".tab",
    ".txt",
    ".json",
    ".jsonl",
    ".ndjson",
    ".parquet",
    ".xlsx",
    ".gz",
    ".zst",
    ".zstd",
    ".log",
}
_NUMBER = re.compile(r"^(v?\d+|\d+t\d+z?|q[1-4]|part)$", re.IGNORECASE)


def source_name(path: Path) -> str:
    """Return the name of the source a file is from: its own name without endings, dates and running numbers.

    Example:
        >>> source_name(Path("2018-11-01-events.json.gz"))
        'events'
    """
    name = path.name
    while (ending := Path(name).suffix.lower()) in _ENDINGS:
        name = name[: -len(ending)]
    words = [word for word in re.split(r"[-_.\s]+", name) if word]
    kept = [word for word in words if not _NUMBER.match(word)]
    return "_".join(kept or words).lower() or "data"
