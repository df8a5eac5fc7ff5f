"""Which touchpoint directly follows which."""

from collections.abc import Callable
from dataclasses import dataclass
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
        """Count all pairs, and collect the times of each where medians are wanted, in one pass."""
        width = journeys.width
        names: list[str | None] = [*journeys.touchpoints, None]
        partials = fold(journeys.store, _counting(width, medians=self.medians))
        rows = []
        for pair, found in _by_pair(partials).items():
            before, after = divmod(pair, width + 1)
            gaps = (
                [slice_.gaps(place) for slice_, place in found] if self.medians and width not in (before, after) else []
            )
            rows.append(
                Transition(
                    from_=names[before],
                    to=names[after],
                    customers=sum(int(slice_.customers[place]) for slice_, place in found),
                    count=sum(int(slice_.count[place]) for slice_, place in found),
                    median_s=float(np.median(np.concatenate(gaps))) / 1e6 if gaps else None,
                )
            )
        rows.sort(key=lambda row: (-row.count, row.from_ or "", row.to or ""))
        manifest = journeys.store.manifest
        return TransitionsResult(rows=rows, customers=manifest.customers, events=manifest.events)


@dataclass(frozen=True)
class _Slice:
    """The pairs of a slice of customers (`before * (width + 1) + after`), and each one's numbers."""

    pair: NDArray[np.int64]
    count: NDArray[np.int64]
    customers: NDArray[np.int64]
    starts: NDArray[np.int64]
    us: NDArray[np.int64]

    def gaps(self, place: int) -> NDArray[np.int64]:
        """Return the µs between the events of one pair."""
        return self.us[self.starts[place] : self.starts[place + 1]]


def _by_pair(slices: list[_Slice]) -> dict[int, list[tuple[_Slice, int]]]:
    found: dict[int, list[tuple[_Slice, int]]] = {}
    for slice_ in slices:
        for place, pair in enumerate(slice_.pair.tolist()):
            found.setdefault(pair, []).append((slice_, place))
    return found


def _counting(width: int, *, medians: bool) -> Callable[[Shard, int, int], _Slice]:
    """Return what counts a slice: over a matrix of all pairs, or by sorting where that would be too large."""
    from desireline.kernels.transitions import pair_gaps, transitions, wide_pair_gaps, wide_transitions

    def narrow(shard: Shard, low: int, high: int) -> _Slice:
        count, people = transitions(shard.ptr, shard.touchpoint, low, high, width)
        us = np.empty(0, dtype=np.int64)
        if medians:
            inner = np.concatenate([[0], np.cumsum(count[:width, :width])]).astype(np.int64)
            us = pair_gaps(shard.ptr, shard.touchpoint, shard.ts, low, high, width, inner)
        pair = np.flatnonzero(count)
        return _slice(pair, count.ravel()[pair], people.ravel()[pair], us, width)

    def wide(shard: Shard, low: int, high: int) -> _Slice:
        us = np.empty(0, dtype=np.int64)
        if medians:
            us = wide_pair_gaps(shard.ptr, shard.touchpoint, shard.ts, low, high, width)
        return _slice(*wide_transitions(shard.ptr, shard.touchpoint, low, high, width), us, width)

    return narrow if width <= _FLAT else wide


def _slice(
    pair: NDArray[np.int64], count: NDArray[np.int64], customers: NDArray[np.int64], us: NDArray[np.int64], width: int
) -> _Slice:
    """Put a slice together: starts and ends of histories have no times."""
    inner = (pair // (width + 1) < width) & (pair % (width + 1) < width)
    starts = np.concatenate([[0], np.cumsum(np.where(inner, count, 0))])
    return _Slice(pair, count, customers, starts, us)
