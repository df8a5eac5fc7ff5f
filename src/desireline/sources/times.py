"""Times as they are written, to SQL that reads them as microseconds since 1970 (UTC)."""

from desireline.base.errors import InputError
from desireline.events import quote_text
from desireline.sources.mapping import TimeRule
from desireline.sources.tables import Table

__all__ = ["time_sql", "time_text_sql"]

_EPOCHS = {"epoch_s": "1000000", "epoch_ms": "1000", "epoch_us": "1", "epoch_ns": "0.001"}
_ISO_VARIANTS = (
    "%Y-%m-%d %H:%M:%S %z",
    "%Y-%m-%d %H:%M:%S.%f %z",
    "%Y-%m-%d %H:%M:%S %Z",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d",
)


def time_text_sql(table: Table, rule: TimeRule) -> str:
    """Return SQL of the time as it is written; null where it is empty."""
    columns = [table.column(name) for name in rule.columns]
    joined = (
        columns[0].text if len(columns) == 1 else "concat_ws(' ', " + ", ".join(column.text for column in columns) + ")"
    )
    return f"nullif(trim({joined}), '')"


def time_sql(table: Table, rule: TimeRule) -> str:
    """Return SQL of the time as a big integer; null where it is empty or cannot be read.

    Times without a zone are read in the connection's `TimeZone`.

    Raises:
        InputError: a column does not exist, or the format is not known.
    """
    columns = [table.column(name) for name in rule.columns]
    native = columns[0].type if len(columns) == 1 and not columns[0].is_text else "text"
    if native in ("timestamp", "timestamptz", "date"):
        return f"epoch_us(({columns[0].sql})::timestamptz)"
    if rule.format in _EPOCHS:
        number = (
            columns[0].sql if native in ("integer", "float") else f"try_cast({time_text_sql(table, rule)} as double)"
        )
        return _epoch(number, rule.format, whole=native == "integer")
    text = time_text_sql(table, rule)
    if rule.format == "iso":
        variants = ", ".join(quote_text(variant) for variant in _ISO_VARIANTS)
        return f"epoch_us(coalesce(try_cast({text} as timestamptz), try_strptime({text}, [{variants}])::timestamptz))"
    if "%" not in rule.format:
        raise InputError(
            f"the time format '{rule.format}' of column {rule.columns[0]} is not known: use iso, epoch_s, epoch_ms, epoch_us, epoch_ns"
            " or a pattern such as %d.%m.%Y %H:%M"
        )
    return f"epoch_us(try_strptime({text}, {quote_text(rule.format)})::timestamptz)"


def _epoch(number: str, unit: str, *, whole: bool) -> str:
    factor = _EPOCHS[unit]
    if whole and unit != "epoch_ns":
        return f"try_cast(({number}) * {factor}::hugeint as bigint)"
    return f"try_cast(round(({number}) * {factor}::double) as bigint)"
