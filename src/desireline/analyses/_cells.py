"""Where a count stands in a result: `/steps/2/customers`; and all counts of a result."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from desireline.base.errors import NotFoundError
from desireline.base.units import UNITS, Declared, Unit
from desireline.stats.shares import Share

__all__ = [
    "Cell",
    "Count",
    "SharePlace",
    "counts",
    "declared_unit",
    "has_count",
    "no_such_cell",
    "parse_cell",
    "shares",
]

_PLACES = 10

Cell = tuple[str | int, ...]
"""A path into a result, names and places: `("steps", 2, "customers")`."""


class Count(msgspec.Struct, frozen=True):
    """A count of a result: where it stands, what it counts, how many."""

    cell: Cell
    unit: Unit
    value: int

    @property
    def path(self) -> str:
        """Return the cell as text."""
        return "".join(f"/{part}" for part in self.cell)


class SharePlace(msgspec.Struct, frozen=True):
    """Where a share's count and its denominator stand, and what they count; no count stands for zero."""

    count: Cell | None
    of: Cell
    unit: Unit


def shares(result: msgspec.Struct) -> Iterator[tuple[str, SharePlace]]:
    """Walk through all shares of a result, each with a name: fields, and in lists the first text of a row."""
    found = list(counts(result))
    cells = {count.cell for count in found}
    for count in found:
        of = (*count.cell[:-1], "of")
        if count.cell[-1] == "count" and of in cells:  # else a row that calls its own number so
            yield _name(result, count.cell[:-1]), SharePlace(count.cell, of, count.unit)


def _name(result: msgspec.Struct, cell: Cell) -> str:
    at: Any = result
    parts = []
    for part in cell:
        if isinstance(part, int):
            at = at[part]
            texts = [value for value in msgspec.to_builtins(at).values() if isinstance(value, str)]
            parts.append(texts[0] if texts else str(part))
        else:
            at = getattr(at, part)
            parts.append(part)
    return "/".join(parts)


def parse_cell(text: str) -> Cell:
    """Return the cell a text names.

    Raises:
        NotFoundError: the text is no path.
    """
    if not text.startswith("/"):
        raise NotFoundError(f"'{text}' is not a cell of an answer: write its path, such as /steps/0/customers")
    return tuple(
        int(part) if part.isascii() and part.isdecimal() and len(part) < _PLACES else part
        for part in text[1:].split("/")
    )


def no_such_cell(cell: Cell, result: msgspec.Struct) -> NotFoundError:
    """Return the error of a cell that counts nothing, with some that do."""
    known = ", ".join(count.path for _, count in zip(range(6), counts(result), strict=False))
    path = "".join(f"/{part}" for part in cell)
    return NotFoundError(f"the answer has no count at '{path}': it has {known or 'none'}")


def counts(result: msgspec.Struct) -> Iterator[Count]:
    """Walk through all counts of a result."""
    yield from _struct(result, (), getattr(result, "unit", None))


def has_count(result: msgspec.Struct, cell: Cell) -> bool:
    """Say whether a count stands in a cell, without walking through all the others."""
    own: Unit | None = getattr(result, "unit", None)
    at: Any = result
    unit: Unit | None = None
    walked = 0
    for part in cell:
        if isinstance(at, Share):
            break
        if isinstance(at, msgspec.Struct):
            field = next((field for field in _fields(type(at)) if field[1] == part), None)
            if field is None:
                return False
            at, unit = getattr(at, field[0]), own if field[2] == "own" else field[2]
        elif isinstance(at, list) and isinstance(part, int) and 0 <= part < len(at):
            at = at[part]
        else:
            return False
        walked += 1
    return any(count.cell == cell for count in _value(at, unit, cell[:walked], own))


def _struct(value: msgspec.Struct, cell: Cell, own: Unit | None) -> Iterator[Count]:
    for name, encoded, unit in _fields(type(value)):
        yield from _value(getattr(value, name), own if unit == "own" else unit, (*cell, encoded), own)


def _value(value: object, unit: Unit | None, cell: Cell, own: Unit | None) -> Iterator[Count]:
    if isinstance(value, Share):
        if unit is not None:
            yield Count((*cell, "count"), unit, value.count)
            yield Count((*cell, "of"), unit, value.of)
    elif isinstance(value, msgspec.Struct):
        yield from _struct(value, cell, own)
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _value(item, unit, (*cell, place), own)
    elif unit is not None and isinstance(value, int) and not isinstance(value, bool):
        yield Count(cell, unit, value)


@cache
def _fields(struct: type[msgspec.Struct]) -> list[tuple[str, str, Declared | None]]:
    """Return each field's name, its name in JSON, and the unit it declares."""
    described = inspect.type_info(struct)
    assert isinstance(described, inspect.StructType)
    return [(field.name, field.encode_name, declared_unit(field.type)) for field in described.fields]


def declared_unit(kind: Any) -> Declared | None:
    """Return the unit that a field's type declares, at the top or within a list or an optional; None where it declares none."""
    if isinstance(kind, inspect.Metadata):
        unit = (kind.extra_json_schema or {}).get("unit")
        return unit if unit in (*UNITS, "own") else declared_unit(kind.type)
    if isinstance(kind, inspect.ListType):
        return declared_unit(kind.item_type)
    if isinstance(kind, inspect.UnionType):
        return next((unit for each in kind.types if (unit := declared_unit(each))), None)
    return None
