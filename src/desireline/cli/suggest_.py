"""`desireline suggest`: touchpoints, stages and goals proposed from the data."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from desireline.base.i18n import Language, Translator
from desireline.cli._common import (
    json_option,
    lang_option,
    next_step,
    open_here,
    print_json,
    progress,
    project_option,
    say_in,
    translator,
)

if TYPE_CHECKING:
    from desireline.journeys.suggest.model import Suggestion

__all__ = ["command", "show_suggestion"]


@click.command("suggest", epilog="Example: desireline suggest --write")
@click.option("--write", is_flag=True, help="Put the proposals into desireline.yaml; its comments stay.")
@project_option
@lang_option
@json_option
def command(write: bool, folder: Path | None, lang: Language | None, as_json: bool) -> None:
    """Propose touchpoints, stages, goals and dimensions from the data, each with its reason."""
    project = open_here(folder)
    say = translator(project, lang)
    with progress(say) as step:
        project.build(progress=step)
        suggestion = project.suggest(language=say.lang)
    if as_json:
        print_json(suggestion)
    else:
        show_suggestion(suggestion, say)
    if write:
        project.accept(suggestion)
        say_in(say, "cli.suggest.written", file=project.settings_file)
        next_step(say, "desireline build")
    else:
        next_step(say, "desireline suggest --write")


def show_suggestion(suggestion: "Suggestion", say: Translator, *, err: bool = False) -> None:
    """Say what is proposed and why."""
    if not suggestion.reasons:
        click.echo(say("cli.suggest.nothing"), err=err)
    for reason in suggestion.reasons:
        click.echo(f"{'·' if reason.sure else '?'} {reason.about:<34} {reason.reason}", err=err)
