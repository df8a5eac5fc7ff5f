"""Columns of a second file beside those of the first: what a campaign's number stands for, when it started."""

from desireline.events import quote_name
from desireline.sources.mapping import Lookup
from desireline.sources.tables import Table, TableColumn

__all__ = ["join_lookup"]


def join_lookup(table: Table, other: Table, lookup: Lookup) -> Table:
    """Return `table` with the columns of `other` that it has not; rows without a match keep them empty.

    Where several rows of `other` match, the first by its values is taken, so that no row is doubled.

    Raises:
        InputError: a column of `on` does not exist.
    """
    pairs = [(table.column(here), other.column(there)) for here, there in lookup.on.items()]
    known = {column.name for column in table.columns}
    added = [column for column in other.columns if column.name not in known]
    inner = ", ".join(f"{column.sql} as {quote_name(column.name)}" for column in added)
    keys = ", ".join(f"{there.text} as k{index}" for index, (_, there) in enumerate(pairs))
    names = ", ".join(f"k{index}" for index in range(len(pairs)))
    unique = (
        f"select distinct on ({names}) * from (select {keys}, {inner} from {other.scan})"
        f" order by {names}, columns(* exclude ({names}))"
    )
    own = ", ".join(f"{column.sql} as {quote_name(column.name)}" for column in table.columns)
    whole = f", {table.whole_row} as whole_row" if table.whole_row else ""
    held = "".join(f", {here.text} as h{index}" for index, (here, _) in enumerate(pairs))
    left = f"select {own}, {table.row_text} as row_text, filename{whole}{held} from {table.scan}"
    on = " and ".join(f"h{index} = k{index}" for index in range(len(pairs)))
    scan = f"(select * exclude ({names}) from ({left}) left join ({unique}) on {on})"
    columns = [
        TableColumn(column.name, column.type, quote_name(column.name), is_text=column.is_text)
        for column in (*table.columns, *added)
    ]
    return Table(
        files=table.files,
        columns=columns,
        scan=scan,
        row_text="row_text",
        dialect=table.dialect,
        whole_row="whole_row" if table.whole_row else None,
        keeps_rejects=False,
    )
