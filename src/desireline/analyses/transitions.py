"""Which touchpoint directly follows which."""

from collections.abc import Iterable
from math import isnan
from typing import Annotated, Any, ClassVar

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.analyses._base import Analysis, Result
from desireline.analyses._cells import Cell, SharePlace
from desireline.analyses._members import Members, customers_with, events_of
from desireline.analyses._pair_times import Pairs
from desireline.analyses._pairs import count_pairs, count_pairs_of_groups
from desireline.analyses._telling import titles
from desireline.base.i18n import Translator
from desireline.base.units import CustomerCount, EventCount, TouchpointText
from desireline.charts import Row, heat
from desireline.journeys import Journeys
from desireline.journeys.groups import Groups
from desireline.journeys.store import Shard

__all__ = ["Transition", "Transitions", "TransitionsResult"]

_DRAWN = 100


class Transition(msgspec.Struct, frozen=True, kw_only=True, gc=False, rename={"from_": "from"}):
    """One touchpoint directly followed by another."""

    from_: Annotated[
        TouchpointText | None,
        Meta(
            description="The first touchpoint; null: the customer's events start here.",
            extra_json_schema={"null": "start"},
        ),
    ]
    to: Annotated[
        TouchpointText | None,
        Meta(
            description="The next touchpoint; null: the customer's events end here.", extra_json_schema={"null": "end"}
        ),
    ]
    customers: Annotated[CustomerCount, Meta(description="Customers who did so at least once.")]
    count: Annotated[EventCount, Meta(description="How many times; opens into the events gone to, or the last ones.")]
    median_s: Annotated[float | None, Meta(description="Exact median of the seconds between; null at starts and ends.")]


class TransitionsResult(Result, frozen=True):
    """All transitions."""

    rows: Annotated[list[Transition], Meta(description="Most times first.")]
    customers: Annotated[CustomerCount, Meta(description="All customers.")]
    events: Annotated[EventCount, Meta(description="All events of customers.")]


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
        """Count all pairs in one pass, their medians too where they are wanted."""
        return self._result(journeys, count_pairs(journeys, medians=self.medians), journeys.customers, journeys.events)

    def run_groups(self, journeys: Journeys, parted: Groups) -> list[TransitionsResult] | None:
        """Count all groups in one pass where no medians are wanted."""
        found = None if self.medians else count_pairs_of_groups(journeys, parted)
        if found is None:
            return None
        wide = journeys.width + 1
        results = []
        for own in found:
            customers = int(own.count[own.pair // wide == journeys.width].sum())  # each starts once
            events = int(own.count[own.pair % wide < journeys.width].sum())  # each is gone to once
            results.append(self._result(journeys, own, customers, events))
        return results

    def _result(self, journeys: Journeys, found: Pairs, customers: int, events: int) -> TransitionsResult:
        names: list[str | None] = [*journeys.touchpoints, None]
        before, after = np.divmod(found.pair, journeys.width + 1)
        place = np.empty(len(names), dtype=np.int64)
        place[sorted(range(len(names)), key=lambda number: names[number] or "")] = np.arange(len(names))
        order = np.lexsort((place[after], place[before], -found.count))
        columns = (
            before[order],
            after[order],
            found.customers[order],
            found.count[order],
            found.median_us[order] / 1e6,
        )
        rows = [
            Transition(
                from_=names[one],
                to=names[other],
                customers=people,
                count=count,
                median_s=None if isnan(median_s) else median_s,
            )
            for one, other, people, count, median_s in zip(*(column.tolist() for column in columns), strict=True)
        ]
        return TransitionsResult(rows=rows, customers=customers, events=events)

    def open(self, journeys: Journeys, result: TransitionsResult, cell: Cell) -> Members:
        """Return the customers, or the events, behind a row."""
        match cell:
            case ("rows", int(place), "customers") if place < len(result.rows):
                row = result.rows[place]
                return customers_with(journeys, lambda *piece: _found(journeys, row, *piece))
            case ("rows", int(place), "count") if place < len(result.rows):
                row = result.rows[place]
                return events_of(journeys, lambda *piece: _found(journeys, row, *piece))
        return super().open(journeys, result, cell)

    def shares(self, result: TransitionsResult) -> Iterable[tuple[str, SharePlace]]:
        """Return the share of customers who made each transition, the commonest first."""
        for place, row in enumerate(result.rows):
            cells = SharePlace(("rows", place, "customers"), ("customers",), "customers")
            yield f"{row.from_ or '^'} → {row.to or '$'}", cells

    def absent(self, result: TransitionsResult) -> SharePlace | None:  # noqa: ARG002 - all transitions have rows
        """Return the share of a transition without a row: nobody made it."""
        return SharePlace(None, ("customers",), "customers")

    def chart(self, result: TransitionsResult, say: Translator) -> dict[str, Any] | None:
        """Draw the commonest as a table from where to where."""
        shown: list[Row] = [
            {
                "from": row.from_ or say("ask.start"),
                "to": row.to or say("ask.end"),
                "count": row.count,
                "customers": row.customers,
                "cell": f"/rows/{place}/count",
            }
            for place, row in enumerate(result.rows[:_DRAWN])
        ]
        return heat(
            shown, across="to", down="from", value="count", titles=titles(say, "from", "to", "count", "customers")
        )

    def story(self, result: TransitionsResult, say: Translator) -> list[str]:
        """Tell the commonest step from one touchpoint to another."""
        row = next((row for row in result.rows if row.from_ and row.to and row.from_ != row.to), None)
        if row is None:
            return [say("ask.transitions.none")]
        customers = say("map.customers", n=row.customers)
        told = [say("ask.transitions.most", **{"from": row.from_}, to=row.to, n=row.count, customers=customers)]
        if row.median_s is not None:
            told.append(say("ask.transitions.median", span=say.span(row.median_s * 1e6)))
        return told


def _found(journeys: Journeys, row: Transition, shard: Shard, low: int, high: int) -> NDArray[np.int64]:
    """Return the places of the events that a transition goes to; of those it comes from, where histories end."""
    if row.from_ is not None and row.to is not None:
        from desireline.kernels.transitions import pair_events

        pair = journeys.touchpoint(row.from_), journeys.touchpoint(row.to)
        found: NDArray[np.int64] = pair_events(shard.ptr, shard.touchpoint, low, high, *pair)
        return found
    wanted = row.to if row.from_ is None else row.from_
    if wanted is None:
        return np.empty(0, dtype=np.int64)
    ptr = shard.ptr[low : high + 1]
    some = ptr[:-1] < ptr[1:]
    edge = ptr[:-1][some] if row.from_ is None else ptr[1:][some] - 1
    return np.asarray(edge[shard.touchpoint[edge] == journeys.touchpoint(wanted)])
