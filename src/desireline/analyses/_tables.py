"""An answer as tables that every surface shows: titles in words, plain values, and for every count the cell that opens it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import Meta, inspect

from desireline.analyses._cells import SharePlace
from desireline.analyses._comparing import Comparison, Difference
from desireline.analyses._table_shapes import Shape, TableColumn, listed, shapes
from desireline.base.i18n import Translator
from desireline.render.words import field_title, field_value, place_title
from desireline.stats.shares import Share

if TYPE_CHECKING:
    from desireline.analyses._answer import Answer

__all__ = ["AnswerTable", "TableColumn", "TableRow", "TableValue", "tables"]


class TableValue(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One value; what is not there is left out. Which fields it has, its column's kind says."""

    text: Annotated[str | None, Meta(description="A text, already in words where it is a word of ours.")] = None
    number: Annotated[float | None, Meta(description="A number; of a share, the share of one.")] = None
    low: Annotated[float | None, Meta(description="Lower end of its 95 % interval.")] = None
    high: Annotated[float | None, Meta(description="Upper end of it.")] = None
    count: Annotated[int | None, Meta(description="Of a share: how many.")] = None
    of: Annotated[int | None, Meta(description="Of a share: of how many.")] = None
    cell: Annotated[str | None, Meta(description="Where the count stands: `people` opens it.")] = None
    of_cell: Annotated[str | None, Meta(description="Where the denominator stands.")] = None
    currency: Annotated[str | None, Meta(description="Of money: ISO 4217 code.")] = None
    parts: Annotated[list["TableValue"] | None, Meta(description="Of steps and shares: each, in order.")] = None


class TableRow(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One row."""

    group: Annotated[str | None, Meta(description="Whose it is, where there are groups or two sides.")]
    values: Annotated[list[TableValue], Meta(description="One for each column.")]


class AnswerTable(msgspec.Struct, frozen=True, kw_only=True):
    """One table of an answer."""

    name: Annotated[
        str,
        Meta(
            description="The list it shows: rows, steps; `facts` for what stands in no list, `comparison` for the differences."
        ),
    ]
    title: Annotated[str, Meta(description="In the asker's language.")]
    columns: list[TableColumn]
    rows: list[TableRow]
    rows_in_all: Annotated[int, Meta(description="How many rows there are; all of them, or more than are given.")]


class _Side(msgspec.Struct, frozen=True):
    """One of the results an answer holds, by what it is called and where its cells begin."""

    name: str | None
    path: str
    result: msgspec.Struct


def tables(answer: "Answer[Any]", say: Translator, *, most: int | None = None) -> list[AnswerTable]:
    """Return an answer's tables: its lists, the differences, and what stands in no list.

    Args:
        answer: with its groups and its other side.
        say: says titles and words.
        most: how many rows a table gives at most; None: all.
    """
    sides = list(_sides(answer, say))
    of = answer.question.name()
    found = []
    for field, name, struct in _lists(type(answer.result)):
        rows = [
            (side, f"{side.path}/{name}/{place}", row)
            for side in sides
            for place, row in enumerate(getattr(side.result, field))
        ]
        found.append(_table(name, field_title(name, of, say), _columned(struct, rows, of, say, most), len(rows)))
    if answer.comparison is not None:
        found.insert(0, _compared(answer, answer.comparison, say))
    facts = [(side, side.path, side.result) for side in sides]
    columned = _columned(type(answer.result), facts, of, say, most)
    found.append(_table("facts", say("ask.facts"), columned, len(facts)))
    return [table for table in found if table.rows]


def _sides(answer: "Answer[Any]", say: Translator) -> Iterator[_Side]:
    several = bool(answer.groups) or answer.compared is not None
    yield _Side((answer.question.where or say("ask.everybody")) if several else None, "", answer.result)
    for place, group in enumerate(answer.groups):
        yield _Side(group.name(say, answer.question.by), f"/groups/{place}", group.result)
    if answer.compared is not None:
        yield _Side(answer.compared.name(say), "/compared", answer.compared.result)


def _lists(struct: type[msgspec.Struct]) -> Iterator[tuple[str, str, type[msgspec.Struct]]]:
    described = inspect.type_info(struct)
    assert isinstance(described, inspect.StructType)
    for field in described.fields:
        item = listed(field.type)
        if item is not None:
            yield field.name, field.encode_name, item


_Columned = tuple[list[TableColumn], list[TableRow]]


def _columned(
    struct: type[msgspec.Struct],
    rows: Sequence[tuple[_Side, str, msgspec.Struct]],
    of: str,
    say: Translator,
    most: int | None = None,
) -> _Columned:
    """Return columns, and rows up to `most`; columns without any value, in the rows beyond too, are left out."""
    kept = [
        shape
        for shape in shapes(struct)
        if shape.null is not None or any(_at(row, shape.names) is not None for _, _, row in rows)
    ]
    own = getattr(rows[0][0].result, "unit", None) if rows else None
    columns = [
        TableColumn(
            name="/".join(shape.path),
            title=" · ".join(field_title(part, of, say) for part in shape.path),
            kind=shape.kind,
            unit=own if shape.unit == "own" else shape.unit,
        )
        for shape in kept
    ]
    ways = [(shape, f"/{column.name}") for shape, column in zip(kept, columns, strict=True)]
    filled = [
        TableRow(group=side.name, values=[_value(row, shape, path + way, of, say) for shape, way in ways])
        for side, path, row in rows[:most]
    ]
    return columns, filled


def _table(name: str, title: str, columned: _Columned, in_all: int) -> AnswerTable:
    columns, rows = columned
    return AnswerTable(name=name, title=title, columns=columns, rows=rows, rows_in_all=in_all)


def _at(row: msgspec.Struct, names: tuple[str, ...]) -> Any:
    value: Any = row
    for name in names:
        value = getattr(value, name, None)
    return value


def _value(row: msgspec.Struct, shape: Shape, cell: str, of: str, say: Translator) -> TableValue:
    value = _at(row, shape.names)
    if value is None or isinstance(value, bool | str):
        return TableValue(text=_text(value, shape, of, say))
    if isinstance(value, list):
        return TableValue(parts=[_part(each, f"{cell}/{place}", place, say) for place, each in enumerate(value)])
    if isinstance(value, Share):
        return _share(value, cell)
    low, high = (getattr(row, end) for end in shape.ends) if shape.ends else (None, None)
    currency = getattr(row, "currency", None) if shape.kind == "money" else None
    return TableValue(number=value, low=low, high=high, currency=currency, cell=cell if shape.kind == "count" else None)


def _text(value: bool | str | None, shape: Shape, of: str, say: Translator) -> str | None:
    """Return the words for a value that is no number; None for one that is not there and means nothing."""
    if value is None:
        return None if shape.null is None else say(f"ask.{shape.null}")
    if isinstance(value, bool):
        return say("ask.yes" if value else "ask.no")
    return field_value(shape.path[-1], of, value, say)


def _part(part: Share | str | None, cell: str, place: int, say: Translator) -> TableValue:
    """Return one of several values in a row; no touchpoint is where a history starts or ends."""
    if isinstance(part, Share):
        return _share(part, cell)
    return TableValue(text=part if part is not None else say("ask.end" if place else "ask.start"))


def _share(share: Share, cell: str) -> TableValue:
    return TableValue(
        number=share.share,
        low=share.low,
        high=share.high,
        count=share.count,
        of=share.of,
        cell=f"{cell}/count",
        of_cell=f"{cell}/of",
    )


def _compared(answer: "Answer[Any]", comparison: Comparison, say: Translator) -> AnswerTable:
    """Return the differences; the shares of both sides open where they stand in their answers."""
    assert answer.compared is not None
    question = answer.question
    side = _Side(None, "", answer.result)
    columns, rows = _columned(Difference, [(side, "", row) for row in comparison.rows], "comparison", say)
    places = [
        {name: _cells(place, path) for name, place in question.shares(result)}
        for path, result in (("", answer.result), ("/compared", answer.compared.result))
    ]
    at = {column.name: place for place, column in enumerate(columns)}
    filled = []
    for given, difference in zip(rows, comparison.rows, strict=True):
        values = list(given.values)
        values[at["id"]] = TableValue(text=place_title(difference.id, question.name(), say))
        for name, known in zip(("share", "other"), places, strict=True):
            cell, of_cell = known.get(difference.id, (None, None))
            values[at[name]] = msgspec.structs.replace(values[at[name]], cell=cell, of_cell=of_cell)
        filled.append(TableRow(group=None, values=values))
    unit = next((place.unit for _, place in question.shares(answer.result)), None)
    columns = [msgspec.structs.replace(column, unit=unit) if column.kind == "share" else column for column in columns]
    return _table("comparison", say("ask.differences"), (columns, filled), len(filled))


def _cells(place: SharePlace, path: str) -> tuple[str | None, str]:
    count, of = (
        None if cell is None else path + "".join(f"/{part}" for part in cell) for cell in (place.count, place.of)
    )
    return count, of or path
