"""Conditions made ready: each gives a mask for a slice of customers; joined, the cheap ones go first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from desireline.journeys.store import Shard
from desireline.journeys.view import Kept

__all__ = ["Joined", "Leaf", "Masking", "Negated", "Slice", "Unit", "kept"]

Mask = NDArray[np.bool_]
Unit = Literal["customers", "events"]


@dataclass(frozen=True)
class Slice:
    """Customers `low` to `high` of a shard, and where their events lie."""

    shard: Shard
    low: int
    high: int

    @cached_property
    def begin(self) -> int:
        """Where their events start."""
        return int(self.shard.ptr[self.low])

    @cached_property
    def end(self) -> int:
        """One past their last event."""
        return int(self.shard.ptr[self.high])

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        """How many events each customer has."""
        return np.diff(self.shard.ptr[self.low : self.high + 1])


class Masking(Protocol):
    """A condition made ready.

    Attributes:
        unit: what it picks.
        cost: nanoseconds an event, roughly.
    """

    @property
    def unit(self) -> Unit:
        """What it picks."""
        ...

    @property
    def cost(self) -> float:
        """Nanoseconds an event, roughly."""
        ...

    def mask(self, part: Slice, *, sure: bool) -> Mask:
        """Say which customers or events fulfil it.

        Args:
            part: of whom.
            sure: what is too recent to tell counts as not fulfilled, else as fulfilled.
        """
        ...


@dataclass(frozen=True)
class Leaf:
    """One condition."""

    unit: Unit
    cost: float
    look: Callable[[Slice, bool], Mask]

    def mask(self, part: Slice, *, sure: bool) -> Mask:
        """Say which customers or events fulfil it."""
        return self.look(part, sure)


@dataclass(frozen=True)
class Negated:
    """What does not fulfil a condition: sure is what surely does not."""

    part: Masking

    @property
    def unit(self) -> Unit:
        """What it picks."""
        return self.part.unit

    @property
    def cost(self) -> float:
        """Nanoseconds an event, roughly."""
        return self.part.cost

    def mask(self, part: Slice, *, sure: bool) -> Mask:
        """Say which customers or events fulfil it."""
        return ~self.part.mask(part, sure=not sure)


class Joined:
    """What fulfils all of several conditions, or any of them.

    Args:
        parts: the conditions.
        every: all, else any.
    """

    def __init__(self, parts: Sequence[Masking], *, every: bool) -> None:
        self.every = every
        ordered = sorted(parts, key=lambda part: part.cost)
        self._of = {unit: [part for part in ordered if part.unit == unit] for unit in ("customers", "events")}
        self.unit: Unit = "events" if self._of["events"] else "customers"
        self.cost = sum(part.cost for part in parts)

    def mask(self, part: Slice, *, sure: bool) -> Mask:
        """Say which customers or events fulfil it."""
        customers, events = self.masks(part, sure=sure)
        if events is None:
            assert customers is not None
            return customers if self.unit == "customers" else np.repeat(customers, part.sizes)
        if customers is None:
            return events
        lifted = np.repeat(customers, part.sizes)
        return lifted & events if self.every else lifted | events

    def masks(self, part: Slice, *, sure: bool) -> tuple[Mask | None, Mask | None]:
        """Return the mask of conditions on customers and that of conditions on events; None where it decides nothing."""
        customers = self._join("customers", part, sure=sure)
        if customers is not None and self._decided(customers):
            return customers, None
        return customers, self._join("events", part, sure=sure)

    def _join(self, unit: str, part: Slice, *, sure: bool) -> Mask | None:
        joined: Mask | None = None
        for condition in self._of[unit]:
            mask = condition.mask(part, sure=sure)
            joined = mask if joined is None else joined & mask if self.every else joined | mask
            if self._decided(joined):
                break
        return joined

    def _decided(self, mask: Mask) -> bool:
        return not mask.any() if self.every else bool(mask.all())


def kept(condition: Masking, part: Slice) -> Kept:
    """Return what a condition surely keeps."""
    if isinstance(condition, Joined) and condition.every:
        return Kept(*condition.masks(part, sure=True))
    mask = condition.mask(part, sure=True)
    return Kept(customers=mask) if condition.unit == "customers" else Kept(events=mask)
