"""A selection for each value of a dimension: what `by` splits an answer into."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from desireline.journeys.dimensions import Dimension, first_values, frequency, keep_values
from desireline.journeys.fold import fold
from desireline.journeys.journeys import Journeys
from desireline.journeys.splitting import split_slice
from desireline.journeys.store import Shard
from desireline.journeys.view import Keep

__all__ = ["MOST_GROUPS", "Group", "Groups", "groups_of"]

MOST_GROUPS = 12


@dataclass(frozen=True)
class Group:
    """Those with one value, with any other value, or with none.

    Attributes:
        kind: which of these.
        value: the value; None for the others and for none.
        keep: the selection.
    """

    kind: Literal["value", "other", "none"]
    value: str | None
    keep: Keep


@dataclass(frozen=True)
class Groups:
    """All groups of a dimension.

    Attributes:
        dimension: what they are told apart by.
        overlaps: whether a customer may be in several: then numbers of customers do not add up.
        groups: most frequent value first, of equally frequent ones by name; then the others, then none. Empty ones are left out.
        code: by the number of a value, the place of its group; shape (values + 1,).
    """

    dimension: Dimension
    overlaps: bool
    groups: list[Group]
    code: NDArray[np.uint8]


def groups_of(journeys: Journeys, dimension: Dimension, *, most: int = MOST_GROUPS) -> Groups:
    """Return a group for each of the most frequent values, one for all other values, and one for no value.

    Frequent is by customers, journeys or events, as the dimension's scope says.

    Args:
        journeys: whose; a group of journeys already narrowed counts what is kept.
        dimension: what to tell apart by.
        most: how many values get a group of their own.
    """
    counts = _frequency(journeys, dimension)
    found = [number for number in range(1, len(counts)) if counts[number]]
    found.sort(key=lambda number: (-counts[number], dimension.values[number - 1]))

    groups: list[Group] = []
    code = np.zeros(len(counts), dtype=np.uint8)

    def add(kind: Literal["value", "other", "none"], value: str | None, *wanted: int) -> None:
        table = np.zeros(len(counts), dtype=bool)
        table[list(wanted)] = True
        code[table] = len(groups)
        groups.append(Group(kind, value, keep_values(journeys, dimension, table)))

    for number in found[:most]:
        add("value", dimension.values[number - 1], number)
    if len(found) > most:
        add("other", None, *found[most:])
    if counts[0]:
        add("none", None, 0)
    return Groups(dimension, dimension.scope != "customer", groups, code)


def _frequency(journeys: Journeys, dimension: Dimension) -> NDArray[np.int64]:
    width = len(dimension.values) + 1
    total = np.zeros(width, dtype=np.int64)
    if dimension.scope == "journey":
        whole = Journeys(journeys.store, journeys.settings)
        counts = fold(whole, lambda shard, low, high: _journeys_by_value(journeys, dimension, shard, low, high))
    else:
        counts = fold(journeys, lambda shard, low, high: frequency(dimension, shard, low, high))
    for count in counts:
        total += count
    return total


def _journeys_by_value(
    journeys: Journeys, dimension: Dimension, shard: Shard, low: int, high: int
) -> NDArray[np.int64]:
    """Count journeys by their first value, cut as `keep_values` cuts them: from all events, but only those of which any is kept."""
    piece = split_slice(journeys, journeys.kind(), shard, low, high)
    values = first_values(dimension, piece)
    if journeys.keep is not None:
        kept = journeys.keep(shard, low, high)
        begin, end = int(shard.ptr[low]), int(shard.ptr[high])
        events = np.ones(end - begin, dtype=bool) if kept.events is None else kept.events
        if kept.customers is not None:
            events = events & np.repeat(kept.customers, np.diff(shard.ptr[low : high + 1]))
        before = np.concatenate([[0], np.cumsum(events)])
        values = values[before[piece.after - begin] > before[piece.first - begin]]
    return np.bincount(values, minlength=len(dimension.values) + 1)
