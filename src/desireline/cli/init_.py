"""`desireline init`: a new project folder."""

from pathlib import Path

import click

from desireline.base.i18n import Language
from desireline.cli._common import lang_option, next_step, say_in, system_language, translator

__all__ = ["command"]


@click.command("init", epilog="Example: desireline init shop --time-zone Europe/Budapest --currency HUF")
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--name", help="What the business is called; the folder's name if not given.")
@click.option("--time-zone", default="UTC", show_default=True, help="IANA name; times without a zone are read in it.")
@click.option("--currency", default="EUR", show_default=True, help="ISO 4217 code of amounts that name none.")
@lang_option
def command(folder: Path, name: str | None, time_zone: str, currency: str, lang: Language | None) -> None:
    """Make a new project folder with a desireline.yaml that explains itself."""
    from desireline.project import create_project

    project = create_project(
        folder, name=name, language=lang or system_language(), time_zone=time_zone, currency=currency
    )
    say = translator(project, lang)
    say_in(say, "cli.init.made", file=project.settings_file)
    place = "" if folder == Path() else f"--project {folder} "
    next_step(say, f"desireline import {place}FILE…")
