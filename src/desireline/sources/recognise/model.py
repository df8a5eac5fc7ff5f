"""What recognition sees of a table, and what it says."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from desireline.sources.mapping import Mapping

__all__ = ["ColumnSample", "Guess", "Recognition", "TableSample"]


class ColumnSample(msgspec.Struct, frozen=True, kw_only=True):
    """A column as it looks in the first rows of a table."""

    name: Annotated[str, Meta(description="As in the file; dots mark objects within JSON.")]
    type: Annotated[
        str, Meta(description="`text`, `integer`, `float`, `boolean`, `timestamp`, `timestamptz`, `date` or `json`.")
    ]
    values: Annotated[list[str | None], Meta(description="Values as text, in the order of the rows; null where empty.")]


class TableSample(msgspec.Struct, frozen=True, kw_only=True):
    """The first rows of a table (up to some thousands)."""

    source: Annotated[
        str, Meta(description="The source's name, from the file's name without dates and numbers: `orders`, `tickets`.")
    ]
    columns: list[ColumnSample]


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """One decision and why it was taken."""

    role: Annotated[
        str,
        Meta(
            description="`time`, `name`, `channel`, `identifier:email`, `value`, `currency`, `score`, `text`, `id`, `measure:spend`, …"
        ),
    ]
    columns: list[str]
    reason: Annotated[
        str, Meta(description="A sentence for people: by what name or content, and what else it could have been.")
    ]
    sure: Annotated[
        bool, Meta(description="False where another reading is possible; people are then asked to look.")
    ] = True


class Recognition(msgspec.Struct, frozen=True, kw_only=True):
    """How a table would be read."""

    mapping: Annotated[Mapping | None, Meta(description="Null where the table cannot be read as events or measures.")]
    guesses: list[Guess]
    refused: Annotated[str | None, Meta(description="Where `mapping` is null: why, and the way out.")] = None
    cure: Annotated[
        Literal["at", "mapping"] | None,
        Meta(description="What would make it readable: the day of all its rows, or what its columns are."),
    ] = None
