"""What counts count: each count of a result says its unit, and opens into exactly that many."""

from typing import Annotated, Literal, get_args

from msgspec import Meta

__all__ = [
    "UNITS",
    "CustomerCount",
    "CustomerId",
    "DayText",
    "Declared",
    "EventCount",
    "JourneyCount",
    "MinorUnits",
    "OwnCount",
    "Plain",
    "Points",
    "Probability",
    "Ratio",
    "TouchpointText",
    "Unit",
    "VisitCount",
    "shares_of",
]

Unit = Literal["customers", "journeys", "visits", "events"]
UNITS: tuple[Unit, ...] = get_args(Unit)
Declared = Literal["customers", "journeys", "visits", "events", "own"]
"""A unit; or `own`: the one that the answer's field `unit` names, where the question's parameters choose it."""

CustomerCount = Annotated[int, Meta(ge=0, extra_json_schema={"unit": "customers"})]
JourneyCount = Annotated[int, Meta(ge=0, extra_json_schema={"unit": "journeys"})]
VisitCount = Annotated[int, Meta(ge=0, extra_json_schema={"unit": "visits"})]
EventCount = Annotated[int, Meta(ge=0, extra_json_schema={"unit": "events"})]
OwnCount = Annotated[int, Meta(ge=0, extra_json_schema={"unit": "own"})]
Plain = Annotated[int, Meta(extra_json_schema={"unit": "none"})]
"""A whole number that counts nobody: a place in an order, a week's number."""

TouchpointText = Annotated[str, Meta(extra_json_schema={"kind": "touchpoint"})]
"""The name of a touchpoint."""
DayText = Annotated[str, Meta(extra_json_schema={"kind": "day"})]
"""A day of the project's time zone, as 2026-03-02."""
CustomerId = Annotated[str, Meta(extra_json_schema={"kind": "customer"})]
MinorUnits = Annotated[float, Meta(extra_json_schema={"kind": "money"})]
"""Money in hundredths, or whatever the row's `currency` is parted into."""
Ratio = Annotated[float, Meta(extra_json_schema={"kind": "share"})]
"""A share of one that stands beside its count and denominator."""
Points = Annotated[float, Meta(extra_json_schema={"kind": "points"})]
"""A difference of two shares of one."""
Probability = Annotated[float, Meta(extra_json_schema={"kind": "p"})]


def shares_of(unit: Declared, description: str) -> Meta:
    """Describe a `Share` whose `count` and `of` are of this unit."""
    return Meta(description=description, extra_json_schema={"unit": unit})
