"""Imports: started, listed, taken back; their rejected rows; sources and their freshness."""

from typing import Annotated, Any

import msgspec
from litestar import Request, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from desireline.base.error_words import translated
from desireline.base.errors import ConflictError, NotFoundError
from desireline.project import ServedProject
from desireline.project.jobs import Job, JobRequest, Jobs
from desireline.project.log_lists import (
    ImportSummary,
    RejectPage,
    SourceFacts,
    import_summaries,
    rejects_of,
    source_facts,
)
from desireline.server.access import asker_of
from desireline.server.errors import reader_language
from desireline.server.rights import Right, needs
from desireline.server.rooms.jobs import First, Most

__all__ = ["ImportList", "ImportRequest", "SourceList", "handlers"]


class ImportRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An upload to be imported, with the corrections made to it."""

    upload: Annotated[str, Meta(description="The upload's id.")]
    dry_run: Annotated[bool, Meta(description="Read everything, count, and change nothing.")] = False


class ImportList(msgspec.Struct, frozen=True, kw_only=True):
    """A page of imports."""

    count: Annotated[int, Meta(description="How many in all.")]
    rows: Annotated[list[ImportSummary], Meta(description="The newest first, those taken back included.")]


class SourceList(msgspec.Struct, frozen=True, kw_only=True):
    """All sources."""

    rows: Annotated[list[SourceFacts], Meta(description="By name.")]


@post("/imports", status_code=202, sync_to_thread=True, opt=needs(Right.EDIT, audit="import.asked"))
def import_new(request: Request[Any, Any, Any], jobs: NamedDependency[Jobs], data: JSONBody[ImportRequest]) -> Job:
    """Import an upload and build, as a job."""
    job = jobs.submit(JobRequest(kind="import", upload=data.upload, dry_run=data.dry_run), asker_of(request).name)
    request.state.about = {"upload": data.upload, "dry_run": data.dry_run, "job": job.id}
    return job


@get("/imports", sync_to_thread=True, opt=needs(Right.READ))
def import_list(served: NamedDependency[ServedProject], first: First = 0, most: Most = 100) -> ImportList:
    """Return the imports, the newest first, those taken back included."""
    found = import_summaries(served.project.log)
    return ImportList(count=len(found), rows=found[first : first + most])


@delete("/imports/{number:int}", status_code=202, sync_to_thread=True, opt=needs(Right.EDIT, audit="import.undone"))
def import_undo(
    request: Request[Any, Any, Any],
    served: NamedDependency[ServedProject],
    jobs: NamedDependency[Jobs],
    number: FromPath[int],
) -> Job:
    """Take an import back and build, as a job."""
    record = next((record for record in served.project.log.imports() if record.id == number), None)
    if record is None:
        raise NotFoundError(f"there is no import {number}: GET /api/imports lists those there are")
    if record.undone_us is not None:
        raise ConflictError(f"import {number} was taken back already: there is nothing left of it in the log")
    return jobs.submit(JobRequest(kind="undo", import_id=number), asker_of(request).name)


@get("/imports/{number:int}/rejects", sync_to_thread=True, opt=needs(Right.PEOPLE, audit="rejects.seen"))
def import_rejects(
    request: Request[Any, Any, Any],
    served: NamedDependency[ServedProject],
    number: FromPath[int],
    first: First = 0,
    most: Most = 100,
) -> RejectPage:
    """Return rows of an import that could not be placed: file, line, reason, and the row itself."""
    page, language = rejects_of(served.project.log, number, first, most), reader_language(request)
    rows = [msgspec.structs.replace(row, reason=translated(row.reason, language)) for row in page.rows]
    return msgspec.structs.replace(page, rows=rows)


@get("/sources", sync_to_thread=True, opt=needs(Right.READ))
def source_list(served: NamedDependency[ServedProject]) -> SourceList:
    """Return each source with its counts and how fresh it is."""
    return SourceList(rows=source_facts(served.project.log))


handlers = [import_new, import_list, import_undo, import_rejects, source_list]
