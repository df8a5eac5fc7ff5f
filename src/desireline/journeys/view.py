"""Some customers of a shard, with all or some of their events, in arrays like the shard's own: kernels see no difference."""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from desireline.journeys.store import Shard

__all__ = ["Keep", "Kept", "View", "Views", "between", "both"]

_ROOM = 8_000_000


@dataclass(frozen=True)
class Kept:
    """What a selection keeps of a slice of customers.

    Attributes:
        customers: of each customer of the slice, whether they are kept; None: all.
        events: of each event of these customers, whether it is kept; None: all. A customer none of whose events is kept is not kept.
    """

    customers: NDArray[np.bool_] | None = None
    events: NDArray[np.bool_] | None = None


class Keep(Protocol):
    """Says what is kept of customers `low` to `high` of a shard, looking at all their events."""

    def __call__(self, shard: Shard, low: int, high: int) -> Kept:
        """Return what is kept."""
        ...


def both(one: Kept, other: Kept) -> Kept:
    """Return what both keep."""
    return Kept(_and(one.customers, other.customers), _and(one.events, other.events))


def between(since_us: int, until_us: int) -> Keep:
    """Return what keeps the events of a span of time: from its beginning on, before its end."""

    def keep(shard: Shard, low: int, high: int) -> Kept:
        ts = shard.ts[int(shard.ptr[low]) : int(shard.ptr[high])]
        return Kept(events=(ts >= since_us) & (ts < until_us))

    return keep


def _and(one: NDArray[np.bool_] | None, other: NDArray[np.bool_] | None) -> NDArray[np.bool_] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


class View(Shard):
    """The kept customers and events of a slice of a shard.

    Args:
        shard: the whole.
        low: first customer of the slice.
        high: one past its last.
        kept: which of them, and which of their events.

    Attributes:
        chosen: the places of its customers in the whole.
    """

    def __init__(self, shard: Shard, low: int, high: int, kept: Kept) -> None:
        self._shard = shard
        begin = int(shard.ptr[low])
        sizes = np.diff(shard.ptr[low : high + 1])
        self._at: NDArray[np.int64] | None = None
        if kept.events is None:
            chosen = np.arange(high - low) if kept.customers is None else np.flatnonzero(kept.customers)
        else:
            events = kept.events if kept.customers is None else kept.events & np.repeat(kept.customers, sizes)
            self._at = np.flatnonzero(events) + begin
            sizes = np.diff(np.searchsorted(self._at, shard.ptr[low : high + 1]))
            chosen = np.flatnonzero(sizes)
        self.chosen = chosen + low
        self._starts = np.asarray(shard.ptr[self.chosen])
        self._ptr = np.concatenate([[0], np.cumsum(sizes[chosen])]).astype(np.int64)
        self._gathered: dict[str, NDArray[np.generic]] = {}
        self.customers = len(chosen)
        self.events = int(self._ptr[-1])

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process without the columns, which are gathered there."""
        state = {name: value for name, value in self.__dict__.items() if name != "at"}
        return object.__new__, (View,), state | {"_gathered": {}}

    @cached_property
    def at(self) -> NDArray[np.int64]:
        """Where each event lies in the shard."""
        if self._at is not None:
            return self._at
        return np.arange(self.events) + np.repeat(self._starts - self._ptr[:-1], np.diff(self._ptr))

    def column(self, name: str) -> NDArray[np.generic]:
        """Return a dense column of the kept events or customers."""
        from desireline.kernels.gathering import gather_runs

        if name == "ptr":
            return self._ptr
        if name not in self._gathered:
            whole = self._shard.column(name)
            if self._shard.is_of_customers(name):
                self._gathered[name] = whole[self.chosen]
            elif self._at is None:
                self._gathered[name] = gather_runs(self._starts, self._ptr, whole)
            else:
                self._gathered[name] = whole[self._at]
        return self._gathered[name]

    def has(self, name: str) -> bool:
        """Say whether there is a column of that name."""
        return self._shard.has(name)

    def is_of_customers(self, name: str) -> bool:
        """Say whether a column has a number for each customer."""
        return self._shard.is_of_customers(name)

    def sparse(
        self, name: str, low: int = 0, high: int | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.generic], NDArray[np.uint8]]:
        """Return what few of the kept events carry, as `Shard.sparse` does."""
        high = self.customers if high is None else high
        begin, end = int(self._ptr[low]), int(self._ptr[high])
        own = self.at[begin:end]
        if not len(own):
            return self._shard.sparse(name, 0, 0)
        at, values, kind = self._shard.sparse(name, int(self.chosen[low]), int(self.chosen[high - 1]) + 1)
        inside = slice(np.searchsorted(at, own[0]), np.searchsorted(at, own[-1], side="right"))
        at, values, kind = at[inside], values[inside], kind[inside]
        place = np.searchsorted(own, at)
        there = own[place] == at
        return place[there] + begin, values[there], kind[there]


class Views:
    """The views of one selection, kept for the next pass as long as they are small; the others are made again."""

    def __init__(self) -> None:
        self._views: dict[int, View] = {}
        self._events = 0

    def get(self, number: int) -> View | None:
        """Return the view of a slice, if it was kept."""
        return self._views.get(number)

    def put(self, number: int, view: View) -> None:
        """Keep a view if there is room: for 8 million events in all, under 100 MB."""
        if self._events + view.events <= _ROOM:
            self._views[number] = view
            self._events += view.events
