"""Long work: started, followed, cancelled."""

from typing import Annotated, Any

import msgspec
from litestar import Request, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.response import ServerSentEvent
from msgspec import Meta

from desireline.project.jobs import Job, JobRequest, Jobs
from desireline.project.jobs.telling import told
from desireline.server.access import asker_of, check_may
from desireline.server.changes import Changes
from desireline.server.errors import reader_language
from desireline.server.rights import Right, needs

__all__ = ["BuildRequest", "First", "JobList", "Most", "handlers"]

_ADMINS_OWN = frozenset({"erase", "backup"})
"""Kinds of jobs that only admins ask for, stop and start again."""

First = Annotated[int, QueryParameter(ge=0, le=1_000_000_000, description="How many to skip.")]
Most = Annotated[int, QueryParameter(ge=1, le=1_000, description="How many to return.")]


class BuildRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A build, asked for by hand."""

    full: Annotated[bool, Meta(description="Build anew even where nothing changed.")] = False


class JobList(msgspec.Struct, frozen=True, kw_only=True):
    """A page of jobs."""

    count: Annotated[int, Meta(description="How many in all.")]
    rows: Annotated[list[Job], Meta(description="The newest first.")]


@get("/jobs", sync_to_thread=True, opt=needs(Right.READ))
def job_list(
    request: Request[Any, Any, Any], jobs: NamedDependency[Jobs], first: First = 0, most: Most = 50
) -> JobList:
    """Return the jobs, the newest first."""
    count, rows = jobs.all(first, most)
    return JobList(count=count, rows=[told(row, reader_language(request)) for row in rows])


@get("/jobs/{number:int}", sync_to_thread=True, opt=needs(Right.READ))
def job_one(request: Request[Any, Any, Any], jobs: NamedDependency[Jobs], number: FromPath[int]) -> Job:
    """Return a job as it is now."""
    return told(jobs.get(number), reader_language(request))


@delete("/jobs/{number:int}", status_code=200, sync_to_thread=True, opt=needs(Right.EDIT, audit="job.cancelled"))
def job_cancel(request: Request[Any, Any, Any], jobs: NamedDependency[Jobs], number: FromPath[int]) -> Job:
    """Ask a job to stop; what it has not finished leaves no trace. An erasure or a backup is an admin's to stop."""
    _check_may(request, jobs.get(number))
    return jobs.cancel(number)


@post("/jobs/{number:int}/again", status_code=202, sync_to_thread=True, opt=needs(Right.EDIT, audit="job.again"))
def job_again(request: Request[Any, Any, Any], jobs: NamedDependency[Jobs], number: FromPath[int]) -> Job:
    """Start anew what a job that was interrupted, cancelled or failed was asked."""
    _check_may(request, jobs.get(number))
    return jobs.again(number, asker_of(request).name)


@post("/builds", status_code=202, sync_to_thread=True, opt=needs(Right.EDIT, audit="build.asked"))
def build(request: Request[Any, Any, Any], jobs: NamedDependency[Jobs], data: JSONBody[BuildRequest]) -> Job:
    """Bring identities, touchpoints and the packed journeys up to date, as a job."""
    job = jobs.submit(JobRequest(kind="build", full=data.full), asker_of(request).name)
    request.state.about = {"full": data.full, "job": job.id}
    return job


@get("/changes", opt=needs(Right.READ), sync_to_thread=False, media_type="text/event-stream")
def changes(request: Request[Any, Any, Any], changes: NamedDependency[Changes]) -> ServerSentEvent:
    """Tell what changes, as server-sent events.

    `data` (a DataChange): the data or settings have changed, and with them all answers; `job` (a Job): how a job stands. Whoever
    connects, or connects again, is told first how all of it stands. A line that begins with a colon says that the line is open.
    """
    return ServerSentEvent(changes.follow(reader_language(request)))


def _check_may(request: Request[Any, Any, Any], job: Job) -> None:
    """Refuse whoever could not have asked for such a job; the audit trail gets its kind."""
    check_may(asker_of(request), Right.ADMIN if job.request.kind in _ADMINS_OWN else Right.EDIT)
    request.state.about = {"kind": job.request.kind}


handlers = [job_list, job_one, job_cancel, job_again, build, changes]
