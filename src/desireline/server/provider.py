"""What the server needs of a project."""

from typing import Any, Protocol, TypeVar, runtime_checkable

from desireline.analyses import Analysis, Answer, Result
from desireline.base.i18n import Language
from desireline.render.journey_map import MapView

__all__ = ["ProjectProvider"]

R = TypeVar("R", bound=Result)


@runtime_checkable  # the server checks what it is given
class ProjectProvider(Protocol):
    """Somebody who knows a project's journeys. Called from several threads at once."""

    def map_view(
        self, journey: str | None, lang: Language | None, *, where: str | None = None, period: str | None = None
    ) -> MapView:
        """Return the map from data.

        Args:
            journey: name of the journey type; the first one where None.
            lang: language of the labels; the project's own where None.
            where: a selection that the map is narrowed to.
            period: a period that it is narrowed to.

        Raises:
            InputError: the selection or the period cannot be read.
            NotFoundError: there is no such journey type, or the selection names something that does not exist.
        """
        ...

    def answer(self, question: Analysis[Any]) -> tuple[Answer[Any], str]:
        """Return the answer to a question, and the version of the data and settings it rests on.

        Raises:
            InputError: a parameter is not allowed.
            NotFoundError: it names something that does not exist.
        """
        ...

    def data_version(self) -> str:
        """Return the version of the data and settings as they are now: answers to equal questions change only with it."""
        ...
