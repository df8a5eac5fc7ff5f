"""A table of measures (dated numbers without a person) as a query."""

from desireline.base.errors import InputError, placed
from desireline.events import quote_text
from desireline.sources.amounts import currency_sql, number_sql, written_sql
from desireline.sources.as_events import given_time
from desireline.sources.mapping import Mapping
from desireline.sources.query import Query, identity, properties, query
from desireline.sources.tables import Table
from desireline.sources.times import time_fault_sql

__all__ = ["measures_query"]


def measures_query(table: Table, mapping: Mapping, *, source: str, currency: str, at_us: int | None) -> Query:
    """Return the query for a table of measures: one row a measured column that is filled.

    Raises:
        InputError: the mapping names a column that does not exist, no measure, or no time.
    """
    if not mapping.measures:
        raise InputError(
            f"the mapping of {source} is of kind measures but names none: add `measures:` with column, name and unit",
            place=("mapping", "measures"),
        )
    rule = mapping.value.currency if mapping.value else None
    with placed("mapping", "value"):
        code = currency_sql(table, rule, currency) if rule else quote_text(currency)
    with placed("mapping", "measures"):
        values = [number_sql(table.column(item.column), item.decimal) for item in mapping.measures]
    measured = ", ".join(
        f"{{'name': {quote_text(item.name)}, 'unit': {quote_text(item.unit)}, 'value': {value}, 'first': {number == 0},"
        f" 'currency': {code if item.unit == 'money' else 'null::varchar'}}}"
        for number, (item, value) in enumerate(zip(mapping.measures, values, strict=True))
    )
    nothing = " and ".join(f"({value}) is null" for value in values)
    ts = given_time(table, mapping.time, at_us)
    taken = {item.column for item in mapping.measures} | set(mapping.ignore)
    taken |= set(mapping.time.columns if mapping.time else [])
    columns = {
        "ts": f"case when m.value is not null then {ts} end",
        "name": "m.name",
        "value": "m.value",
        "unit": "m.unit",
        "currency": "m.currency",
        "dimensions": properties([column for column in table.columns if column.name not in taken]),
        "id": identity(quote_text(source), table.row_text, "m.name"),
    }
    names = ", ".join(item.column for item in mapping.measures)
    late = time_fault_sql(table, mapping.time) if mapping.time else "null"
    return query(
        table,
        columns,
        unnested=measured,
        where=f"m.value is not null or (m.first and {nothing})",
        fault=f"coalesce({late}, case when {nothing} then {quote_text('no number in ' + names)} end)",
        unreadable=[
            f"{written_sql(table.column(item.column))} and ({value}) is null"
            for item, value in zip(mapping.measures, values, strict=True)
        ],
    )
