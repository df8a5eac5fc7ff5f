"""How far customers get along ordered steps."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, ClassVar, Self

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.analyses._base import Analysis, Result
from desireline.analyses._cells import Cell, SharePlace
from desireline.analyses._members import Members, customers_of
from desireline.analyses._parameters import EndlessDuration, TouchpointName
from desireline.analyses._starting import steps_to_goal
from desireline.analyses._telling import share_words, titles
from desireline.base.durations import parse_duration
from desireline.base.errors import InputError
from desireline.base.i18n import Translator
from desireline.base.units import CustomerCount, Ratio, TouchpointText, shares_of
from desireline.charts import Row, bars
from desireline.journeys import Journeys, fold, median_of
from desireline.journeys.store import Shard
from desireline.stats.shares import Share, share_of

__all__ = ["Funnel", "FunnelResult", "FunnelStep"]


class FunnelStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a funnel."""

    step: Annotated[TouchpointText, Meta(description="The touchpoint.")]
    customers: Annotated[
        CustomerCount, Meta(description="Customers who reached it, having reached all before it in order.")
    ]
    share: Annotated[Ratio | None, Meta(description="`customers / of`; null where `of` is 0.")]
    low: Annotated[float | None, Meta(description="Lower end of the share's 95 % Wilson interval.")]
    high: Annotated[float | None, Meta(description="Upper end of it.")]
    of: Annotated[
        CustomerCount, Meta(description="Customers who reached the step before; all customers for the first.")
    ]
    undecided: Annotated[
        CustomerCount,
        Meta(
            description="Customers among `of` who did not reach it but may yet: the window of a try that got to the step before is not "
            "over when the data end. 0 for the first step, and without a window."
        ),
    ]
    share_known: Annotated[
        Share, shares_of("customers", "`customers` of those of whom it can be told: `of - undecided`.")
    ]
    share_of_first: Annotated[Share, shares_of("customers", "`customers` of those who reached the first step.")]
    median_s: Annotated[float | None, Meta(description="Median seconds from the step before; null for the first.")]


class FunnelResult(Result, frozen=True):
    """How far customers got."""

    steps: list[FunnelStep]
    customers: Annotated[CustomerCount, Meta(description="All customers.")]


class Funnel(Analysis[FunnelResult], frozen=True, kw_only=True):
    """Customers that did step 1, then step 2, and so on, within a window after step 1.

    A customer counts once, by the furthest try; of equally far tries the earliest gives the times. Other events may lie between. A step
    is reached at or after the time of the step before, by a later event: events of equal time are taken in the order of their source.
    Whoever may yet reach a step when the data end stands in `of`, and in no `share_known`.
    """

    title: ClassVar[str] = "Funnel"
    result: ClassVar[type[Result]] = FunnelResult

    steps: Annotated[list[TouchpointName], Meta(min_length=2, max_length=20, description="Touchpoints, in order.")]
    window: Annotated[
        EndlessDuration, Meta(description="Time allowed after step 1, such as 7d; `none` for no limit.")
    ] = "7d"

    def __post_init__(self) -> None:
        """Refuse what the kernel cannot count.

        Raises:
            InputError: there are fewer than 2 steps or more than 20.
        """
        if not 2 <= len(self.steps) <= 20:  # noqa: PLR2004 - as the description says
            raise InputError(f"a funnel of {len(self.steps)} steps cannot be counted: name 2 to 20 touchpoints")

    @classmethod
    def example(cls, journeys: Journeys) -> Self | None:
        """Return the steps to the first journey type's goal."""
        steps = steps_to_goal(journeys)
        return cls(steps=[*steps, *steps][: max(2, len(steps))]) if steps else None

    def run(self, journeys: Journeys) -> FunnelResult:
        """Find each customer's furthest try in one pass."""
        from desireline.kernels.funnel import funnel_counts

        reach, since = self._reach(journeys), self._running_since(journeys)
        partials = fold(journeys, lambda *piece: funnel_counts(*reach(*piece), since))
        deep = len(self.steps)
        reached = sum((own for own, _, _ in partials), np.zeros(deep + 1, dtype=np.int64))
        stopped = sum((own for _, own, _ in partials), np.zeros(deep + 1, dtype=np.int64))
        medians = [median_of([own[2][place] for own in partials]) for place in range(deep - 1)]
        steps = []
        before = first = journeys.customers
        for place, name in enumerate(self.steps):
            customers = int(reached[place + 1 :].sum())
            first = customers if place == 0 else first
            share = share_of(customers, before)
            undecided, middle = (int(stopped[place]), medians[place - 1]) if place else (0, None)
            steps.append(
                FunnelStep(
                    step=name,
                    customers=customers,
                    share=share.share,
                    low=share.low,
                    high=share.high,
                    of=before,
                    undecided=undecided,
                    share_known=share_of(customers, before - undecided),
                    share_of_first=share_of(customers, first),
                    median_s=None if middle is None else middle / 1e6,
                )
            )
            before = customers
        return FunnelResult(steps=steps, customers=journeys.customers)

    def open(self, journeys: Journeys, result: FunnelResult, cell: Cell) -> Members:
        """Return the customers who reached a step."""
        match cell:
            case ("steps", int(place), "customers" | "of" as which) if place < len(result.steps):
                return self._at_least(journeys, place + (which == "customers"))
            case ("steps", int(place), "share_of_first", "count" | "of" as which) if place < len(result.steps):
                return self._at_least(journeys, place + 1 if which == "count" else 1)
            case ("steps", int(place), "undecided") if place < len(result.steps):
                return self._chosen(journeys, lambda reach, running: (reach == place) & running & (place > 0))
            case ("steps", int(place), "share_known", "count") if place < len(result.steps):
                return self._at_least(journeys, place + 1)
            case ("steps", int(place), "share_known", "of") if place < len(result.steps):
                return self._chosen(
                    journeys, lambda reach, running: (reach > place) | ((reach == place) & ~(running & (place > 0)))
                )
        return super().open(journeys, result, cell)

    def shares(self, result: FunnelResult) -> Iterable[tuple[str, SharePlace]]:
        """Return each step's share of the step before."""
        for place, step in enumerate(result.steps):
            cells = SharePlace(("steps", place, "customers"), ("steps", place, "of"), "customers")
            yield f"{place + 1}. {step.step}", cells

    def chart(self, result: FunnelResult, say: Translator) -> dict[str, Any] | None:
        """Draw how many reached each step."""
        shown: list[Row] = [
            {
                "step": f"{place}. {step.step}",
                "customers": step.customers,
                "share": step.share,
                "share_of_first": step.share_of_first.share,
                "cell": f"/steps/{place - 1}/customers",
            }
            for place, step in enumerate(result.steps, start=1)
        ]
        columns = titles(say, "step", "customers", "share", "share_of_first")
        return bars(shown, of="step", value="customers", titles=columns)

    def story(self, result: FunnelResult, say: Translator) -> list[str]:
        """Tell how many got from the first step to the last, and where most were lost."""
        first, last = result.steps[0], result.steps[-1]
        if not first.customers:
            return [say("ask.funnel.none", first=first.step)]
        customers = say("map.customers", n=first.customers)
        got = share_words(share_of(last.customers, first.customers), say)
        told = [
            say("ask.funnel.got", first=first.step, customers=customers, count=last.customers, last=last.step, **got)
        ]
        worst = max(
            range(1, len(result.steps)), key=lambda place: result.steps[place].of - result.steps[place].customers
        )
        lost, of = result.steps[worst].of - result.steps[worst].customers, result.steps[worst].of
        if lost and len(result.steps) > 2:  # noqa: PLR2004 - with two steps, the first sentence has said so
            step, before = result.steps[worst].step, result.steps[worst - 1].step
            lost_words = say("map.customers_lost", n=lost)
            told.append(
                say(
                    "ask.funnel.lost", step=step, before=before, lost=lost_words, **share_words(share_of(lost, of), say)
                )
            )
        told += [
            say(
                "ask.funnel.undecided",
                step=step.step,
                customers=say("map.customers", n=step.undecided),
                **share_words(step.share_known, say),
            )
            for step in result.steps
            if step.undecided
        ]
        return told

    def _at_least(self, journeys: Journeys, depth: int) -> Members:
        return self._chosen(journeys, lambda reach, _: reach >= depth)

    def _chosen(
        self, journeys: Journeys, chosen: Callable[[NDArray[np.uint8], NDArray[np.bool_]], NDArray[np.bool_]]
    ) -> Members:
        """Return the customers chosen by how many steps they reached, and whether a try that got so far is still running."""
        found, since = self._reach(journeys), self._running_since(journeys)

        def marked(shard: Shard, low: int, high: int) -> NDArray[np.bool_]:
            reach, _, latest = found(shard, low, high)
            running = np.zeros(len(reach), dtype=bool)
            running[reach > 0] = latest > since
            return chosen(reach, running)

        return customers_of(journeys, marked)

    def _running_since(self, journeys: Journeys) -> np.int64:
        """Return after when tries began whose window is not over when the data end; without a window it is taken as over."""
        return np.int64(journeys.end_us - self._window_us if self._window_us >= 0 else np.iinfo(np.int64).max)

    @property
    def _window_us(self) -> np.int64:
        return np.int64(-1 if self.window == "none" else parse_duration(self.window))

    def _reach(
        self, journeys: Journeys
    ) -> Callable[[Shard, int, int], tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]]:
        """Return what finds each customer's furthest try."""
        from desireline.kernels.funnel import funnel_reach

        bits = np.zeros(max(1, journeys.width), dtype=np.uint64)
        for place, name in enumerate(self.steps):
            bits[journeys.touchpoint(name)] |= np.uint64(1) << np.uint64(place)
        window = self._window_us
        return lambda shard, low, high: funnel_reach(shard.ptr, shard.touchpoint, shard.ts, low, high, bits, window)
