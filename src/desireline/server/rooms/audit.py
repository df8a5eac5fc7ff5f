"""The audit trail, for admins: paged, and whole as CSV."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Annotated

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery, QueryParameter
from litestar.response import Stream
from msgspec import Meta

from desireline.base.times import from_us
from desireline.project.access.audit import AuditFilter, AuditRow
from desireline.server.access import Access
from desireline.server.rights import Right, needs

__all__ = ["AuditPage", "handlers"]

Who = Annotated[str | None, QueryParameter(description="Only what this account did.")]
What = Annotated[str | None, QueryParameter(description="Only this kind, or all that begin with it: `person`.")]
Since = Annotated[int | None, QueryParameter(ge=0, le=2**62, description="From then on: µs since 1970, UTC.")]
Until = Annotated[int | None, QueryParameter(ge=0, le=2**62, description="Before then: µs since 1970, UTC.")]
First = Annotated[int, QueryParameter(ge=0, le=2**31, description="How many to skip.")]
Most = Annotated[int, QueryParameter(ge=1, le=1_000, description="How many to return.")]

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class AuditPage(msgspec.Struct, frozen=True, kw_only=True):
    """Who did what."""

    count: Annotated[int, Meta(description="How many in all.")]
    rows: Annotated[list[AuditRow], Meta(description="The newest first.")]


@get("/audit", sync_to_thread=True, opt=needs(Right.ADMIN))
def audit(
    access: NamedDependency[Access],
    who: Who = None,
    what: What = None,
    since: Since = None,
    until: Until = None,
    first: FromQuery[First] = 0,
    most: FromQuery[Most] = 100,
) -> AuditPage:
    """Return who saw, changed, exported and erased what."""
    chosen = AuditFilter(who=who, what=what, since_us=since, until_us=until)
    return AuditPage(count=access.trail.count(chosen), rows=access.trail.page(chosen, first, most))


@get("/audit.csv", sync_to_thread=True, media_type="text/csv", opt=needs(Right.ADMIN, audit="audit.exported"))
def audit_csv(
    access: NamedDependency[Access], who: Who = None, what: What = None, since: Since = None, until: Until = None
) -> Stream:
    """Return the same as a table, whole."""
    rows = access.trail.all(AuditFilter(who=who, what=what, since_us=since, until_us=until))
    return Stream(
        _lines(rows),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="audit.csv"'},
    )


def _lines(rows: Iterator[AuditRow]) -> Iterator[str]:
    yield _line("time", "who", "role", "via", "what", "about", "address")
    for row in rows:
        about = json.dumps(row.about, ensure_ascii=False) if row.about else ""
        yield _line(
            from_us(row.at_us).isoformat(), row.who, row.role or "", row.via, row.what, about, row.address or ""
        )


def _line(*cells: str) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(_harmless(cell) for cell in cells)
    return text.getvalue()


def _harmless(cell: str) -> str:
    """Return a cell that spreadsheets do not take for a formula: names are people's own."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


handlers: list[HTTPRouteHandler] = [audit, audit_csv]
