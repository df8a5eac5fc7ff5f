"""An opened store with the settings that give its numbers names: what analyses and maps ask."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from desireline.base.errors import NotFoundError
from desireline.base.settings.model import Settings
from desireline.journeys.cuts import Cuts
from desireline.journeys.store import Store, StoreFolder
from desireline.journeys.types import Kind, journey_kind
from desireline.journeys.view import Keep, Views, between, both

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
        selected: Keep | None = None,
        span: tuple[int, int] | None = None,
        cuts: Cuts | None = None,
    ) -> None:
        self.store = store
        self.settings = settings
        self.keep = _within(selected, span)
        self.views = Views()
        self.cuts = cuts or Cuts()
        self._selected = selected
        self._span = span
        self.touchpoints = store.manifest.touchpoints
        self.channels = store.manifest.channels
        self._numbers = {name: number for number, name in enumerate(self.touchpoints)}

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process, which counts by itself what it is given."""
        alone = msgspec.structs.replace(self.settings, engine="local")
        return _arrived, (self.store, alone, self._selected, self._span)

    def only(self, keep: Keep) -> "Journeys":
        """Return these journeys narrowed to what a selection keeps; selections look at all events, whatever was narrowed before."""
        before = self._selected
        kept = (
            keep if before is None else lambda shard, low, high: both(before(shard, low, high), keep(shard, low, high))
        )
        return self._narrowed(kept, self._span)

    def during(self, low_us: int, high_us: int) -> "Journeys":
        """Return these journeys narrowed to events of a span of time, as if the data ended with it.

        Args:
            low_us: where it begins.
            high_us: the first moment after it.
        """
        low, high = self._span or (low_us, high_us)
        return Journeys(self.store, self.settings, selected=self._selected, span=(max(low, low_us), min(high, high_us)))

    def until_end(self) -> "Journeys":
        """Return these journeys with all that was selected before the span of time too, up to where the data end: nothing of the future."""
        last = self.store.manifest.last_us
        if self._span is None and (last is None or last <= self.end_us):
            return self
        return self._narrowed(self._selected, (int(np.iinfo(np.int64).min), self.end_us + 1))

    def _narrowed(self, selected: Keep | None, span: tuple[int, int] | None) -> "Journeys":
        return Journeys(self.store, self.settings, selected=selected, span=span, cuts=self.cuts)

    @property
    def since_us(self) -> int | None:
        """Where the span of time begins that these journeys are narrowed to, µs; None where they are not."""
        return None if self._span is None else self._span[0]

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
        return last if self._span is None else min(last, self._span[1] - 1)

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


def _arrived(store: Store, settings: Settings, selected: Keep | None, span: tuple[int, int] | None) -> Journeys:
    return Journeys(store, settings, selected=selected, span=span)


def _within(selected: Keep | None, span: tuple[int, int] | None) -> Keep | None:
    """Return what keeps of a selection the events of a span of time."""
    if span is None:
        return selected
    within = between(*span)
    return (
        within
        if selected is None
        else lambda shard, low, high: both(selected(shard, low, high), within(shard, low, high))
    )


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
