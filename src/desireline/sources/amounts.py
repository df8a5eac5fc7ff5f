"""Numbers and amounts of money as people write them, to SQL that reads them."""

from desireline.base.money import CURRENCIES_NOT_IN_HUNDREDTHS, exponent
from desireline.events import quote_text
from desireline.sources.mapping import CurrencyRule, ValueRule
from desireline.sources.tables import Table, TableColumn

__all__ = ["currency_sql", "number_sql", "value_sql"]


def number_sql(column: TableColumn) -> str:
    """Return SQL of a number: `1,234.50`, `1 234,50`, `€ 12` and `(12.00)` (below zero) are read; null where it is not one."""
    if not column.is_text:
        return f"try_cast({column.sql} as double)"
    text = column.sql
    bare = f"regexp_replace({text}, '[^0-9,.()+-]', '', 'g')"
    signed = f"regexp_replace({bare}, '^\\((.*)\\)$', '-\\1')"
    comma = f"replace(replace({signed}, '.', ''), ',', '.')"
    point = f"replace({signed}, ',', '')"
    is_comma = f"regexp_matches({signed}, '^[+-]?[0-9.]*,[0-9]+$') and not regexp_matches({signed}, '^[+-]?[0-9]{{1,3}}(,[0-9]{{3}})+$')"
    return f"coalesce(try_cast({text} as double), case when {is_comma} then try_cast({comma} as double) else try_cast({point} as double) end)"


def currency_sql(table: Table, rule: CurrencyRule, default: str) -> str:
    """Return SQL of the ISO 4217 code of an amount."""
    fixed = quote_text(rule.const or default)
    if rule.column is None:
        return fixed
    text = f"upper(trim({table.column(rule.column).text}))"
    return f"case when regexp_matches({text}, '^[A-Z]{{3}}$') then {text} else {fixed} end"


def value_sql(table: Table, rule: ValueRule, default_currency: str) -> str:
    """Return SQL of the amount in minor units of its currency, a big integer, halves away from zero."""
    product = " * ".join(f"({number_sql(table.column(name))})" for name in rule.columns)
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
