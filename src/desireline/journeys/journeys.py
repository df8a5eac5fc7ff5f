"""An opened store with the settings that give its numbers names: what analyses and maps ask."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from desireline.base.errors import NotFoundError
from desireline.base.settings.model import Settings
from desireline.journeys.cuts import Cuts
from desireline.journeys.store import Shard, Store, StoreFolder
from desireline.journeys.types import Kind, journey_kind
from desireline.journeys.view import Keep, Kept, Views, both

if TYPE_CHECKING:
    from desireline.journeys.dimensions import Dimension
    from desireline.journeys.groups import Groups

__all__ = ["Journeys", "open_journeys"]


class Journeys:
    """Customers' events in order, all or those a selection keeps, and the rules they are read by."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        *,
        keep: Keep | None = None,
        end_us: int | None = None,
        cuts: Cuts | None = None,
    ) -> None:
        self.store = store
        self.settings = settings
        self.keep = keep
        self.views = Views()
        self.cuts = cuts or Cuts()
        self._end_us = end_us
        self.touchpoints = store.manifest.touchpoints
        self.channels = store.manifest.channels
        self._numbers = {name: number for number, name in enumerate(self.touchpoints)}

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process, which counts by itself what it is given."""
        alone = msgspec.structs.replace(self.settings, engine="local")
        return _arrived, (self.store, alone, self.keep, self._end_us)

    def only(self, keep: Keep, *, end_us: int | None = None) -> "Journeys":
        """Return these journeys narrowed to what a selection keeps; selections look at all events, whatever was narrowed before.

        Args:
            keep: the selection.
            end_us: where the data end for these journeys, where that is sooner.
        """
        before = self.keep
        kept = (
            keep if before is None else lambda shard, low, high: both(before(shard, low, high), keep(shard, low, high))
        )
        end = end_us if end_us is not None else self._end_us
        return Journeys(self.store, self.settings, keep=kept, end_us=end, cuts=self.cuts)

    def during(self, low_us: int, high_us: int) -> "Journeys":
        """Return these journeys narrowed to events of a span of time, as if the data ended with it.

        Args:
            low_us: where it begins.
            high_us: the first moment after it.
        """

        def keep(shard: Shard, low: int, high: int) -> Kept:
            ts = shard.ts[int(shard.ptr[low]) : int(shard.ptr[high])]
            return Kept(events=(ts >= low_us) & (ts < high_us))

        return self.only(keep, end_us=high_us - 1)

    def forget(self) -> None:
        """Let go of the arrays kept for another pass over the same selection; they are made again where they are needed."""
        self.views = Views()

    @cached_property
    def _sizes(self) -> tuple[int, int]:
        from desireline.journeys.fold import fold

        if self.keep is None:
            return self.store.manifest.customers, self.store.manifest.events
        sizes = fold(self, lambda shard, low, high: (high - low, int(shard.ptr[high] - shard.ptr[low])))
        return sum(customers for customers, _ in sizes), sum(events for _, events in sizes)

    @property
    def customers(self) -> int:
        """How many customers there are."""
        return self._sizes[0]

    @property
    def events(self) -> int:
        """How many events they have."""
        return self._sizes[1]

    @property
    def end_us(self) -> int:
        """When the data end, µs: what happened later cannot be known."""
        last = self.store.manifest.ending.end_us or 0
        return last if self._end_us is None else min(last, self._end_us)

    @property
    def width(self) -> int:
        """How many touchpoints there are."""
        return len(self.touchpoints)

    def touchpoint(self, name: str) -> int:
        """Return a touchpoint's number.

        Raises:
            NotFoundError: there is none of that name; the message names the nearest.
        """
        if name in self._numbers:
            return self._numbers[name]
        from difflib import get_close_matches

        near = get_close_matches(name, self.touchpoints, n=3, cutoff=0.5) or self.touchpoints[:10]
        raise NotFoundError(
            f"there is no touchpoint '{name}': did you mean {', '.join(near) or '(there is none yet: import data first)'}?"
        )

    def dimension(self, name: str) -> "Dimension":
        """Return a dimension: `channel`, `touchpoint`, `stage`, or one of the settings.

        Raises:
            NotFoundError: there is none of that name; the message names the nearest.
        """
        from desireline.journeys.dimensions import dimension

        return dimension(self, name)

    def by(self, name: str) -> "Groups":
        """Return a selection for each of the most frequent values of a dimension, one for the others, and one for no value.

        Raises:
            NotFoundError: there is no dimension of that name; the message names the nearest.
        """
        from desireline.journeys.groups import groups_of

        return groups_of(self, self.dimension(name))

    def kind(self, journey: str | None = None) -> Kind:
        """Return a journey type, the first where none is named."""
        return journey_kind(self.settings, self.touchpoints, journey)


def _arrived(store: Store, settings: Settings, keep: Keep | None, end_us: int | None) -> Journeys:
    return Journeys(store, settings, keep=keep, end_us=end_us)


def open_journeys(folder: Path, settings: Settings) -> Journeys:
    """Open the journeys of a project.

    Args:
        folder: `.desireline/journeys`.
        settings: the project's.

    Raises:
        NotFoundError: nothing has been built.
        StorageError: the store is damaged.
    """
    store = StoreFolder(folder).open()
    if store is None:
        raise NotFoundError(
            "there are no journeys yet: import data with desireline import FILE, then run desireline build"
        )
    return Journeys(store, settings)
