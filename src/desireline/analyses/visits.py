"""How often customers come, and how long they stay."""

from typing import Annotated, ClassVar

import numpy as np
from msgspec import Meta

from desireline.analyses._base import Analysis, Result
from desireline.base.durations import parse_duration
from desireline.journeys import Journeys, fold, median_of
from desireline.stats.shares import Share, share_of

__all__ = ["Visits", "VisitsResult"]


class VisitsResult(Result, frozen=True):
    """Visits in numbers."""

    visits: Annotated[int, Meta(description="How many visits.")]
    customers: Annotated[int, Meta(description="Customers with at least one.")]
    events: Annotated[int, Meta(description="Events in all visits.")]
    bounce: Annotated[Share, Meta(description="Visits of a single event, of all visits.")]
    mean_s: Annotated[
        float | None, Meta(description="Mean seconds from a visit's first event to its last; null without visits.")
    ]
    median_s: Annotated[float | None, Meta(description="Median of the same.")]


class Visits(Analysis[VisitsResult], frozen=True, kw_only=True):
    """Visits: events of one customer with pauses of at most the gap."""

    title: ClassVar[str] = "Visits"
    result: ClassVar[type[Result]] = VisitsResult

    gap: Annotated[
        str | None, Meta(description="The pause that ends a visit; the settings' `visit_gap` where none is given.")
    ] = None

    def run(self, journeys: Journeys) -> VisitsResult:
        """Cut every customer's events at pauses in one pass."""
        from desireline.kernels.visits import visits

        gap = parse_duration(self.gap or journeys.settings.visit_gap)
        partials = fold(journeys, lambda shard, low, high: visits(shard.ptr, shard.ts, low, high, np.int64(gap)))
        count = sum(partial[0] for partial in partials)
        single = sum(partial[1] for partial in partials)
        lengths = [partial[3] for partial in partials]
        median = median_of(lengths)
        return VisitsResult(
            visits=count,
            customers=sum(partial[2] for partial in partials),
            events=journeys.events,
            bounce=share_of(single, count),
            mean_s=sum(int(own.sum()) for own in lengths) / count / 1e6 if count else None,
            median_s=median / 1e6 if median is not None else None,
        )
