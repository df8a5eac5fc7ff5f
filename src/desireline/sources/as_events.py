"""A table of events as a query."""

from desireline.base.errors import InputError, placed
from desireline.events import IDENTIFIER_PREFIX, quote_text
from desireline.sources.amounts import currency_sql, number_sql, value_sql, written_sql
from desireline.sources.mapping import ChannelRule, Mapping, RowMoment, TimeRule
from desireline.sources.query import Query, filled, identity, properties, query
from desireline.sources.tables import Table
from desireline.sources.times import time_fault_sql, time_sql, time_text_sql

__all__ = ["events_query", "given_time"]


def events_query(table: Table, mapping: Mapping, *, source: str, currency: str, at_us: int | None) -> Query:
    """Return the query for a table of events.

    Args:
        table: what is read.
        mapping: how.
        source: the source's name; it enters the ids.
        currency: the project's, for amounts that name none.
        at_us: the time of all rows, for tables without any.

    Raises:
        InputError: the mapping names a column that does not exist, or no time.
    """
    moments = mapping.moments
    with placed("mapping", "value"):
        value = value_sql(table, mapping.value, currency) if mapping.value else None
    columns = {
        "ts": "m.ts" if moments else given_time(table, mapping.time, at_us),
        "channel": _channel(table, mapping.channel),
        "name": "m.name" if moments else _name(table, mapping, value, source),
        **_value(table, mapping, value, currency),
        **_score(table, mapping),
        **_text(table, mapping),
        **_identifiers(table, mapping),
        "properties": _properties(table, mapping),
        "id": _id(table, mapping, source),
    }
    if mapping.id is not None:
        columns["id_given"] = f"{filled(table.column(mapping.id))} is not null"
    return query(
        table,
        columns,
        unnested=", ".join(_moment(table, moment) for moment in moments) or None,
        where=_told(table, moments),
        fault=_fault(table, mapping),
        unreadable=_unreadable(table, mapping, value),
    )


def given_time(table: Table, rule: TimeRule | None, at_us: int | None) -> str:
    """Return SQL of a row's time: the column's, or that of all rows.

    Raises:
        InputError: there is neither.
    """
    if rule is not None:
        with placed("mapping", "time"):
            return time_sql(table, rule)
    if at_us is None:
        raise InputError(
            f"{table.files[0].path.name} has no time: give the day of all its rows, or name the column that says it",
            place=("at",),
        )
    return f"case when {table.is_row} then {at_us}::bigint end" if table.is_row != "true" else f"{at_us}::bigint"


@placed("mapping", "moments")
def _moment(table: Table, moment: RowMoment) -> str:
    """Return SQL of a struct: the moment's name and time, and what tells it from the row's other moments."""
    mark = "\x1e".join([moment.name, *moment.time.columns])
    return (
        f"{{'k': {quote_text(mark)}, 'name': {quote_text(moment.name)}, 'ts': {time_sql(table, moment.time)},"
        f" 'written': {time_text_sql(table, moment.time)}}}"
    )


def _mark(moment: RowMoment) -> str:
    return quote_text("\x1e".join([moment.name, *moment.time.columns]))


def _told(table: Table, moments: list[RowMoment]) -> str:
    """Return SQL of whether to yield a moment: it is written, or (once) that the row has none."""
    if not moments:
        return "true"
    none = " and ".join(f"{time_text_sql(table, moment.time)} is null" for moment in moments)
    return f"m.written is not null or (m.k = {_mark(moments[0])} and {none})"


def _fault(table: Table, mapping: Mapping) -> str:
    if mapping.moments:
        faults = ", ".join(
            f"case when {time_text_sql(table, moment.time)} is not null then {time_fault_sql(table, moment.time)} end"
            for moment in mapping.moments
        )
        none = " and ".join(f"{time_text_sql(table, moment.time)} is null" for moment in mapping.moments)
        return f"case when {none} then 'no time' else coalesce({faults}, null) end"
    return time_fault_sql(table, mapping.time) if mapping.time else "null"


def _carried(what: str, sql: str, moments: list[RowMoment]) -> str:
    if not moments:
        return sql
    carriers = ", ".join(_mark(moment) for moment in moments if what in moment.carries)
    return f"case when m.k in ({carriers}) then {sql} end" if carriers else "null"


@placed("mapping", "name")
def _name(table: Table, mapping: Mapping, value: str | None, source: str) -> str:
    rule = mapping.name
    written = [filled(table.column(name)) for name in rule.columns]
    named = f"coalesce({', '.join([*written, quote_text(rule.const or source)])})"
    if rule.negative and mapping.value and value:
        factors = ", ".join(number_sql(table.column(name), mapping.value.decimal) for name in mapping.value.columns)
        below = f"{value} < 0 or ({value} = 0 and least({factors}) < 0)"  # minus two, at a price of nothing
        return f"case when {below} then {quote_text(rule.negative)} else {named} end"
    return named


@placed("mapping", "channel")
def _channel(table: Table, rule: ChannelRule) -> str:
    fixed = quote_text(rule.const)
    if rule.column is None or not rule.values:
        return fixed
    cases = " ".join(
        f"when {quote_text(written.strip().lower())} then {quote_text(channel)}"
        for written, channel in rule.values.items()
    )
    return f"case lower(trim({table.column(rule.column).text})) {cases} else {fixed} end"


@placed("mapping", "value")
def _value(table: Table, mapping: Mapping, value: str | None, currency: str) -> dict[str, str]:
    if mapping.value is None or value is None:
        return {}
    amount = _carried("value", value, mapping.moments)
    code = currency_sql(table, mapping.value.currency, currency)
    return {"value_minor": amount, "currency": _where_known("value_minor", amount, code)}


@placed("mapping", "score")
def _score(table: Table, mapping: Mapping) -> dict[str, str]:
    rule = mapping.score
    if rule is None:
        return {}
    number = number_sql(table.column(rule.column), rule.decimal)
    score = _carried(
        "score", f"case when {number} between {rule.min} and {rule.max} then {number} end", mapping.moments
    )
    return {
        "score": score,
        "score_min": _where_known("score", score, f"{rule.min}::float"),
        "score_max": _where_known("score", score, f"{rule.max}::float"),
    }


def _where_known(name: str, sql: str, then: str) -> str:
    """Return SQL that is null wherever the column of that name is."""
    return "null" if sql == "null" else f"case when {name} is not null then {then} end"


@placed("mapping", "text")
def _text(table: Table, mapping: Mapping) -> dict[str, str]:
    rule = mapping.text
    if rule is None:
        return {}
    text = _carried("text", filled(table.column(rule.column)), mapping.moments)
    columns = {"text": text}
    if rule.language:
        columns["language"] = _where_known("text", text, filled(table.column(rule.language)))
    return columns


@placed("mapping", "identifiers")
def _identifiers(table: Table, mapping: Mapping) -> dict[str, str]:
    return {
        IDENTIFIER_PREFIX + namespace + (f"#{number}" if number > 1 else ""): filled(table.column(name))
        for namespace, names in mapping.identifiers.items()
        for number, name in enumerate(dict.fromkeys(names), start=1)
    }


@placed("mapping", "ignore")
def _properties(table: Table, mapping: Mapping) -> str:
    for name in mapping.ignore:
        table.column(name)  # a name that is not there is an error
    if table.whole_row is not None and not mapping.ignore:
        return table.whole_row
    rules = [moment.time for moment in mapping.moments] or ([mapping.time] if mapping.time else [])
    taken = {name for rule in rules for name in rule.columns} | set(mapping.ignore)
    taken |= {name for names in mapping.identifiers.values() for name in names}
    taken |= set(mapping.name.columns) if len(mapping.name.columns) == 1 else set()
    taken |= {name for name in (mapping.id, mapping.text.column if mapping.text else None) if name}
    return properties([column for column in table.columns if column.name not in taken])


@placed("mapping", "id")
def _id(table: Table, mapping: Mapping, source: str) -> str:
    """Return SQL of the event's id: from the client's where there is one, else from the row."""
    row = table.row_text
    if mapping.id is not None:
        row = f"coalesce('id' || chr(31) || {filled(table.column(mapping.id))}, {row})"
    return identity(quote_text(source), row, *(["m.k"] if mapping.moments else []))


def _unreadable(table: Table, mapping: Mapping, value: str | None) -> list[str]:
    conditions = []
    if mapping.value is not None:
        written = " and ".join(written_sql(table.column(name)) for name in mapping.value.columns)
        conditions.append(f"{written} and ({value}) is null")
    if mapping.score is not None:
        column = table.column(mapping.score.column)
        number = number_sql(column, mapping.score.decimal)
        conditions.append(
            f"{written_sql(column)} and coalesce({number} not between {mapping.score.min} and {mapping.score.max}, true)"
        )
    return conditions
