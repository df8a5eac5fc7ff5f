"""What a drawing of a journey map shows: plain numbers and names, already counted.

`maps` fills these structs from data; every drawing (terminal, SVG, HTML, PNG, PDF, JSON) is made from them and from nothing else.
Counts declare their unit: customers (with at least one journey of this type there), journeys or events; `maps.open_map` gives exactly so
many.
A share carries its denominator and a 95 % interval.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from desireline.base.units import CustomerCount, EventCount, JourneyCount, Plain, shares_of
from desireline.stats.shares import Share

__all__ = ["Cell", "Edge", "Leak", "MapView", "Score", "StageColumn"]


class Struct(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all parts of a map."""


class Score(Struct, frozen=True):
    """What customers said in numbers, on one scale."""

    mean: Annotated[float, Meta(description="Mean of the answers.")]
    low: Annotated[float, Meta(description="Lower end of the mean's 95 % interval.")]
    high: Annotated[float, Meta(description="Upper end of the mean's 95 % interval.")]
    answers: Annotated[EventCount, Meta(description="How many answers: events with a score on this scale.")]
    scale_min: Annotated[float, Meta(description="The lowest answer that can be given.")]
    scale_max: Annotated[float, Meta(description="The highest answer that can be given.")]


class Edge(Struct, frozen=True):
    """A way into or out of a touchpoint or stage: what came directly before or after, within a journey."""

    name: Annotated[
        str | None, Meta(description="The other touchpoint's name; null where the journey starts or ends here.")
    ]
    label: Annotated[str, Meta(description="What people see.")]
    count: Annotated[
        EventCount,
        Meta(
            description="How many times journeys went this way; opens into the events gone to, or the journeys' last ones."
        ),
    ]
    customers: Annotated[CustomerCount, Meta(description="Customers with at least one journey that did.")]


class Cell(Struct, frozen=True):
    """One touchpoint in its stage."""

    touchpoint: Annotated[str, Meta(description="The touchpoint's name.")]
    label: Annotated[str, Meta(description="What people see.")]
    channel: Annotated[str, Meta(description="The channel most of its events came through.")]
    customers: Annotated[CustomerCount, Meta(description="Customers with at least one journey that came by here.")]
    journeys: Annotated[
        JourneyCount, Meta(description="Journeys with at least one event here, their aftermath included.")
    ]
    events: Annotated[EventCount, Meta(description="Events here, those in no journey of this type included.")]
    lost: Annotated[JourneyCount, Meta(description="Journeys that ended here short of the goal.")]
    goal: Annotated[bool, Meta(description="Whether it is a goal of this journey type.")]
    score: Annotated[Score | None, Meta(description="Scores given here, where there are any.")]
    ways_in: Annotated[list[Edge], Meta(description="The commonest touchpoints directly before, most first.")]
    ways_out: Annotated[list[Edge], Meta(description="The commonest touchpoints directly after, most first.")]


class StageColumn(Struct, frozen=True):
    """One stage of the map with its touchpoints."""

    stage: Annotated[str, Meta(description="The stage's name.")]
    label: Annotated[str, Meta(description="What people see.")]
    icon: Annotated[str, Meta(description="Name of the icon.")]
    customers: Annotated[
        CustomerCount, Meta(description="Customers with at least one journey that reached this stage.")
    ]
    journeys: Annotated[JourneyCount, Meta(description="Journeys that reached this stage.")]
    onward: Annotated[
        Share | None,
        shares_of(
            "journeys",
            "Finished journeys that, after first reaching this stage, reached a later one; null for the last stage with touchpoints.",
        ),
    ]
    lost: Annotated[
        JourneyCount,
        Meta(
            description="Journeys that ended in this stage short of the goal, at touchpoints left out of `cells` too."
        ),
    ]
    median_s: Annotated[
        float | None,
        Meta(description="Median seconds from first reaching this stage to first reaching a later one after it."),
    ]
    score: Annotated[
        Score | None, Meta(description="Scores given in this stage, on the scale that most of them were given on.")
    ]
    cells: Annotated[list[Cell], Meta(description="Touchpoints, most customers first.")]
    hidden: Annotated[Plain, Meta(description="Touchpoints of this stage left out of `cells` (the rarest).")]


class Leak(Struct, frozen=True):
    """A place where journeys end short of their goal."""

    touchpoint: Annotated[str, Meta(description="The last touchpoint before the silence.")]
    label: Annotated[str, Meta(description="What people see.")]
    stage: Annotated[str | None, Meta(description="Its stage.")]
    customers: Annotated[
        CustomerCount,
        Meta(description="Customers lost here: with at least one journey that ended here short of the goal."),
    ]
    most: Annotated[bool, Meta(description="Whether no other touchpoint of the data loses more customers.")]
    lost: Annotated[
        Share,
        shares_of(
            "journeys",
            "Finished journeys that ended here short of the goal, of the finished journeys that came by.",
        ),
    ]
    goals_lost: Annotated[
        float | None,
        Meta(
            description="A cautious estimate: journeys lost here × the lower end of the interval of the share of the other finished journeys "
            "coming by that reach the goal; null where fewer than 30 others came by."
        ),
    ]


class MapView(Struct, frozen=True):
    """A journey map from data, ready to draw."""

    project: Annotated[str, Meta(description="What the business is called.")]
    journey: Annotated[str, Meta(description="Name of the journey type.")]
    label: Annotated[str, Meta(description="What people see for the journey type.")]
    language: Annotated[Literal["en", "zh-Hant", "ru", "hu"], Meta(description="The language of the labels.")]
    where: Annotated[str | None, Meta(description="The selection that the map is narrowed to; null: everybody.")]
    period: Annotated[str | None, Meta(description="The period that it is narrowed to; null: all of the data.")]
    narrowed: Annotated[
        list[str], Meta(description="What the map is narrowed to, in sentences of its language; empty where it is not.")
    ]
    time_zone: Annotated[str, Meta(description="Zone of the days shown.")]
    first_us: Annotated[
        Plain | None, Meta(description="Time of the first event, µs since 1970 UTC; null where there is none.")
    ]
    last_us: Annotated[
        Plain | None,
        Meta(
            description="The end of the data, or of the period if that is earlier: time of the last event that does not lie in the future, "
            "anonymous ones included."
        ),
    ]
    events: Annotated[EventCount, Meta(description="Events of customers (anonymous events are counted apart).")]
    customers: Annotated[
        CustomerCount, Meta(description="All customers, those without a journey of this type included.")
    ]
    anonymous_events: Annotated[
        Plain | None,
        Meta(
            description="Events without any usable identifier; nobody's, and in no other number here. Null where the map is narrowed."
        ),
    ]
    journeys: Annotated[JourneyCount, Meta(description="Journeys of this type.")]
    open_journeys: Annotated[
        JourneyCount,
        Meta(
            description="Journeys in no share: they may still go on, or began less than the gap before the end of the data."
        ),
    ]
    reached: Annotated[
        Share | None,
        shares_of(
            "journeys",
            "Journeys that reached the goal, of the finished: begun at least the gap before the data end, and not open; "
            "null where no touchpoint of the data is the goal.",
        ),
    ]
    recovered: Annotated[
        JourneyCount,
        Meta(
            description="Journeys that went silent past the gap, were taken up again by a recovery touchpoint and reached the goal."
        ),
    ]
    goals: Annotated[list[str], Meta(description="Names of the goal's touchpoints.")]
    gap_s: Annotated[float, Meta(description="The silence, in seconds, after which a goal counts as missed.")]
    stages: Annotated[list[StageColumn], Meta(description="The stages in order.")]
    unstaged: Annotated[list[Cell], Meta(description="Touchpoints without a stage, most customers first.")]
    unstaged_hidden: Annotated[
        Plain, Meta(description="Touchpoints without a stage left out of `unstaged` (the rarest).")
    ]
    leaks: Annotated[list[Leak], Meta(description="The worst leaks, worst first; three at most.")]
