"""Which lists of an answer name customers one by one, and the answer without them."""

from functools import cache
from typing import TypeVar

import msgspec

from desireline.analyses._table_shapes import listed, shapes

__all__ = ["lists_of_customers", "rows_of_customers", "without_customers"]

S = TypeVar("S", bound=msgspec.Struct)


@cache
def lists_of_customers(result: type[msgspec.Struct]) -> tuple[str, ...]:
    """Return the fields of a result that list structs of which each names a customer: those with a `CustomerId`."""
    return tuple(
        field.name
        for field in msgspec.structs.fields(result)
        if (row := listed(msgspec.inspect.type_info(field.type))) is not None
        and any(column.kind == "customer" for column in shapes(row))
    )


def rows_of_customers(result: msgspec.Struct) -> int:
    """Return how many rows of a result name a customer."""
    return sum(len(getattr(result, name)) for name in lists_of_customers(type(result)))


def without_customers(result: S) -> S:
    """Return a result with its lists of customers empty; all numbers stay."""
    return msgspec.structs.replace(result, **{name: [] for name in lists_of_customers(type(result))})
