"""What the server needs of a project."""

from typing import Protocol, runtime_checkable

from desireline.base.i18n import Language
from desireline.render.journey_map import MapView

__all__ = ["MapProvider"]


@runtime_checkable  # the server checks what it is given
class MapProvider(Protocol):
    """Somebody who knows the journey map. Called from several threads at once."""

    def map_view(self, journey: str | None, lang: Language | None) -> MapView:
        """Return the map from data.

        Args:
            journey: name of the journey type; the first one where None.
            lang: language of the labels; the project's own where None.

        Raises:
            NotFoundError: there is no such journey type.
        """
        ...
