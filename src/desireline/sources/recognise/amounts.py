"""Which columns say what an event was worth in money, and in which currency."""

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from desireline.sources.mapping import CurrencyRule, ValueRule
from desireline.sources.recognise.content import Column, number
from desireline.sources.recognise.names import Meaning
from desireline.sources.recognise.subjects import Subject

__all__ = ["Amount", "amount"]

_SIGNS = {
    "€": "EUR", "eur": "EUR", "$": "USD", "us$": "USD", "usd": "USD", "£": "GBP", "gbp": "GBP", "ft": "HUF", "huf": "HUF", "₽": "RUB",
    "руб": "RUB", "р": "RUB", "rub": "RUB", "nt$": "TWD", "twd": "TWD", "hk$": "HKD", "hkd": "HKD", "元": "TWD", "¥": "JPY", "₴": "UAH",
    "₩": "KRW", "₹": "INR", "₺": "TRY", "zł": "PLN", "kč": "CZK",
}  # fmt: skip
_AMBIGUOUS = {"$", "¥", "元"}  # signs of several currencies
_WORDS = {
    "usd": "USD", "dollar": "USD", "dollars": "USD", "eur": "EUR", "euro": "EUR", "huf": "HUF", "ft": "HUF", "forint": "HUF", "rub": "RUB",
    "руб": "RUB", "gbp": "GBP", "twd": "TWD", "ntd": "TWD", "hkd": "HKD", "cny": "CNY", "jpy": "JPY", "台幣": "TWD", "新台幣": "TWD",
    "chf": "CHF", "pln": "PLN", "czk": "CZK", "ron": "RON",
}  # fmt: skip
_CODE = re.compile(r"[A-Za-z]{3}")
_NEVER = (
    "not_value", "id", "number", "count", "duration", "zone", "rating", "score", "nps", "csat", "ces", "rank", "impressions", "clicked",
    "time", "period", "refunded", "not_score", "phone", "case", "language", "type", "status", "currency", "previous", "due", "overall",
    "cancelled", "returned", "name", "text", "uuid", "quantity", "page", "reach", "demographic", "updated",
)  # fmt: skip
_MOSTLY = 0.9
_WEAK = 4.5  # a rank up to which a name leaves doubt
_NO_SALE = ("call", "message", "ticket", "chat", "email", "survey", "review", "tweet", "post")


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """The value of events and why."""

    rule: ValueRule
    reason: str
    sure: bool
    negative: bool
    """Whether some rows are below zero."""
    currency_reason: str
    currency_sure: bool


def amount(columns: Sequence[Column], subject: Subject, currency: str, *, named: bool) -> Amount | None:
    """Return the value of the row's event; `named` says that a column names the events, so that rows may differ in kind."""
    ranked = sorted(
        ((_rank(column.meaning), column) for column in columns if _could_be(column)), key=lambda pair: -_weight(*pair)
    )
    ranked = [
        (rank, column) for rank, column in ranked if rank > 0 and (rank > _WEAK or subject.concept not in _NO_SALE)
    ]
    product = _product(columns)
    if product and (not ranked or ranked[0][0] <= _WEAK):
        return _times(product, columns, currency)
    if not ranked or subject.things:
        return None
    rank, column = ranked[0]
    reason = f"column '{column.name}': its name says an amount" + (
        ", and its values are numbers" if not column.empty else "; it is empty here"
    )
    rivals = [f"'{other.name}'" for _, other in ranked[1:4]]
    if rivals:
        reason += f"; taken before {', '.join(rivals)}"
    if rank <= _WEAK and named:
        reason += "; it stands on rows of every kind, so it is money only where something was sold"
    rule, currency_reason, currency_sure = _currency(column, columns, currency)
    minor = column.meaning.any("minor")
    return Amount(
        rule=ValueRule(columns=[column.name], currency=rule, minor=minor),
        reason=reason + ("; in minor units" if minor else ""),
        sure=rank > _WEAK,
        negative=any(found < 0 for found in _amounts(column)),
        currency_reason=currency_reason,
        currency_sure=currency_sure,
    )


def _times(product: tuple[Column, Column], columns: Sequence[Column], currency: str) -> Amount:
    quantity, price = product
    rule, currency_reason, currency_sure = _currency(price, columns, currency)
    return Amount(
        rule=ValueRule(columns=[quantity.name, price.name], currency=rule, minor=price.meaning.any("minor")),
        reason=f"columns '{quantity.name}' and '{price.name}': how many times the price of one, as no column holds the product",
        sure=True,
        negative=any(found < 0 for column in product for found in _amounts(column)),
        currency_reason=currency_reason,
        currency_sure=currency_sure,
    )


def _amounts(column: Column) -> list[float]:
    return [found[0] for value in column.distinct if (found := number(value)) is not None]


def _could_be(column: Column) -> bool:
    if column.type in ("boolean", "timestamp", "timestamptz", "date") or column.meaning.any(*_NEVER):
        return False
    if column.empty:
        return all(word in _WORDS for word in column.meaning.unknown)
    return column.share(number) >= _MOSTLY


def _weight(rank: float, column: Column) -> float:
    """Rank with what is filled first: an empty column only wins where no other says as much."""
    return rank - (2.5 if column.empty else 0.0)


def _rank(says: Meaning) -> float:
    """Say how likely a name is that of the event's value; 0 where it is not."""
    unknown = [word for word in says.unknown if word not in _WORDS]
    if says.any("revenue"):
        rank = 10.0
    elif says.any("total"):
        rank = 10.0 if not says.any("product") else 6.0
    elif says.any("amount") or (
        says.any("value") and says.any("order", "sale", "transaction", "event", "basket", "receipt", "conversion")
    ):
        rank = 9.0
    elif says.only("order", "sale", "receipt") and any(
        word in ("sales", "purchase", "purchases") for word in says.words
    ):
        rank = 3.0
    elif says.any("value") and len(unknown) <= 1:
        rank = 7.0
    elif says.any("subtotal"):
        rank = 6.0
    elif says.any("price"):
        rank = 4.0
    elif says.any("paid") and says.only("paid"):
        rank = 4.0
    elif says.any("spend") and not unknown:
        rank = 4.5
    else:
        return 0.0
    if (
        says.any("total")
        and unknown
        and not says.any("price", "amount", "value", "revenue", "order", "spend", "transaction")
    ):
        return 0.0  # `total_minutes` counts something else
    known_currency = any(word in _WORDS for word in says.unknown)
    return max(
        rank - 0.8 * len(unknown) + (0.3 if known_currency else 0.0) - (1.0 if says.any("user", "customer") else 0.0),
        0.1,
    )


def _product(columns: Sequence[Column]) -> tuple[Column, Column] | None:
    """Return the quantity and the price of one, where a table of lines has both."""
    quantities = [
        column
        for column in columns
        if column.meaning.any("quantity") and not column.meaning.any("total") and column.numeric
    ]
    prices = [
        column
        for column in columns
        if column.meaning.any("unit_price", "price")
        and not column.meaning.any(*(word for word in _NEVER if word != "number"), "total")
        and (column.share(number) >= _MOSTLY)
    ]
    prices.sort(key=lambda column: (not column.meaning.any("unit_price"), len(column.meaning.unknown)))
    return (quantities[0], prices[0]) if quantities and prices else None


def _currency(value: Column, columns: Sequence[Column], default: str) -> tuple[CurrencyRule, str, bool]:
    """Return where the currency stands, the reason, and whether that is sure."""
    for word in value.meaning.words:
        if code := _WORDS.get(word):
            return CurrencyRule(const=code), f"the name of '{value.name}' says {code}", True
    found = [column for column in columns if column.meaning.any("currency") and not column.meaning.any("not_value")]
    found = [column for column in found if column.empty or column.share(_CODE.fullmatch) >= _MOSTLY]
    if found:
        folder = value.name.rpartition(".")[0]
        best = min(
            found,
            key=lambda column: (column.empty, column.name.rpartition(".")[0] != folder, len(column.meaning.unknown)),
        )
        codes = ", ".join(sorted({code.upper() for code in best.distinct})[:4])
        return (
            CurrencyRule(column=best.name),
            f"column '{best.name}' holds codes of currencies" + (f": {codes}" if codes else ""),
            True,
        )
    signs = Counter(
        sign.casefold() for text in value.distinct if (read := number(text)) is not None and (sign := read[1])
    )
    if signs:
        sign = signs.most_common(1)[0][0]
        if code := _SIGNS.get(sign):
            sure = len(signs) == 1 and sign not in _AMBIGUOUS
            return CurrencyRule(const=code), f"the values of '{value.name}' carry the sign {sign}, read as {code}", sure
    return CurrencyRule(), f"no column names a currency; amounts are read as {default}, the project's", True
