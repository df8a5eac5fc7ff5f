"""Which column is the event's value, and in which currency."""

import pytest

from desireline.sources.mapping import CurrencyRule, ValueRule
from desireline.sources.recognise.amounts import Amount, amount
from desireline.sources.recognise.subjects import Subject
from table_samples import columns

_ORDERS = Subject(concept="order", noun="order", purchase=True)


def _found(
    values: dict[str, list[str | None]], *, currency: str = "EUR", named: bool = False, subject: Subject = _ORDERS
) -> Amount | None:
    return amount(columns(values), subject, currency, named=named)


def _columns(*names: str) -> list[str] | None:
    found = _found({name: ["10.50", "20"] for name in names})
    return found.rule.columns if found else None


def test_the_total_goes_before_its_parts() -> None:
    assert _columns("Subtotal", "Shipping", "Taxes", "Discount Amount", "Total", "Refunded Amount") == ["Total"]
    assert _columns("sales_value", "retail_disc", "coupon_disc") == ["sales_value"]
    assert _columns("properties.price", "properties.total", "properties.revenue") == ["properties.revenue"]


@pytest.mark.parametrize(
    "name",
    [
        "tax_total",
        "shipping_price",
        "user_ltv.revenue",
        "annual_revenue",
        "case:AMOUNT_REQ",
        "total_minutes",
        "order_number",
        "price_id",
        "age",
    ],
)
def test_what_is_no_value(name: str) -> None:
    assert _columns(name) is None


def test_quantity_times_price_where_there_is_no_total() -> None:
    assert _columns("Quantity", "UnitPrice") == ["Quantity", "UnitPrice"]
    assert _columns("Lineitem quantity", "Lineitem price", "Total") == ["Total"]
    assert _columns("mennyiség", "egységár") == ["mennyiség", "egységár"]


def test_values_below_zero_are_seen() -> None:
    found = _found({"Quantity": ["6", "-1"], "UnitPrice": ["2.55", "3"]})
    assert found is not None
    assert found.negative


def test_a_price_on_rows_of_every_kind_is_unsure() -> None:
    found = _found({"price": ["1.0", "2.0"]}, named=True, subject=Subject(concept="", noun="event"))
    assert found is not None
    assert not found.sure
    assert "rows of every kind" in found.reason


def test_a_running_total_of_a_log_goes_behind_the_amount() -> None:
    found = _found({"totalpaymentamount": ["5", "9"], "amount": ["5", "4"]}, named=True)
    assert found is not None
    assert found.rule.columns == ["amount"]


def test_what_a_call_cost_the_business_is_no_value() -> None:
    assert (
        _found({"price": ["-0.0158", "-0.02"]}, subject=Subject(concept="call", noun="call", channel="phone")) is None
    )


def test_minor_units() -> None:
    found = _found({"amount_cents": ["1050", "2000"]})
    assert found is not None
    assert found.rule == ValueRule(columns=["amount_cents"], minor=True)


@pytest.mark.parametrize(
    ("values", "rule", "sure"),
    [
        ({"total": ["1"], "currency": ["HUF"]}, CurrencyRule(column="currency"), True),
        ({"revenue_usd": ["1"]}, CurrencyRule(const="USD"), True),
        ({"total": ["1 250 Ft"]}, CurrencyRule(const="HUF"), True),
        ({"total": ["12,50 €"]}, CurrencyRule(const="EUR"), True),
        ({"total": ["$12.50"]}, CurrencyRule(const="USD"), False),
        ({"total": ["99 ₽"]}, CurrencyRule(const="RUB"), True),
        ({"total": ["1"]}, CurrencyRule(), True),
        ({"total": ["1"], "user_ltv.currency": ["USD"]}, CurrencyRule(), True),
        ({"total": ["1"], "currency": ["euro and more"]}, CurrencyRule(), True),
    ],
)
def test_currencies(values: dict[str, list[str | None]], rule: CurrencyRule, sure: bool) -> None:
    found = _found(values)
    assert found is not None
    assert (found.currency.rule, found.currency.sure) == (rule, sure)


def test_a_sign_of_several_currencies_is_the_projects() -> None:
    found = _found({"total": ["$12.50"]}, currency="TWD")
    assert found is not None
    assert (found.currency.rule, found.currency.sure) == (CurrencyRule(const="TWD"), True)
