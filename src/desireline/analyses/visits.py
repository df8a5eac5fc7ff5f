"""How often customers come, and how long they stay."""

from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import numpy as np
from msgspec import Meta

from desireline.analyses._base import Analysis, Result
from desireline.analyses._cells import Cell
from desireline.analyses._members import Members, Spans, spans_of
from desireline.analyses._parameters import DurationText
from desireline.analyses._telling import share_words
from desireline.base.durations import parse_duration
from desireline.base.i18n import Translator
from desireline.base.units import CustomerCount, EventCount, VisitCount, shares_of
from desireline.journeys import Journeys, fold
from desireline.journeys.medians import EVERYTHING, Bracket, likely_middle, median_within
from desireline.journeys.splitting import split_visits
from desireline.journeys.store import Shard
from desireline.stats.shares import Clusters, Share, clustered_share

if TYPE_CHECKING:
    from desireline.kernels.visits import VisitSums

__all__ = ["Visits", "VisitsResult"]


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
        sums, median = self._counted(journeys, self._guess(journeys))
        if median is None:
            sums, median = self._counted(journeys, EVERYTHING)
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
        )

    def open(self, journeys: Journeys, result: VisitsResult, cell: Cell) -> Members:
        """Return all visits, or those of a single event."""
        match cell:
            case ("visits",) | ("bounce", "of"):
                return spans_of(journeys, "visits", lambda *piece: self._spans(journeys, *piece))
            case ("bounce", "count"):

                def single(shard: Shard, low: int, high: int) -> Spans:
                    first, last = self._spans(journeys, shard, low, high)
                    return first[first == last], last[first == last]

                return spans_of(journeys, "visits", single)
        return super().open(journeys, result, cell)

    def chart(self, result: VisitsResult, say: Translator) -> dict[str, Any] | None:  # noqa: ARG002 - as all questions
        """Draw nothing: a few numbers need no chart."""
        return None

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
        return likely_middle(journeys, lambda shard, low, high: visits(shard.ptr, shard.ts, low, high, gap)[1])

    def _counted(self, journeys: Journeys, bracket: Bracket) -> "tuple[VisitSums, float | None]":
        """Return visits added up, and the median of their lengths where it lies within the bracket."""
        from desireline.kernels.visits import VisitSums, visits

        gap = self._gap_us(journeys)
        partials = fold(journeys, lambda shard, low, high: visits(shard.ptr, shard.ts, low, high, gap, *bracket))
        sums = VisitSums(*(sum(own[place] for own, _ in partials) for place in range(len(VisitSums._fields))))
        return sums, median_within([lengths for _, lengths in partials], sums.shorter, sums.visits)

    def _gap_us(self, journeys: Journeys) -> np.int64:
        return np.int64(parse_duration(journeys.settings.visit_gap if self.gap is None else self.gap))

    def _spans(self, journeys: Journeys, shard: Shard, low: int, high: int) -> Spans:
        """Return the first and last event of each visit."""
        first, past = split_visits(journeys, shard, low, high, self.gap)
        return first, past - 1
