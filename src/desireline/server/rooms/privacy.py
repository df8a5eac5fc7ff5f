"""One person's data over HTTP: exported, erased; and the erasure log."""

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from msgspec import Meta

from desireline.events import Erasure
from desireline.identity import spelled
from desireline.project import ServedProject
from desireline.project.erasing import ErasurePlan, plan_erasure
from desireline.project.exporting import ExportFile, export_file, export_person
from desireline.project.jobs import Job, JobRequest, Jobs
from desireline.project.jobs.work import erasing
from desireline.project.who import customer_meant
from desireline.server.access import asker_of
from desireline.server.downloads import download
from desireline.server.meant import customer_asked_for
from desireline.server.rights import Right, needs
from desireline.server.rooms.maps import Lang, asked_language
from desireline.server.rooms.people import First, Most

__all__ = ["ErasureLog", "handlers"]

_MEDIA: dict[ExportFile, str] = {"json": "application/json", "zip": "application/zip"}
Kind = Annotated[ExportFile, QueryParameter(description="json, or zip: that, its schema and a table of events.")]
Forget = Annotated[
    bool,
    QueryParameter(description="Whether to keep no trace of who it was; another import would bring the person back."),
]


class ErasureLog(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the erasures so far."""

    count: Annotated[int, Meta(description="How many in all.")]
    rows: Annotated[list[Erasure], Meta(description="The newest first.")]


@get("/people/{who:str}/export", sync_to_thread=True, opt=needs(Right.PEOPLE, audit="person.exported"))
def export(
    request: Request[Any, Any, Any],
    served: NamedDependency[ServedProject],
    who: FromPath[str],
    kind: FromQuery[Kind] = "json",
    lang: Lang = None,
) -> Response[bytes]:
    """Return everything that is known of one customer as a file."""
    journeys = served.journeys()
    place = customer_asked_for(request, journeys, who)
    request.state.about |= {"kind": kind}
    document = export_person(served.project, journeys, place, language=asked_language(lang))
    return download(export_file(document, kind), f"person-{document.customer}.{kind}", _MEDIA[kind])


@get("/people/{who:str}/erasure", sync_to_thread=True, opt=needs(Right.ADMIN, audit="person.seen"))
def plan(request: Request[Any, Any, Any], served: NamedDependency[ServedProject], who: FromPath[str]) -> ErasurePlan:
    """Return what the erasure of one customer would remove; nothing is changed."""
    served.journeys()
    found = plan_erasure(served.project, who)
    request.state.about = {"who": found.customer}
    return found


@delete("/people/{who:str}", status_code=202, sync_to_thread=True, opt=needs(Right.ADMIN, audit="person.erased"))
def erase(
    request: Request[Any, Any, Any],
    served: NamedDependency[ServedProject],
    jobs: NamedDependency[Jobs],
    who: FromPath[str],
    forget: FromQuery[Forget] = False,
) -> Job:
    """Erase one customer for good, as a job: events, identifiers, rejected rows, notes, and everything made from them."""
    customer = spelled(customer_meant(served.journeys(), who).customer_id)
    by = asker_of(request).name
    job = jobs.submit(JobRequest(kind="erase"), by, erasing(served.project, customer, by=by, stays_out=not forget))
    request.state.about = {"who": None if forget else customer, "job": job.id}
    return job


@get("/erasures", sync_to_thread=True, opt=needs(Right.ADMIN))
def erasures(served: NamedDependency[ServedProject], first: First = 0, most: Most = 100) -> ErasureLog:
    """Return a page of the erasure log: when, by whom, which id, how much; no personal values."""
    found = served.project.log.erasures.all()[::-1]
    return ErasureLog(count=len(found), rows=found[first : first + most])


@post(
    "/erasures/{erasure:int}/lift", status_code=200, sync_to_thread=True, opt=needs(Right.ADMIN, audit="erasure.lifted")
)
def lift(served: NamedDependency[ServedProject], erasure: FromPath[int]) -> Erasure:
    """Let imports bring back whom an erasure keeps out."""
    return served.project.log.erasures.lift(erasure)


handlers = [export, plan, erase, erasures, lift]
