"""Files into a project: looked at, shown, then put into the log together or not at all."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from desireline.base.errors import InputError
from desireline.base.files import scratch
from desireline.base.settings.model import Settings
from desireline.base.stopping import check_stop
from desireline.events import EventLog, ImportRecord, Staging
from desireline.project.erasing import erased_people
from desireline.project.project import Project
from desireline.sources.files import ReadAs
from desireline.sources.importer import TableOutcome, stage_table
from desireline.sources.mapping import Mapping
from desireline.sources.plan import Options, Refused, TablePlan, plan_tables
from desireline.sources.recognise.model import Guess

__all__ = ["ImportOptions", "ImportOutcome", "Preview", "import_files", "planning_options", "preview_files"]


class ImportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What is given instead of guessed."""

    format: Annotated[str | None, Meta(description="csv, jsonl, json, parquet or xlsx.")] = None
    source: Annotated[str | None, Meta(description="The source's name; from the file's name where none is given.")] = (
        None
    )
    separator: Annotated[
        str | None, Meta(description="What parts the fields of delimited texts: one character, or the word `tab`.")
    ] = None
    files: Annotated[
        dict[Path, ReadAs], Meta(description="What is said of single files; it goes before what is said of all.")
    ] = {}
    mapping: Annotated[Path | None, Meta(description="A mapping file; its keys go before what is recognised.")] = None
    encoding: Annotated[str | None, Meta(description="The text's encoding.")] = None
    at_us: Annotated[int | None, Meta(description="The time of all rows of tables without any: µs since 1970.")] = None
    at: Annotated[
        dict[str, int], Meta(description="The same for single sources, by the names they have in the end.")
    ] = {}
    names: Annotated[
        dict[str, str], Meta(description="What sources are called instead of what their files' names say.")
    ] = {}
    aside: Annotated[frozenset[str], Meta(description="Sources left aside, by the names they have in the end.")] = (
        frozenset()
    )
    aside_files: Annotated[frozenset[Path], Meta(description="Files left aside.")] = frozenset()
    set_aside_others: Annotated[
        bool,
        Meta(description="Whether files that are no tables are set aside with the reason, also where they were named."),
    ] = False
    set_aside_damaged: Annotated[
        bool,
        Meta(description="Whether files that cannot be read are set aside too: for a preview, never for an import."),
    ] = False


class Preview(msgspec.Struct, frozen=True, kw_only=True):
    """How one table is read, and why."""

    source: str
    files: list[str]
    description: Annotated[str, Meta(description="Format, delimiter, encoding.")]
    mapping: Annotated[Mapping | None, Meta(description="Null where the table is refused.")]
    guesses: list[Guess]
    refused: str | None
    cure: Annotated[
        Literal["at", "mapping"] | None,
        Meta(description="What would make a refused table readable: the day of all its rows, or what its columns are."),
    ] = None


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
        with plan_tables(paths, planning_options(project.settings, options), folder) as (_, plans, refused):
            return _previews(plans, refused)
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
    planned: Callable[[int], None] = lambda _: None,
    read: Callable[[TableOutcome], None] = lambda _: None,
) -> ImportOutcome:
    """Put files into the project's log.

    Tables that hold no events or measures, and files of a folder that are no tables, are left aside with the reason; if that is
    all of them, or a file is damaged, nothing is imported.

    Args:
        project: where to.
        paths: files and folders.
        options: what is given instead of guessed.
        dry_run: do everything but put it into the log.
        show: told how each table is read, before anything of it is.
        progress: told the source that is being read.
        planned: told how many tables will be read, before the first of them is.
        read: told what reading a table gave, when it has been read.

    Raises:
        InputError: a file cannot be read, or none holds events.
        StoppedError: it was asked to stop; the log is as it was.
        BusyError: another process is writing to the project.
        StorageError: the disk is full or may not be written.
    """
    given = planning_options(project.settings, options)
    erased = erased_people(project)
    with (
        _staging(project.log, dry_run=dry_run) as staging,
        plan_tables(paths, given, staging.folder / "plan") as looked,
    ):
        connection, plans, refused = looked
        for preview in (previews := _previews([], refused)):
            show(preview)
        outcomes = []
        _check_some_readable(plans, refused)
        planned(sum(plan.mapping is not None for plan in plans))
        for number, plan in enumerate(plans):
            preview = _preview(plan)
            previews.append(preview)
            show(preview)
            if plan.mapping is not None:
                check_stop()
                progress(plan.source)
                outcomes.append(stage_table(connection, plan, given, project.log, staging, number, erased))
                read(outcomes[-1])
        check_stop()
        records = [] if dry_run else staging.commit()
    if dry_run:
        outcomes = [_tried(outcome) for outcome in outcomes]
    else:
        outcomes = [
            msgspec.structs.replace(outcome, record=record) for outcome, record in zip(outcomes, records, strict=True)
        ]
    return ImportOutcome(tables=previews, outcomes=outcomes, records=records)


@contextmanager
def _staging(log: EventLog, *, dry_run: bool) -> Iterator[Staging]:
    """Hold the right to write to the log or, for a dry run, to one beside it that is thrown away."""
    if not dry_run:
        with log.stage() as staging:
            yield staging
        return
    with scratch(log.trials) as folder, EventLog(folder).stage() as staging:
        yield staging


def _tried(outcome: TableOutcome) -> TableOutcome:
    """Return an outcome without what a dry run does not leave behind."""
    return msgspec.structs.replace(outcome, record=msgspec.structs.replace(outcome.record, id=0, rejects_file=None))


def _check_some_readable(plans: list[TablePlan], refused: list[Refused]) -> None:
    """Refuse an import none of whose tables can be read.

    Raises:
        InputError: the reason of the first.
    """
    if any(plan.mapping is not None for plan in plans):
        return
    reasons = [f"{plan.files[0].path.name}: {plan.refused}" for plan in plans] + [one.reason for one in refused]
    more = f" ({len(reasons) - 1} more were refused)" if len(reasons) > 1 else ""
    cure = plans[0].cure if plans else None
    raise InputError(reasons[0] + more, place=("tables", plans[0].source, cure) if cure else ())


def planning_options(settings: Settings, options: ImportOptions) -> Options:
    """Return how files are to be read: what is given, and what the settings say.

    Raises:
        InputError: the format is none of ours.
    """
    if options.format is not None and options.format not in ("csv", "jsonl", "json", "parquet", "xlsx"):
        raise InputError(f"'{options.format}' is not a format: use csv, jsonl, json, parquet or xlsx")
    return msgspec.convert(
        {
            "currency": settings.currency,
            "time_zone": settings.time_zone,
            "source": options.source,
            "format": options.format,
            "encoding": options.encoding,
            "separator": options.separator,
            "files": options.files,
            "mapping": options.mapping,
            "at_us": options.at_us,
            "at": options.at,
            "names": options.names,
            "aside": options.aside,
            "aside_files": options.aside_files,
            "set_aside_others": options.set_aside_others,
            "set_aside_damaged": options.set_aside_damaged,
        },
        Options,
    )


def _previews(plans: list[TablePlan], refused: list[Refused]) -> list[Preview]:
    aside = [
        Preview(
            source=one.path.name, files=[str(one.path)], description="", mapping=None, guesses=[], refused=one.reason
        )
        for one in refused
    ]
    return aside + [_preview(plan) for plan in plans]


def _preview(plan: TablePlan) -> Preview:
    return Preview(
        source=plan.source,
        files=[str(file.path) for file in plan.files],
        description=plan.description,
        mapping=plan.mapping,
        guesses=plan.guesses,
        refused=plan.refused,
        cure=plan.cure,
    )
