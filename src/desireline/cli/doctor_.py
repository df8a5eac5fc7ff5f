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
from desireline.base.i18n import Language
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

__all__ = ["command"]

_PACKAGES = ("desireline", "duckdb", "numpy", "numba", "pyarrow", "litestar", "msgspec")
_EXTRAS = {"render": "resvg_py"}


@click.command("doctor", epilog="Example: desireline doctor --project shop")
@project_option
@lang_option
@json_option
def command(folder: Path | None, lang: Language | None, as_json: bool) -> None:
    """Say what is installed, how much room there is, and whether the project's files are whole and up to date. Ends with 1 where not."""
    facts: dict[str, str] = {"python": platform.python_version()}
    for package in _PACKAGES:
        try:
            facts[package] = version(package)
        except PackageNotFoundError:
            facts[package] = "not installed"
    for extra, module in _EXTRAS.items():
        there = importlib.util.find_spec(module) is not None
        facts[f"extra {extra}"] = "installed" if there else f"not installed: pip install 'desireline[{extra}]'"
    faults = []
    try:
        project = open_here(folder)
    except DesirelineError as error:
        facts["project"] = str(error)
    else:
        facts["project"] = str(project.folder)
        facts["free disk"] = f"{shutil.disk_usage(project.folder).free / 1e9:.1f} GB"
        facts["events"] = f"{sum(part.rows for part in project.log.parts()):,} in {len(project.log.parts())} parts"
        try:
            journeys = project.journeys()
            journeys.store.verify()
            stale = not project.is_current()
            facts["journeys"] = (
                "stale: run desireline build"
                if stale
                else f"{journeys.customers:,} customers, whole and up to date{_overlay(journeys)}"
            )
            faults += ["journeys"] if stale else []
        except DesirelineError as error:
            facts["journeys"] = str(error)
            faults.append("journeys")
    if as_json:
        print_json(facts)
    else:
        for name, value in facts.items():
            click.echo(f"{name:<14} {value}")
    if faults:
        sys.exit(1)
    next_step(translator(None, lang), "desireline map")


def _overlay(journeys: "Journeys") -> str:
    events = journeys.store.manifest.overlay_events
    return f"; {events:,} events in the overlay, which desireline build --compact folds in" if events else ""
