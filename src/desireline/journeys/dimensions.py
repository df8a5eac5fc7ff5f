"""What events, journeys and customers are told apart by: channel, touchpoint and stage, and the dimensions of the settings."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from desireline.base.errors import NotFoundError
from desireline.base.settings.model import BUILT_IN_DIMENSIONS
from desireline.journeys.journeys import Journeys
from desireline.journeys.splitting import Piece, split_slice
from desireline.journeys.store import Shard
from desireline.journeys.store.files import customer_column, event_column
from desireline.journeys.types import NO_STAGE, stage_numbers
from desireline.journeys.view import Keep, Kept

__all__ = ["Dimension", "Scope", "dimension", "dimension_names", "first_values", "keep_values", "numbers"]

Scope = Literal["event", "journey", "customer"]


@dataclass(frozen=True)
class Dimension:
    """What values there are, and whose they are.

    Attributes:
        name: by which it is asked for.
        scope: event: each event's own value; journey: the first value within the journey, for the first journey type of the settings;
            customer: the last value of all.
        values: in the order in which they were given numbers, from 1; 0 stands for no value.
        column: the store's column it is read from.
        lookup: the value's number by the number in that column; None where these are the same.
    """

    name: str
    scope: Scope
    values: list[str]
    column: str
    lookup: NDArray[np.uint16] | None = None


def dimension_names(journeys: Journeys) -> list[str]:
    """Return the names of all dimensions, the built-in ones first."""
    return [*BUILT_IN_DIMENSIONS, *(known.name for known in journeys.store.manifest.dimensions)]


def dimension(journeys: Journeys, name: str) -> Dimension:
    """Return a dimension.

    Raises:
        NotFoundError: there is none of that name; the message names the nearest.
    """
    if name == "channel":
        return Dimension(name, "event", journeys.channels, "channel", _counted(len(journeys.channels)))
    if name == "touchpoint":
        return Dimension(name, "event", journeys.touchpoints, "touchpoint", _counted(journeys.width))
    if name == "stage":
        stage = stage_numbers(journeys.settings, journeys.touchpoints, journeys.settings.stages)
        lookup = np.where(stage == NO_STAGE, 0, stage.astype(np.uint16) + 1).astype(np.uint16)
        return Dimension(name, "event", [each.name for each in journeys.settings.stages], "touchpoint", lookup)
    for number, known in enumerate(journeys.store.manifest.dimensions):
        if known.name == name:
            column = customer_column(number) if known.scope == "customer" else event_column(number)
            return Dimension(name, known.scope, known.values, column)
    from difflib import get_close_matches

    names = dimension_names(journeys)
    near = get_close_matches(name, names, n=3, cutoff=0.5) or names[:20]
    raise NotFoundError(
        f"there is no dimension '{name}': did you mean {', '.join(near)}?"
        " (a dimension is a property that stands under dimensions in desireline.yaml, and is there after the next desireline build)"
    )


def _counted(values: int) -> NDArray[np.uint16]:
    return np.arange(1, values + 1, dtype=np.uint16)


def numbers(own: Dimension, shard: Shard, low: int, high: int) -> NDArray[np.integer]:
    """Return the number of each customer's value, for a dimension of customers, else of each event's own."""
    if own.scope == "customer":
        return shard.column(own.column)[low:high]  # type: ignore[return-value]  # the layout says so
    found = shard.column(own.column)[int(shard.ptr[low]) : int(shard.ptr[high])]
    return found if own.lookup is None else own.lookup[found.astype(np.intp)]  # type: ignore[return-value]  # as above


def keep_values(journeys: Journeys, own: Dimension, wanted: NDArray[np.bool_]) -> Keep:
    """Return what keeps the customers, journeys' events or events with wanted values.

    Of a dimension of journeys all events of a journey and of its aftermath are kept; events outside journeys are not, whatever is wanted.

    Args:
        journeys: whose.
        own: the dimension.
        wanted: by the value's number; shape (values + 1,).
    """
    from desireline.kernels.masks import look_up

    if own.scope == "customer":
        return lambda shard, low, high: Kept(customers=look_up(shard.column(own.column), wanted, low, high))
    if own.scope == "event":
        table = wanted if own.lookup is None else wanted[own.lookup]

        def keep_events(shard: Shard, low: int, high: int) -> Kept:
            return Kept(events=look_up(shard.column(own.column), table, int(shard.ptr[low]), int(shard.ptr[high])))

        return keep_events

    kind = journeys.kind()

    def keep_journeys(shard: Shard, low: int, high: int) -> Kept:
        piece = split_slice(journeys, kind, shard, low, high)
        begin, end = int(shard.ptr[low]), int(shard.ptr[high])
        chosen = wanted[first_values(own, piece)]
        change = np.zeros(
            end - begin + 1, dtype=np.int8
        )  # journeys do not overlap: each begins, and ends, where no other does
        change[piece.first[chosen] - begin] += 1
        change[piece.after[chosen] - begin] -= 1
        return Kept(events=np.cumsum(change[:-1], dtype=np.int8).astype(bool))

    return keep_journeys


def first_values(own: Dimension, piece: Piece) -> NDArray[np.intp]:
    """Return the number of each journey's first value, its aftermath left out; 0 where it has none."""
    values = piece.shard.column(own.column)
    if not len(piece.first):
        return np.empty(0, dtype=np.intp)
    start = int(piece.first[0])
    there = np.flatnonzero(values[start : int(piece.past[-1])]) + start
    place = np.searchsorted(there, piece.first)
    has = np.searchsorted(there, piece.past) > place
    found = np.zeros(len(piece.first), dtype=np.intp)
    found[has] = values[there[place[has]]].astype(np.intp)
    return found
