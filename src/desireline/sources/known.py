"""Which parts of the log may hold the events of a table already."""

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desireline.events import EventLog, Part, Staging, parquet
from desireline.sources.mapping import Mapping, TimeRule
from desireline.sources.plan import Options, TablePlan

if TYPE_CHECKING:
    import duckdb

__all__ = ["earlier_parts"]

_ZONES_US = 27 * 3_600_000_000  # no two time zones lie further apart


def earlier_parts(
    connection: "duckdb.DuckDBPyConnection",
    plan: TablePlan,
    options: Options,
    log: EventLog,
    staging: Staging,
    read: Path,
) -> list[Path]:
    """Return the parts of this source, in the log or staged before, that may share events with what was read.

    Where the same row always gives the same time, parts of another span of time cannot.
    """
    mapping = plan.mapping
    assert mapping is not None
    parts = [part for part in log.parts(mapping.kind) if part.source == plan.source]
    if parts and mapping.id is None and not mapping.lookups and options.at_us is None:
        span = connection.execute(f"select min(ts), max(ts) from {parquet(read)}").fetchone()
        alike = {record.id for record in log.imports() if _times(record.mapping) == _times_of(mapping)}
        parts = [part for part in parts if part.import_id not in alike or _meet(part, span)]
    return [log.path(part) for part in parts] + staging.staged(mapping.kind, plan.source)


def _meet(part: Part, span: tuple[int | None, ...] | None) -> bool:
    low, high = span or (None, None)
    if low is None or high is None or part.first_us is None or part.last_us is None:
        return False
    return part.first_us - _ZONES_US <= high and part.last_us + _ZONES_US >= low


def _times(mapping: str) -> list[TimeRule | None]:
    return _times_of(msgspec.json.decode(mapping, type=Mapping))


def _times_of(mapping: Mapping) -> list[TimeRule | None]:
    return [mapping.time, *(moment.time for moment in mapping.moments)] if not mapping.lookups else []
