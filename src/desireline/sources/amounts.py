"""Numbers and amounts of money as people write them, to SQL that reads them."""

from typing import Literal

from desireline.base.money import CURRENCIES_NOT_IN_HUNDREDTHS, exponent
from desireline.events import quote_text
from desireline.sources.mapping import CurrencyRule, ValueRule
from desireline.sources.tables import Table, TableColumn

__all__ = ["currency_sql", "number_sql", "value_sql", "written_sql"]

_BESIDE = r"[\p{L}]+[.]?|[\p{Sc}\p{Z}\s'\x{2019}%]"  # currencies, units and what parts thousands
_FACTOR = r"(?i)[0-9]\s*(k|m|b|bn|mm|mio|mrd|mln|mil|тыс|млн|млрд|ezer|millió|[千萬万億亿])([^\p{L}]|$)"
_TWO_NUMBERS = r"[0-9][\p{Z}\s]+[0-9]{1,2}([^0-9]|$)"


def number_sql(column: TableColumn, decimal: Literal[".", ","] | None = None) -> str:
    """Return SQL of a number; null where a text is not one number.

    Read are `1,234.50`, `1 234,50`, `1.234,50 Ft`, `1'234.50`, `€ 12`, `(12.00)` and `12.00-` (below zero), `12,-`. A lone
    point or comma before three digits is ambiguous: without `decimal` a point parts decimals and a comma thousands.
    Ranges, dates, `12k` and the like are no numbers.

    Args:
        column: where it stands.
        decimal: what parts decimals, where that is known.
    """
    if not column.is_text:
        number = f"try_cast({column.text if column.type == 'json' else column.sql} as double)"
        return f"case when isfinite({number}) then {number} end"
    text = column.sql
    plain = f"case when regexp_full_match({text}, '[+-]?[0-9]*[.]?[0-9]+([eE][+-]?[0-9]+)?') then try_cast({text} as double) end"
    number = f"coalesce({plain}, {_sloppy(text, decimal)})" if decimal != "," else _sloppy(text, decimal)
    return f"case when isfinite({number}) then {number} end"


def _sloppy(text: str, decimal: Literal[".", ","] | None) -> str:
    minus = f"translate({text}, chr(8722) || chr(8211), '--')"  # the minus sign and the dash
    bare = f"regexp_replace(regexp_replace({minus}, {quote_text(_BESIDE)}, '', 'g'), '[.,]-$', '')"
    digits = f"regexp_replace({bare}, '[()+-]', '', 'g')"
    comma = f"replace(replace({digits}, '.', ''), ',', '.')"
    point = f"replace({digits}, ',', '')"
    if decimal is None:
        last_is_comma = (
            f"regexp_matches({digits}, ',[0-9]*$') and not regexp_full_match({digits}, '[0-9]{{1,3}}(,[0-9]{{3}})+')"
        )
        points_part = f"regexp_full_match({digits}, '[0-9]{{1,3}}([.][0-9]{{3}}){{2,}}')"
        value = f"case when ({last_is_comma}) or {points_part} then try_cast({comma} as double) else try_cast({point} as double) end"
    else:
        value = f"try_cast({comma if decimal == ',' else point} as double)"
    shape = r"[+-]?[.,]?[0-9][0-9.,]*-?|[(][.,]?[0-9][0-9.,]*[)]"
    refused = f"regexp_matches({text}, {quote_text(_FACTOR)}) or regexp_matches({text}, {quote_text(_TWO_NUMBERS)})"
    return (
        f"case when regexp_full_match({bare}, '{shape}') and not ({refused})"
        f" then (case when regexp_matches({bare}, '[(-]') then -1 else 1 end) * {value} end"
    )


def written_sql(column: TableColumn) -> str:
    """Return SQL of whether anything stands in a column."""
    return f"nullif(trim({column.text}), '') is not null"


def currency_sql(table: Table, rule: CurrencyRule, default: str) -> str:
    """Return SQL of the ISO 4217 code of an amount."""
    fixed = quote_text(rule.const or default)
    if rule.column is None:
        return fixed
    text = f"upper(trim({table.column(rule.column).text}))"
    return f"case when regexp_full_match({text}, '[A-Z]{{3}}') then {text} else {fixed} end"


def value_sql(table: Table, rule: ValueRule, default_currency: str) -> str:
    """Return SQL of the amount in minor units of its currency, a big integer, halves away from zero."""
    product = " * ".join(f"({number_sql(table.column(name), rule.decimal)})" for name in rule.columns)
    if rule.minor:
        return f"try_cast(round({product}) as bigint)"
    if rule.currency.column is None:
        factor = str(10 ** exponent(rule.currency.const or default_currency))
    else:
        factor = _factor_sql(currency_sql(table, rule.currency, default_currency))
    return f"try_cast(round(round(({product}) * {factor}, 6)) as bigint)"


def _factor_sql(currency: str) -> str:
    cases = " ".join(
        f"when {quote_text(code)} then {10**digits}" for code, digits in CURRENCIES_NOT_IN_HUNDREDTHS.items()
    )
    return f"(case {currency} {cases} else 100 end)"
