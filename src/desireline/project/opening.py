"""Whom a number of a served map counted."""

from desireline.analyses import Members
from desireline.base.i18n import Language
from desireline.maps import open_map
from desireline.project.served import ServedProject

__all__ = ["map_people"]

_TRIES = 3


def map_people(
    served: ServedProject,
    cell: str,
    *,
    journey: str | None = None,
    language: Language | None = None,
    where: str | None = None,
    period: str | None = None,
) -> Members:
    """Return exactly those that a number of a map counted; map and journeys are of one version of the data.

    Args:
        served: the project.
        cell: where the number stands in the map: `/stages/0/customers`.
        journey: the journey type's name; the settings' first where none is given.
        language: of the map.
        where: the selection that the map is narrowed to.
        period: the period that it is narrowed to.

    Raises:
        InputError: the selection or the period cannot be read.
        NotFoundError: no count stands there, or something named does not exist.
    """
    version = served.data_version()
    for _ in range(_TRIES):
        view = served.map_view(journey, language, where=where, period=period)
        journeys, before, version = served.journeys(), version, served.data_version()
        if version == before:
            break
    return open_map(journeys, view, cell)
