"""The project that holds a log: made by the public door, in a process of its own, each step timed.

`python -m benchmarks.shop build EVENTS` makes it anew; `… grow EVENTS` adds one per cent to a copy of it. Both print seconds as JSON.
"""

import os
import shutil
import sys
import time
from pathlib import Path

import msgspec

from benchmarks.data import GOAL, STAGES, TOUCHPOINTS, Log, folder, log_of
from desireline.base.settings.edit import edit_settings
from desireline.base.settings.model import JourneyType, Settings, Touchpoint, When
from desireline.project import Project, create_project, import_files, open_project
from desireline.project.importing import ImportOptions

__all__ = ["built", "home"]


def home(log: Log) -> Path:
    """Return the folder of a log's project."""
    return folder() / f"shop-{log.path.stem}"


def built(log: Log) -> Project:
    """Return the built project of a log; it is made where it is not there yet."""
    if not (home(log) / ".desireline" / "journeys" / "current").exists():
        _build(log)
    project = open_project(home(log))
    project.build()
    return project


def _build(log: Log) -> dict[str, float]:
    shutil.rmtree(home(log), ignore_errors=True)
    project = create_project(home(log))
    project.settings = edit_settings(project.settings_file, _with_rules)
    since = time.perf_counter()
    import_files(project, [log.path], ImportOptions(source="events"))
    seconds = {"import": time.perf_counter() - since}
    report = project.build()
    assert (report.events, report.customers) == (log.events, log.customers)
    return seconds | report.seconds | {"total": time.perf_counter() - since}


def _with_rules(settings: Settings) -> Settings:
    """Name all touchpoints and one journey type that any of them may start."""
    touchpoints = [
        Touchpoint(name=name, when=When(name=name), stage=stage) for stage, names in STAGES.items() for name in names
    ]
    journeys = {"purchase": JourneyType(goal=GOAL, start=TOUCHPOINTS)}
    return msgspec.structs.replace(settings, touchpoints=touchpoints, journeys=journeys)


def _grow(log: Log) -> dict[str, float]:
    """Import one per cent more into a copy; build it from what is there, then anew."""
    copy = home(log).with_name(f"{home(log).name}-grown")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(home(log), copy, copy_function=_link_or_copy)
    project = open_project(copy)
    since = time.perf_counter()
    import_files(project, [log.more], ImportOptions(source="events"))
    imported = time.perf_counter()
    report = project.build()
    grown = time.perf_counter()
    assert (report.reused, report.events) == (log.events, log.events + log.more_events)
    again = project.build(full=True)
    assert (again.reused, again.events, again.customers) == (0, report.events, report.customers)
    seconds = {
        "import_more": imported - since,
        "build_more": grown - imported,
        "build_full": time.perf_counter() - grown,
    }
    shutil.rmtree(copy)
    return seconds


def _link_or_copy(source: str, target: str) -> str:
    """Link what is never written again; copy the rest."""
    if source.endswith((".parquet", ".npy")):
        os.link(source, target)
        return target
    return str(shutil.copy2(source, target))


if __name__ == "__main__":
    act = {"build": _build, "grow": _grow}[sys.argv[1]]
    sys.stdout.write(msgspec.json.encode(act(log_of(int(sys.argv[2])))).decode() + "\n")
