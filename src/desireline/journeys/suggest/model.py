"""What suggestions are made from, and what they are."""

from typing import Annotated

import msgspec
from msgspec import Meta

from desireline.base.settings.model import DimensionRule, JourneyType, Stage, Touchpoint

__all__ = ["NameStats", "PropertyStats", "Reason", "Suggestion"]


class NameStats(msgspec.Struct, frozen=True, kw_only=True):
    """One event name in one channel of one source, counted over the whole log."""

    source: str
    channel: str
    name: str
    events: int
    customers: Annotated[int, Meta(description="Customers with at least one such event; 0 for anonymous events.")]
    anonymous_events: Annotated[int, Meta(description="Such events without a customer.")]
    with_value: Annotated[int, Meta(description="Events that carry an amount above zero.")]
    with_score: int
    position: Annotated[
        float | None,
        Meta(
            description="Mean place within the customer's events, 0 the first and 1 the last; "
            "null where no customer has two events."
        ),
    ]
    last_share: Annotated[float, Meta(description="Share of those customers whose last event is of this name.")]


class PropertyStats(msgspec.Struct, frozen=True, kw_only=True):
    """One property of the events of one source."""

    source: str
    property: str
    events: Annotated[int, Meta(description="Events that have it.")]
    distinct: Annotated[int, Meta(description="Distinct values.")]
    examples: Annotated[list[str], Meta(description="The commonest values, most first.")]
    per_customer: Annotated[
        float, Meta(description="Mean number of distinct values a customer has; 1.0: it never changes.")
    ]


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """Why something is proposed."""

    about: Annotated[str, Meta(description="`touchpoint:NAME`, `stage:NAME`, `journey:NAME` or `dimension:NAME`.")]
    reason: Annotated[str, Meta(description="A sentence for people.")]
    sure: Annotated[bool, Meta(description="False where people should look.")] = True


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """Settings proposed from data, each with its reason. Parts the settings already have are left as they are."""

    touchpoints: list[Touchpoint]
    stages: list[Stage]
    journeys: dict[str, JourneyType]
    dimensions: list[DimensionRule]
    reasons: list[Reason]
