"""The overlay folded back beside the work."""

from pathlib import Path

import desireline as dl
from desireline.base.files import exclusive
from desireline.project import Project
from logs import Batch, Happening, add_batches


def layered(folder: Path) -> Project:
    """Return a project whose journeys have an overlay."""
    project = dl.create_project(folder)
    happenings = (Happening(number, "a", ids={"user_id": f"u{number % 50}"}) for number in range(400))
    add_batches(project.log, Batch("web", tuple(happenings)))
    project.build()
    add_batches(project.log, Batch("web", (Happening(999, "b", ids={"user_id": "u3"}),)))
    return project


def test_what_a_refresh_leaves_is_folded_back(tmp_path: Path) -> None:
    project = layered(tmp_path / "shop")
    assert project.refresh().overlay == 9
    reader = project.journeys()
    project.compactor.start().join()  # the one that the refresh began
    assert project.journeys().store.manifest.overlay_events == 0
    assert (project.journeys().events, reader.events) == (401, 401)
    assert reader.store.manifest.overlay_events == 9
    assert project.refresh().unchanged


def test_while_another_writes_it_waits_for_the_next_time(tmp_path: Path) -> None:
    project = layered(tmp_path / "shop")
    project.build()
    with exclusive(project.log.folder / "lock"):
        project.compactor.start().join()
    assert project.journeys().store.manifest.overlay_events == 9
    project.compactor.start().join()
    assert project.journeys().store.manifest.overlay_events == 0


def test_a_damaged_store_is_left_to_the_next_build(tmp_path: Path) -> None:
    project = layered(tmp_path / "shop")
    project.build()
    next(project.log.folder.rglob("gone.npy")).write_bytes(b"")
    project.compactor.start().join()
    assert project.build().events == 401
