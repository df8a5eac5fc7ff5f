"""How the columns of a table become events or measures: guessed, shown, and overridden by a mapping file (YAML of the same shape)."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from desireline.base.settings.model import Channel

__all__ = [
    "ChannelRule",
    "CurrencyRule",
    "Lookup",
    "Mapping",
    "MeasureRule",
    "NameRule",
    "RowMoment",
    "ScoreRule",
    "TextRule",
    "TimeRule",
    "ValueRule",
]

Decimal = Annotated[
    Literal[".", ","] | None,
    Meta(description="What parts decimals (`,` in 1.234,50); where not given, each number by its own look."),
]
Column = Annotated[
    str, Meta(description="A column's name; in JSON, dots reach into objects (`properties.order.total`).")
]


class Struct(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of all parts of a mapping: unknown keys are errors."""


class TimeRule(Struct, frozen=True):
    """Where the time stands and how it is written."""

    columns: Annotated[
        list[Column],
        Meta(
            min_length=1,
            max_length=3,
            description="The column, or columns joined by a space (date, time of day, zone).",
        ),
    ]
    format: Annotated[
        str,
        Meta(
            description="`iso`, `epoch_s`, `epoch_ms`, `epoch_us`, `epoch_ns`, or a pattern of %Y %m %d %H %M %S %f %z %Z %p %b %B %a;"
            " %b and %B also read Russian and Hungarian months."
        ),
    ] = "iso"
    zone: Annotated[
        str | None, Meta(description="IANA name for times without a zone; the project's time zone where none is given.")
    ] = None
    day: Annotated[
        Literal["start", "end"],
        Meta(
            description="When a date without a time of day was: at its first moment, or at its last (23:59:59.999999), after all else of that day."
        ),
    ] = "start"


class RowMoment(Struct, frozen=True):
    """One of several times in a row: each that is filled becomes an event of its own (ticket opened, ticket solved)."""

    name: Annotated[str, Meta(description="The event's name.")]
    time: TimeRule
    carries: Annotated[
        list[Literal["value", "score", "text"]],
        Meta(description="Which of the row's value, score and text belong to this moment."),
    ] = []


class NameRule(Struct, frozen=True):
    """What the event is called: the first of `columns` that is filled, else `const`."""

    columns: Annotated[list[Column], Meta(description="Columns, first filled one wins.")] = []
    const: Annotated[str | None, Meta(description="A fixed name.")] = None
    negative: Annotated[
        str | None, Meta(description="The name where the row's value, or one of its factors, is below zero (`refund`).")
    ] = None


class ChannelRule(Struct, frozen=True):
    """Which channel it happened through."""

    column: Annotated[Column | None, Meta(description="The column that says so.")] = None
    values: Annotated[
        dict[str, Channel], Meta(description="What the column's values mean; letter case is ignored.")
    ] = {}
    const: Annotated[Channel, Meta(description="The channel of rows whose column says nothing known.")] = "other"


class CurrencyRule(Struct, frozen=True):
    """The currency of amounts."""

    column: Annotated[Column | None, Meta(description="The column that holds an ISO 4217 code.")] = None
    const: Annotated[
        Annotated[str, Meta(pattern="^[A-Z]{3}$")] | None,
        Meta(description="A fixed code; the project's currency where neither is given."),
    ] = None


class ValueRule(Struct, frozen=True):
    """The event's value in money: the product of the columns (one is usual; quantity and unit price are two)."""

    columns: Annotated[list[Column], Meta(min_length=1, max_length=3, description="Columns to multiply.")]
    currency: CurrencyRule = CurrencyRule()
    minor: Annotated[bool, Meta(description="Whether the amounts are in minor units (cents) already.")] = False
    decimal: Decimal = None


class ScoreRule(Struct, frozen=True):
    """What the customer answered in numbers."""

    column: Column
    min: Annotated[float, Meta(description="The lowest answer that can be given.")]
    max: Annotated[float, Meta(description="The highest answer that can be given.")]
    decimal: Decimal = None


class TextRule(Struct, frozen=True):
    """What the customer said in words."""

    column: Column
    language: Annotated[Column | None, Meta(description="The column that holds the language.")] = None


class MeasureRule(Struct, frozen=True):
    """A number without a person, one a row: ad spend, impressions, search rank."""

    column: Column
    name: Annotated[str, Meta(description="What is measured: spend, impressions, clicks, …")]
    unit: Annotated[str, Meta(description="`money`, `count`, `rank`, `share` or another unit.")] = "count"
    decimal: Decimal = None


class Lookup(Struct, frozen=True):
    """Columns taken from a second file: rows join where `on` is equal, at most one row each."""

    file: Annotated[str, Meta(description="The second file, relative to the mapping file.")]
    on: Annotated[dict[Column, Column], Meta(min_length=1, description="Column here: column there.")]


class Mapping(Struct, frozen=True):
    """How one table is read."""

    kind: Annotated[Literal["events", "measures"], Meta(description="Events of people, or numbers without people.")] = (
        "events"
    )
    time: Annotated[
        TimeRule | None,
        Meta(description="When it happened; not given where `moments` are, or where all rows have one day."),
    ] = None
    moments: Annotated[list[RowMoment], Meta(description="Several times in a row.")] = []
    name: NameRule = msgspec.field(default_factory=NameRule)
    channel: ChannelRule = msgspec.field(default_factory=ChannelRule)
    identifiers: Annotated[
        dict[str, list[Column]], Meta(description="Namespace: the columns that hold its values.")
    ] = {}
    id: Annotated[
        Column | None, Meta(description="The column that numbers events uniquely, where the tool gives one.")
    ] = None
    value: ValueRule | None = None
    score: ScoreRule | None = None
    text: TextRule | None = None
    measures: Annotated[list[MeasureRule], Meta(description="For `kind: measures`: what is measured.")] = []
    lookups: list[Lookup] = []
    ignore: Annotated[list[Column], Meta(description="Columns that are not even kept as properties.")] = []
