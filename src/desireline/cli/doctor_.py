"""`desireline doctor`: versions, disk, what is stale, what is missing."""

import sys
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
    from desireline.project import Project
    from desireline.project.health import ProjectHealth

__all__ = ["command"]


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
        from desireline.project.health import health_of

        health = health_of(project, say, verify=True)
        facts["project"] = str(project.folder)
        facts["disk"] = say("doctor.gigabytes", size=say.number(health.disk.free / 1e9, 1))
        facts["events"] = say("doctor.parts", events=health.events, n=health.parts)
        facts["journeys"], fault = _journeys(health, say)
    if as_json:
        print_json(facts)
    else:
        _show(facts, say)
    if fault:
        sys.exit(1)
    next_step(shown, "desireline map")


def _installed(say: Translator) -> dict[str, str]:
    from desireline.project.health import installed

    found = installed()
    facts = {"python": found.python}
    facts |= {package: version or say("doctor.absent") for package, version in found.packages.items()}
    for extra, there in found.extras.items():
        command = f"pip install 'desireline[{extra}]'"
        facts[f"extra {extra}"] = say("doctor.there") if there else say("doctor.get", command=command)
    return facts


def _journeys(health: "ProjectHealth", say: Translator) -> tuple[str, bool]:
    """Return how the packed journeys are, and whether that is a fault."""
    built = health.journeys
    if built.state == "stale":
        return say("doctor.stale", command="desireline build"), True
    if built.state != "current":
        return built.why or "", True
    events = built.overlay_events
    overlay = f"; {say('doctor.overlay', n=events, command='desireline build --compact')}" if events else ""
    return say("doctor.whole", n=built.customers or 0) + overlay, False


def _show(facts: dict[str, str], say: Translator) -> None:
    from rich.cells import cell_len

    labels = {name: say(f"doctor.{name}") if say.has(f"doctor.{name}") else name for name in facts}
    width = max(map(cell_len, labels.values()))
    for name, value in facts.items():
        click.echo(f"{labels[name]}{' ' * (width - cell_len(labels[name]))}  {value}")
