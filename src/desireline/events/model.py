"""An event, a measure, an identifier: what the log holds, in the shape of single records."""

from typing import Annotated

import msgspec
from msgspec import Meta

__all__ = ["IDENTIFIER_PREFIX", "Event", "Identifier", "Measure"]

IDENTIFIER_PREFIX = "id:"
"""Columns of a part that hold identifiers are named `id:NAMESPACE`."""


class Identifier(msgspec.Struct, frozen=True):
    """A value that stands for a person within a namespace."""

    namespace: Annotated[
        str, Meta(description="user_id, anonymous_id, email, phone, loyalty_card, device_id, crm_id, …")
    ]
    value: Annotated[str, Meta(description="As the source gave it.")]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened, at a time, in a channel. Never changed once it is in the log."""

    id: Annotated[
        str, Meta(description="Made from the client's id, or from source, row and k (the number among identical rows).")
    ]
    ts: Annotated[int, Meta(description="When it happened: µs since 1970, UTC.")]
    received_ts: Annotated[int, Meta(description="When it came into the log: µs since 1970, UTC.")]
    source: str
    seq: Annotated[int, Meta(description="Its position in the source.")]
    channel: str
    name: str
    identifiers: list[Identifier]
    value_minor: Annotated[int | None, Meta(description="Amount in minor units of `currency`.")] = None
    currency: str | None = None
    score: float | None = None
    score_min: Annotated[float | None, Meta(description="The lowest answer that could be given.")] = None
    score_max: Annotated[float | None, Meta(description="The highest answer that could be given.")] = None
    text: str | None = None
    language: str | None = None
    properties: Annotated[str | None, Meta(description="All other columns, as JSON.")] = None


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """A dated number without a person: ad spend, impressions, search rank."""

    id: str
    ts: Annotated[int, Meta(description="Start of its day or moment: µs since 1970, UTC.")]
    source: str
    name: str
    value: float
    unit: str
    currency: str | None = None
    dimensions: Annotated[str | None, Meta(description="All other columns, as JSON.")] = None
