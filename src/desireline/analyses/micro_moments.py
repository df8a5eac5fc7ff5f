"""Who did what a pattern says, when, and what they did next."""

from typing import Annotated, Any, ClassVar, Self

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.analyses._base import Analysis, Result
from desireline.analyses._cells import Cell
from desireline.analyses._members import Members, Spans, customers_of, customers_with, spans_of
from desireline.analyses._parameters import JourneyName, PatternText
from desireline.analyses._starting import steps_to_goal
from desireline.analyses._telling import share_words, titles
from desireline.base.i18n import Translator
from desireline.base.units import CustomerCount, CustomerId, EventCount, Plain, TouchpointText, shares_of
from desireline.charts import Row, bars
from desireline.identity import spelled
from desireline.journeys import Journeys, fold, median_of
from desireline.journeys.patterns import (
    Automaton,
    compile_pattern,
    occurrences,
    outcomes,
    outcomes_of_runs,
    parse_pattern,
    pattern_text,
)
from desireline.journeys.patterns.wording import name_text
from desireline.journeys.splitting import Piece, split_slice
from desireline.journeys.store import Shard
from desireline.stats.shares import Clusters, Share, clustered_share, share_of

__all__ = ["MicroMoments", "MicroMomentsResult", "Moment", "NextStep"]

_LISTED = 20


class NextStep(msgspec.Struct, frozen=True, kw_only=True):
    """What directly followed."""

    to: Annotated[
        TouchpointText | None,
        Meta(description="The touchpoint; null: nothing more of this customer.", extra_json_schema={"null": "end"}),
    ]
    customers: Annotated[CustomerCount, Meta(description="Customers with at least one moment that went on so.")]
    count: Annotated[EventCount, Meta(description="Moments that went on so; opens into the moments.")]


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """One occurrence of the pattern."""

    customer: Annotated[CustomerId, Meta(description="Whose.")]
    first_us: Annotated[Plain, Meta(description="Its first event, µs since 1970, UTC.")]
    last_us: Annotated[Plain, Meta(description="Its last event.")]


class MicroMomentsResult(Result, frozen=True):
    """Everything about the moments that fit a pattern."""

    pattern: Annotated[str, Meta(description="The pattern in its usual form.")]
    matched: Annotated[
        Share,
        shares_of(
            "customers", "Customers with at least one moment, of those of whom it can be told: all but `undecided`."
        ),
    ]
    undecided: Annotated[
        CustomerCount,
        Meta(description="Customers of whom it cannot be told yet: the data end before the pattern's window does."),
    ]
    moments: Annotated[
        EventCount,
        Meta(description="Occurrences, one after the other without sharing events; each opens as its span of events."),
    ]
    journeys: Annotated[
        Share,
        shares_of(
            "journeys",
            "Journeys within which it occurs, of the type's journeys of which it can be told, open ones included; the interval is by customers.",
        ),
    ]
    median_s: Annotated[
        float | None, Meta(description="Median seconds from a moment's first event to its last; null without any.")
    ]
    next: Annotated[list[NextStep], Meta(description="What directly followed moments, most first.")]
    rows: Annotated[list[Moment], Meta(description="The latest moments, latest first.")]


class MicroMoments(Analysis[MicroMomentsResult], frozen=True, kw_only=True):
    """Moments that fit a pattern: how many customers have them, when, and what follows.

    The pattern is looked for in each customer's whole history, and in each journey by itself.
    """

    title: ClassVar[str] = "Micro-moments"
    result: ClassVar[type[Result]] = MicroMomentsResult

    pattern: Annotated[
        PatternText,
        Meta(description="What to look for, such as checkout, !order within 1h; see the guide to patterns."),
    ]
    journey: Annotated[
        JourneyName | None, Meta(description="The journey type; the settings' first where none is given.")
    ] = None

    @classmethod
    def example(cls, journeys: Journeys) -> Self | None:
        """Return those who came to the last step before the first journey type's goal, and did not go on within a day."""
        steps = [name_text(name) for name in steps_to_goal(journeys)]
        if not steps:
            return None
        return cls(pattern=steps[0] if len(steps) == 1 else f"{steps[-2]}, !{steps[-1]} within 1d")

    def run(self, journeys: Journeys) -> MicroMomentsResult:
        """Look for the pattern in one pass over customers, and one over journeys."""
        from desireline.kernels.patterns import MATCHED, UNDECIDED

        automaton = self._automaton(journeys)
        found = fold(journeys, lambda *piece: np.bincount(outcomes(automaton, *piece), minlength=3))
        states = sum(found, np.zeros(3, dtype=np.int64))
        moments = self._moments(journeys, automaton)
        within = fold(journeys, lambda *piece: _decided(*self._cut(journeys, automaton, *piece)))
        median = median_of([moments.last_us - moments.first_us])
        latest = np.argsort(-moments.last_us, kind="stable")[:_LISTED]
        return MicroMomentsResult(
            pattern=pattern_text(parse_pattern(self.pattern)),
            matched=share_of(int(states[MATCHED]), journeys.customers - int(states[UNDECIDED])),
            undecided=int(states[UNDECIDED]),
            moments=len(moments.customer),
            journeys=clustered_share(
                sum(count for count, _, _ in within),
                sum(of for _, of, _ in within),
                sum((own for _, _, own in within), Clusters()),
            ),
            median_s=None if median is None else median / 1e6,
            next=_next(journeys, moments),
            rows=[
                Moment(
                    customer=spelled(int(moments.customer[place])),
                    first_us=int(moments.first_us[place]),
                    last_us=int(moments.last_us[place]),
                )
                for place in latest
            ],
        )

    def open(self, journeys: Journeys, result: MicroMomentsResult, cell: Cell) -> Members:
        """Return customers, journeys, or moments."""
        from desireline.kernels.patterns import MATCHED, UNDECIDED

        automaton = self._automaton(journeys)
        match cell:
            case ("matched", "of"):
                return customers_of(journeys, lambda *piece: outcomes(automaton, *piece) != UNDECIDED)
            case ("matched", "count") | ("undecided",):
                wanted = UNDECIDED if cell == ("undecided",) else MATCHED
                return customers_of(journeys, lambda *piece: outcomes(automaton, *piece) == wanted)
            case ("moments",):
                return spans_of(journeys, "events", lambda *piece: occurrences(automaton, *piece)[1:])
            case ("journeys", "count" | "of" as which):
                return spans_of(
                    journeys, "journeys", lambda *piece: self._runs(journeys, automaton, which == "of", *piece)
                )
            case ("next", int(place), "count" | "customers" as which) if place < len(result.next):
                return _went_on(journeys, automaton, result.next[place], which == "customers")
        return super().open(journeys, result, cell)

    def chart(self, result: MicroMomentsResult, say: Translator) -> dict[str, Any] | None:
        """Draw what directly followed."""
        shown: list[Row] = [
            {
                "to": row.to or say("ask.end"),
                "count": row.count,
                "customers": row.customers,
                "cell": f"/next/{place}/count",
            }
            for place, row in enumerate(result.next)
        ]
        return bars(shown, of="to", value="count", titles=titles(say, "to", "count", "customers"))

    def story(self, result: MicroMomentsResult, say: Translator) -> list[str]:
        """Tell how many have such moments, and what they did next."""
        if not result.moments:
            return [say("ask.micro_moments.none", pattern=result.pattern)]
        customers = say("map.customers", n=result.matched.count)
        told = [
            say("ask.micro_moments.many", n=result.moments, customers=customers, **share_words(result.matched, say))
        ]
        follow = next((row for row in result.next if row.to), None)
        if follow is not None:
            told.append(say("ask.micro_moments.next", to=follow.to, n=follow.count))
        if result.undecided:
            told.append(say("ask.micro_moments.undecided", customers=say("map.customers", n=result.undecided)))
        return told

    def _automaton(self, journeys: Journeys) -> Automaton:
        return compile_pattern(parse_pattern(self.pattern), journeys)

    def _moments(self, journeys: Journeys, automaton: Automaton) -> "_Moments":
        def located(shard: Shard, low: int, high: int) -> tuple[NDArray[np.generic], ...]:
            owner, first, last = occurrences(automaton, shard, low, high)
            return shard.customer_id[owner], shard.ts[first], shard.ts[last], _following(journeys, shard, owner, last)

        kinds = (np.uint64, np.int64, np.int64, np.int64)
        pieces = [tuple(np.empty(0, dtype=kind) for kind in kinds), *fold(journeys, located)]
        return _Moments(*(np.concatenate([piece[place] for piece in pieces]) for place in range(4)))

    def _cut(
        self, journeys: Journeys, automaton: Automaton, shard: Shard, low: int, high: int
    ) -> tuple[Piece, NDArray[np.uint8]]:
        """Return journeys, and of each whether the pattern occurs in it."""
        piece = split_slice(journeys, journeys.kind(self.journey), shard, low, high)
        return piece, outcomes_of_runs(automaton, shard, piece.first, piece.past)

    def _runs(self, journeys: Journeys, automaton: Automaton, every: bool, shard: Shard, low: int, high: int) -> Spans:
        from desireline.kernels.patterns import MATCHED, UNDECIDED

        piece, outcome = self._cut(journeys, automaton, shard, low, high)
        wanted = outcome != UNDECIDED if every else outcome == MATCHED
        return piece.first[wanted], piece.past[wanted] - 1


class _Moments(msgspec.Struct, frozen=True):
    """All moments: whose, their times, and the number of the touchpoint that follows; the number of touchpoints where none does."""

    customer: Any
    first_us: Any
    last_us: Any
    following: Any


def _decided(piece: Piece, outcome: NDArray[np.uint8]) -> tuple[int, int, Clusters]:
    """Count the journeys that match, those of which it can be told, and what customers have of both."""
    from desireline.kernels.patterns import MATCHED, UNDECIDED

    matched, told = outcome == MATCHED, outcome != UNDECIDED
    return int(matched.sum()), int(told.sum()), piece.clusters(matched, told)


def _following(
    journeys: Journeys, shard: Shard, owner: NDArray[np.int64], last: NDArray[np.int64]
) -> NDArray[np.int64]:
    after = last + 1
    ends = after >= shard.ptr[owner + 1]
    touchpoint = shard.touchpoint[np.where(ends, last, after)].astype(np.int64)
    return np.where(ends, journeys.width, touchpoint)


def _next(journeys: Journeys, moments: _Moments) -> list[NextStep]:
    width = journeys.width + 1
    counts = np.bincount(moments.following, minlength=width)
    person = np.unique(moments.customer, return_inverse=True)[1].astype(np.int64)
    customers = np.bincount(np.unique(person * width + moments.following) % width, minlength=width)
    names: list[str | None] = [*journeys.touchpoints, None]
    rows = [
        NextStep(to=names[number], customers=int(customers[number]), count=int(counts[number]))
        for number in np.flatnonzero(counts).tolist()
    ]
    rows.sort(key=lambda row: (-row.count, row.to or ""))
    return rows


def _went_on(journeys: Journeys, automaton: Automaton, row: NextStep, customers: bool) -> Members:
    wanted = journeys.width if row.to is None else journeys.touchpoint(row.to)

    def going(shard: Shard, low: int, high: int) -> tuple[NDArray[np.int64], ...]:
        owner, first, last = occurrences(automaton, shard, low, high)
        so = _following(journeys, shard, owner, last) == wanted
        return owner[so], first[so], last[so]

    if customers:
        return customers_with(journeys, lambda *piece: going(*piece)[1])
    return spans_of(journeys, "events", lambda *piece: going(*piece)[1:])  # type: ignore[arg-type]  # two of the three
