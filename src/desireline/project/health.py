"""Whether a project is well: what is installed, how much room there is, whether what was built is whole and up to date, and what to do."""

import importlib.util
import platform
import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from desireline.base.errors import DesirelineError, NotFoundError
from desireline.base.i18n import Translator
from desireline.base.settings.load import parse_settings, read_text
from desireline.base.times import now_us
from desireline.journeys import Journeys
from desireline.journeys.report import unknown_touchpoints
from desireline.project.project import Project

__all__ = [
    "BuiltState",
    "DiskSpace",
    "Installed",
    "ProjectHealth",
    "ProjectTrouble",
    "Subject",
    "health_of",
    "installed",
]

Subject = Literal["settings", "log", "imports", "journeys", "rules", "erasures", "disk", "engine"]
Code = Literal[
    "disk", "settings", "log", "rejects", "never", "stale", "damaged", "overlay", "erasure", "engine", "unknown"
]

_PACKAGES = ("desireline", "duckdb", "numpy", "numba", "pyarrow", "litestar", "msgspec")
_EXTRAS = {"render": "resvg_py", "spark": "pyspark"}
_LITTLE_BYTES = 1_000_000_000
_MUCH_OVERLAY = 0.05


class Installed(msgspec.Struct, frozen=True, kw_only=True):
    """What a program is made of."""

    python: str
    packages: Annotated[dict[str, str | None], Meta(description="Versions; null: not installed.")]
    extras: Annotated[dict[str, bool], Meta(description="Parts that are installed on request: whether they are there.")]


class DiskSpace(msgspec.Struct, frozen=True, kw_only=True):
    """Room on the disk that holds the project, in bytes."""

    total: int
    free: int
    used: Annotated[dict[str, int], Meta(description="By the project's own folders, the largest first.")]


class BuiltState(msgspec.Struct, frozen=True, kw_only=True):
    """How the packed journeys are."""

    state: Annotated[
        Literal["current", "stale", "never", "damaged"],
        Meta(
            description="current: whole (as far as was looked) and up to date; stale: data or rules have changed since; never: nothing"
            " was built; damaged: they cannot be used."
        ),
    ]
    why: Annotated[str | None, Meta(description="Why they cannot be used, where they cannot.")] = None
    built_us: Annotated[int | None, Meta(description="When they were built: µs since 1970, UTC.")] = None
    customers: int | None = None
    events: Annotated[int | None, Meta(description="Events of customers.")] = None
    anonymous_events: int | None = None
    overlay_events: Annotated[int | None, Meta(description="Events among them that lie in the overlay.")] = None
    overlay_share: Annotated[float | None, Meta(description="Of the events of customers.")] = None


class ProjectTrouble(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is not as it should be."""

    code: Code
    subject: Annotated[Subject, Meta(description="Which of the things looked at it is about.")]
    severity: Annotated[
        Literal["error", "warning", "note"],
        Meta(description="error: answers are wrong or missing; warning: they may soon be; note: good to know."),
    ]
    message: Annotated[str, Meta(description="What it is and what to do.")]
    cure: Annotated[
        Literal["build", "build-full", "settings"] | None,
        Meta(
            description="What helps: a build (POST /api/builds), one from scratch, a change of the settings; null: none of these."
        ),
    ] = None


class ProjectHealth(msgspec.Struct, frozen=True, kw_only=True):
    """How a project is."""

    installed: Installed
    engine: Annotated[Literal["local", "spark"], Meta(description="What counts.")]
    disk: DiskSpace
    events: Annotated[int, Meta(description="In the log.")]
    parts: Annotated[int, Meta(description="Files of the log they lie in.")]
    imports: Annotated[int, Meta(description="Imports that stand.")]
    journeys: BuiltState
    looked_at_us: Annotated[int, Meta(description="When this was found: µs since 1970, UTC.")]
    checked: Annotated[list[Subject], Meta(description="What was looked at; what no trouble is about, is well.")]
    troubles: Annotated[list[ProjectTrouble], Meta(description="The gravest first; none where all is well.")]


def installed() -> Installed:
    """Return what the program is made of."""
    packages: dict[str, str | None] = {}
    for package in _PACKAGES:
        try:
            packages[package] = version(package)
        except PackageNotFoundError:
            packages[package] = None
    extras = {extra: importlib.util.find_spec(module) is not None for extra, module in _EXTRAS.items()}
    return Installed(python=platform.python_version(), packages=packages, extras=extras)


def health_of(project: Project, say: Translator, *, verify: bool = False) -> ProjectHealth:
    """Return how a project is; nothing is changed by it.

    Args:
        project: whose.
        say: the language of what is wrong.
        verify: whether every file of the packed journeys is compared with its checksum, which reads all of them.
    """
    parts, parted = project.log.parts(), installed()
    disk = _disk(project)
    state, journeys = _built(project, verify=verify)
    troubles = [
        *_of_settings(project, say),
        *_of_log(project, say),
        *_of_journeys(state, say),
        *_of_names(project, journeys, say),
        *_of_rest(project, disk, parted, say),
    ]
    checked: list[Subject] = ["settings", "log", "imports", "journeys", "rules", "erasures", "disk", "engine"]
    if journeys is None:
        checked.remove("rules")
    gravity = {"error": 0, "warning": 1, "note": 2}
    return ProjectHealth(
        installed=parted,
        engine="spark" if project.settings.spark else "local",
        disk=disk,
        events=sum(part.rows for part in parts),
        parts=len(parts),
        imports=sum(record.undone_us is None for record in project.log.imports()),
        journeys=state,
        looked_at_us=now_us(),
        checked=checked,
        troubles=sorted(troubles, key=lambda each: gravity[each.severity]),
    )


def _disk(project: Project) -> DiskSpace:
    folder = project.log.folder
    space = shutil.disk_usage(project.folder)
    used: dict[str, int] = {}
    for each in folder.iterdir() if folder.is_dir() else []:
        name = each.name if each.is_dir() else "state"
        used[name] = used.get(name, 0) + _size(each)
    return DiskSpace(
        total=space.total, free=space.free, used=dict(sorted(used.items(), key=lambda pair: (-pair[1], pair[0])))
    )


def _size(path: Path) -> int:
    try:
        return sum(map(_size, path.iterdir())) if path.is_dir() else path.stat().st_size
    except OSError:  # gone meanwhile, or somebody else's
        return 0


def _built(project: Project, *, verify: bool) -> tuple[BuiltState, Journeys | None]:
    try:
        journeys = project.journeys()
        if verify:
            journeys.store.verify()
        current = project.is_current()
        built_us = (project.log.folder / "journeys" / "current").stat().st_mtime_ns // 1_000
    except NotFoundError as error:
        return BuiltState(state="never", why=str(error)), None
    except (DesirelineError, OSError) as error:
        return BuiltState(state="damaged", why=str(error)), None
    manifest = journeys.store.manifest
    state = BuiltState(
        state="current" if current else "stale",
        built_us=built_us,
        customers=manifest.customers,
        events=manifest.events,
        anonymous_events=manifest.anonymous_events,
        overlay_events=manifest.overlay_events,
        overlay_share=manifest.overlay_events / manifest.events if manifest.events else 0.0,
    )
    return state, journeys


def _of_settings(project: Project, say: Translator) -> list[ProjectTrouble]:
    try:
        parse_settings(read_text(project.settings_file), project.settings_file.name)
    except DesirelineError as error:
        told = say("health.settings", why=str(error))
        return [ProjectTrouble(code="settings", subject="settings", severity="error", message=told, cure="settings")]
    return []


def _of_log(project: Project, say: Translator) -> list[ProjectTrouble]:
    log, found = project.log, []
    missing = [part.file for part in [*log.parts("events"), *log.parts("measures")] if not log.path(part).is_file()]
    if missing:
        told = say("health.log", n=len(missing), file=missing[0])
        found.append(ProjectTrouble(code="log", subject="log", severity="error", message=told))
    rejected = sum(record.rejected for record in log.imports() if record.undone_us is None)
    if rejected:
        told = say("health.rejects", n=rejected)
        found.append(ProjectTrouble(code="rejects", subject="imports", severity="note", message=told))
    return found


def _of_journeys(state: BuiltState, say: Translator) -> list[ProjectTrouble]:
    if state.state == "never":
        return [
            ProjectTrouble(
                code="never", subject="journeys", severity="warning", message=say("health.never"), cure="build"
            )
        ]
    if state.state == "stale":
        return [
            ProjectTrouble(
                code="stale", subject="journeys", severity="warning", message=say("health.stale"), cure="build"
            )
        ]
    if state.state == "damaged":
        told = say("health.damaged", why=(state.why or "").rstrip("."))
        return [ProjectTrouble(code="damaged", subject="journeys", severity="error", message=told, cure="build-full")]
    if state.overlay_share is not None and state.overlay_share > _MUCH_OVERLAY:
        told = say("health.overlay", share=say.share(state.overlay_share))
        return [ProjectTrouble(code="overlay", subject="journeys", severity="note", message=told)]
    return []


def _of_names(project: Project, journeys: Journeys | None, say: Translator) -> list[ProjectTrouble]:
    if journeys is None:
        return []
    found = []
    for each in unknown_touchpoints(project.settings, journeys.touchpoints):
        name, journey = (say("suggest.quoted", text=text) for text in (each.touchpoint, each.journey))
        told = say(f"cli.build.unknown.{each.role}", name=name, journey=journey)
        found.append(ProjectTrouble(code="unknown", subject="rules", severity="warning", message=told, cure="settings"))
    return found


def _of_rest(project: Project, disk: DiskSpace, parted: Installed, say: Translator) -> list[ProjectTrouble]:
    found = []
    if disk.free < max(_LITTLE_BYTES, sum(disk.used.values())):  # a build writes the next version beside the last
        told = say("health.disk", free=say.number(disk.free / 1e9, 1))
        found.append(ProjectTrouble(code="disk", subject="disk", severity="warning", message=told))
    if project.settings.spark and not parted.extras["spark"]:
        told = say("health.engine", command="pip install 'desireline[spark]'")
        found.append(ProjectTrouble(code="engine", subject="engine", severity="error", message=told))
    if project.log.erasures.unfinished() is not None:
        found.append(
            ProjectTrouble(
                code="erasure", subject="erasures", severity="warning", message=say("health.erasure"), cure="build"
            )
        )
    return found
