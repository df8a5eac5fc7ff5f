"""Lists that name customers are found by their declaration, wherever in a row the customer stands."""

from typing import Annotated

import msgspec
from msgspec import Meta

from desireline.analyses import MicroMoments, Result, Visits
from desireline.analyses._persons import lists_of_customers, rows_of_customers, without_customers
from desireline.base.units import CustomerId


class _Who(msgspec.Struct, frozen=True):
    customer: Annotated[CustomerId | None, Meta(description="Whose.")]


class _Row(msgspec.Struct, frozen=True):
    who: Annotated[_Who, Meta(description="Within a row.")]
    n: int


class _Number(msgspec.Struct, frozen=True):
    n: int


class _Found(Result, frozen=True):
    within: list[_Row]
    rows: Annotated[list[_Who], Meta(description="As declared in answers.")]
    numbers: list[_Number]
    n: int


def test_lists_that_name_customers_are_emptied_and_all_else_stays() -> None:
    found = _Found(within=[_Row(_Who("a"), 1)], rows=[_Who("b"), _Who(None)], numbers=[_Number(2)], n=3)
    assert lists_of_customers(_Found) == ("within", "rows")
    assert rows_of_customers(found) == 3
    assert without_customers(found) == _Found(within=[], rows=[], numbers=[_Number(2)], n=3)


def test_which_questions_name_customers() -> None:
    assert MicroMoments.names_customers()
    assert not Visits.names_customers()
