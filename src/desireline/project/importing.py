"""Files into a project: looked at, shown, then put into the log together or not at all."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from desireline.base.errors import InputError
from desireline.base.files import storage_errors
from desireline.base.settings.model import Settings
from desireline.events import EventLog, ImportRecord
from desireline.project.project import Project
from desireline.sources.importer import TableOutcome, check_not_all_refused, stage_table
from desireline.sources.mapping import Mapping
from desireline.sources.plan import Options, TablePlan, plan_tables
from desireline.sources.recognise.model import Guess

__all__ = ["ImportOptions", "ImportOutcome", "Preview", "import_files", "preview_files"]


class ImportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What is given instead of guessed."""

    format: Annotated[str | None, Meta(description="csv, jsonl, json, parquet or xlsx.")] = None
    source: Annotated[str | None, Meta(description="The source's name; from the file's name where none is given.")] = (
        None
    )
    mapping: Annotated[Path | None, Meta(description="A mapping file; its keys go before what is recognised.")] = None
    encoding: Annotated[str | None, Meta(description="The text's encoding.")] = None
    at_us: Annotated[int | None, Meta(description="The time of all rows of tables without any: µs since 1970.")] = None


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """How one table is read, and why."""

    source: str
    files: list[str]
    description: Annotated[str, Meta(description="Format, delimiter, encoding.")]
    mapping: Annotated[Mapping | None, Meta(description="Null where the table is refused.")]
    guesses: list[Guess]
    refused: str | None


class ImportOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did, or would do."""

    tables: list[Preview]
    outcomes: Annotated[
        list[TableOutcome], Meta(description="One for each table that was read, in the order of `tables`.")
    ]
    records: Annotated[list[ImportRecord], Meta(description="As they stand in the log; empty for a dry run.")]


def preview_files(project: Project, paths: list[Path], options: ImportOptions) -> list[Preview]:
    """Say how files would be read, without reading them whole into the log."""
    folder = Path(tempfile.mkdtemp(prefix="desireline-"))
    try:
        with plan_tables(paths, _options(project.settings, options), folder) as (_, plans):
            return [_preview(plan) for plan in plans]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def import_files(
    project: Project,
    paths: list[Path],
    options: ImportOptions,
    *,
    dry_run: bool = False,
    show: Callable[[Preview], None] = lambda _: None,
    progress: Callable[[str], None] = lambda _: None,
) -> ImportOutcome:
    """Put files into the project's log.

    Tables that hold no events or measures are left aside with the reason; if that is all of them, or a file is damaged, nothing is
    imported.

    Args:
        project: where to.
        paths: files and folders.
        options: what is given instead of guessed.
        dry_run: do everything but put it into the log.
        show: told how each table is read, before anything of it is.
        progress: told the source that is being read.

    Raises:
        InputError: a file cannot be read, or none holds events.
        BusyError: another process is writing to the project.
        StorageError: the disk is full or may not be written.
    """
    given = _options(project.settings, options)
    log = _throwaway(project.log) if dry_run else project.log
    try:
        with log.stage() as staging, plan_tables(paths, given, staging.folder / "plan") as (connection, plans):
            previews = [_preview(plan) for plan in plans]
            check_not_all_refused(plans)
            outcomes = []
            for number, (plan, preview) in enumerate(zip(plans, previews, strict=True)):
                show(preview)
                if plan.mapping is not None:
                    progress(plan.source)
                    outcomes.append(
                        stage_table(connection, plan, given, project.log if dry_run else log, staging, number)
                    )
            records = [] if dry_run else staging.commit()
    finally:
        if dry_run:
            shutil.rmtree(log.folder, ignore_errors=True)
    return ImportOutcome(tables=previews, outcomes=outcomes, records=records)


def _throwaway(log: EventLog) -> EventLog:
    """Return a log beside the real one, for a dry run to write into."""
    with storage_errors(log.folder):
        log.folder.mkdir(parents=True, exist_ok=True)
        return EventLog(Path(tempfile.mkdtemp(prefix="dry-run-", dir=log.folder)))


def _options(settings: Settings, options: ImportOptions) -> Options:
    if options.format is not None and options.format not in ("csv", "jsonl", "json", "parquet", "xlsx"):
        raise InputError(f"'{options.format}' is not a format: use csv, jsonl, json, parquet or xlsx")
    return msgspec.convert(
        {
            "currency": settings.currency,
            "time_zone": settings.time_zone,
            "source": options.source,
            "format": options.format,
            "encoding": options.encoding,
            "mapping": options.mapping,
            "at_us": options.at_us,
        },
        Options,
    )


def _preview(plan: TablePlan) -> Preview:
    return Preview(
        source=plan.source,
        files=[str(file.path) for file in plan.files],
        description=plan.description,
        mapping=plan.mapping,
        guesses=plan.guesses,
        refused=plan.refused,
    )
