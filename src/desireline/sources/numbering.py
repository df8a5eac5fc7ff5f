"""Rows that were read, to the events that are new: repeats numbered, those the log knows left out."""

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desireline.events import parquet, quote_text

if TYPE_CHECKING:
    import duckdb

__all__ = ["COPY", "Counts", "settle"]

COPY = "(format parquet, compression zstd, compression_level 1)"


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the rows that were read.

    Attributes:
        read: rows of the query, those without a time included.
        timed: rows with a time.
        kept: events or measures that are new.
        repeats: of these, how many are identical to an earlier row of their file.
        known: how many were left out: the log, or an earlier row or file of the same import, has the same event.
        first_us: the earliest time of those kept.
        last_us: the latest.
    """

    read: int
    timed: int
    kept: int
    repeats: int = 0
    known: int = 0
    first_us: int | None = None
    last_us: int | None = None


def settle(
    connection: "duckdb.DuckDBPyConnection", first: Path, final: Path, columns: list[str], before: list[Path]
) -> tuple[Counts, Path]:
    """Return the part to keep: the rows as they were read where nothing is to be changed, else a new file.

    Rows are identical within a file of the import where their ids are: they are numbered k = 0, 1, …, and k enters the id. So
    the same row in two files is one event, and two identical rows in one file are two, in whatever pieces and order they come.
    Where the client gave the id, a second row with it is the same event.

    Args:
        connection: DuckDB.
        first: what was read, in order.
        final: where a new file goes.
        columns: of the rows.
        before: parts that may hold the same events.
    """
    source = parquet(first)
    read, timed, low, high = _one(connection, f"select count(*), count(ts), min(ts), max(ts) from {source}")
    if not timed:
        return Counts(read=read, timed=0, kept=0), first
    distinct = _one(connection, f"select count(*) from (select distinct id from {source} where ts is not null)")[0]
    known_ids = f"select id from {parquet(*before)}" if before else "select null::uuid as id where false"
    hits = before and _one(connection, f"select count(*) from {source} where id in ({known_ids})")[0]
    if read == timed == distinct and not hits:
        return Counts(read=read, timed=timed, kept=timed, first_us=low, last_us=high), first
    repeats, known = _mark(connection, first, columns, known_ids)
    _copy_kept(connection, first, final)
    kept, low, high = _one(connection, f"select count(*), min(ts), max(ts) from {parquet(final)}")
    first.unlink()
    counts = Counts(read=read, timed=timed, kept=kept, repeats=repeats, known=known, first_us=low, last_us=high)
    return counts, final


def _mark(connection: "duckdb.DuckDBPyConnection", first: Path, columns: list[str], known_ids: str) -> tuple[int, int]:
    """Note, for rows whose id is not theirs alone, which id they get and whether it is known; return repeats and known."""
    same = ["id", *(column for column in ("file",) if column in columns)]
    k = f"row_number() over (partition by {', '.join(same)} order by r) - 1"
    k = f"case when id_given then 0 else {k} end" if "id_given" in columns else k
    needed = ", ".join([*same, *(column for column in ("id_given",) if column in columns)])
    connection.execute(
        f"""create or replace temp table fix as
        with doubled as (select id from {parquet(first)} where ts is not null group by id having count(*) > 1),
        touched as (
          select file_row_number as r, {needed} from {parquet(first, numbered=True)}
          where ts is not null and (id in (from doubled) or id in ({known_ids}))
        ),
        numbered as (select *, {k} as k from touched),
        named as (
          select r, k, case when k = 0 then id else md5_number(id::varchar || chr(31) || k)::uuid end as final_id from numbered
        )
        select *, final_id in ({known_ids}) or row_number() over (partition by final_id order by r) > 1 as is_known from named"""
    )
    return _one(connection, "select count(*) filter (not is_known and k > 0), count(*) filter (is_known) from fix")[:2]  # type: ignore[return-value]


def _copy_kept(connection: "duckdb.DuckDBPyConnection", first: Path, final: Path) -> None:
    connection.execute(
        f"""copy (
          select s.* exclude (id, file_row_number), coalesce(fix.final_id, s.id) as id
          from {parquet(first, numbered=True)} s left join fix on fix.r = s.file_row_number
          where s.ts is not null and not coalesce(fix.is_known, false)
          order by s.file_row_number
        ) to {quote_text(str(final))} {COPY}"""
    )


def _one(connection: "duckdb.DuckDBPyConnection", sql: str) -> tuple[int, ...]:
    row = connection.execute(sql).fetchone()
    assert row is not None
    return row
