"""Columns of a second file beside those of the first: what a campaign's number stands for, when it started."""

import msgspec

from desireline.sources.mapping import Lookup
from desireline.sources.tables import Table, TableColumn

__all__ = ["join_lookup"]


def join_lookup(table: Table, other: Table, lookup: Lookup, *, number: int) -> Table:
    """Return `table` with the columns of `other` that it has not; rows without a match keep them empty.

    Where several rows of `other` match, the first by its values is taken, so that no row is doubled. The ids of rows do not
    hang on what is looked up.

    Args:
        table: the rows.
        other: where they are looked up.
        lookup: what must be equal.
        number: tells this lookup from others of the table.

    Raises:
        InputError: a column of `on` does not exist.
    """
    pairs = [(table.column(here), other.column(there)) for here, there in lookup.on.items()]
    known = {column.name for column in table.columns}
    added = [column for column in other.columns if column.name not in known]
    keys = [f"k{number}_{place}" for place in range(len(pairs))]
    names = [f"l{number}_{place}" for place in range(len(added))]
    inner = ", ".join(
        [f"{there.text} as {key}" for key, (_, there) in zip(keys, pairs, strict=True)]
        + [f"{column.sql} as {name}" for name, column in zip(names, added, strict=True)]
    )
    unique = f"select distinct on ({', '.join(keys)}) * from (select {inner} from {other.scan}) order by {', '.join([*keys, *names])}"
    on = " and ".join(f"({here.text}) = {key}" for key, (here, _) in zip(keys, pairs, strict=True))

    def joined(scan: str) -> str:
        rows = f"select *, row_number() over () as n{number} from {scan}"
        return f"(select * exclude (n{number}, {', '.join(keys)}) from ({rows}) left join ({unique}) on {on} order by n{number})"

    return msgspec.structs.replace(
        table,
        columns=[*table.columns, *(_renamed(column, name) for column, name in zip(added, names, strict=True))],
        scan=joined(table.scan),
        counting=joined(table.counting) if table.counting else None,
    )


def _renamed(column: TableColumn, name: str) -> TableColumn:
    return TableColumn(
        column.name, column.type, name, name if column.is_text else column.text.replace(column.sql, name)
    )
