"""Times as they are written, to SQL that reads them as microseconds since 1970 (UTC)."""

from desireline.base.errors import InputError
from desireline.events import quote_text
from desireline.sources.mapping import TimeRule
from desireline.sources.months import english_months
from desireline.sources.tables import Table

_END_OF_DAY = "interval 86399999999 microsecond"  # not a day less one: days of 23 and 25 hours end at this clock too
_DAY = "[0-9]{4}[-/.]?[0-9]{1,2}[-/.]?[0-9]{1,2}([T ]+0?0:00(:00([.,]0+)?)?)?"

__all__ = ["time_fault_sql", "time_sql", "time_text_sql"]

_PER_SECOND = {"epoch_s": 1, "epoch_ms": 1_000, "epoch_us": 1_000_000, "epoch_ns": 1_000_000_000}
_ISO_VARIANTS = (  # what is replaced to make a variant plain
    ("[/.]", "-"),
    (" +([+-][0-9])", "\\1"),
    ("^([0-9]{4})([0-9]{2})([0-9]{2})$", "\\1-\\2-\\3"),
    ("^([0-9]{4})([0-9]{2})([0-9]{2})[T ]?([0-9]{2})([0-9]{2})([0-9]{2})", "\\1-\\2-\\3T\\4:\\5:\\6"),
)


def time_text_sql(table: Table, rule: TimeRule) -> str:
    """Return SQL of the time as it is written; null where it is empty."""
    columns = [table.column(name) for name in rule.columns]
    if len(columns) == 1:
        return f"nullif(trim({columns[0].text}), '')"
    joined = ", ".join(f"nullif(trim({column.text}), '')" for column in columns)
    return f"nullif(concat_ws(' ', {joined}), '')"


def time_sql(table: Table, rule: TimeRule) -> str:
    """Return SQL of the time as a big integer; null where it is empty or cannot be read.

    Times without a zone are read in the connection's `TimeZone`: an hour that a change of clocks leaves out is read as if
    the clocks had not changed yet, one that it repeats as the second of the two.

    Days, which have no time of day or that of midnight, are taken as the rule says: their first moment or their last.

    Raises:
        InputError: a column does not exist, the format is not known, or the end of the day is asked of times with their zone.
    """
    if rule.day == "end":
        return _end_of_day(table, rule)
    return _written(table, rule)


def _written(table: Table, rule: TimeRule) -> str:
    """Return SQL of the time as it stands, a day as its first moment."""
    columns = [table.column(name) for name in rule.columns]
    native = columns[0].type if len(columns) == 1 and not columns[0].is_text else "text"
    if native in ("timestamp", "timestamptz", "date"):
        return f"epoch_us(({columns[0].sql})::timestamptz)"
    text = time_text_sql(table, rule)
    if rule.format in _PER_SECOND:
        return _epoch(columns[0].sql if native in ("integer", "float") else text, native, _PER_SECOND[rule.format])
    if rule.format == "iso":
        return f"epoch_us({_iso(text, 'timestamptz')})"
    if "%" not in rule.format:
        raise InputError(
            f"the time format '{rule.format}' of column {rule.columns[0]} is not known: use iso, epoch_s, epoch_ms, epoch_us, epoch_ns"
            " or a pattern such as %d.%m.%Y %H:%M",
            place=("format",),
        )
    return f"epoch_us({_patterned(text, rule.format)}::timestamptz)"


def _iso(text: str, kind: str) -> str:
    plain = [f"regexp_replace({text}, {quote_text(old)}, {quote_text(new)}, 'g')" for old, new in _ISO_VARIANTS]
    return f"coalesce({', '.join(f'try_cast({one} as {kind})' for one in [text, *plain])})"


def _patterned(text: str, pattern: str) -> str:
    """Return SQL of the time that a pattern reads; DuckDB knows months in English, the others are put into it where that fails."""
    read = f"try_strptime({text}, {quote_text(pattern)})"
    if "%b" not in pattern and "%B" not in pattern:
        return read
    full = quote_text(pattern.replace("%b", "%B"))
    return f"coalesce({read}, try_strptime({english_months(text)}, {full}))"


def _end_of_day(table: Table, rule: TimeRule) -> str:
    """Return SQL of the time, a day as its last moment by the clocks of the zone."""
    columns = [table.column(name) for name in rule.columns]
    native = columns[0].type if len(columns) == 1 and not columns[0].is_text else "text"
    text = time_text_sql(table, rule)
    if native == "timestamptz" or rule.format in _PER_SECOND or "%z" in rule.format or "%Z" in rule.format:
        raise InputError(
            f"`day: end` does not fit the time in column {rule.columns[0]}, which tells its moment: it is for dates"
            " without a time of day and a zone; leave it out",
            place=("day",),
        )
    day, is_day = f"({columns[0].sql})::timestamp", "true"
    if native not in ("timestamp", "date"):
        day = _iso(text, "timestamp") if rule.format == "iso" else _patterned(text, rule.format)
        is_day = f"regexp_full_match({text}, {quote_text(_DAY)})" if rule.format == "iso" else "true"
    return (
        f"case when {is_day} and date_trunc('day', {day}) = {day} then epoch_us(({day} + {_END_OF_DAY})::timestamptz)"
        f" else {_written(table, rule)} end"
    )


def time_fault_sql(table: Table, rule: TimeRule) -> str:
    """Return SQL of what is wrong with a row's time; null where it can be read."""
    text = time_text_sql(table, rule)
    return (
        f"case when {text} is null then 'no time'"
        f" when ({time_sql(table, rule)}) is null then 'unreadable time ''' || left({text}, 80) || '''' end"
    )


def _epoch(number: str, native: str, per_second: int) -> str:
    """Return SQL of microseconds; whole numbers are not led through floats, which hold them to 53 bits only."""
    micro = 1_000_000
    whole = f"try_cast({number} as hugeint)" if native == "integer" else f"try_cast({number} as bigint)::hugeint"
    scaled = f"{whole} * {micro // per_second}" if per_second <= micro else f"({whole} // {per_second // micro})"
    if native == "integer":
        return f"try_cast({scaled} as bigint)"
    broken = f"try_cast(round(try_cast({number} as double) * {micro / per_second!r}) as bigint)"
    if native == "float":
        return broken
    is_whole = f"regexp_full_match({number}, '[+-]?[0-9]+')"
    return f"case when {is_whole} then try_cast({scaled} as bigint) else {broken} end"
