"""Numbers and money as people write them."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.project import Project
from trial_imports import events, import_text, made_project

BASE = "time: {columns: [t]}\nname: {const: order}\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return made_project(tmp_path / "shop")


def read(project: Project, written: list[str], rule: str = "columns: [v]") -> list[int | None]:
    text = "t,v,n\n" + "".join(f'2024-01-01,"{value}",{number}\n' for number, value in enumerate(written))
    import_text(project, text, mapping=BASE + f"value: {{{rule}}}\n")
    found: list[int | None] = events(project, "value_minor")
    return found


NUMBERS = {
    "12": 12, "12.5": 12.5, ".5": 0.5, "+3": 3, "-3": -3, "1e3": 1000, "1,234.50": 1234.5, "1,234": 1234, "1,234,567": 1234567,
    "1.234,50": 1234.5, "1.234.567": 1234567, "1234,5": 1234.5, "12,50": 12.5, "1 234,50": 1234.5, "1\u00a0234,50": 1234.5,
    "1\u202f234": 1234, "1'234.50": 1234.5, "1’234.50": 1234.5, "€ 12": 12, "12 €": 12, "$1,234.50": 1234.5, "-$12": -12, "$-12": -12,
    "(12.00)": -12, "($1,200.00)": -1200, "−12": -12, "12.00-": -12, "1.234,50 Ft": 1234.5, "10 000 Ft": 10000, "NT$ 1,200": 1200,
    "1 234,50 руб.": 1234.5, "100 руб.": 100, "Rs. 12": 12, "Rs.1,200.50": 1200.5, "kr. 100": 100, "CHF 12.-": 12, "12,-": 12,
    "EUR 12,50": 12.5, "12%": 12, "0": 0, "USD12": 12, "１２": None,
}  # fmt: skip
NONE = [
    "", " ", "n/a", "-", "abc", "12k", "1.2M", "3 тыс.", "5萬", "12-15", "10 - 20", "2024-01-01", "1/2", "12:30", "12 15", "nan", "inf",
    "Infinity", "1.2.3", "1,2,3", "--5", "(5", "1e999",
]  # fmt: skip


@pytest.mark.parametrize(("written", "number"), NUMBERS.items())
def test_numbers(project: Project, written: str, number: float | None) -> None:
    assert read(project, [written]) == [None if number is None else round(number * 100)]


def test_what_is_no_number_is_counted_and_kept_as_it_was(project: Project) -> None:
    text = "t,v,n\n" + "".join(f'2024-01-01,"{value}",{number}\n' for number, value in enumerate([*NONE, "5"]))
    outcome = import_text(project, text, mapping=BASE + "value: {columns: [v]}\n")
    assert events(project, "value_minor") == [None] * len(NONE) + [500]
    assert events(project, "currency") == [None] * len(NONE) + ["EUR"]
    assert outcome.outcomes[0].unreadable_values == sum(bool(value.strip()) for value in NONE)


def test_a_known_decimal_mark_settles_what_is_ambiguous(project: Project) -> None:
    rule = "columns: [v], decimal: '{}'"
    assert read(project, ["1.234", "1,234", "1.234,5", "12 Ft"], rule.format(",")) == [123_400, 123, 123_450, 1_200]


def test_a_known_decimal_point(project: Project) -> None:
    assert read(project, ["1.234", "1,234", "1,234.5"], "columns: [v], decimal: '.'") == [123, 123_400, 123_450]


@pytest.mark.parametrize(
    ("currency", "minor"),
    [("EUR", 1_950), ("HUF", 1_950), ("JPY", 20), ("KWD", 19_500), ("TWD", 1_950), ("CLF", 195_000)],
)
def test_minor_units(project: Project, currency: str, minor: int) -> None:
    assert read(project, ["19.5"], f"columns: [v], currency: {{const: {currency}}}") == [minor]
    assert events(project, "currency") == [currency]


def test_the_currency_of_each_row(project: Project) -> None:
    text = "t,v,c\n2024-01-01,5,usd\n2024-01-01,5,JPY\n2024-01-01,5,\n2024-01-01,5,$\n2024-01-01,,USD\n"
    import_text(project, text, mapping=BASE + "value: {columns: [v], currency: {column: c}}\n")
    assert events(project, "value_minor", "currency") == [
        (500, "USD"),
        (5, "JPY"),
        (500, "EUR"),
        (500, "EUR"),
        (None, None),
    ]


def test_amounts_in_minor_units_already(project: Project) -> None:
    assert read(project, ["1999", "19.5"], "columns: [v], minor: true") == [1999, 20]


def test_products_and_halves(project: Project) -> None:
    text = "t,q,p\n2024-01-01,3,0.335\n2024-01-01,-2,1.005\n2024-01-01,,5\n2024-01-01,-2,0\n2024-01-01,1,1.115\n"
    mapping = "time: {columns: [t]}\nvalue: {columns: [q, p]}\nname: {const: order, negative: refund}\n"
    import_text(project, text, mapping=mapping)
    assert events(project, "value_minor", "name") == [
        (101, "order"),
        (-201, "refund"),
        (None, "order"),
        (0, "refund"),
        (112, "order"),
    ]


def test_scores_outside_their_scale_are_not_taken(project: Project) -> None:
    text = 't,s\n2024-01-01,5\n2024-01-01,11\n2024-01-01,\n2024-01-01,"4,5"\n2024-01-01,good\n'
    outcome = import_text(project, text, mapping=BASE + "score: {column: s, min: 0, max: 10}\n")
    assert events(project, "score") == [5, None, None, 4.5, None]
    assert events(project, "score_max") == [10, None, None, 10, None]
    assert outcome.outcomes[0].unreadable_values == 2


def spelled(cents: int) -> list[str]:
    """Write an amount in the ways of several countries."""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return [
        f"{sign}{whole}.{rest:02d}", f"{sign}{whole:,}.{rest:02d}", f"{sign}{whole:,}".replace(",", ".") + f",{rest:02d}",
        f"{sign}{whole:,}".replace(",", "\u00a0") + f",{rest:02d} Ft", f"{sign}${whole:,}.{rest:02d}",
    ]  # fmt: skip


@settings(max_examples=20)
@given(amounts=st.lists(st.integers(min_value=-(10**11), max_value=10**11), min_size=1, max_size=40))
def test_every_amount_of_cents_is_exact(tmp_path_factory: pytest.TempPathFactory, amounts: list[int]) -> None:
    project = made_project(tmp_path_factory.mktemp("cents") / "shop")
    written = [text for cents in amounts for text in spelled(cents)]
    assert read(project, written) == [cents for cents in amounts for _ in spelled(cents)]
