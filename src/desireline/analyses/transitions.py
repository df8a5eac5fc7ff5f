"""Which touchpoint directly follows which."""

from math import isnan
from typing import Annotated, ClassVar

import msgspec
import numpy as np
from msgspec import Meta

from desireline.analyses._base import Analysis, Result
from desireline.analyses._pairs import count_pairs
from desireline.journeys import Journeys

__all__ = ["Transition", "Transitions", "TransitionsResult"]


class Transition(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """One touchpoint directly followed by another."""

    from_: Annotated[str | None, Meta(description="The first touchpoint; null: the customer's events start here.")]
    to: Annotated[str | None, Meta(description="The next touchpoint; null: the customer's events end here.")]
    customers: Annotated[int, Meta(description="Customers who did so at least once.")]
    count: Annotated[int, Meta(description="How many times, in events.")]
    median_s: Annotated[float | None, Meta(description="Exact median of the seconds between; null at starts and ends.")]


class TransitionsResult(Result, frozen=True):
    """All transitions."""

    rows: Annotated[list[Transition], Meta(description="Most times first.")]
    customers: Annotated[int, Meta(description="All customers.")]
    events: Annotated[int, Meta(description="All events of customers.")]


class Transitions(Analysis[TransitionsResult], frozen=True, kw_only=True):
    """Which touchpoint directly follows which, over each customer's whole history.

    Events of equal time are taken in the order of their source. Starts and ends of customers' histories are rows of their own.
    """

    title: ClassVar[str] = "Transitions"
    result: ClassVar[type[Result]] = TransitionsResult

    medians: Annotated[
        bool, Meta(description="Whether to work out the median time of each; without them the answer comes sooner.")
    ] = True

    def run(self, journeys: Journeys) -> TransitionsResult:
        """Count all pairs in one pass; two more find the medians where they are wanted."""
        names: list[str | None] = [*journeys.touchpoints, None]
        found = count_pairs(journeys, medians=self.medians)
        before, after = np.divmod(found.pair, journeys.width + 1)
        columns = (before, after, found.customers, found.count, found.median_us / 1e6)
        rows = [
            Transition(
                from_=names[one],
                to=names[other],
                customers=customers,
                count=count,
                median_s=None if isnan(median_s) else median_s,
            )
            for one, other, customers, count, median_s in zip(*(column.tolist() for column in columns), strict=True)
        ]
        rows.sort(key=lambda row: (-row.count, row.from_ or "", row.to or ""))
        return TransitionsResult(rows=rows, customers=journeys.customers, events=journeys.events)
