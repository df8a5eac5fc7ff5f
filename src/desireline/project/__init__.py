"""The facade over one folder: settings, data, journeys, maps.

Example:
    >>> import desireline as dl
    >>> shop = dl.open("shop")  # doctest: +SKIP
    >>> shop.map().leaks  # doctest: +SKIP
"""

from desireline.project.importing import ImportOutcome, Preview, import_files, preview_files
from desireline.project.project import Project, create_project, find_project, open_project
from desireline.project.served import ServedProject

__all__ = [
    "ImportOutcome",
    "Preview",
    "Project",
    "ServedProject",
    "create_project",
    "find_project",
    "import_files",
    "open_project",
    "preview_files",
]
