"""Tables into the log: read once in a stream, each row either an event, known already, or rejected with its reason; all or nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desireline.base.errors import InputError
from desireline.base.files import storage_errors
from desireline.events import EventLog, ImportRecord, StagedPart, Staging, quote_name, quote_text
from desireline.sources.mapping import Mapping
from desireline.sources.plan import Options, TablePlan
from desireline.sources.staging import Query, staged_events, staged_measures
from desireline.sources.tables import unreadable

if TYPE_CHECKING:
    import duckdb

__all__ = ["Reject", "TableOutcome", "stage_table"]

Progress = Callable[[str], None]

_REJECTS_SHOWN = 5


class Reject(msgspec.Struct, frozen=True, kw_only=True):
    """A row that could not be read."""

    file: str
    line: int
    reason: str
    row: str


class TableOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What reading one table gave."""

    record: ImportRecord
    rejects: list[Reject]
    rejects_file: str | None
    unreadable_values: int


class _Counts(msgspec.Struct, frozen=True, kw_only=True):
    rows: int
    kept: int
    repeats: int
    known: int
    rejected: int


def stage_table(
    connection: "duckdb.DuckDBPyConnection",
    plan: TablePlan,
    options: Options,
    log: EventLog,
    staging: Staging,
    number: int,
) -> TableOutcome:
    """Read a table into the staging folder as a part, ready to be committed.

    Args:
        connection: the one the plan was made with.
        plan: what is read and how; its mapping must not be null.
        options: as given for the plan.
        log: the log it goes to, for what it knows already.
        staging: where the part is written.
        number: tells this table's files from the others'.

    Raises:
        InputError: the file is damaged, or the mapping does not fit it.
        StorageError: the disk is full.
    """
    mapping = plan.mapping
    assert mapping is not None
    kind = mapping.kind
    build = staged_events if kind == "events" else staged_measures
    query = build(plan.table, mapping, source=plan.source, currency=options.currency, at_us=options.at_us)
    connection.execute(f"set TimeZone = {quote_text(plan.time_zone)}")
    first = staging.folder / f"{number}-read.parquet"
    lost = _read(connection, plan, query, first)
    counts, path, rejects = _finish(connection, plan, query, log, first, staging.folder / f"{number}.parquet", lost)
    record = ImportRecord(
        id=0,
        at_us=0,
        source=plan.source,
        files=[str(file.path) for file in plan.files],
        mapping=msgspec.json.encode(mapping).decode(),
        rows=counts.rows,
        events=counts.kept if kind == "events" else 0,
        measures=counts.kept if kind == "measures" else 0,
        repeats=counts.repeats,
        known=counts.known,
        rejected=counts.rejected,
    )
    parts = []
    if counts.kept:
        low, high = _one(connection, f"select min(ts), max(ts) from {_parquet(path)}")
        parts.append(
            StagedPart(path=path, kind=kind, rows=counts.kept, first_us=low, last_us=high, columns=query.columns)
        )
    staging.add(record, parts)
    rejects_file = _write_rejects(rejects, log.folder / "rejects", plan.source) if rejects else None
    return TableOutcome(
        record=record,
        rejects=rejects[:_REJECTS_SHOWN],
        rejects_file=rejects_file,
        unreadable_values=_unreadable(connection, plan, mapping, path, counts),
    )


def _read(connection: "duckdb.DuckDBPyConnection", plan: TablePlan, query: Query, target: Path) -> list[Reject]:
    """Write all rows in the log's columns, those without a readable time included; return those that are no rows at all."""
    import duckdb

    sql = query.sql
    if plan.table.keeps_rejects:
        connection.execute("drop table if exists reject_errors; drop table if exists reject_scans")
        sql = sql.replace("ignore_errors = true", "store_rejects = true")
    try:
        connection.execute(
            f"copy ({sql}) to {quote_text(str(target))} (format parquet, compression zstd, compression_level 1)"
        )
    except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
        raise unreadable(plan.files, error) from error
    except duckdb.IOException as error:
        if any(str(file.path) in str(error) for file in plan.table.files):
            raise unreadable(plan.files, error) from error
        raise
    if not plan.table.keeps_rejects:
        return []
    rows = connection.execute(
        "select s.file_path, e.line, min(e.error_message), min(e.csv_line) from reject_errors e join reject_scans s using (scan_id, file_id)"
        " group by all order by all"
    ).fetchall()
    return [Reject(file=file, line=line, reason=reason, row=row) for file, line, reason, row in rows]


def _finish(
    connection: "duckdb.DuckDBPyConnection",
    plan: TablePlan,
    query: Query,
    log: EventLog,
    first: Path,
    final: Path,
    lost: list[Reject],
) -> tuple[_Counts, Path, list[Reject]]:
    """Number true repeats, leave out what the log knows and what has no time; where nothing is to be changed, the part is ready as it is."""
    source = _parquet(first)
    total, timed = _one(connection, f"select count(*), count(ts) from {source}")
    assert plan.mapping is not None
    per_file = "file, " if len(plan.table.files) > 1 else ""
    by_client = plan.mapping.id is not None
    repeated = _one(
        connection,
        f"select count(*) from (select {per_file}id from {source} where ts is not null group by all having count(*) > 1)",
    )[0]
    if len(plan.table.files) > 1 and not repeated:
        repeated = _one(
            connection,
            f"select count(*) from (select id from {source} where ts is not null group by all having count(*) > 1)",
        )[0]
    before = _known_before(connection, plan, log, source)
    known_ids = f"select id from {before}" if before else "select null::uuid as id where false"
    hits = _one(connection, f"select count(*) from {source} where id in ({known_ids})")[0] if before else 0
    rejects = list(lost)
    if timed < total:
        rejects += _untimed(connection, plan, query)
    rows = (
        total + len(lost)
        if not plan.mapping.moments
        else _one(connection, f"select count(*) from {plan.table.scan}")[0] + len(lost)
    )
    if plan.mapping.kind == "measures" and len(plan.mapping.measures) > 1:
        rows = _one(connection, f"select count(*) from {plan.table.scan}")[0] + len(lost)
    if timed == total and not repeated and not hits:
        return _Counts(rows=rows, kept=total, repeats=0, known=0, rejected=len(rejects)), first, rejects
    repeats, known = _rewrite(connection, source, final, known_ids, per_file=per_file, by_client=by_client)
    kept = _one(connection, f"select count(*) from {_parquet(final)}")[0]
    first.unlink()
    return _Counts(rows=rows, kept=kept, repeats=repeats, known=known, rejected=len(rejects)), final, rejects


def _rewrite(
    connection: "duckdb.DuckDBPyConnection", source: str, final: Path, known_ids: str, *, per_file: str, by_client: bool
) -> tuple[int, int]:
    """Write the part anew with repeats numbered and known events left out; return how many there were of each."""
    numbered = "0" if by_client else f"row_number() over (partition by {per_file}id order by r) - 1"
    connection.execute(
        f"""create or replace temp table fix as
        with doubled as (select id from {source} where ts is not null group by id having count(*) > 1),
        touched as (
          select file_row_number as r, id, {per_file}id in (from doubled) as is_doubled
          from read_parquet({source.removeprefix("read_parquet(").removesuffix(")")}, file_row_number = true)
          where ts is not null and (id in (from doubled) or id in ({known_ids}))
        ),
        numbered as (select *, {numbered} as k from touched),
        named as (select *, case when k = 0 then id else md5(id::varchar || chr(31) || k)::uuid end as final_id from numbered)
        select r, k, final_id, final_id in ({known_ids}) or row_number() over (partition by final_id order by r) > 1 as is_known from named"""
    )
    known = _one(connection, "select count(*) from fix where is_known")[0]
    repeats = _one(connection, "select count(*) from fix where not is_known and k > 0")[0]
    connection.execute(
        f"""copy (
          select s.* exclude (id, file_row_number), coalesce(fix.final_id, s.id) as id
          from read_parquet({source.removeprefix("read_parquet(").removesuffix(")")}, file_row_number = true) s
          left join fix on fix.r = s.file_row_number
          where s.ts is not null and not coalesce(fix.is_known, false)
          order by s.file_row_number
        ) to {quote_text(str(final))} (format parquet, compression zstd, compression_level 1)"""
    )
    return repeats, known


def _known_before(connection: "duckdb.DuckDBPyConnection", plan: TablePlan, log: EventLog, source: str) -> str | None:
    """Return the parts of this source that may hold the same events: those of the same span of time."""
    assert plan.mapping is not None
    low, high = _one(connection, f"select min(ts), max(ts) from {source}")
    if low is None:
        return None
    parts = [
        part
        for part in log.parts(plan.mapping.kind)
        if part.source == plan.source
        and part.first_us is not None
        and part.last_us is not None
        and part.first_us <= high
        and part.last_us >= low
    ]
    if not parts:
        return None
    return "read_parquet([" + ", ".join(quote_text(str(log.path(part))) for part in parts) + "], union_by_name = true)"


def _untimed(connection: "duckdb.DuckDBPyConnection", plan: TablePlan, query: Query) -> list[Reject]:
    """Return the rows whose time is empty or cannot be read. Lines count the rows of each file, the header included."""
    table = plan.table
    offset = 2 if table.dialect is not None and table.dialect.header else 1
    is_row = "json is not null" if table.whole_row is not None else "true"
    rows = connection.execute(
        f"""select filename, line, written, row_text, is_row from (
          select filename, row_number() over (partition by filename) - 1 + {offset} as line, {query.time_text} as written,
            {table.row_text} as row_text, {query.ts} is null as untimed, {is_row} as is_row from {table.scan} as t
        ) where untimed order by filename, line"""
    ).fetchall()
    return [
        Reject(file=file, line=line, reason=_reason(written, is_row=is_row), row=(row or "").replace("\x1f", " | "))
        for file, line, written, row, is_row in rows
    ]


def _reason(written: str, *, is_row: bool) -> str:
    if not is_row:
        return "not JSON"
    return f"unreadable time '{written}'" if written else "no time"


def _write_rejects(rejects: list[Reject], folder: Path, source: str) -> str:
    """Write the rejected rows as CSV beside the log, under a name not used yet."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["file", "line", "reason", "row"])
    writer.writerows([reject.file, reject.line, reject.reason, reject.row] for reject in rejects)
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        safe = "".join(letter if letter.isalnum() else "-" for letter in source)
        number = 1 + sum(1 for _ in folder.glob(f"{safe}-*.csv"))
        path = folder / f"{safe}-{number}.csv"
        path.write_text(text.getvalue(), encoding="utf-8")
    return str(path)


def _unreadable(
    connection: "duckdb.DuckDBPyConnection", plan: TablePlan, mapping: Mapping, path: Path, counts: _Counts
) -> int:
    """Return how many rows have an amount or a score written that could not be read."""
    if not counts.kept or plan.table.whole_row is not None or mapping.moments:
        return 0
    total = 0
    for rule_columns, column in (
        (mapping.value.columns if mapping.value else [], "value_minor"),
        ([mapping.score.column] if mapping.score else [], "score"),
    ):
        if rule_columns:
            written = " and ".join(
                f"nullif(json_extract_string(properties, {quote_text(chr(36) + '.' + quote_name(name))}), '') is not null"
                for name in rule_columns
            )
            total += _one(connection, f"select count(*) from {_parquet(path)} where {column} is null and {written}")[0]
    return total


def _parquet(path: Path) -> str:
    return f"read_parquet({quote_text(str(path))})"


def _one(connection: "duckdb.DuckDBPyConnection", sql: str) -> tuple[int, ...]:
    row = connection.execute(sql).fetchone()
    assert row is not None
    return row


def check_not_all_refused(plans: list[TablePlan]) -> None:
    """Refuse an import none of whose tables can be read.

    Raises:
        InputError: the reason of the first.
    """
    if plans and all(plan.mapping is None for plan in plans):
        plan = plans[0]
        more = f" ({len(plans) - 1} more were refused)" if len(plans) > 1 else ""
        raise InputError(f"{plan.files[0].path.name}: {plan.refused}{more}")
