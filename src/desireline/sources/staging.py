"""A mapped table as one SQL query in the log's columns."""

import msgspec

from desireline.base.errors import InputError
from desireline.events import IDENTIFIER_PREFIX, quote_name, quote_text
from desireline.sources.amounts import currency_sql, number_sql, value_sql
from desireline.sources.mapping import ChannelRule, Mapping, Moment, NameRule, TimeRule
from desireline.sources.tables import Table, TableColumn
from desireline.sources.times import time_sql, time_text_sql

__all__ = ["Query", "staged_events", "staged_measures"]


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """SQL that yields the rows of a part (with `ts` null where the time cannot be read), and what it yields."""

    sql: str
    columns: list[str]
    time_text: str
    ts: str


def staged_events(table: Table, mapping: Mapping, *, source: str, currency: str, at_us: int | None) -> Query:
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
    value = value_sql(table, mapping.value, currency) if mapping.value else None
    columns: dict[str, str] = {}
    columns["ts"] = "m.ts" if mapping.moments else _time(table, mapping.time, at_us)
    columns["channel"] = _channel(table, mapping.channel)
    columns["name"] = "m.name" if mapping.moments else _name(table, mapping.name, value, source)
    if value and mapping.value:
        columns["value_minor"] = _carried("value", value, mapping.moments)
        columns["currency"] = (
            f"case when value_minor is not null then {currency_sql(table, mapping.value.currency, currency)} end"
        )
    if mapping.score:
        number = number_sql(table.column(mapping.score.column))
        columns["score"] = _carried(
            "score",
            f"case when {number} between {mapping.score.min} and {mapping.score.max} then {number} end",
            mapping.moments,
        )
        columns["score_min"] = f"case when score is not null then {mapping.score.min}::float end"
        columns["score_max"] = f"case when score is not null then {mapping.score.max}::float end"
    if mapping.text:
        columns["text"] = _carried(
            "text", f"nullif(trim({table.column(mapping.text.column).text}), '')", mapping.moments
        )
        if mapping.text.language:
            columns["language"] = f"nullif(trim({table.column(mapping.text.language).text}), '')"
    for namespace, names in mapping.identifiers.items():
        for number_of, name in enumerate(names, start=1):
            column = IDENTIFIER_PREFIX + namespace + (f"#{number_of}" if number_of > 1 else "")
            columns[column] = f"nullif(trim({table.column(name).text}), '')"
    columns["properties"] = _properties(table, mapping)
    moment = "m.k::varchar" if mapping.moments else None
    columns["id"] = _id(table, mapping, source, moment)
    scan = table.scan
    if mapping.moments:
        moments = ", ".join(_moment(table, index, moment) for index, moment in enumerate(mapping.moments))
        scan = f"{table.scan} as t, unnest([{moments}]) as u(m)"
    select = ", ".join(f"{sql} as {quote_name(name)}" for name, sql in columns.items() if sql != "null")
    where = " where m.written is not null" if mapping.moments else ""
    names = [name for name, sql in columns.items() if sql != "null"]
    if len(table.files) > 1:
        select += ", filename as file"
        names.append("file")
    rules = [moment.time for moment in mapping.moments] or ([mapping.time] if mapping.time else [])
    time_text = "coalesce(" + ", ".join(time_text_sql(table, rule) for rule in rules) + ", '')" if rules else "''"
    ts = "coalesce(" + ", ".join(time_sql(table, rule) for rule in rules) + ", null)" if rules else columns["ts"]
    return Query(sql=f"select {select} from {scan}{where}", columns=names, time_text=time_text, ts=ts)


def staged_measures(table: Table, mapping: Mapping, *, source: str, currency: str, at_us: int | None) -> Query:
    """Return the query for a table of measures: one row a measured column.

    Raises:
        InputError: the mapping names a column that does not exist, no measure, or no time.
    """
    if not mapping.measures:
        raise InputError(
            f"the mapping of {source} is of kind measures but names none: add `measures:` with column, name and unit"
        )
    rule = mapping.value.currency if mapping.value else None
    code = currency_sql(table, rule, currency) if rule else quote_text(currency)
    measured = ", ".join(
        f"{{'name': {quote_text(item.name)}, 'unit': {quote_text(item.unit)}, 'value': {number_sql(table.column(item.column))},"
        f" 'currency': {code if item.unit == 'money' else 'null::varchar'}}}"
        for item in mapping.measures
    )
    ts = _time(table, mapping.time, at_us)
    taken = (
        {item.column for item in mapping.measures}
        | set(mapping.time.columns if mapping.time else [])
        | set(mapping.ignore)
    )
    kept = [column for column in table.columns if column.name not in taken]
    dimensions = _object(kept) if kept else "null"
    identity = f"md5(concat_ws(chr(31), {quote_text(source)}, {table.row_text}, m.name))::uuid"
    columns = {
        "ts": ts,
        "name": "m.name",
        "value": "m.value",
        "unit": "m.unit",
        "currency": "m.currency",
        "dimensions": dimensions,
        "id": identity,
    }
    select = ", ".join(f"{sql} as {name}" for name, sql in columns.items() if sql != "null")
    names = [name for name, sql in columns.items() if sql != "null"]
    if len(table.files) > 1:
        select += ", filename as file"
        names.append("file")
    time_text = f"coalesce({time_text_sql(table, mapping.time)}, '')" if mapping.time else "''"
    sql = f"select {select} from {table.scan} as t, unnest([{measured}]) as u(m) where m.value is not null or ({ts}) is null"
    return Query(sql=sql, columns=names, time_text=time_text, ts=ts)


def _time(table: Table, rule: TimeRule | None, at_us: int | None) -> str:
    if rule is not None:
        return time_sql(table, rule)
    if at_us is None:
        raise InputError(
            f"{table.files[0].path.name} has no time: give the day with --at 2026-01-31, or name the column in a mapping file"
        )
    return f"{at_us}::bigint"


def _moment(table: Table, index: int, moment: Moment) -> str:
    written = time_text_sql(table, moment.time)
    return f"{{'k': {index}, 'name': {quote_text(moment.name)}, 'ts': {time_sql(table, moment.time)}, 'written': {written}}}"


def _carried(what: str, sql: str, moments: list[Moment]) -> str:
    if not moments:
        return sql
    carriers = ", ".join(str(index) for index, moment in enumerate(moments) if what in moment.carries)
    return f"case when m.k in ({carriers}) then {sql} end" if carriers else "null"


def _name(table: Table, rule: NameRule, value: str | None, source: str) -> str:
    filled = [f"nullif(trim({table.column(name).text}), '')" for name in rule.columns]
    named = "coalesce(" + ", ".join([*filled, quote_text(rule.const or source)]) + ")"
    if rule.negative and value:
        return f"case when {value} < 0 then {quote_text(rule.negative)} else {named} end"
    return named


def _channel(table: Table, rule: ChannelRule) -> str:
    fixed = quote_text(rule.const)
    if rule.column is None or not rule.values:
        return fixed
    cases = " ".join(
        f"when {quote_text(written.lower())} then {quote_text(channel)}" for written, channel in rule.values.items()
    )
    return f"case lower(trim({table.column(rule.column).text})) {cases} else {fixed} end"


def _properties(table: Table, mapping: Mapping) -> str:
    if table.whole_row is not None:
        return table.whole_row
    rules = [moment.time for moment in mapping.moments] or ([mapping.time] if mapping.time else [])
    taken = {name for rule in rules for name in rule.columns} | set(mapping.ignore)
    taken |= {name for names in mapping.identifiers.values() for name in names}
    taken |= set(mapping.name.columns) if len(mapping.name.columns) == 1 else set()
    taken |= {name for name in (mapping.id, mapping.text.column if mapping.text else None) if name}
    kept = [column for column in table.columns if column.name not in taken]
    return _object(kept) if kept else "null"


def _object(columns: list[TableColumn]) -> str:
    pairs = ", ".join(f"{quote_text(column.name)}, {column.sql}" for column in columns)
    return f"json_object({pairs})::varchar"


def _id(table: Table, mapping: Mapping, source: str, moment: str | None) -> str:
    """Return SQL of the event's id: from the client's where there is one, else from the row."""
    row = table.row_text
    if mapping.id is not None:
        given = f"nullif(trim({table.column(mapping.id).text}), '')"
        row = f"coalesce('id' || chr(31) || {given}, {row})"
    parts = ", ".join(part for part in (quote_text(source), row, moment) if part)
    return f"md5(concat_ws(chr(31), {parts}))::uuid"
