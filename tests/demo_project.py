"""A small simulated business, imported, with what was suggested accepted and built."""

from pathlib import Path

from desireline.project import Project, create_project, import_files
from desireline.project.importing import ImportOptions
from desireline.simulator import default_scenario, simulate
from made_once import made_once

__all__ = ["demo_project"]


@made_once
def demo_project(folder: Path, *, customers: int = 300) -> Project:
    """Make one in an empty folder."""
    scenario = default_scenario()
    simulate(folder / "exports", scenario, customers=customers, truth=None)
    project = create_project(folder / "shop", language="en", time_zone=scenario.time_zone, currency=scenario.currency)
    import_files(project, [folder / "exports"], ImportOptions())
    project.build()
    project.accept(project.suggest())
    project.build()
    return project
