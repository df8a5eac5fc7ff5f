"""Which columns say what an event was worth in money."""

from collections.abc import Sequence

import msgspec

from desireline.sources.mapping import ValueRule
from desireline.sources.recognise.content import Column, number
from desireline.sources.recognise.currencies import CURRENCY_WORDS, CurrencyGuess, currency_of
from desireline.sources.recognise.names import Meaning
from desireline.sources.recognise.subjects import Subject

__all__ = ["Amount", "amount"]

_NEVER = frozenset(
    """not_value,id,number,uuid,count,quantity,duration,zone,rating,score,nps,csat,ces,overall,not_score,rank,impressions,
    reach,clicked,time,period,updated,previous,due,refunded,returned,cancelled,phone,case,language,type,status,currency,
    name,text,page,demographic""".replace("\n    ", "").split(",")
)
_SOLD = ("order", "sale", "transaction", "event", "basket", "receipt", "conversion")
_MONEY = ("price", "amount", "value", "revenue", "order", "spend", "transaction")
_NO_SALE = ("call", "message", "ticket", "chat", "email", "survey", "review", "tweet", "post")
_MOSTLY = 0.9
_WEAK = 4.5  # a rank up to which a name leaves doubt
_EMPTY = 2.5  # an empty column only wins where no other says nearly as much


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """The value of events and why."""

    rule: ValueRule
    reason: str
    sure: bool
    negative: bool
    """Whether some rows are below zero."""
    currency: CurrencyGuess


def amount(columns: Sequence[Column], subject: Subject, currency: str, *, named: bool) -> Amount | None:
    """Return the value of the row's event, None where no column says one.

    Args:
        columns: those that no other role has taken.
        subject: what a row is.
        currency: the project's, for amounts that name none.
        named: whether a column names the events, so that rows may differ in kind.
    """
    if subject.things:
        return None
    ranked = [(rank, column) for column in columns if (rank := _rank(column, named=named)) > 0]
    ranked.sort(key=lambda pair: -pair[0])
    if subject.concept in _NO_SALE:
        ranked = [(rank, column) for rank, column in ranked if rank > _WEAK]
    product = _product(columns)
    if product and (not ranked or ranked[0][0] <= _WEAK):
        quantity, price = product
        told = f"columns '{quantity.name}' and '{price.name}'"
        reason = f"{told}: how many times the price of one, as no column holds the product"
        return _amount(product, reason, currency_of(price, columns, currency), sure=True)
    if not ranked:
        return None
    rank, column = ranked[0]
    told = "it is empty in the rows looked at" if column.empty else "its values are numbers"
    reason = f"column '{column.name}': its name says an amount, and {told}"
    if len(ranked) > 1:
        reason += f"; taken before {', '.join(repr(other.name) for _, other in ranked[1:4])}"
    if rank <= _WEAK and named:
        reason += "; it stands on rows of every kind, so it is money only where something was sold"
    return _amount((column,), reason, currency_of(column, columns, currency), sure=rank > _WEAK)


def _amount(columns: Sequence[Column], reason: str, currency: CurrencyGuess, *, sure: bool) -> Amount:
    minor = columns[-1].meaning.any("minor")
    amounts = [number(value) for column in columns for value in column.distinct]
    return Amount(
        rule=ValueRule(columns=[column.name for column in columns], currency=currency.rule, minor=minor),
        reason=reason + ("; in minor units" if minor else ""),
        sure=sure,
        negative=any(found[0] < 0 for found in amounts if found is not None),
        currency=currency,
    )


def _rank(column: Column, *, named: bool) -> float:
    """Say how likely a column is the event's value; 0 where it is not."""
    says = column.meaning
    unknown = [word for word in says.unknown if word not in CURRENCY_WORDS]
    if column.type in ("boolean", "timestamp", "timestamptz", "date") or says.any(*_NEVER):
        return 0.0
    if unknown if column.empty else (column.flag or column.share(number) < _MOSTLY):
        return 0.0
    rank = next((rank for holds, rank in _names(says, unknown, named=named) if holds), 0.0)
    if not rank:
        return 0.0
    rank -= 0.8 * len(unknown) + (1.0 if says.any("user", "customer") else 0.0) + (_EMPTY if column.empty else 0.0)
    return max(rank + (0.3 if len(unknown) < len(says.unknown) else 0.0), 0.1)


def _names(says: Meaning, unknown: Sequence[str], *, named: bool) -> list[tuple[bool, float]]:
    counts = says.any("total") and bool(unknown) and not says.any(*_MONEY)  # `total_minutes`
    sales = any(word in ("sales", "purchases") for word in says.words)
    return [
        (counts, 0.0),
        (says.any("revenue"), 10.0),
        (says.any("total") and says.any("product"), 6.0),
        (says.any("total"), 8.5 if named else 9.8),  # in a log it may be what has been paid so far
        (says.any("amount") or (says.any("value") and says.any(*_SOLD)), 9.0),
        (says.any("value") and len(unknown) <= 1, 7.0),
        (says.any("subtotal"), 6.0),
        (says.any("spend") and not unknown, 4.5),
        (says.any("price") or says.only("paid"), 4.0),
        (says.only("order", "sale", "receipt") and sales, 3.0),
    ]


def _product(columns: Sequence[Column]) -> tuple[Column, Column] | None:
    """Return the quantity and the price of one, where a table of lines has both."""
    quantities = [
        one for one in columns if one.meaning.any("quantity") and not one.meaning.any("total") and one.numeric
    ]
    prices = [
        one for one in columns if one.meaning.any("unit_price", "price") and not one.meaning.any(*_NEVER, "total")
    ]
    prices = [one for one in prices if one.share(number) >= _MOSTLY]
    prices.sort(key=lambda one: (not one.meaning.any("unit_price"), len(one.meaning.unknown)))
    return (quantities[0], prices[0]) if quantities and prices else None
