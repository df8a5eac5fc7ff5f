"""`desireline backup`: all of a project in one file."""

from pathlib import Path

import click

from desireline.base.i18n import Language
from desireline.cli._common import (
    check_folder,
    json_option,
    lang_option,
    next_step,
    open_here,
    print_json,
    project_option,
    say_in,
    translator,
)

__all__ = ["command"]


@click.command("backup", epilog="Example: desireline backup -o shop.tar.zst")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file; one in .desireline/backups if not given."
)
@project_option
@lang_option
@json_option
def command(output: Path | None, folder: Path | None, lang: Language | None, as_json: bool) -> None:
    """Write settings, maps, events, imports, accounts and notes into one file; what can be rebuilt is left out.

    It holds people's data and the hashes of passwords: keep it as you keep those.
    """
    from desireline.project.access.audit import AuditTrail
    from desireline.project.backups import make_backup, stored_backup, write_backup

    project = open_here(folder)
    say = translator(project, lang)
    if output is None:
        output = stored_backup(project, make_backup(project).name)
    else:
        check_folder(output)
        write_backup(project, output)
    AuditTrail(project.log.folder).add("backup.made", who="local", role="admin")
    say_in(say, "cli.backup.written", file=output)
    if as_json:
        print_json({"file": str(output), "bytes": output.stat().st_size})
    next_step(say, f"desireline restore {output} NEW_FOLDER")
