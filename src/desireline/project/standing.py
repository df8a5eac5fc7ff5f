"""Where a customer is in the journeys of a type: which there were, how each ended, what the last one waits for."""

from typing import Annotated, Literal

import msgspec
import numpy as np
from msgspec import Meta

from desireline.base.i18n import Translator
from desireline.journeys import Journeys, Kind
from desireline.journeys.customers import CustomerPlace
from desireline.journeys.histories import journeys_of, last_deed, stays_at
from desireline.journeys.splitting import Piece
from desireline.journeys.types import label_text, shown_name
from desireline.stats.shares import Share, share_of

__all__ = ["JourneyOfPerson", "JourneyTypeOfPerson", "Now", "OthersHere", "Outcome", "standing"]

Outcome = Literal["missed", "reached", "open", "recovered"]
_OUTCOMES: tuple[Outcome, ...] = ("missed", "reached", "open", "recovered")  # by the kernel's numbers
_MOST = 100
_FEWEST = 20
"""Of fewer stays a median says little: one or two customers decide it."""


class JourneyOfPerson(msgspec.Struct, frozen=True, kw_only=True):
    """One journey of a customer."""

    began_us: int
    ended_us: Annotated[int, Meta(description="When its last event was; of an open one, the last so far.")]
    outcome: Annotated[
        Outcome,
        Meta(
            description="reached: the goal; recovered: the goal, after a silence that a recovery touchpoint ended; missed: silent for"
            " longer than the gap; open: neither when the data end."
        ),
    ]
    events: int
    stages: Annotated[list[str], Meta(description="The stages it came by, in the order of the journey type.")]
    last_touchpoint: Annotated[str, Meta(description="Where it was last, what was only sent to the customer left out.")]


class OthersHere(msgspec.Struct, frozen=True, kw_only=True):
    """How long the journeys of everybody stay at a touchpoint that get on from it."""

    stays: Annotated[int, Meta(description="Stays that were followed by another touchpoint of the same journey.")]
    median_s: Annotated[
        float | None,
        Meta(description=f"How long they last; null where there are fewer than {_FEWEST}: nobody can tell."),
    ]
    sooner: Annotated[
        Share | None,
        Meta(description="Stays that were over within the time this customer has waited, of all; null where too few."),
    ]


class Now(msgspec.Struct, frozen=True, kw_only=True):
    """Where the last journey stands, or stood when it ended."""

    outcome: Outcome
    touchpoint: Annotated[str, Meta(description="Where the customer was last.")]
    label: Annotated[str, Meta(description="What people call it.")]
    stage: Annotated[str | None, Meta(description="The last stage the journey came to.")]
    stage_label: Annotated[str | None, Meta(description="What people call it.")]
    since_us: Annotated[int, Meta(description="Since when: the first event of the last run of that touchpoint.")]
    waited_s: Annotated[float, Meta(description="From then to the end of the data.")]
    others: Annotated[
        OthersHere | None, Meta(description="What others do there; null where the journey reached its goal.")
    ]


class JourneyTypeOfPerson(msgspec.Struct, frozen=True, kw_only=True):
    """The journeys of one type that a customer has made."""

    journey: Annotated[str, Meta(description="The journey type.")]
    label: Annotated[str, Meta(description="What people call it.")]
    has_goal: Annotated[bool, Meta(description="Whether the type has a goal: without one, none is reached or missed.")]
    count: Annotated[int, Meta(description="Journeys in all.")]
    reached: Annotated[int, Meta(description="Those that reached the goal, those recovered among them.")]
    missed: int
    open: int
    journeys: Annotated[
        list[JourneyOfPerson], Meta(description=f"The newest first, at most {_MOST}; in an export all.")
    ]
    now: Annotated[Now | None, Meta(description="Where the newest stands; null without any.")]


def standing(
    journeys: Journeys, kind: Kind, place: CustomerPlace, say: Translator, *, most: int = _MOST
) -> JourneyTypeOfPerson:
    """Return the journeys of a type that a customer has made, and where the last one stands.

    Args:
        journeys: of everybody.
        kind: the journey type.
        place: the customer.
        say: the language of labels.
        most: of how many journeys more than their number is told.
    """
    piece = journeys_of(journeys, kind, place)
    outcomes = np.bincount(piece.outcome, minlength=len(_OUTCOMES)).tolist()
    newest = range(len(piece.first) - 1, max(-1, len(piece.first) - 1 - most), -1)
    return JourneyTypeOfPerson(
        journey=kind.name,
        label=shown_name("journey", kind.name, kind.label, say),
        has_goal=bool(kind.goals),
        count=len(piece.first),
        reached=outcomes[1] + outcomes[3],
        missed=outcomes[0],
        open=outcomes[2],
        journeys=[_journey(journeys, kind, piece, number) for number in newest],
        now=_now(journeys, kind, piece, say) if len(piece.first) else None,
    )


def _journey(journeys: Journeys, kind: Kind, piece: Piece, number: int) -> JourneyOfPerson:
    first, past = int(piece.first[number]), int(piece.past[number])
    touchpoints = np.unique(piece.shard.touchpoint[first:past]).tolist()
    came_by = {_stage(journeys, touchpoint) for touchpoint in touchpoints}
    return JourneyOfPerson(
        began_us=int(piece.shard.ts[first]),
        ended_us=int(piece.shard.ts[past - 1]),
        outcome=_OUTCOMES[int(piece.outcome[number])],
        events=past - first,
        stages=[stage.name for stage in kind.stages if stage.name in came_by],
        last_touchpoint=journeys.touchpoints[int(piece.shard.touchpoint[last_deed(piece, kind, number)])],
    )


def _now(journeys: Journeys, kind: Kind, piece: Piece, say: Translator) -> Now:
    number = len(piece.first) - 1
    outcome = _OUTCOMES[int(piece.outcome[number])]
    last = last_deed(piece, kind, number)
    own = piece.shard.touchpoint[int(piece.first[number]) : last + 1]
    touchpoint = int(own[-1])
    others = np.flatnonzero(own != touchpoint)
    since_us = int(piece.shard.ts[last - len(own) + 2 + int(others[-1]) if len(others) else last - len(own) + 1])
    waited_us = max(0, journeys.end_us - since_us)
    stages = {stage.name: stage for stage in kind.stages}
    passed = [stages[name] for each in own.tolist() if (name := _stage(journeys, each)) in stages]
    stage = passed[-1] if passed else None
    name = journeys.touchpoints[touchpoint]
    labels = {each.name: each.label for each in journeys.settings.touchpoints}
    return Now(
        outcome=outcome,
        touchpoint=name,
        label=label_text(labels.get(name), name, say.lang),
        stage=stage.name if stage else None,
        stage_label=shown_name("stage", stage.name, stage.label, say) if stage else None,
        since_us=since_us,
        waited_s=waited_us / 1e6,
        others=_others(journeys, kind, touchpoint, waited_us) if outcome in ("open", "missed") else None,
    )


def _others(journeys: Journeys, kind: Kind, touchpoint: int, waited_us: int) -> OthersHere:
    stays = stays_at(journeys, kind, touchpoint)
    count = len(stays.us)
    if count < _FEWEST:
        return OthersHere(stays=count, median_s=None, sooner=None)
    return OthersHere(stays=count, median_s=stays.median_us / 1e6, sooner=share_of(stays.within(waited_us), count))


def _stage(journeys: Journeys, touchpoint: int) -> str | None:
    name = journeys.touchpoints[touchpoint]
    return next((each.stage for each in journeys.settings.touchpoints if each.name == name), None)
