"""A table into the staging folder: read once in a stream, each row an event, known already, or rejected with its reason."""

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desireline.base.errors import InputError, placed
from desireline.events import EventLog, ImportRecord, StagedPart, Staging, parquet, quote_text
from desireline.sources.as_events import events_query
from desireline.sources.as_measures import measures_query
from desireline.sources.erased import ErasedPeople, leave_out, without_erased
from desireline.sources.files import check_unchanged
from desireline.sources.known import earlier_parts
from desireline.sources.lines import check_row_count
from desireline.sources.mapping import Mapping
from desireline.sources.numbering import COPY, Counts, settle
from desireline.sources.plan import Options, TablePlan
from desireline.sources.query import Query
from desireline.sources.rejects import LostRow, Reject, Rejects, as_rejects, lost_rows, unplaced_rows
from desireline.sources.tables import Table, fetch, reading

if TYPE_CHECKING:
    import duckdb

__all__ = ["TableOutcome", "stage_table"]


class TableOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What reading one table gave."""

    record: ImportRecord
    rejects: list[Reject]
    unreadable_values: int


def stage_table(
    connection: "duckdb.DuckDBPyConnection",
    plan: TablePlan,
    options: Options,
    log: EventLog,
    staging: Staging,
    number: int,
    erased: ErasedPeople | None = None,
) -> TableOutcome:
    """Read a table into the staging folder as a part, ready to be committed.

    Args:
        connection: the one the plan was made with.
        plan: what is read and how; its mapping must not be null.
        options: as given for the plan.
        log: the log it goes to, for what it knows already.
        staging: where the part is written.
        number: tells this table's files from the others'.
        erased: who was erased; their rows are left out.

    Raises:
        InputError: the file is damaged or changing, the mapping does not fit it, or no row has a time.
        StorageError: the disk is full.
    """
    mapping = plan.mapping
    assert mapping is not None
    table = plan.table
    make = events_query if mapping.kind == "events" else measures_query
    with placed("tables", plan.source):
        query = make(table, mapping, source=plan.source, currency=options.currency, at_us=plan.at_us)
    connection.execute(f"set TimeZone = {quote_text(plan.time_zone)}")
    first = staging.folder / f"{number}-read.parquet"
    lost = _read(connection, plan, query, first)
    out = leave_out(connection, first, staging.folder / f"{number}-kept.parquet", query.columns, erased)
    before = earlier_parts(connection, plan, options, log, staging, out.path)
    counts, path = settle(connection, out.path, staging.folder / f"{number}.parquet", query.columns, before)
    rows = counts.read + out.rows if query.rows_alone else _one(connection, f"select count(*) from {table.scan}", table)
    check_row_count(table, rows, len(lost))
    rejects = Rejects(staging.folder / f"{number}-rejects.csv")
    told = without_erased(lost, query.columns, erased)
    rejects.write(as_rejects(table, told))
    if counts.timed < counts.read:
        rejects.write(unplaced_rows(connection, table, query, lost, out.values))
    if counts.read and not counts.timed and not out.rows:
        raise InputError(_nothing_placed(rejects), place=("tables", plan.source, "mapping", "time", "columns"))
    unreadable = _unreadable(connection, table, query, mapping, path, counts)
    check_unchanged(plan.files)
    record = staging.add(
        _record(plan, mapping, counts, rows + len(lost), rejects.count, out.rows + len(lost) - len(told)),
        _parts(mapping, query, counts, path),
        rejects=rejects.path,
    )
    return TableOutcome(record=record, rejects=rejects.shown, unreadable_values=unreadable)


def _read(connection: "duckdb.DuckDBPyConnection", plan: TablePlan, query: Query, target: Path) -> list[LostRow]:
    """Write all rows in the log's columns, those without a readable time included; return those that are no rows at all."""
    table = plan.table
    sql = query.sql
    if table.counting is not None:
        connection.execute("drop table if exists reject_errors; drop table if exists reject_scans")
        sql = sql.replace(table.scan, table.counting)
    with reading(plan.files, also=table.paths):
        connection.execute(f"copy ({sql}) to {quote_text(str(target))} {COPY}")
    return lost_rows(connection, table) if table.counting is not None else []


def _nothing_placed(rejects: Rejects) -> str:
    first = rejects.shown[0]
    return (
        f"none of the {rejects.count:,} rows of {Path(first.file).name} could be placed in time (line {first.line}: {first.reason}):"
        " nothing was imported; name the right column and format of the time"
    )


def _record(plan: TablePlan, mapping: Mapping, counts: Counts, rows: int, rejected: int, erased: int) -> ImportRecord:
    return ImportRecord(
        id=0,
        at_us=0,
        source=plan.source,
        files=[str(file.path) for file in plan.files],
        mapping=msgspec.json.encode(mapping).decode(),
        rows=rows,
        events=counts.kept if mapping.kind == "events" else 0,
        measures=counts.kept if mapping.kind == "measures" else 0,
        repeats=counts.repeats,
        known=counts.known,
        rejected=rejected,
        erased=erased,
    )


def _parts(mapping: Mapping, query: Query, counts: Counts, path: Path) -> list[StagedPart]:
    if not counts.kept:
        return []
    return [
        StagedPart(
            path=path,
            kind=mapping.kind,
            rows=counts.kept,
            first_us=counts.first_us,
            last_us=counts.last_us,
            columns=query.columns,
        )
    ]


def _unreadable(
    connection: "duckdb.DuckDBPyConnection", table: Table, query: Query, mapping: Mapping, path: Path, counts: Counts
) -> int:
    """Return how many amounts, scores and measures are written in a way that could not be read."""
    if not query.unreadable or not counts.kept:
        return 0
    columns = [column for column in ("value_minor", "score") if column in query.columns]
    if mapping.kind == "events" and not mapping.moments:
        filled = " and ".join(f"count({column}) = count(*)" for column in columns)
        if connection.execute(f"select {filled} from {parquet(path)}").fetchone() == (True,):
            return 0
    counted = ", ".join(f"count(*) filter ({condition})" for condition in query.unreadable)
    return sum(fetch(connection, f"select {counted} from {table.scan} as t where {table.is_row}", table.files)[0])


def _one(connection: "duckdb.DuckDBPyConnection", sql: str, table: Table) -> int:
    return int(fetch(connection, sql, table.files)[0][0])
