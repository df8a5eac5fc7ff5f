"""Who matches, and where: an automaton over customers of a shard, or over journeys."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from desireline.journeys.patterns.compile import Automaton

__all__ = [
    "Events",
    "match_customers",
    "match_runs",
    "occurrences",
    "occurrences_in_runs",
    "outcomes",
    "outcomes_of_runs",
]


class Events(Protocol):
    """The columns of a shard, or of what was gathered from one."""

    @property
    def ptr(self) -> NDArray[np.int64]:
        """Where each customer's events start."""
        ...

    @property
    def ts(self) -> NDArray[np.int64]:
        """When each event was, µs."""
        ...

    @property
    def touchpoint(self) -> NDArray[np.uint16]:
        """Each event's touchpoint."""
        ...

    @property
    def channel(self) -> NDArray[np.uint8]:
        """Each event's channel."""
        ...


Found = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


def match_customers(automaton: Automaton, shard: Events, low: int, high: int) -> NDArray[np.bool_]:
    """Say for customers `low` to `high` whether the pattern occurs in their events.

    A customer of whom it cannot be told yet (see `outcomes`) does not match.
    """
    from desireline.kernels.patterns import MATCHED

    found: NDArray[np.bool_] = outcomes(automaton, shard, low, high) == MATCHED
    return found


def outcomes(automaton: Automaton, shard: Events, low: int, high: int) -> NDArray[np.uint8]:
    """Return for customers `low` to `high` `UNMATCHED`, `MATCHED`, or `UNDECIDED` (`desireline.kernels.patterns`).

    Undecided are those who match if what may not follow does not follow after the end of the data either: of `a, !b within 7d` those
    with an `a`, and no `b` yet, less than 7 days before the end of the data.
    """
    return outcomes_of_runs(automaton, shard, shard.ptr[low:high], shard.ptr[low + 1 : high + 1])


def occurrences(automaton: Automaton, shard: Events, low: int, high: int) -> Found:
    """Find every occurrence in the events of customers `low` to `high`.

    An occurrence ends with the earliest event that completes a match begun after the occurrence before; of the matches that end there,
    it is the one that begins last.

    Returns:
        Of each occurrence its customer (in the shard), and the positions (in the shard) of its first and its last event.
    """
    row, first, last = occurrences_in_runs(automaton, shard, shard.ptr[low:high], shard.ptr[low + 1 : high + 1])
    return row + low, first, last


def match_runs(
    automaton: Automaton, shard: Events, first: NDArray[np.int64], past: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Say for runs of events (journeys, visits) whether the pattern occurs within them; `^` and `$` are their ends.

    Args:
        automaton: the pattern.
        shard: the events.
        first: position of each run's first event, in order; runs share no event.
        past: one past each run's last.
    """
    from desireline.kernels.patterns import MATCHED

    found: NDArray[np.bool_] = outcomes_of_runs(automaton, shard, first, past) == MATCHED
    return found


def outcomes_of_runs(
    automaton: Automaton, shard: Events, first: NDArray[np.int64], past: NDArray[np.int64]
) -> NDArray[np.uint8]:
    """Return for runs of events what `outcomes` returns for customers."""
    from desireline.kernels.patterns import pattern_outcomes

    first, past = _checked(first, past)
    return pattern_outcomes(automaton.tables, first, past, shard.touchpoint, shard.channel, shard.ts)[0]


def occurrences_in_runs(
    automaton: Automaton, shard: Events, first: NDArray[np.int64], past: NDArray[np.int64]
) -> Found:
    """Find every occurrence in runs of events: its run's number, its first and its last event."""
    from desireline.kernels.patterns import pattern_occurrences

    first, past = _checked(first, past)
    return pattern_occurrences(automaton.placing, first, past, shard.touchpoint, shard.channel, shard.ts)[:3]


def _checked(first: NDArray[np.int64], past: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Refuse runs that the kernel would read wrongly; it goes where they point without asking."""
    if len(first) != len(past) or (past < first).any() or (first[1:] < past[:-1]).any():
        raise ValueError("runs of events must lie in order and share no event")
    return np.ascontiguousarray(first, dtype=np.int64), np.ascontiguousarray(past, dtype=np.int64)
