"""How far customers get along ordered steps."""

from typing import Annotated, ClassVar

import msgspec
import numpy as np
from msgspec import Meta

from desireline.analyses._base import Analysis, Result
from desireline.base.durations import parse_duration
from desireline.base.errors import InputError
from desireline.journeys import Journeys, fold
from desireline.stats.shares import Share, share_of

__all__ = ["Funnel", "FunnelResult", "FunnelStep"]


class FunnelStep(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a funnel."""

    step: Annotated[str, Meta(description="The touchpoint.")]
    customers: Annotated[int, Meta(description="Customers who reached it, having reached all before it in order.")]
    share: Annotated[float | None, Meta(description="`customers / of`; null where `of` is 0.")]
    low: Annotated[float | None, Meta(description="Lower end of the share's 95 % Wilson interval.")]
    high: Annotated[float | None, Meta(description="Upper end of it.")]
    of: Annotated[int, Meta(description="Customers who reached the step before; all customers for the first.")]
    share_of_first: Annotated[Share, Meta(description="`customers` of those who reached the first step.")]
    median_s: Annotated[float | None, Meta(description="Median seconds from the step before; null for the first.")]


class FunnelResult(Result, frozen=True):
    """How far customers got."""

    steps: list[FunnelStep]
    customers: Annotated[int, Meta(description="All customers.")]


class Funnel(Analysis[FunnelResult], frozen=True, kw_only=True):
    """Customers that did step 1, then step 2, and so on, within a window after step 1.

    A customer counts once, by the furthest try; of equally far tries the earliest gives the times. Other events may lie between. A step
    is reached at or after the time of the step before, by a later event: events of equal time are taken in the order of their source.
    """

    title: ClassVar[str] = "Funnel"
    result: ClassVar[type[Result]] = FunnelResult

    steps: Annotated[list[str], Meta(min_length=2, max_length=20, description="Touchpoints, in order.")]
    window: Annotated[str, Meta(description="Time allowed after step 1, such as 7d; `none` for no limit.")] = "7d"

    def __post_init__(self) -> None:
        """Refuse what the kernel cannot count.

        Raises:
            InputError: there are fewer than 2 steps or more than 20.
        """
        if not 2 <= len(self.steps) <= 20:  # noqa: PLR2004 - as the description says
            raise InputError(f"a funnel of {len(self.steps)} steps cannot be counted: name 2 to 20 touchpoints")

    def run(self, journeys: Journeys) -> FunnelResult:
        """Find each customer's furthest try in one pass."""
        from desireline.kernels.funnel import funnel_reach

        bits = np.zeros(max(1, journeys.width), dtype=np.uint64)
        for place, name in enumerate(self.steps):
            bits[journeys.touchpoint(name)] |= np.uint64(1) << np.uint64(place)
        window = -1 if self.window == "none" else parse_duration(self.window)
        partials = fold(
            journeys.store,
            lambda shard, low, high: funnel_reach(
                shard.ptr, shard.touchpoint, shard.ts, low, high, bits, np.int64(window)
            ),
        )
        pieces = [(np.empty(0, dtype=np.uint8), np.empty((0, len(self.steps)), dtype=np.int64)), *partials]
        reach = np.concatenate([own for own, _ in pieces])
        at = np.concatenate([own for _, own in pieces])
        depths = reach[reach > 0]
        steps = []
        before = first = journeys.store.manifest.customers
        for place, name in enumerate(self.steps):
            reached = depths > place
            customers = int(reached.sum())
            first = customers if place == 0 else first
            share = share_of(customers, before)
            median = (
                float(np.median(at[reached, place] - at[reached, place - 1])) / 1e6 if place and customers else None
            )
            steps.append(
                FunnelStep(
                    step=name,
                    customers=customers,
                    share=share.share,
                    low=share.low,
                    high=share.high,
                    of=before,
                    share_of_first=share_of(customers, first),
                    median_s=median,
                )
            )
            before = customers
        return FunnelResult(steps=steps, customers=journeys.store.manifest.customers)
