"""The touchpoints that a map counts one by one, and what stands for the others."""

from collections.abc import Iterable
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from desireline.base.i18n import Translator
from desireline.journeys import Journeys, Kind, fold
from desireline.journeys.store import Shard
from desireline.journeys.types import NO_STAGE, stage_numbers

__all__ = ["Shown", "added", "events_by_channel", "shown_touchpoints"]

_MOST_TOUCHPOINTS = 400


class Shown:
    """The touchpoints of a map.

    Args:
        names: each one's name; None for all others of a stage, put together.
        stage: each one's stage, `NO_STAGE` for none.
        lookup: of each touchpoint of the store, its place in `names`; None where they are the same.
    """

    def __init__(
        self,
        names: list[str | None],
        stage: NDArray[np.uint8],
        lookup: NDArray[np.uint16] | None = None,
    ) -> None:
        self.names = names
        self.stage = stage
        self._lookup = lookup
        self._codes: WeakKeyDictionary[Shard, NDArray[np.uint16]] = WeakKeyDictionary()  # views come and go

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process without the codes of shards, which are looked up there."""
        return Shown, (self.names, self.stage, self._lookup)

    def touchpoint(self, shard: Shard) -> NDArray[np.uint16]:
        """Return each event's touchpoint by its place in `names`."""
        if self._lookup is None:
            return shard.touchpoint
        codes = self._codes.get(shard)
        if codes is None:
            codes = self._codes[shard] = self._lookup[shard.touchpoint]
        return codes

    def of_store(self, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return which touchpoints of the store are among the chosen of `names`."""
        return chosen if self._lookup is None else chosen[self._lookup]

    def spelled(self, say: Translator, stages: list[str]) -> list[str]:
        """Return a name of its own for each: what stands for several is named in the language, with its stage."""
        taken = set(self.names)
        spelled = []
        for name, stage in zip(self.names, self.stage, strict=True):
            if name is None:
                name = say("map.other_touchpoints")  # noqa: PLW2901 - the name it is given
                if stage != NO_STAGE:
                    name = f"{name} ({stages[stage]})"  # noqa: PLW2901
                while name in taken:
                    name += "*"  # noqa: PLW2901
            spelled.append(name)
        return spelled


def shown_touchpoints(journeys: Journeys, kind: Kind) -> Shown:
    """Keep goals, then touchpoints of stages, then those of most events; the rest of each stage becomes one.

    A map counts all pairs of touchpoints, so it cannot take any number of them.
    """
    every: list[str | None] = list(journeys.touchpoints)
    stage = stage_numbers(journeys.settings, journeys.touchpoints, kind.stages)
    if journeys.width <= _MOST_TOUCHPOINTS:
        return Shown(every, stage)
    events = events_by_channel(journeys, Shown(every, stage)).sum(axis=1)
    by_name = np.argsort(np.argsort(journeys.touchpoints))  # numbers depend on what came first
    order = np.lexsort((by_name, -events, stage == NO_STAGE, ~np.isin(journeys.touchpoints, kind.goals)))
    others = np.append(np.arange(len(kind.stages), dtype=np.uint8), np.uint8(NO_STAGE))
    kept = np.sort(order[: _MOST_TOUCHPOINTS - len(others)])
    lookup = np.minimum(stage.astype(np.uint16), len(kind.stages)) + np.uint16(len(kept))
    lookup[kept] = np.arange(len(kept))
    names = [*(journeys.touchpoints[number] for number in kept), *([None] * len(others))]
    return Shown(names, np.concatenate([stage[kept], others]), lookup)


def events_by_channel(journeys: Journeys, shown: Shown) -> NDArray[np.int64]:
    """Return the events of each touchpoint by channel, shape (touchpoints, channels)."""
    from desireline.kernels.journey_map import touchpoint_counts

    width, channels = len(shown.names), max(1, len(journeys.channels))

    def count(shard: Shard, low: int, high: int) -> NDArray[np.int64]:
        return touchpoint_counts(shard.ptr, shown.touchpoint(shard), shard.channel, low, high, width, channels)  # type: ignore[no-any-return]  # Numba has no types

    return added(fold(journeys, count), (width, channels))


def added(counts: Iterable[NDArray[np.int64]], shape: tuple[int, ...]) -> NDArray[np.int64]:
    """Return the sum of all counts; zeros of that shape where there are none."""
    return sum(counts, np.zeros(shape, dtype=np.int64))
