"""Desireline: journey maps from what customers really do.

You draw the map. Your customers draw the desire line.

Example:
    >>> import desireline as dl
    >>> shop = dl.open("shop")  # doctest: +SKIP
    >>> shop.ask(dl.Funnel(steps=["catalog", "cart"]))  # doctest: +SKIP
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desireline.analyses import (
        Attribution,
        Funnel,
        JourneyOutcomes,
        MicroMoments,
        Overview,
        Paths,
        Retention,
        Transitions,
        Visits,
    )
    from desireline.project import Project, create_project
    from desireline.project import open_project as open  # noqa: A004 - dl.open("shop") reads as it should

__all__ = [
    "Attribution",
    "Funnel",
    "JourneyOutcomes",
    "MicroMoments",
    "Overview",
    "Paths",
    "Project",
    "Retention",
    "Transitions",
    "Visits",
    "__version__",
    "create_project",
    "open",
]

__version__ = "0.1.0"

_HOMES = {
    "Attribution": "desireline.analyses",
    "Funnel": "desireline.analyses",
    "JourneyOutcomes": "desireline.analyses",
    "MicroMoments": "desireline.analyses",
    "Overview": "desireline.analyses",
    "Paths": "desireline.analyses",
    "Retention": "desireline.analyses",
    "Transitions": "desireline.analyses",
    "Visits": "desireline.analyses",
    "Project": "desireline.project",
    "create_project": "desireline.project",
    "open": "desireline.project",
}


def __getattr__(name: str) -> object:
    """Bring in a name when it is first used, so that `import desireline` stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'desireline' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), "open_project" if name == "open" else name)
