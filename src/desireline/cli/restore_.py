"""`desireline restore`: a project out of a backup."""

from pathlib import Path

import click

from desireline.base.i18n import Language
from desireline.cli._common import json_option, lang_option, next_step, print_json, say_in, translator

__all__ = ["command"]


@click.command("restore", epilog="Example: desireline restore shop.tar.zst shop-again")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@lang_option
@json_option
def command(file: Path, folder: Path, lang: Language | None, as_json: bool) -> None:
    """Make a new project folder out of a backup; nothing is written over."""
    from desireline.project.backups import restore_backup

    project = restore_backup(file, folder)
    say = translator(project, lang)
    say_in(say, "cli.backup.restored", folder=folder)
    if as_json:
        print_json({"folder": str(folder), "name": project.name})
    next_step(say, f"desireline build --project {folder}")
