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

__all__ = ["Dimension", "Scope", "dimension", "dimension_names", "first_values", "frequency", "keep_values"]

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


def frequency(own: Dimension, shard: Shard, low: int, high: int) -> NDArray[np.int64]:
    """Return how many of these customers, for a dimension of customers, else how many of their events, have each value, by its number."""
    from desireline.kernels.masks import tally

    width = len(own.values) + 1
    if own.scope != "customer":
        low, high = int(shard.ptr[low]), int(shard.ptr[high])
    columns = width if own.lookup is None else len(own.lookup)
    found: NDArray[np.int64] = tally(shard.column(own.column), low, high, columns)
    if own.lookup is None:
        return found
    total = np.zeros(width, dtype=np.int64)
    np.add.at(total, own.lookup, found)
    return total


def keep_values(journeys: Journeys, own: Dimension, wanted: NDArray[np.bool_]) -> Keep:
    """Return what keeps the customers, journeys' events or events with wanted values.

    Of a dimension of journeys all events of a journey and of its aftermath are kept; events outside journeys are not, whatever is wanted.

    Args:
        journeys: whose.
        own: the dimension.
        wanted: by the value's number; shape (values + 1,).
    """
    from desireline.kernels.masks import look_up, mark_runs

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
        chosen = wanted[first_values(own, piece)]
        return Kept(events=mark_runs(piece.first, piece.after, chosen, int(shard.ptr[low]), int(shard.ptr[high])))

    return keep_journeys


def first_values(own: Dimension, piece: Piece) -> NDArray[np.uint16]:
    """Return the number of each journey's first value, its aftermath left out; 0 where it has none."""
    from desireline.kernels.masks import first_of_runs

    found: NDArray[np.uint16] = first_of_runs(piece.shard.column(own.column), piece.first, piece.past)
    return found
