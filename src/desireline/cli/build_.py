"""`desireline build`: identities and journeys, up to date."""

from pathlib import Path

import click

from desireline.base.i18n import Language
from desireline.cli._common import (
    json_option,
    lang_option,
    next_step,
    open_here,
    print_json,
    progress,
    project_option,
    translator,
)
from desireline.cli._showing import show_build

__all__ = ["command"]


@click.command("build", epilog="Example: desireline build --full")
@click.option("--full", is_flag=True, help="Build anew even where nothing changed.")
@click.option(
    "--compact", is_flag=True, help="Fold what earlier builds added into the main store, for the quickest answers."
)
@project_option
@lang_option
@json_option
def command(full: bool, compact: bool, folder: Path | None, lang: Language | None, as_json: bool) -> None:
    """Bring identities, touchpoints and the packed journeys up to date with the log and the settings."""
    project = open_here(folder)
    say = translator(project, lang)
    with progress(say) as step:
        report = project.build(full=full, compact=compact or None, progress=step)
    show_build(report, say)
    if report.overlay:
        click.echo("  " + say("cli.build.overlay", n=report.overlay), err=True)
    if as_json:
        print_json(report)
    next_step(say, "desireline map" if project.settings.journeys else "desireline suggest --write")
