"""Which touchpoint directly follows which."""

from typing import Annotated, ClassVar

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.analyses._base import Analysis, Result
from desireline.journeys import Journeys, fold
from desireline.journeys.store import Shard

__all__ = ["Transition", "Transitions", "TransitionsResult"]

_FLAT = 1_024


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
        """Count all pairs in one pass; for the medians, a second pass collects the times of each."""
        width = journeys.width
        count, people = _counts(journeys)
        medians = _medians(journeys, count) if self.medians and width <= _FLAT else None
        names: list[str | None] = [*journeys.touchpoints, None]
        rows = []
        for before, after in zip(*np.nonzero(count), strict=True):
            median = (
                float(medians[before, after]) / 1e6
                if medians is not None and before < width and after < width
                else None
            )
            rows.append(
                Transition(
                    from_=names[before],
                    to=names[after],
                    customers=int(people[before, after]),
                    count=int(count[before, after]),
                    median_s=median,
                )
            )
        rows.sort(key=lambda row: (-row.count, row.from_ or "", row.to or ""))
        manifest = journeys.store.manifest
        return TransitionsResult(rows=rows, customers=manifest.customers, events=manifest.events)


def _counts(journeys: Journeys) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    from desireline.kernels.transitions import transitions

    width = journeys.width
    partials = fold(
        journeys.store, lambda shard, low, high: transitions(shard.ptr, shard.touchpoint, shard.ts, low, high, width)
    )
    shape = (width + 1, width + 1)
    count = sum((partial[0] for partial in partials), np.zeros(shape, dtype=np.int64))
    people = sum((partial[1] for partial in partials), np.zeros(shape, dtype=np.int64))
    return count, people


def _medians(journeys: Journeys, count: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the exact median µs of each pair."""
    from desireline.kernels.transitions import pair_gaps, transitions

    width = journeys.width
    gaps: list[list[NDArray[np.int64]]] = [[] for _ in range(width * width)]

    def collect(shard: Shard, low: int, high: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        own = transitions(shard.ptr, shard.touchpoint, shard.ts, low, high, width)[0][:width, :width]
        starts = np.concatenate([[0], np.cumsum(own.ravel())]).astype(np.int64)
        return starts, pair_gaps(shard.ptr, shard.touchpoint, shard.ts, low, high, width, starts)

    result = np.zeros((width, width))
    partials = fold(journeys.store, collect)
    for pair in np.flatnonzero(count[:width, :width].ravel()):
        gaps[pair] = [values[starts[pair] : starts[pair + 1]] for starts, values in partials]
        result[divmod(int(pair), width)] = np.median(np.concatenate(gaps[pair]))
    return result
