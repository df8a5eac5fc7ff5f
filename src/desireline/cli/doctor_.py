"""`desireline doctor`: versions, disk, what is stale, what is missing."""

import importlib.util
import platform
import shutil
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desireline.base.errors import DesirelineError
from desireline.base.i18n import Language, Translator
from desireline.cli._common import (
    json_option,
    lang_option,
    next_step,
    open_here,
    print_json,
    project_option,
    translator,
)

if TYPE_CHECKING:
    from desireline.journeys import Journeys
    from desireline.project import Project

__all__ = ["command"]

_PACKAGES = ("desireline", "duckdb", "numpy", "numba", "pyarrow", "litestar", "msgspec")
_EXTRAS = {"render": "resvg_py", "spark": "pyspark"}


@click.command("doctor", epilog="Example: desireline doctor --project shop")
@project_option
@lang_option
@json_option
def command(folder: Path | None, lang: Language | None, as_json: bool) -> None:
    """Say what is installed, how much room there is, and whether the project's files are whole and up to date. Ends with 1 where not."""
    project: Project | None = None
    missing = ""
    try:
        project = open_here(folder)
    except DesirelineError as error:
        missing = str(error)
    shown = translator(project, lang)
    say = Translator() if as_json else shown
    facts = _installed(say)
    fault = False
    if project is None:
        facts["project"] = missing
    else:
        facts["project"] = str(project.folder)
        facts["disk"] = say("doctor.gigabytes", size=say.number(shutil.disk_usage(project.folder).free / 1e9, 1))
        parts = project.log.parts()
        facts["events"] = say("doctor.parts", events=sum(part.rows for part in parts), n=len(parts))
        facts["journeys"], fault = _journeys(project, say)
    if as_json:
        print_json(facts)
    else:
        _show(facts, say)
    if fault:
        sys.exit(1)
    next_step(shown, "desireline map")


def _installed(say: Translator) -> dict[str, str]:
    facts = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            facts[package] = version(package)
        except PackageNotFoundError:
            facts[package] = say("doctor.absent")
    for extra, module in _EXTRAS.items():
        there = importlib.util.find_spec(module) is not None
        facts[f"extra {extra}"] = (
            say("doctor.there") if there else say("doctor.get", command=f"pip install 'desireline[{extra}]'")
        )
    return facts


def _journeys(project: "Project", say: Translator) -> tuple[str, bool]:
    """Return how the packed journeys are, and whether that is a fault."""
    try:
        journeys = project.journeys()
        journeys.store.verify()
        if not project.is_current():
            return say("doctor.stale", command="desireline build"), True
    except DesirelineError as error:
        return str(error), True
    return say("doctor.whole", n=journeys.customers) + _overlay(journeys, say), False


def _overlay(journeys: "Journeys", say: Translator) -> str:
    events = journeys.store.manifest.overlay_events
    return f"; {say('doctor.overlay', n=events, command='desireline build --compact')}" if events else ""


def _show(facts: dict[str, str], say: Translator) -> None:
    from rich.cells import cell_len

    labels = {name: say(f"doctor.{name}") if say.has(f"doctor.{name}") else name for name in facts}
    width = max(map(cell_len, labels.values()))
    for name, value in facts.items():
        click.echo(f"{labels[name]}{' ' * (width - cell_len(labels[name]))}  {value}")
