"""`desireline import`: files into the log."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desireline.base.i18n import Language, Translator
from desireline.base.times import moment_us
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
from desireline.cli._showing import show_outcome, show_preview

if TYPE_CHECKING:
    from desireline.events import ImportRecord
    from desireline.project import Project

__all__ = ["command"]


@click.command("import", epilog="Example: desireline import exports/ --dry-run")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, readable=False))
@click.option("--format", "file_format", metavar="F", help="csv, jsonl, json, parquet or xlsx; found out if not given.")
@click.option("--source", metavar="NAME", help="The source's name; from the file's name if not given.")
@click.option(
    "--mapping", type=click.Path(path_type=Path), help="A mapping file (YAML); it goes before what is recognised."
)
@click.option("--encoding", help="The text's encoding; found out if not given.")
@click.option(
    "--separator", metavar="C", help="What parts the fields of CSV: one character, or tab; found out if not given."
)
@click.option("--at", metavar="DATE", help="The day of all rows, for tables without any time.")
@click.option("--dry-run", is_flag=True, help="Read everything, say what would be imported, and change nothing.")
@click.option("--undo", type=int, metavar="ID", help="Take an import back.")
@click.option("--list", "listed", is_flag=True, help="List the imports.")
@project_option
@lang_option
@json_option
def command(
    paths: tuple[Path, ...],
    file_format: str | None,
    source: str | None,
    mapping: Path | None,
    encoding: str | None,
    separator: str | None,
    at: str | None,
    dry_run: bool,
    undo: int | None,
    listed: bool,
    folder: Path | None,
    lang: Language | None,
    as_json: bool,
) -> None:
    """Read tables (CSV, JSON Lines, JSON, Parquet, XLSX; plain, gzip or zstd) into the project's log.

    Columns are recognised by name and content; every guess is shown with its reason. All or nothing: an error leaves the log as it was.
    """
    from desireline.project import import_files
    from desireline.project.importing import ImportOptions
    from desireline.project.warming import warm_in_background

    project = open_here(folder)
    say = translator(project, lang)
    if listed:
        _list(project.log.imports(), say, as_json=as_json)
        return
    if undo is not None:
        _undo(project, undo, say, as_json=as_json)
        return
    if not paths:
        raise click.UsageError("name the files or folders to import")
    options = ImportOptions(
        format=file_format,
        source=source,
        mapping=mapping,
        encoding=encoding,
        separator=separator,
        at_us=moment_us(at, project.settings.time_zone) if at else None,
    )
    warm_in_background()
    with progress(say) as step:
        outcome = import_files(
            project,
            list(paths),
            options,
            dry_run=dry_run,
            show=lambda preview: show_preview(preview, say),
            progress=step,
        )
    for table in outcome.outcomes:
        show_outcome(table, say, project.log.rejects)
    if as_json:
        print_json(outcome)
    if dry_run:
        say_in(say, "cli.import.dry")
        next_step(say, "desireline import " + shlex.join(str(path) for path in paths))
    else:
        next_step(say, "desireline build" if project.settings.touchpoints else "desireline suggest")


def _undo(project: "Project", number: int, say: Translator, *, as_json: bool) -> None:
    undone = project.log.undo(number)
    record = undone.record
    say_in(
        say,
        "cli.import.undone",
        id=number,
        source=record.source,
        n=record.events + record.measures - record.erased_since,
    )
    for later in undone.later:
        files = shlex.join(later.files[:3]) + (" …" if len(later.files) > 3 else "")  # noqa: PLR2004 - enough to know them by
        say_in(say, "cli.import.left_too", later=later.id, files=files)
    if as_json:
        print_json(undone)
    next_step(say, "desireline build")


def _list(records: "list[ImportRecord]", say: Translator, *, as_json: bool) -> None:
    if as_json:
        print_json(records)
        return
    for record in records:
        state = f" {say('cli.import.undone_mark')}" if record.undone_us else ""
        state += f" {say('cli.import.erased_mark', n=record.erased_since)}" if record.erased_since else ""
        count = say.number(record.events + record.measures)
        click.echo(f"{record.id:>4}  {record.source:<24} {count:>12}  {', '.join(record.files[:2])}{state}")
