"""Which columns the tables of an answer have, from its declaration alone: what each holds and where in a row it is found."""

from functools import cache
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
from msgspec import Meta, inspect

from desireline.analyses._cells import declared_unit
from desireline.base.units import Declared
from desireline.stats.shares import Share

__all__ = ["ColumnKind", "Shape", "TableColumn", "listed", "shapes"]

ColumnKind = Literal[
    "text", "count", "share", "shares", "points", "p", "duration", "time", "day", "money", "number", "yes_no", "customer", "touchpoint", "steps"
]  # fmt: skip


class TableColumn(msgspec.Struct, frozen=True, kw_only=True):
    """One column of a table."""

    name: Annotated[str, Meta(description="The field of the answer; with slashes where it lies within another.")]
    title: Annotated[str, Meta(description="What people read over it, in the asker's language.")]
    kind: Annotated[
        ColumnKind,
        Meta(
            description="What its values are: count (opens), share (of one; opens), shares (several in a row), points (a difference of "
            "shares), p (a p-value), duration (seconds), time (µs since 1970, UTC), day (2026-03-02), money (minor units), customer (an "
            "id), touchpoint (its name; a word where there is none), steps (touchpoints in order), yes_no, number, text."
        ),
    ]
    unit: Annotated[
        str | None, Meta(description="What a count or share counts: customers, journeys, visits or events.")
    ]


class Shape(NamedTuple):
    """A column before its words: the way to its value from a row, by names in JSON and in Python."""

    path: tuple[str, ...]
    names: tuple[str, ...]
    kind: ColumnKind
    unit: Declared | None
    ends: tuple[str, str] | None
    """The fields of its interval's ends, beside it."""
    null: str | None
    """The word for no value, where that means something."""


@cache
def shapes(struct: type[msgspec.Struct]) -> tuple[Shape, ...]:
    """Return the columns of a struct's fields; lists of structs, which are tables of their own, are left out."""
    fields = {field.name: field for field in _fields(struct)}
    ends = {end for name in fields for end in _ends(name, fields) or ()}
    found: list[Shape] = []
    for name, field in fields.items():
        said, bare = _described(field.type)
        if name in ends or listed(field.type) is not None:
            continue
        if isinstance(bare, inspect.StructType) and bare.cls is not Share:
            found += [
                inner._replace(path=(field.encode_name, *inner.path), names=(name, *inner.names))
                for inner in shapes(bare.cls)
            ]
            continue
        unit = declared_unit(field.type)
        kind = said.get("kind") or _kind(name, bare, unit)
        found.append(Shape((field.encode_name,), (name,), kind, unit, _ends(name, fields), said.get("null")))
    return tuple(found)


def listed(kind: Any) -> type[msgspec.Struct] | None:
    """Return the struct that a field lists, where it lists any but shares."""
    bare = _described(kind)[1]
    if not isinstance(bare, inspect.ListType):
        return None
    item = _described(bare.item_type)[1]
    return item.cls if isinstance(item, inspect.StructType) and item.cls is not Share else None


def _fields(struct: type[msgspec.Struct]) -> tuple[inspect.Field, ...]:
    described = inspect.type_info(struct)
    assert isinstance(described, inspect.StructType)
    return described.fields


def _ends(name: str, beside: dict[str, inspect.Field]) -> tuple[str, str] | None:
    """Return the fields of the ends of a number's interval: `markov_low` of `markov`; `low` of `share` and of `difference`."""
    for before in (f"{name}_", "") if name in {"share", "difference"} else (f"{name}_",):
        ends = f"{before}low", f"{before}high"
        if all(end in beside for end in ends):
            return ends
    return None


def _described(kind: Any) -> tuple[dict[str, Any], Any]:
    said: dict[str, Any] = {}
    while isinstance(kind, inspect.Metadata | inspect.UnionType):
        if isinstance(kind, inspect.Metadata):
            said = (kind.extra_json_schema or {}) | said
            kind = kind.type
        else:
            kind = next(each for each in kind.types if not isinstance(each, inspect.NoneType))
    return said, kind


def _kind(name: str, bare: Any, unit: Declared | None) -> ColumnKind:
    if isinstance(bare, inspect.StructType):
        return "share"
    if isinstance(bare, inspect.ListType):
        return "shares" if isinstance(_described(bare.item_type)[1], inspect.StructType) else "steps"
    if isinstance(bare, inspect.BoolType):
        return "yes_no"
    if not isinstance(bare, inspect.IntType | inspect.FloatType):
        return "text"
    if unit is not None:
        return "count"
    return "time" if name.endswith("_us") else "duration" if name.endswith("_s") else "number"
