"""Who comes back."""

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.analyses._base import Analysis, Result
from desireline.analyses._cells import Cell, SharePlace, no_such_cell
from desireline.analyses._members import Members, customers_of
from desireline.analyses._parameters import TouchpointName
from desireline.analyses._periods import Every, Periods, periods
from desireline.analyses._telling import share_words, titles
from desireline.base.errors import InputError
from desireline.base.i18n import Translator
from desireline.base.times import zone
from desireline.base.units import CustomerCount, DayText, Plain, shares_of
from desireline.charts import Row, heat
from desireline.journeys import Journeys, fold
from desireline.journeys.store import Shard
from desireline.journeys.view import Kept, View
from desireline.stats.shares import Share, share_of

__all__ = ["CohortSize", "Retention", "RetentionPoint", "RetentionResult", "Returned"]

_MOST = 366
_FAR = np.iinfo(np.int64).max


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """How many of a cohort came back so many periods later."""

    cohort: Annotated[DayText, Meta(description="First day of the period in which these customers first did it.")]
    period: Annotated[Plain, Meta(description="How many periods later: 1 is the next one.")]
    customers: Annotated[CustomerCount, Meta(description="Customers who came back; so far, where `share` is null.")]
    of: Annotated[CustomerCount, Meta(description="Customers of the cohort.")]
    share: Annotated[
        Share | None,
        shares_of(
            "customers", "`customers` of the cohort; null where the period has not wholly passed: too early to tell."
        ),
    ]


class RetentionPoint(msgspec.Struct, frozen=True, kw_only=True):
    """How many of all cohorts came back so many periods later."""

    period: Annotated[Plain, Meta(description="How many periods later.")]
    share: Annotated[
        Share, shares_of("customers", "Customers who came back, of those of all cohorts for which it can be told.")
    ]


class CohortSize(msgspec.Struct, frozen=True, kw_only=True):
    """One cohort."""

    cohort: Annotated[DayText, Meta(description="First day of its period, such as 2026-03-02.")]
    customers: Annotated[CustomerCount, Meta(description="Customers who first did it in this period.")]


class RetentionResult(Result, frozen=True):
    """Who came back."""

    every: Annotated[Every, Meta(description="How long a period is.")]
    rows: Annotated[list[Returned], Meta(description="By cohort and period; periods that have not begun are left out.")]
    curve: Annotated[
        list[RetentionPoint],
        Meta(description="All cohorts together, each weighing as much as it has customers; as far as can be told."),
    ]
    cohorts: Annotated[
        list[CohortSize], Meta(description="In the order of time; periods without new customers are left out.")
    ]
    customers: Annotated[
        CustomerCount,
        Meta(description="Customers of all cohorts: those who did it, with `period` for the first time within it."),
    ]


class Retention(Analysis[RetentionResult], frozen=True, kw_only=True):
    """Cohorts of customers by when they first did something, and what share of them came back in each later period.

    A customer belongs to one cohort: the day, week (from Monday) or month, in the project's time zone, of the first event of `first`. They
    come back in a later period by an event of `again` in it; with `measure: from`, by one in it or after it, so that such shares of late
    cohorts may still grow. A period that has not wholly passed when the data end has no share, and events dated after that end count for
    nothing. With `period`, cohorts are those of customers who first did it within it: whoever did it before is not new, and in none.
    """

    title: ClassVar[str] = "Retention"
    result: ClassVar[type[Result]] = RetentionResult

    first: Annotated[
        TouchpointName | None, Meta(description="The touchpoint that makes the cohort; none: any event.")
    ] = None
    again: Annotated[
        TouchpointName | None, Meta(description="The touchpoint that counts as coming back; none: any event.")
    ] = None
    every: Annotated[Every, Meta(description="How long a period is, by the calendar.")] = "week"
    measure: Annotated[
        Literal["in", "from"], Meta(description="Whether customers come back in a period, or in it or after it.")
    ] = "in"
    later: Annotated[int, Meta(ge=1, le=_MOST, description="How many later periods are shown.")] = 12

    def __post_init__(self) -> None:
        """Refuse what cannot be counted.

        Raises:
            InputError: the number of periods is out of bounds.
        """
        if not 1 <= self.later <= _MOST:
            raise InputError(f"{self.later} later periods cannot be shown: choose 1 to {_MOST}")

    def run(self, journeys: Journeys) -> RetentionResult:
        """Count all cohorts and all later periods in one pass."""
        calendar = self._calendar(journeys)
        first, again = self._numbers(journeys)
        if calendar is None:
            return RetentionResult(every=self.every, rows=[], curve=[], cohorts=[], customers=0)
        counts = self._counts(journeys, calendar, first, again)
        told = _told(calendar, journeys.end_us)
        begun = int(np.searchsorted(calendar.edge[:-1], journeys.end_us, side="right"))
        sizes = counts[:, 0].tolist()
        cohorts = [place for place, size in enumerate(sizes) if size]
        rows = [
            Returned(
                cohort=calendar.days[cohort].isoformat(),
                period=later,
                customers=(customers := int(counts[cohort, later])),
                of=sizes[cohort],
                share=share_of(customers, sizes[cohort]) if cohort + later < told else None,
            )
            for cohort in cohorts
            for later in range(1, min(self.later, begun - 1 - cohort) + 1)
        ]
        curve = []
        for later in range(1, min(self.later, told - 1) + 1):
            old = counts[: told - later]
            if of := int(old[:, 0].sum()):
                curve.append(RetentionPoint(period=later, share=share_of(int(old[:, later].sum()), of)))
        return RetentionResult(
            every=self.every,
            rows=rows,
            curve=curve,
            cohorts=[CohortSize(cohort=calendar.days[place].isoformat(), customers=sizes[place]) for place in cohorts],
            customers=sum(sizes),
        )

    def open(self, journeys: Journeys, result: RetentionResult, cell: Cell) -> Members:
        """Return the customers of a cohort, of several, or those of them who came back."""
        calendar = self._calendar(journeys)
        if calendar is None:
            if cell == ("customers",):
                return customers_of(journeys, lambda _, low, high: np.zeros(high - low, dtype=bool))
            raise no_such_cell(cell, result)
        every, told = range(len(calendar.days)), _told(calendar, journeys.end_us)
        match cell:
            case ("customers",):
                return self._members(journeys, calendar, every)
            case ("cohorts", int(place), "customers") if place < len(result.cohorts):
                return self._members(journeys, calendar, [_place(calendar, result.cohorts[place].cohort)])
            case ("rows", int(place), "of") | ("rows", int(place), "share", "of") if place < len(result.rows):
                return self._members(journeys, calendar, [_place(calendar, result.rows[place].cohort)])
            case ("rows", int(place), "customers") | ("rows", int(place), "share", "count") if place < len(result.rows):
                row = result.rows[place]
                return self._members(journeys, calendar, [_place(calendar, row.cohort)], row.period)
            case ("curve", int(place), "share", "count" | "of" as which) if place < len(result.curve):
                later = result.curve[place].period
                return self._members(journeys, calendar, every[: told - later], later if which == "count" else None)
        raise no_such_cell(cell, result)

    def shares(self, result: RetentionResult) -> Iterable[tuple[str, SharePlace]]:
        """Return the share that came back so many periods later, all cohorts together."""
        for place, point in enumerate(result.curve):
            cell = ("curve", place, "share")
            yield f"+{point.period}", SharePlace((*cell, "count"), (*cell, "of"), "customers")

    def chart(self, result: RetentionResult, say: Translator) -> dict[str, Any] | None:
        """Draw the shares as a table of cohorts and periods, as far as they can be told."""
        shown: list[Row] = [
            {
                "cohort": row.cohort,
                "period": row.period,
                "share": row.share.share,
                "customers": row.customers,
                "cell": f"/rows/{place}/customers",
            }
            for place, row in enumerate(result.rows)
            if row.share is not None
        ]
        columns = titles(say, "cohort") | {
            "period": say(f"ask.column.later.{result.every}"),
            "share": say("ask.column.came_back"),
        }
        columns |= titles(say, "customers")
        return heat(shown, across="period", down="cohort", value="share", titles=columns, share=True)

    def story(self, result: RetentionResult, say: Translator) -> list[str]:
        """Tell how many came back in the next period, and in the last that can be told."""
        if not result.customers:
            return [say("ask.retention.none")]
        if not result.curve:
            return [say("ask.retention.soon", customers=say("map.customers", n=result.customers))]
        ends = result.curve[:1] if len(result.curve) == 1 else [result.curve[0], result.curve[-1]]
        return [
            say(
                f"ask.retention.{self.measure}",
                when=say(f"ask.retention.{result.every}", n=point.period),
                customers=say("map.customers", n=point.share.of),
                **share_words(point.share, say),
            )
            for point in ends
        ]

    def _calendar(self, journeys: Journeys) -> Periods | None:
        """Return the periods from the first event that can make a cohort to where the data end; None where there are none."""
        first = journeys.store.manifest.first_us
        if first is None:
            return None
        begin = first if journeys.since_us is None else max(first, journeys.since_us)
        if begin > journeys.end_us:
            return None
        return periods(begin, journeys.end_us, self.every, zone(journeys.settings.time_zone))

    def _numbers(self, journeys: Journeys) -> tuple[int, int]:
        """Return the numbers of both touchpoints; -1 for any."""
        first, again = (-1 if name is None else journeys.touchpoint(name) for name in (self.first, self.again))
        return first, again

    def _counts(self, journeys: Journeys, calendar: Periods, first: int, again: int) -> NDArray[np.int64]:
        """Return customers by cohort and by how many periods later they came back; those of the whole cohort first."""
        from desireline.kernels.retention import retention

        days, table = len(calendar.days), calendar.table()
        most, onwards = min(self.later, days), self.measure == "from"

        since = journeys.since_us

        def counted(shard: Shard, low: int, high: int) -> NDArray[np.int64]:
            if since is not None:
                shard = View(shard, low, high, Kept(customers=_began_since(shard, low, high, first, since)))
                low, high = 0, shard.customers
            columns = (shard.ptr, shard.ts, shard.touchpoint)
            found: NDArray[np.int64] = retention(*columns, low, high, first, again, days, *table, most, onwards)
            return found

        return sum(fold(_history(journeys, calendar), counted), np.zeros((days, most + 1), dtype=np.int64))

    def _members(
        self, journeys: Journeys, calendar: Periods, cohorts: range | list[int], later: int | None = None
    ) -> Members:
        """Return the customers of some cohorts; or those of them who came back so many periods later."""
        from desireline.kernels.retention import came_back, cohort_of

        first, again = self._numbers(journeys)
        edge, last, began = calendar.edge, len(calendar.days), journeys.since_us
        wanted = np.zeros(last + 1, dtype=bool)  # one more for those of no cohort
        wanted[list(cohorts)] = True

        def chosen(shard: Shard, low: int, high: int) -> NDArray[np.bool_]:
            own = cohort_of(shard.ptr, shard.ts, shard.touchpoint, low, high, first, edge)
            marked: NDArray[np.bool_] = wanted[own]
            if began is not None:
                marked &= _began_since(shard, low, high, first, began)
            if later is None:
                return marked
            begins = np.minimum(own + later, last)
            since = edge[begins]
            until = np.full(len(own), _FAR) if self.measure == "from" else edge[np.minimum(begins + 1, last)]
            columns = (shard.ptr, shard.ts, shard.touchpoint)
            marked &= came_back(*columns, low, high, again, since, until)
            return marked

        return customers_of(_history(journeys, calendar), chosen)


def _history(journeys: Journeys, calendar: Periods) -> Journeys:
    """Return what decides who is new and who came back: all up to where the data end, and what was before `period` too."""
    history = journeys.until_end()
    first, begin, past = journeys.store.manifest.first_us or 0, int(calendar.edge[0]), int(calendar.edge[-1])
    early = max(first, first if journeys.since_us is None else journeys.since_us) < begin
    if early or journeys.end_us >= past:  # no calendar reaches so far
        return history.during(begin if early else min(first, begin), past)
    return history


def _began_since(shard: Shard, low: int, high: int, first: int, since: int) -> NDArray[np.bool_]:
    """Say which customers first did something at a time or after it; `first` as kernels take it."""
    from desireline.kernels.paths import first_at

    begin, past = shard.ptr[low:high], shard.ptr[low + 1 : high + 1]
    at = np.where(past > begin, begin, -1) if first < 0 else first_at(begin, past, shard.touchpoint, first)
    found = at >= 0
    found[found] = shard.ts[at[found]] >= since
    return found


def _told(calendar: Periods, end_us: int) -> int:
    """Return how many of the periods have wholly passed when the data end."""
    return int(np.searchsorted(calendar.edge[1:] - 1, end_us, side="right"))


def _place(calendar: Periods, day: str) -> int:
    """Return the period that begins on a day."""
    return [each.isoformat() for each in calendar.days].index(day)
