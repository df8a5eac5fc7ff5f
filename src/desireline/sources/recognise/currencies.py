"""Which currency amounts are in: by the column's name, a column of codes, or the signs beside the numbers."""

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from desireline.sources.mapping import CurrencyRule
from desireline.sources.recognise.content import Column, number

__all__ = ["CURRENCY_WORDS", "CurrencyGuess", "currency_of"]

_SIGNS = {
    "€": "EUR",
    "£": "GBP",
    "ft": "HUF",
    "₽": "RUB",
    "руб": "RUB",
    "р": "RUB",
    "nt$": "TWD",
    "hk$": "HKD",
    "us$": "USD",
    "₴": "UAH",
    "₩": "KRW",
    "₹": "INR",
    "₺": "TRY",
    "zł": "PLN",
    "kč": "CZK",
    "$": "USD",
    "¥": "JPY",
    "元": "TWD",
}
_SEVERAL = {  # signs of several currencies: the project's own goes first, else the commonest
    "$": ("USD", "AUD", "CAD", "HKD", "MXN", "NZD", "SGD", "TWD"),
    "¥": ("JPY", "CNY"),
    "元": ("TWD", "CNY", "HKD"),
}
_CODES = (
    "USD",
    "EUR",
    "HUF",
    "RUB",
    "GBP",
    "TWD",
    "HKD",
    "CNY",
    "JPY",
    "CHF",
    "PLN",
    "CZK",
    "RON",
    "UAH",
    "CAD",
    "AUD",
)
_OTHER_WORDS = {
    "dollar": "USD",
    "dollars": "USD",
    "euro": "EUR",
    "forint": "HUF",
    "ft": "HUF",
    "ntd": "TWD",
    "台幣": "TWD",
}

CURRENCY_WORDS = {code.casefold(): code for code in _CODES} | _OTHER_WORDS
"""Words in names of columns that say a currency: `revenue_usd`, `dollar_value`."""

_CODE = re.compile(r"[A-Za-z]{3}")
_MOSTLY = 0.9


class CurrencyGuess(msgspec.Struct, frozen=True, kw_only=True):
    """The currency and why."""

    rule: CurrencyRule
    reason: str
    sure: bool = True


def currency_of(value: Column, columns: Sequence[Column], default: str) -> CurrencyGuess:
    """Return the currency of a column of amounts; `default` is the project's."""
    for word in value.meaning.words:
        if code := CURRENCY_WORDS.get(word):
            return CurrencyGuess(rule=CurrencyRule(const=code), reason=f"the name of '{value.name}' says {code}")
    return (
        _by_column(value, columns)
        or _by_sign(value, default)
        or CurrencyGuess(
            rule=CurrencyRule(), reason=f"no column names a currency; amounts are read as {default}, the project's"
        )
    )


def _by_column(value: Column, columns: Sequence[Column]) -> CurrencyGuess | None:
    able = [column for column in columns if column.meaning.any("currency") and not column.meaning.any("not_value")]
    able = [column for column in able if column.empty or column.share(_CODE.fullmatch) >= _MOSTLY]
    if not able:
        return None
    folder = value.name.rpartition(".")[0]

    def distance(column: Column) -> tuple[bool, bool, int]:
        return column.empty, column.name.rpartition(".")[0] != folder, len(column.meaning.unknown)

    best = min(able, key=distance)
    codes = ", ".join(sorted({code.upper() for code in best.distinct})[:4])
    told = f": {codes}" if codes else "; it is empty in the rows looked at"
    return CurrencyGuess(
        rule=CurrencyRule(column=best.name), reason=f"column '{best.name}' holds codes of currencies{told}"
    )


def _by_sign(value: Column, default: str) -> CurrencyGuess | None:
    amounts = (number(text) for text in value.distinct)
    signs = Counter(amount[1].casefold() for amount in amounts if amount is not None and amount[1])
    if not signs:
        return None
    sign = signs.most_common(1)[0][0]
    several = _SEVERAL.get(sign, ())
    code = default if default in several else _SIGNS.get(sign) or CURRENCY_WORDS.get(sign)
    if code is None:
        return None
    sure = len(signs) == 1 and (not several or code == default)
    reason = f"the values of '{value.name}' carry the sign {sign}, read as {code}"
    return CurrencyGuess(rule=CurrencyRule(const=code), reason=reason, sure=sure)
