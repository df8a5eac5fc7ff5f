"""How often customers come, and how long they stay."""

import math
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.analyses._base import Analysis, Result
from desireline.analyses._cells import Cell
from desireline.analyses._members import Members, Spans, spans_of
from desireline.analyses._parameters import DurationText
from desireline.analyses._telling import share_words, titles
from desireline.base.durations import parse_duration
from desireline.base.i18n import Translator
from desireline.base.units import CustomerCount, EventCount, VisitCount, shares_of
from desireline.charts import Row, bars
from desireline.journeys import Journeys, fold
from desireline.journeys.medians import EVERYTHING, Bracket, Guesses, likely_middle, median_within
from desireline.journeys.splitting import split_visits
from desireline.journeys.store import Shard
from desireline.stats.shares import Clusters, Share, clustered_share

if TYPE_CHECKING:
    from desireline.kernels.visits import VisitSums

__all__ = ["Visits", "VisitsOfEvents", "VisitsResult"]


class VisitsOfEvents(msgspec.Struct, frozen=True, kw_only=True):
    """Visits of so many events."""

    events: Annotated[str, Meta(description="How many events each has: `1` to `9`, or `10+`.")]
    visits: Annotated[VisitCount, Meta(description="How many visits.")]


class VisitsResult(Result, frozen=True):
    """Visits in numbers."""

    visits: Annotated[VisitCount, Meta(description="How many visits.")]
    customers: Annotated[CustomerCount, Meta(description="Customers with at least one.")]
    events: Annotated[EventCount, Meta(description="Events in all visits.")]
    bounce: Annotated[
        Share, shares_of("visits", "Visits of a single event, of all visits; the interval is by customers.")
    ]
    mean_s: Annotated[
        float | None, Meta(description="Mean seconds from a visit's first event to its last; null without visits.")
    ]
    median_s: Annotated[float | None, Meta(description="Median of the same.")]
    by_events: Annotated[
        list[VisitsOfEvents],
        Meta(description="All visits by how many events they have, from one to the most there are."),
    ]


class Visits(Analysis[VisitsResult], frozen=True, kw_only=True):
    """Visits: events of one customer with pauses of at most the gap."""

    title: ClassVar[str] = "Visits"
    result: ClassVar[type[Result]] = VisitsResult

    gap: Annotated[
        DurationText | None,
        Meta(description="The pause that ends a visit; the settings' `visit_gap` where none is given."),
    ] = None

    def run(self, journeys: Journeys) -> VisitsResult:
        """Cut every customer's events at pauses in one pass; of lengths only those are kept that the median can be among."""
        sums, by_events, median = self._counted(journeys, self._guess(journeys))
        if median is None and sums.visits:
            if journeys.keep is None:
                _guesses.keep(journeys.store, self._gap_us(journeys), EVERYTHING)
            sums, by_events, median = self._counted(journeys, EVERYTHING)
        count = sums.visits
        return VisitsResult(
            visits=count,
            customers=sums.customers,
            events=journeys.events,
            bounce=clustered_share(
                sums.single, count, Clusters(sums.customers, sums.squares, sums.products, sums.sizes)
            ),
            mean_s=sums.length_us / count / 1e6 if count else None,
            median_s=median / 1e6 if median is not None else None,
            by_events=[
                VisitsOfEvents(events=f"{events}+" if events == len(by_events) else str(events), visits=int(visits))
                for events, visits in enumerate(np.trim_zeros(by_events, "b"), start=1)
            ],
        )

    def open(self, journeys: Journeys, result: VisitsResult, cell: Cell) -> Members:
        """Return all visits, those of a single event, or those of so many."""
        from desireline.kernels.visits import MOST_EVENTS

        match cell:
            case ("visits",) | ("bounce", "of"):
                return spans_of(journeys, "visits", lambda *piece: self._spans(journeys, *piece))
            case ("bounce", "count"):
                return self._of_size(journeys, 1, 1)
            case ("by_events", int(place), "visits") if place < len(result.by_events):
                events = place + 1
                return self._of_size(journeys, events, events if events < MOST_EVENTS else math.inf)
        return super().open(journeys, result, cell)

    def chart(self, result: VisitsResult, say: Translator) -> dict[str, Any] | None:
        """Draw how many visits have how many events."""
        shown: list[Row] = [
            {"events": _events_told(row.events, say), "visits": row.visits, "cell": f"/by_events/{place}/visits"}
            for place, row in enumerate(result.by_events)
        ]
        if not shown:
            return None
        return bars(shown, of="events", value="visits", titles=titles(say, "events", "visits"))

    def story(self, result: VisitsResult, say: Translator) -> list[str]:
        """Tell how many visits there were, how long they lasted, and how many had a single event."""
        if not result.visits or result.median_s is None:
            return [say("ask.visits.none")]
        customers = say("map.customers", n=result.customers)
        return [
            say("ask.visits.many", n=result.visits, customers=customers),
            say("ask.visits.length", span=say.span(result.median_s * 1e6)),
            say("ask.visits.bounce", **share_words(result.bounce, say)),
        ]

    def _guess(self, journeys: Journeys) -> Bracket:
        """Return between which lengths the median lies, most likely."""
        from desireline.kernels.visits import visits

        gap = self._gap_us(journeys)
        whole = journeys.keep is None and journeys.settings.spark is None
        if whole and (kept := _guesses.get(journeys.store, gap)) is not None:
            return kept
        guess = likely_middle(journeys, lambda shard, low, high: visits(shard.ptr, shard.ts, low, high, gap)[1])
        return _guesses.keep(journeys.store, gap, guess) if whole else guess

    def _counted(self, journeys: Journeys, bracket: Bracket) -> "tuple[VisitSums, NDArray[np.int64], float | None]":
        """Return visits added up, how many have 1, 2, … events, and the median of their lengths where it lies within the bracket."""
        from desireline.kernels.visits import MOST_EVENTS, VisitSums, visits

        gap = self._gap_us(journeys)
        partials = fold(journeys, lambda shard, low, high: visits(shard.ptr, shard.ts, low, high, gap, *bracket))
        sums = VisitSums(*(sum(own[place] for own, _, _ in partials) for place in range(len(VisitSums._fields))))
        by_events = sum((own for _, _, own in partials), np.zeros(MOST_EVENTS + 1, dtype=np.int64))
        return sums, by_events[1:], median_within([lengths for _, lengths, _ in partials], sums.shorter, sums.visits)

    def _gap_us(self, journeys: Journeys) -> np.int64:
        return np.int64(parse_duration(journeys.settings.visit_gap if self.gap is None else self.gap))

    def _of_size(self, journeys: Journeys, least: int, most: float) -> Members:
        """Return the visits of at least and at most so many events."""

        def chosen(shard: Shard, low: int, high: int) -> Spans:
            first, last = self._spans(journeys, shard, low, high)
            events = last - first + 1
            kept = (events >= least) & (events <= most)
            return first[kept], last[kept]

        return spans_of(journeys, "visits", chosen)

    def _spans(self, journeys: Journeys, shard: Shard, low: int, high: int) -> Spans:
        """Return the first and last event of each visit."""
        first, past = split_visits(journeys, shard, low, high, self.gap)
        return first, past - 1


_guesses: Guesses[Bracket] = Guesses()


def _events_told(events: str, say: Translator) -> str:
    """Return `3` and `10+` in words: three events, ten events or more."""
    return (
        say("ask.visits.or_more", events=events.removesuffix("+"))
        if events.endswith("+")
        else say("map.events", n=int(events))
    )
