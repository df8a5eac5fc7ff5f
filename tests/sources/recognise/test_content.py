"""Amounts as people write them, and what counts as empty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.sources.recognise.content import Column, number, plain_number
from desireline.sources.recognise.model import ColumnSample


def _column(*values: str | None) -> Column:
    return Column(ColumnSample(name="x", type="text", values=list(values)))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12", (12.0, "")),
        ("-12.50", (-12.5, "")),
        ("1 234,50 Ft", (1234.5, "Ft")),
        ("$1,234.50", (1234.5, "$")),
        ("1,234", (1234.0, "")),
        ("12,5", (12.5, "")),
        ("1.234.567,00 €", (1234567.0, "€")),
        ("NT$300", (300.0, "NT$")),
        ("-12,00 €", (-12.0, "€")),
        ("(12.00)", (-12.0, "")),
        ("1'234.50", (1234.5, "")),
        ("99 руб.", (99.0, "руб")),
    ],
)
def test_amounts(text: str, amount: tuple[float, str]) -> None:
    assert number(text) == amount


@pytest.mark.parametrize("text", ["", "abc", "12 of 30", "2024-01-05", "10:30", "inf", "1e999", "#1001"])
def test_what_is_no_amount(text: str) -> None:
    assert number(text) is None


def test_placeholders_are_empty() -> None:
    column = _column("a", "", "NULL", "(not set)", "n/a", None, " a ")
    assert column.filled == 2
    assert dict(column.counts) == {"a": 2}


@given(st.text(max_size=80))
def test_any_text_can_be_asked_for_its_number(text: str) -> None:
    assert plain_number(text) is None or number(text) == (plain_number(text), "")
