"""Selections as data: what programs send and what text is read into. Each condition is tagged with its kind."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

__all__ = [
    "Amount",
    "And",
    "Comparison",
    "Did",
    "First",
    "Is",
    "IsNone",
    "Like",
    "Not",
    "Or",
    "Pattern",
    "Scored",
    "Segment",
    "Selection",
    "Time",
    "Times",
]

Comparison = Literal["=", "!=", "<", "<=", ">", ">="]
Names = Annotated[tuple[str, ...], Meta(min_length=1, description="Touchpoints, any of which will do.")]
Several = Annotated[tuple["Selection", ...], Meta(min_length=2)]


class Condition(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind"
):
    """Base of all conditions."""


class And(Condition, frozen=True, tag="and"):
    """What all conditions pick."""

    parts: Several


class Or(Condition, frozen=True, tag="or"):
    """What any of the conditions picks."""

    parts: Several


class Not(Condition, frozen=True, tag="not"):
    """All that a condition does not pick, what is too recent to tell left out."""

    part: "Selection"


class Is(Condition, frozen=True, tag="is"):
    """Those with one of these values of a dimension."""

    dimension: str
    values: Annotated[tuple[str, ...], Meta(min_length=1)]


class IsNone(Condition, frozen=True, tag="none"):
    """Those with no value of a dimension."""

    dimension: str


class Like(Condition, frozen=True, tag="like"):
    """Those whose value of a dimension fits a text in which `*` stands for any characters; letter case is ignored."""

    dimension: str
    text: str


class Amount(Condition, frozen=True, tag="value"):
    """Events that carry such an amount of money, in one currency."""

    comparison: Comparison
    amount: Annotated[
        str, Meta(pattern=r"^-?[0-9]{1,18}(\.[0-9]{1,18})?$", description="In major units: 100 or 99.90.")
    ]
    currency: Annotated[str, Meta(pattern="^(?!AND)[A-Z]{3}$")] | None = None


class Scored(Condition, frozen=True, tag="score"):
    """Events that carry such an answer, on one scale."""

    comparison: Comparison
    score: float
    scale: Annotated[
        tuple[float, float] | None,
        Meta(description="Its lowest and highest answer; none where all answers of the data are on one scale."),
    ] = None


class Time(Condition, frozen=True, tag="time"):
    """Events of a period."""

    period: str


class Times(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many times."""

    limit: Literal["at least", "at most", "exactly"]
    times: Annotated[int, Meta(ge=0, le=1_000_000_000)]


class Did(Condition, frozen=True, tag="did"):
    """Customers with such events, at least one where nothing else is said.

    Where `within` is given and no relation, it is the time after an event of the nearest `did` before it within the same `and`.
    """

    touchpoints: Names
    where: Annotated["Selection | None", Meta(description="What else must hold of the event.")] = None
    times: Times | None = None
    period: Annotated[str | None, Meta(description="When the events were.")] = None
    within: Annotated[str | None, Meta(description="How long at most from one to the other, such as 7d.")] = None
    relation: Annotated[
        Literal["after", "before", "of"] | None, Meta(description="Where it lies to an event of `other`; of: either.")
    ] = None
    other: Annotated[tuple[str, ...], Meta(description="Touchpoints of the relation, any of which will do.")] = ()


class First(Condition, frozen=True, tag="first"):
    """Customers whose first such event was in a period."""

    touchpoints: Names
    period: str
    where: Annotated["Selection | None", Meta(description="What else must hold of the event.")] = None


class Pattern(Condition, frozen=True, tag="pattern"):
    """Customers whose events hold a pattern."""

    pattern: str


class Segment(Condition, frozen=True, tag="segment"):
    """What a selection saved in the settings picks."""

    name: str


Selection = And | Or | Not | Is | IsNone | Like | Amount | Scored | Time | Did | First | Pattern | Segment
"""A condition that picks customers or events."""
