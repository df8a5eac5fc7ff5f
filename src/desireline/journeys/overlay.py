"""What of a store stays where it is, and whose histories are written anew: into an overlay, or all of them where that grew too large."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desireline.identity import Owners
from desireline.journeys.changes import Changes
from desireline.journeys.reading import SPARSE, Columns, Sparse
from desireline.journeys.store import Shard, Store
from desireline.journeys.view import Kept, View
from desireline.kernels.nobody import NOBODY

__all__ = ["Moved", "Plan", "Stays", "everybody", "plan", "take_over"]

_MOST = 10
"""An overlay stays under a tenth of the base, and so do the customers in the base that are gone."""


@dataclass(frozen=True)
class Stays:
    """A shard that the next version keeps.

    Attributes:
        number: its number in the old version.
        gone: of each of its customers, whether their history will lie elsewhere.
    """

    number: int
    gone: NDArray[np.bool_]


@dataclass(frozen=True)
class Moved:
    """Customers of a shard whose histories are written anew.

    Attributes:
        shard: theirs.
        chosen: of each of its customers, whether they are among them.
        owner: of each of its customers, whose the events are now; `NOBODY` where they are not taken over.
        events: how many are taken over, at most.
    """

    shard: Shard
    chosen: NDArray[np.bool_]
    owner: NDArray[np.uint32]
    events: int


@dataclass(frozen=True)
class Plan:
    """What the next version is made of, besides what is read from the log."""

    stays: list[Stays]
    moved: list[Moved]

    @property
    def moved_events(self) -> int:
        """How many events are copied, at most."""
        return sum(moved.events for moved in self.moved)


def plan(store: Store, before: Owners, changes: Changes, read: int, *, compact: bool | None) -> Plan:
    """Decide what stays and what is written anew.

    Old overlay shards are written into the new one, but for those far larger than it: so there are few of them, and no event is copied
    often.

    Args:
        store: the last version.
        before: whose its events were.
        changes: whose history is another now.
        read: how many events the log gives.
        compact: whether all is to be written anew; None: where the overlay would grow too large.
    """
    if compact:
        return everybody(store, before, changes.now)
    find = _Finder(before, np.flatnonzero(changes.changed))
    anybody: _Finder | None = None
    stays, moved = [], []
    fresh, overlay, gone, base = read, 0, 0, 0
    for number in sorted(range(len(store.shards)), key=lambda number: (store.manifest.shards[number].overlay, -number)):
        shard, facts = store.shards[number], store.manifest.shards[number]
        if facts.overlay and fresh and facts.live_events <= 2 * fresh:
            anybody = anybody or _Finder(before, np.arange(len(before.customer_id)))
            moves = _moved(shard, *anybody(shard), changes.now)
        else:
            moves = _moved(shard, *find(shard), changes.now)
            rest = moves.chosen if shard.gone is None else moves.chosen | shard.gone
            if not rest.all():
                stays.append(Stays(number, rest))
                gone += facts.events - (left := int(np.diff(shard.ptr)[~rest].sum()))
                overlay += left if facts.overlay else 0
        fresh += moves.events
        base += 0 if facts.overlay else facts.events
        moved.append(moves)
    if compact is None and _MOST * max(overlay + fresh, gone) > base:
        return everybody(store, before, changes.now)
    return Plan(sorted(stays, key=lambda item: item.number), [item for item in moved if item.events])


def everybody(store: Store, before: Owners, now: NDArray[np.uint32]) -> Plan:
    """Return the plan of a version that takes over no shard as it is.

    Args:
        store: the last version.
        before: whose its events were.
        now: of each customer of the last version, whose their events are now; `NOBODY` where they are not to be taken.
    """
    find = _Finder(before, np.arange(len(before.customer_id)))
    return Plan([], [_moved(shard, *find(shard), now) for shard in store.shards])


class _Finder:
    """Finds the numbers of some customers of a shard by their ids."""

    def __init__(self, before: Owners, wanted: NDArray[np.int64]) -> None:
        ids = before.customer_id[wanted]
        order = np.argsort(ids)
        self._ids, self._numbers = ids[order], wanted[order]

    def __call__(self, shard: Shard) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Return the numbers of those that are there, and of each customer of the shard, whether they are among them."""
        if not len(self._ids):
            return np.empty(0, dtype=np.int64), np.zeros(shard.customers, dtype=bool)
        place = np.minimum(np.searchsorted(self._ids, shard.customer_id), len(self._ids) - 1)
        found = self._ids[place] == shard.customer_id
        if shard.gone is not None:
            found &= ~shard.gone
        return self._numbers[place[found]], found


def _moved(shard: Shard, numbers: NDArray[np.int64], chosen: NDArray[np.bool_], now: NDArray[np.uint32]) -> Moved:
    owner = np.full(shard.customers, NOBODY, dtype=np.uint32)
    owner[chosen] = now[numbers]
    return Moved(shard, chosen, owner, int(np.diff(shard.ptr)[owner != NOBODY].sum()))


def take_over(moved: Iterable[Moved], vanished: list[int], columns: Columns) -> int:
    """Copy the events of customers who move into `columns`, from its start on.

    Args:
        moved: whose.
        vanished: the numbers of parts that have left the log; their events are left behind.
        columns: where the events go.

    Returns:
        How many were copied.
    """
    place = 0
    for item in moved:
        shard, owner = item.shard, item.owner
        if (owner == NOBODY).any():
            view = View(shard, 0, shard.customers, Kept(customers=owner != NOBODY))
            shard, owner = view, owner[view.chosen]
        if vanished:
            there = ~np.isin(shard.row >> np.uint64(32), np.array(vanished, dtype=np.uint64))
            view = View(shard, 0, shard.customers, Kept(events=there))
            shard, owner = view, owner[view.chosen]
        _copy(shard, owner, columns, place)
        place += shard.events
    return place


def _copy(shard: Shard, owner: NDArray[np.uint32], columns: Columns, place: int) -> None:
    span = slice(place, place + shard.events)
    columns.customer[span] = np.repeat(owner, np.diff(shard.ptr))
    columns.ts[span] = shard.ts
    columns.touchpoint[span] = shard.touchpoint
    columns.channel[span] = shard.channel
    columns.row[span] = shard.row
    for name, dense in columns.dense.items():
        dense[span] = shard.column(name)
    for name in SPARSE:
        at, values, kind = shard.sparse(name)
        columns.sparse[name].append(Sparse(at + place, np.asarray(values), kind))
