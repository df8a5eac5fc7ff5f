"""The customers, journeys, visits or events behind a count."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import is_
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from desireline.base.units import Unit
from desireline.identity import spelled
from desireline.journeys import Journeys, fold
from desireline.journeys.store import Shard

__all__ = [
    "Member",
    "Members",
    "Spans",
    "all_customers",
    "all_events",
    "among",
    "customers_of",
    "customers_with",
    "events_of",
    "spans_of",
]

Spans = tuple[NDArray[np.integer], NDArray[np.integer]]
"""First and last event of each, by their places in a shard."""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One of the members, for people to read."""

    customer: str
    first_us: int | None
    last_us: int | None


@dataclass(frozen=True)
class Members:
    """Exactly those that a count counted.

    Attributes:
        unit: what they are.
        customer: the stable id of the customer of each; with the unit `customers` none stands twice.
        first_us: when each journey, visit or event began, µs; None for customers.
        last_us: when each ended.
        row: where the first event of each lies in the log, part << 32 | row; None for customers.
    """

    unit: Unit
    customer: NDArray[np.uint64]
    first_us: NDArray[np.int64] | None = None
    last_us: NDArray[np.int64] | None = None
    row: NDArray[np.uint64] | None = None

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.customer)

    def page(self, first: int = 0, most: int = 100) -> list[Member]:
        """Return some of them, from place `first` on."""
        places = range(min(first, len(self)), min(first + most, len(self)))
        return [
            Member(
                customer=spelled(int(self.customer[place])),
                first_us=None if self.first_us is None else int(self.first_us[place]),
                last_us=None if self.last_us is None else int(self.last_us[place]),
            )
            for place in places
        ]


def customers_of(journeys: Journeys, chosen: Callable[[Shard, int, int], NDArray[np.bool_]]) -> Members:
    """Return the customers that `chosen(shard, low, high)` marks, shape (high - low,), by id: however the store lies, the list is the same."""
    found = fold(journeys, lambda shard, low, high: shard.customer_id[low:high][chosen(shard, low, high)])
    return Members("customers", np.sort(np.concatenate([np.empty(0, dtype=np.uint64), *found])))


def customers_with(journeys: Journeys, events: Callable[[Shard, int, int], NDArray[np.integer]]) -> Members:
    """Return the customers of the events that `events(shard, low, high)` gives by their places in the shard."""

    def marked(shard: Shard, low: int, high: int) -> NDArray[np.bool_]:
        return among(_owners(shard, low, events(shard, low, high)), low, high)

    return customers_of(journeys, marked)


def _owners(shard: Shard, low: int, places: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return the numbers of the customers, from `low` on, whose events stand at places of the shard."""
    from desireline.kernels.gathering import owners

    found: NDArray[np.int64] = owners(shard.ptr, low, places.astype(np.int64, copy=False))
    return found


def among(owners: NDArray[np.integer], low: int, high: int) -> NDArray[np.bool_]:
    """Say of customers `low` to `high` which stand among `owners`, numbers of customers of the shard; shape (high - low,)."""
    marked = np.zeros(high - low, dtype=bool)
    marked[owners.astype(np.int64) - low] = True
    return marked


def events_of(journeys: Journeys, events: Callable[[Shard, int, int], NDArray[np.integer]]) -> Members:
    """Return the events that `events(shard, low, high)` gives by their places in the shard."""

    def spans(shard: Shard, low: int, high: int) -> Spans:
        found = events(shard, low, high)
        return found, found

    return spans_of(journeys, "events", spans)


def spans_of(journeys: Journeys, unit: Unit, spans: Callable[[Shard, int, int], Spans]) -> Members:
    """Return the journeys, visits or events that `spans(shard, low, high)` gives as first and last events, in the order of the log."""
    from desireline.kernels.digits import sort_by_digits

    def located(shard: Shard, low: int, high: int) -> tuple[NDArray[np.generic], ...]:
        first, last = spans(shard, low, high)
        begun = shard.ts[first]
        ended = begun if last is first else shard.ts[last]
        return shard.row[first], shard.customer_id[_owners(shard, low, first)], begun, ended

    none = tuple(np.empty(0, dtype=kind) for kind in (np.uint64, np.uint64, np.int64, np.int64))
    rows, customers, begun, ended = (list(pieces) for pieces in zip(none, *fold(journeys, located), strict=True))
    row = _joined(rows)
    row, order = sort_by_digits(row, np.arange(len(row)), int(row.max(initial=0)).bit_length())
    customer = _joined(customers)[order]
    if all(map(is_, begun[1:], ended[1:])):  # events, which end as they begin
        ended = []
    first_us = _joined(begun)[order]
    return Members(unit, customer, first_us, _joined(ended)[order] if ended else first_us, row)


def _joined(pieces: list[NDArray[np.generic]]) -> NDArray[Any]:
    """Return pieces as one array, and let go of them: of millions of members there should not be two copies."""
    whole = np.concatenate(pieces)
    pieces.clear()
    return whole


def all_customers(journeys: Journeys) -> Members:
    """Return every customer."""
    return customers_of(journeys, lambda _, low, high: np.ones(high - low, dtype=bool))


def all_events(journeys: Journeys) -> Members:
    """Return every event."""

    def every(shard: Shard, low: int, high: int) -> Spans:
        place = np.arange(int(shard.ptr[low]), int(shard.ptr[high]))
        return place, place

    return spans_of(journeys, "events", every)
