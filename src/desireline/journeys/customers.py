"""Single customers of the store: where they lie, what there is of each, and the latest of many."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from desireline.journeys.fold import Bounds, slices
from desireline.journeys.journeys import Journeys
from desireline.journeys.processors import on_all_processors
from desireline.journeys.store import Shard
from desireline.journeys.store.files import SPARSE_KINDS
from desireline.journeys.view import Keep

__all__ = ["CustomerPlace", "Order", "Page", "locate", "page_of", "select"]

Order = Literal["last", "first", "events", "value"]
"""last: latest seen first; first: newest first; events: most first; value: most money first, in the project's currency."""

_PIECES = 8


@dataclass(frozen=True)
class CustomerPlace:
    """Where a customer's history lies.

    Attributes:
        shard: which holds it.
        at: the customer's place in it.
    """

    shard: Shard
    at: int

    @property
    def customer_id(self) -> int:
        """The stable id."""
        return int(self.shard.customer_id[self.at])

    @cached_property
    def events(self) -> slice:
        """The places of the events in the shard, by time."""
        return slice(int(self.shard.ptr[self.at]), int(self.shard.ptr[self.at + 1]))

    def carried(self, name: str) -> tuple[NDArray[np.int64], NDArray[np.generic], NDArray[np.uint8]]:
        """Return what few events carry: their places among the customer's events, the numbers, each one's number in its dictionary."""
        at, values, kind = (
            self.shard.column(column) for column in (f"{name}_at", name, f"{name}_{SPARSE_KINDS[name]}")
        )
        low, high = np.searchsorted(at, np.array([self.events.start, self.events.stop], dtype=at.dtype))
        own = slice(int(low), int(high))
        return at[own].astype(np.int64) - self.events.start, values[own], kind[own].astype(np.uint8)


@dataclass(frozen=True)
class Page:
    """Some customers of many.

    Attributes:
        count: how many there are in all.
        rows: the page, in the order asked for.
    """

    count: int
    rows: list[CustomerPlace]


def locate(journeys: Journeys, customer_id: int) -> CustomerPlace | None:
    """Return where the history of the customer of that id lies; None where there is none."""
    for shard in journeys.store.shards:
        for at in np.flatnonzero(shard.customer_id == np.uint64(customer_id)).tolist():
            if shard.gone is None or not shard.gone[at]:
                return CustomerPlace(shard, at)
    return None


def select(journeys: Journeys, keep: Keep | None) -> int:
    """Return how many customers a selection picks: those it keeps any event of; all where there is none."""
    pieces = _pieces(journeys)
    return sum(on_all_processors(lambda bounds: int(np.count_nonzero(_mask(journeys, bounds, keep))), pieces))


def page_of(
    journeys: Journeys,
    *,
    keep: Keep | None = None,
    ranks: tuple[NDArray[np.uint64], ...] | None = None,
    order: Order = "last",
    first: int = 0,
    most: int = 100,
) -> Page:
    """Return a page of the customers that a selection picks; whoever is equal in the order comes by id.

    Args:
        journeys: whose; all their events are looked at, whatever these are narrowed to.
        keep: the selection; None: all.
        ranks: sorted ids: those in the first array come first, then those in the second, and no others; None: all.
        order: within a rank.
        first: how many to skip.
        most: how many to return.
    """
    wanted = first + most

    def best(bounds: Bounds) -> tuple[int, tuple[NDArray[np.generic], ...]]:
        number, low, high = bounds
        shard = journeys.store.shards[number]
        mask = _mask(journeys, bounds, keep)
        rank = _ranked(shard.customer_id[low:high], ranks) if ranks is not None else None
        if rank is not None and ranks is not None:
            mask &= rank < len(ranks)
        at = np.flatnonzero(mask)
        by = _key(journeys, bounds, at, order)
        tier = rank[at] if rank is not None else np.zeros(len(at), dtype=np.uint8)
        ids = shard.customer_id[low + at]
        chosen = _top(tier, by, ids, wanted)
        shards = np.full(len(chosen), number)
        return len(at), (tier[chosen], by[chosen], ids[chosen], low + at[chosen], shards)

    parts = on_all_processors(best, _pieces(journeys))
    if not parts:
        return Page(0, [])
    tier, by, ids, at, number = (np.concatenate([own[place] for _, own in parts]) for place in range(5))
    chosen = _top(tier, by, ids, wanted)[first:]
    shards = journeys.store.shards
    rows = zip(number[chosen].tolist(), at[chosen].tolist(), strict=True)
    return Page(sum(count for count, _ in parts), [CustomerPlace(shards[shard], place) for shard, place in rows])


def _pieces(journeys: Journeys) -> list[Bounds]:
    return list(slices(journeys.store, _PIECES))


def _mask(journeys: Journeys, bounds: Bounds, keep: Keep | None) -> NDArray[np.bool_]:
    """Say of the customers of a slice whom a selection keeps any event of; those whose history lies elsewhere it does not."""
    number, low, high = bounds
    shard = journeys.store.shards[number]
    mask = np.ones(high - low, dtype=bool) if shard.gone is None else ~shard.gone[low:high]
    if keep is None:
        return mask
    kept = keep(shard, low, high)
    if kept.customers is not None:
        mask &= kept.customers
    if kept.events is not None:
        begin = int(shard.ptr[low])
        before = np.concatenate([[0], np.cumsum(kept.events)])
        ends = shard.ptr[low : high + 1] - begin
        mask &= before[ends[1:]] > before[ends[:-1]]
    return mask


def _ranked(ids: NDArray[np.uint64], ranks: tuple[NDArray[np.uint64], ...]) -> NDArray[np.uint8]:
    rank = np.full(len(ids), len(ranks), dtype=np.uint8)
    for number, known in reversed(list(enumerate(ranks))):
        if len(known):
            nearest = np.minimum(np.searchsorted(known, ids), len(known) - 1)
            rank[known[nearest] == ids] = number
    return rank


def _key(journeys: Journeys, bounds: Bounds, at: NDArray[np.int64], order: Order) -> NDArray[np.int64]:
    """Return what customers of a slice are ordered by, the largest first."""
    number, low, high = bounds
    shard = journeys.store.shards[number]
    if order == "last":
        return np.asarray(shard.ts[shard.ptr[low + at + 1] - 1])
    if order == "first":
        return np.asarray(shard.ts[shard.ptr[low + at]])
    if order == "events":
        return shard.ptr[low + at + 1] - shard.ptr[low + at]
    return _worth(journeys, shard, low, high)[at]


def _worth(journeys: Journeys, shard: Shard, low: int, high: int) -> NDArray[np.int64]:
    """Return what each customer of a slice spent in the project's currency, in minor units."""
    from desireline.kernels.gathering import owners

    total = np.zeros(high - low, dtype=np.int64)
    known = journeys.store.manifest.currencies
    if journeys.settings.currency in known:
        at, value, currency = shard.sparse("value", low, high)
        own = currency == known.index(journeys.settings.currency)
        np.add.at(total, owners(shard.ptr, low, at[own]) - low, value[own].astype(np.int64))
    return total


def _top(tier: NDArray[np.uint8], by: NDArray[np.int64], ids: NDArray[np.uint64], wanted: int) -> NDArray[np.int64]:
    """Return the places of the first `wanted`, without sorting all."""
    found: list[NDArray[np.int64]] = []
    left = wanted
    for number in np.unique(tier).tolist():
        at = np.flatnonzero(tier == number)
        if len(at) > left:
            edge = np.partition(by[at], len(at) - left)[len(at) - left]
            at = at[by[at] >= edge]
        at = at[np.lexsort((ids[at], -by[at]))][:left]
        found.append(at)
        left -= len(at)
        if not left:
            break
    return np.concatenate([np.empty(0, dtype=np.int64), *found])
