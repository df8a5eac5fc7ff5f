"""`desireline check`: what is wrong with the settings."""

import sys
from pathlib import Path

import click

from desireline.base.error_words import translated
from desireline.base.i18n import Language
from desireline.cli._common import lang_option, next_step, project_option, say_in, translator

__all__ = ["command"]


@click.command("check", epilog="Example: desireline check shop/desireline.yaml")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@project_option
@lang_option
def command(files: tuple[Path, ...], folder: Path | None, lang: Language | None) -> None:
    """Check settings: every fault with its file, line, value and what is allowed. Ends with 1 where there is one."""
    from desireline.base.settings.load import FILE_NAME, read_text
    from desireline.project import find_project

    say = translator(None, lang)
    chosen = files or ((folder if folder is not None else find_project(Path())) / FILE_NAME,)
    faults = [fault for file in chosen for fault in _faults(read_text(file), str(file))]
    for fault in faults:
        click.echo(translated(fault, say.lang))
    if faults:
        sys.exit(1)
    say_in(say, "cli.check.fine")
    next_step(say, "desireline build")


def _faults(text: str, name: str) -> list[str]:
    from desireline.base.settings.load import parse_settings, settings_faults
    from desireline.journeys.selections import segment_faults

    return settings_faults(text, name) or [f"{name}, {fault}" for fault in segment_faults(parse_settings(text, name))]
