"""The audit trail over HTTP: who saw, changed, exported and erased what."""

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import QueryParameter
from msgspec import Meta

from desireline.project.access.audit import AuditFilter, AuditRow
from desireline.project.access.audit_file import audit_csv
from desireline.server.access import Access
from desireline.server.downloads import download
from desireline.server.rights import Right, needs
from desireline.server.rooms.people import First, Most

__all__ = ["AuditPage", "handlers"]

_LAST_US = 253_402_300_799_999_999  # the end of the year 9999
Who = Annotated[str | None, QueryParameter(max_length=120, description="Only what this account did, by name.")]
What = Annotated[
    str | None,
    QueryParameter(max_length=120, description="One kind, such as person.seen, or all that begin with a word: person."),
]
Since = Annotated[int | None, QueryParameter(ge=0, le=_LAST_US, description="From this moment on: µs since 1970, UTC.")]
Until = Annotated[int | None, QueryParameter(ge=0, le=_LAST_US, description="Before this moment: µs since 1970, UTC.")]


class AuditPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some rows of the trail."""

    total: Annotated[int, Meta(description="How many rows fit the filters, on all pages.")]
    rows: Annotated[list[AuditRow], Meta(description="The newest first.")]
    kinds: Annotated[list[str], Meta(description="Every kind that the trail holds, to filter by.")]
    names: Annotated[list[str], Meta(description="Everybody whom the trail names, to filter by.")]


@get("/audit", sync_to_thread=True, opt=needs(Right.ADMIN))
def audit(
    access: NamedDependency[Access],
    who: Who = None,
    what: What = None,
    since_us: Since = None,
    until_us: Until = None,
    first: First = 0,
    most: Most = 100,
) -> AuditPage:
    """Return a page of the audit trail."""
    chosen = _chosen(who, what, since_us, until_us)
    trail = access.trail
    return AuditPage(
        total=trail.count(chosen), rows=trail.page(chosen, first, most), kinds=trail.kinds(), names=trail.names()
    )


@get("/audit/file", sync_to_thread=True, opt=needs(Right.ADMIN, audit="audit.exported"))
def audit_file(
    request: Request[Any, Any, Any],
    access: NamedDependency[Access],
    who: Who = None,
    what: What = None,
    since_us: Since = None,
    until_us: Until = None,
) -> Response[bytes]:
    """Return all rows that fit as a CSV file, the newest first."""
    chosen = _chosen(who, what, since_us, until_us)
    request.state.about = {"rows": access.trail.count(chosen)}
    return download(audit_csv(access.trail.all(chosen)), "audit.csv", "text/csv")


def _chosen(who: str | None, what: str | None, since_us: int | None, until_us: int | None) -> AuditFilter:
    return AuditFilter(who=who or None, what=what or None, since_us=since_us, until_us=until_us)


handlers: list[HTTPRouteHandler] = [audit, audit_file]
