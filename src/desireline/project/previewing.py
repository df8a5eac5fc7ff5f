"""How an upload would be read: what was recognised and why, the first rows, and what becomes of them."""

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from desireline.base.error_words import translated
from desireline.base.files import scratch
from desireline.base.i18n import Translator
from desireline.project.corrections import Corrections, check_corrections, corrections_version, reading_options
from desireline.project.importing import planning_options
from desireline.project.project import Project
from desireline.project.upload_faults import as_corrected, named_as_uploaded
from desireline.project.uploads import Upload, Uploads
from desireline.sources.files import Format
from desireline.sources.first_rows import FirstRows, first_rows
from desireline.sources.mapping import Mapping
from desireline.sources.names import source_name
from desireline.sources.plan import Options, Refused, TablePlan, plan_tables
from desireline.sources.recognise.model import Guess

__all__ = ["AsidePreview", "TablePreview", "ToldGuess", "UploadPreview", "preview_upload"]


_SEPARATORS = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}


class ToldGuess(msgspec.Struct, frozen=True, kw_only=True):
    """One decision about how a table is read."""

    role: Annotated[str, Meta(description="`time`, `name`, `channel`, `identifier:email`, `value`, `measure:spend`, …")]
    columns: list[str]
    said: Annotated[str, Meta(description="The decision in a sentence, in the asker's language.")]
    reason: Annotated[
        str,
        Meta(description="Why, in the asker's language: by what name or content, and what else it could have been."),
    ]
    sure: Annotated[bool, Meta(description="False where people should look.")]


class TablePreview(msgspec.Struct, frozen=True, kw_only=True):
    """How one table is read."""

    table: Annotated[str, Meta(description="What corrections call it.")]
    source: Annotated[str, Meta(description="The source it becomes.")]
    files: list[str]
    format: Annotated[Format, Meta(description="What its files are.")]
    encoding: Annotated[str | None, Meta(description="Of their text; null where they are none.")]
    separator: Annotated[str | None, Meta(description="What parts the fields; null where they are no delimited text.")]
    description: Annotated[str, Meta(description="Kind of file, sheet, separator, encoding: in the asker's language.")]
    time_zone: Annotated[str, Meta(description="In which times without a zone are read.")]
    mapping: Annotated[Mapping | None, Meta(description="Null where the table is refused.")]
    guesses: list[ToldGuess]
    refused: Annotated[str | None, Meta(description="Why it cannot be read, and the way out.")]
    cure: Annotated[
        Literal["at", "mapping"] | None,
        Meta(description="What would make a refused table readable: the day of all its rows, or what its columns are."),
    ]
    first: FirstRows


class AsidePreview(msgspec.Struct, frozen=True, kw_only=True):
    """A file that is left aside."""

    file: str
    table: Annotated[str, Meta(description="What corrections would call it.")]
    reason: str
    damaged: Annotated[
        bool,
        Meta(
            description="Whether it cannot be read and was not left aside as asked: nothing can be imported while there is one."
        ),
    ] = False
    path: Annotated[
        list[str | int],
        Meta(description="Where in the corrections it would be said otherwise: keys, and places in lists."),
    ] = []


class UploadPreview(msgspec.Struct, frozen=True, kw_only=True):
    """An upload, how it would be read, and what was corrected."""

    upload: Upload
    version: Annotated[
        str, Meta(description="Of the corrections; the ETag, and what If-Match of further corrections must say.")
    ]
    corrections: Corrections
    tables: list[TablePreview]
    aside: list[AsidePreview]


def preview_upload(
    project: Project, uploads: Uploads, upload: str, corrections: Corrections, say: Translator
) -> UploadPreview:
    """Say how an upload would be read. Nothing is written into the log.

    Args:
        project: where it would go.
        uploads: of the project.
        upload: which.
        corrections: what is said instead of guessed.
        say: the asker's language.

    Raises:
        NotFoundError: there is no such upload.
        InputError: a file is damaged, or a correction does not fit: which key, and what is allowed.
    """
    check_corrections(corrections)
    files = uploads.files_folder(upload)
    with named_as_uploaded(files, corrections), scratch(project.log.trials) as folder:
        zone = project.settings.time_zone
        given = reading_options(uploads, upload, corrections, folder, time_zone=zone, preview=True)
        options = planning_options(project.settings, given)
        with plan_tables(uploads.paths(upload), options, folder / "plan") as (connection, plans, refused):
            tables = [_table(plan, options, files, first_rows(connection, plan, options), say) for plan in plans]
    return UploadPreview(
        upload=uploads.get(upload),
        version=corrections_version(corrections),
        corrections=corrections,
        tables=tables,
        aside=[_aside(one, corrections, files, say) for one in refused],
    )


def _table(plan: TablePlan, options: Options, files: Path, first: FirstRows, say: Translator) -> TablePreview:
    given = {new: old for old, new in options.names.items()}
    text, dialect = plan.files[0].text, plan.table.dialect
    return TablePreview(
        table=given.get(plan.source, plan.source),
        source=plan.source,
        files=[file.path.relative_to(files).as_posix() for file in plan.files],
        format=plan.files[0].format,
        encoding=text.encoding if text else None,
        separator=dialect.delimiter if dialect else None,
        description=_described(plan, say),
        time_zone=plan.time_zone,
        mapping=plan.mapping,
        guesses=[_told(guess, say) for guess in plan.guesses],
        refused=None if plan.refused is None else translated(plan.refused, say.lang),
        cure=plan.cure,
        first=first,
    )


def _described(plan: TablePlan, say: Translator) -> str:
    file, dialect = plan.files[0], plan.table.dialect
    words = ["JSON Lines" if file.format == "jsonl" else file.format.upper()]
    if file.sheet is not None:
        words.append(say("data.read.sheet", name=say("suggest.quoted", text=file.sheet)))
    if dialect is not None:
        known = _SEPARATORS.get(dialect.delimiter)
        words.append(say("data.read.separated", what=say(f"data.read.{known}") if known else repr(dialect.delimiter)))
        if not dialect.header:
            words.append(say("data.read.no_header"))
        if dialect.skip:
            words.append(say("data.read.starts", line=dialect.skip + 1))
    words += [file.encoding] if file.text else []
    words += [file.compression] if file.compression != "none" else []
    return " · ".join(words)


def _aside(one: Refused, corrections: Corrections, files: Path, say: Translator) -> AsidePreview:
    return AsidePreview(
        file=one.path.relative_to(files).as_posix(),
        table=source_name(one.path),
        reason=translated(one.reason.replace(f"{files}/", ""), say.lang),
        damaged=one.damaged,
        path=list(as_corrected(one.place, corrections, files)),
    )


def _told(guess: Guess, say: Translator) -> ToldGuess:
    role, _, kind = guess.role.partition(":")
    columns = say("suggest.join").join(say("suggest.quoted", text=column) for column in guess.columns)
    key = f"data.guess.{role}" if guess.columns else f"data.guess_none.{role}"
    said = say(key, columns=columns, kind=kind) if say.has(key) else guess.role
    reason = translated(guess.reason, say.lang)
    return ToldGuess(role=guess.role, columns=guess.columns, said=said, reason=reason, sure=guess.sure)
