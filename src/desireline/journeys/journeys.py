"""An opened store with the settings that give its numbers names: what analyses and maps ask."""

from pathlib import Path

from desireline.base.errors import NotFoundError
from desireline.base.settings.model import Settings
from desireline.journeys.store import Store, StoreFolder
from desireline.journeys.types import Kind, journey_kind

__all__ = ["Journeys", "open_journeys"]


class Journeys:
    """All customers' events in order, and the rules they are read by."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self.touchpoints = store.manifest.touchpoints
        self.channels = store.manifest.channels
        self._numbers = {name: number for number, name in enumerate(self.touchpoints)}

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

    def kind(self, journey: str | None = None) -> Kind:
        """Return a journey type, the first where none is named."""
        return journey_kind(self.settings, self.touchpoints, journey)


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
