"""Backups, for admins: made, listed, fetched, deleted."""

from typing import Any

from litestar import Request, delete, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath
from litestar.response import File

from desireline.project import ServedProject
from desireline.project.backups import Backup, backups, delete_backup, stored_backup
from desireline.project.jobs import Job, JobRequest, Jobs
from desireline.server.access import asker_of
from desireline.server.rights import Right, needs

__all__ = ["handlers"]


@get("/backups", sync_to_thread=True, opt=needs(Right.ADMIN))
def listed(served: NamedDependency[ServedProject]) -> list[Backup]:
    """Return the backups that lie with the project, the newest first."""
    return backups(served.project)


@post("/backups", status_code=202, sync_to_thread=True, opt=needs(Right.ADMIN, audit="backup.asked"))
def make(request: Request[Any, Any, Any], jobs: NamedDependency[Jobs]) -> Job:
    """Write all that cannot be rebuilt into one file, as it is at the moment when the job begins."""
    job = jobs.submit(JobRequest(kind="backup"), asker_of(request).name)
    request.state.about = {"job": job.id}
    return job


@get("/backups/{name:str}", sync_to_thread=True, opt=needs(Right.ADMIN, audit="backup.fetched"))
def fetch(request: Request[Any, Any, Any], served: NamedDependency[ServedProject], name: FromPath[str]) -> File:
    """Return a backup as a file."""
    path = stored_backup(served.project, name)
    request.state.about = {"name": name}
    return File(path, filename=name, media_type="application/zstd")


@delete("/backups/{name:str}", sync_to_thread=True, opt=needs(Right.ADMIN, audit="backup.deleted"))
def remove(request: Request[Any, Any, Any], served: NamedDependency[ServedProject], name: FromPath[str]) -> None:
    """Delete a backup."""
    delete_backup(served.project, name)
    request.state.about = {"name": name}


handlers: list[HTTPRouteHandler] = [listed, make, fetch, remove]
