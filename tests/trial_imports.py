"""Imports for tests: a project in a folder, files put into it, and what is in its log then."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from desireline.base.times import from_us
from desireline.events import EventLog
from desireline.project import ImportOutcome, Project, create_project, import_files, open_project
from desireline.project.importing import ImportOptions

__all__ = [
    "bring",
    "count_by",
    "event_ids",
    "events",
    "events_table",
    "import_text",
    "made_project",
    "measures",
    "times",
]


def made_project(folder: Path, *, time_zone: str = "UTC", currency: str = "EUR") -> Project:
    """Return a project in `folder`, made where there is none."""
    if (folder / "desireline.yaml").exists():
        return open_project(folder)
    return create_project(folder, time_zone=time_zone, currency=currency)


def bring(
    project: Project, *paths: Path, mapping: str | None = None, dry_run: bool = False, **options: Any
) -> ImportOutcome:
    """Import files; `mapping` is the text of a mapping file."""
    if mapping is not None:
        options["mapping"] = project.folder / "mapping.yaml"
        options["mapping"].write_text(mapping)
    return import_files(project, list(paths), ImportOptions(**options), dry_run=dry_run)


def import_text(project: Project, text: str | bytes, *, name: str = "events.csv", **options: Any) -> ImportOutcome:
    """Import a file of this content."""
    path = project.folder.parent / "files" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return bring(project, path, **options)


def events_table(log: EventLog, kind: Any = "events") -> pa.Table:
    """Return the whole log as one table, in its order."""
    parts = log.parts(kind)
    if not parts:
        return pa.table({})
    with log.connect() as connection:
        return connection.sql(f"from ({log.scan(parts)}) order by part, row").to_arrow_table()


def events(project: Project, *columns: str) -> list[Any]:
    """Return the log's events as tuples of columns, or as values where one column is asked for."""
    table = events_table(project.log).select(list(columns))
    rows = [tuple(row.values()) for row in table.to_pylist()]
    return [row[0] for row in rows] if len(columns) == 1 else rows


def measures(project: Project, *columns: str) -> list[Any]:
    """Return the log's measures as tuples of columns."""
    return [tuple(row.values()) for row in events_table(project.log, "measures").select(list(columns)).to_pylist()]


def event_ids(project: Project) -> list[str]:
    """Return the ids of all events, sorted."""
    parts = project.log.parts()
    if not parts:
        return []
    with project.log.connect() as connection:
        found = connection.sql(
            f"select id::varchar as id from ({project.log.scan(parts)}) order by id"
        ).to_arrow_table()
    ids: list[str] = found["id"].to_pylist()
    return ids


def times(project: Project) -> list[str]:
    """Return the times of all events, in UTC, as text."""
    return [from_us(ts).isoformat(timespec="auto").removesuffix("+00:00") for ts in events(project, "ts")]


def count_by(project: Project, column: str) -> Mapping[Any, int]:
    """Return how many events have each value of a column."""
    return Counter(events(project, column))


def csv_text(rows: Sequence[Sequence[object]], *, delimiter: str = ",") -> str:
    """Return rows as delimited text without quotes."""
    return "".join(delimiter.join(map(str, row)) + "\n" for row in rows)
