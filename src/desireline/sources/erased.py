"""Rows of people who were erased: left out of an import, and counted."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from desireline.events import IDENTIFIER_PREFIX, copy_without, parquet, quote_name
from desireline.sources.rejects import LostRow

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

__all__ = ["ErasedPeople", "LeftOut", "leave_out", "without_erased"]

_BETWEEN = re.compile(r"""[\s,;|"'\x1f<>{}\[\]]+""")


class ErasedPeople(Protocol):
    """Knows the identifiers of people who were erased and are to stay out."""

    def __call__(self, namespace: str, values: "pa.Array") -> list[bool]:
        """Say of each distinct value of a namespace, as the source spells it, whether it is such a person's."""
        ...


class LeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """What is left of a table once such people's rows are out.

    Attributes:
        path: the rows that stay.
        rows: how many events were left out, and rows without a time.
        values: by identifier column, the values that had them left out.
    """

    path: Path
    rows: int = 0
    values: dict[str, frozenset[str]] = {}


def leave_out(
    connection: "duckdb.DuckDBPyConnection", first: Path, final: Path, columns: list[str], erased: ErasedPeople | None
) -> LeftOut:
    """Take the rows of erased people out of what was read.

    A row is theirs if any of its identifiers is.

    Args:
        connection: DuckDB.
        first: what was read, in order; it is removed where rows are left out.
        final: where a new file goes then.
        columns: of the rows.
        erased: who was erased; None: nobody.
    """
    if erased is None:
        return LeftOut(path=first)
    values = {}
    for column in columns:
        if column.startswith(IDENTIFIER_PREFIX):
            distinct = connection.sql(
                f"select distinct {quote_name(column)}::varchar as value from {parquet(first)}"
                f" where {quote_name(column)} is not null"
            ).to_arrow_table()["value"]
            told = erased(_namespace(column), distinct.combine_chunks())
            values[column] = frozenset(value for value, out in zip(distinct.to_pylist(), told, strict=True) if out)
    values = {column: found for column, found in values.items() if found}
    if not values:
        return LeftOut(path=first)
    theirs = " or ".join(
        f"{quote_name(column)}::varchar in (select unnest(${number}::varchar[]))"
        for number, column in enumerate(values, start=1)
    )
    places = connection.execute(
        f"select file_row_number from {parquet(first, numbered=True)} where {theirs}",
        [list(each) for each in values.values()],
    ).fetchnumpy()["file_row_number"]
    copy_without(connection, first, final, places)
    first.unlink()
    return LeftOut(path=final, rows=len(places), values=values)


def without_erased(lost: list[LostRow], columns: list[str], erased: ErasedPeople | None) -> list[LostRow]:
    """Take texts that are no rows out where a word in them is an erased person's identifier.

    Args:
        lost: the texts.
        columns: of the rows that the table has else.
        erased: who was erased; None: nobody.
    """
    if erased is None or not lost:
        return lost
    import pyarrow as pa

    words = [set(_BETWEEN.split(row.row)) for row in lost]
    distinct = sorted(set().union(*words) - {""})
    theirs: set[str] = set()
    for namespace in {_namespace(column) for column in columns if column.startswith(IDENTIFIER_PREFIX)}:
        told = erased(namespace, pa.array(distinct, pa.string()))
        theirs.update(word for word, out in zip(distinct, told, strict=True) if out)
    return [row for row, said in zip(lost, words, strict=True) if not said & theirs]


def _namespace(column: str) -> str:
    return column.removeprefix(IDENTIFIER_PREFIX).partition("#")[0]
