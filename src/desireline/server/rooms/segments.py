"""Segments over HTTP: selections saved in the settings, and selections on their way to be."""

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta

from desireline.base.error_words import translated
from desireline.base.errors import NotFoundError
from desireline.journeys import Journeys
from desireline.project import ServedProject
from desireline.project.segments import Segments, add_segment, change_segment, list_segments, remove_segment
from desireline.server.errors import reader_language
from desireline.server.rights import Right, needs
from desireline.server.versions import asked_version, tagged

__all__ = ["SegmentChange", "handlers", "journeys_if_any"]


class SegmentChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a segment shall be called, and whom it shall pick."""

    name: str
    text: Annotated[str, Meta(description="A selection as people write it; `POST /selections/parse` makes it of data.")]


def journeys_if_any(served: ServedProject) -> Journeys | None:
    """Return the journeys; None where nothing has been built yet."""
    try:
        return served.journeys()
    except NotFoundError:
        return None


@get("/segments", sync_to_thread=True, opt=needs(Right.READ))
def segments(
    request: Request[Any, Any, Any],
    served: NamedDependency[ServedProject],
    counted: Annotated[
        bool, QueryParameter(description="Whether customers are counted; without, names and texts come at once.")
    ] = True,
) -> Response[Segments]:
    """Return all segments; the ETag is the settings' version."""
    return _told(request, list_segments(served.project, journeys_if_any(served) if counted else None))


@post("/segments", sync_to_thread=True, status_code=201, opt=needs(Right.EDIT, audit="segment.added"))
def add(
    request: Request[Any, Any, Any], data: JSONBody[SegmentChange], served: NamedDependency[ServedProject]
) -> Response[Segments]:
    """Save a selection under a new name; `If-Match` says which version of the settings was looked at."""
    request.state.about = {"segment": data.name}
    add_segment(served.project, journeys_if_any(served), data.name, data.text, expected=asked_version(request))
    return _all(request, served, status=201)


@put("/segments/{name:str}", sync_to_thread=True, opt=needs(Right.EDIT, audit="segment.changed"))
def change(
    request: Request[Any, Any, Any],
    name: FromPath[str],
    data: JSONBody[SegmentChange],
    served: NamedDependency[ServedProject],
) -> Response[Segments]:
    """Give a segment another selection, another name, or both."""
    change_segment(served.project, journeys_if_any(served), name, data.name, data.text, expected=asked_version(request))
    return _all(request, served)


@delete("/segments/{name:str}", sync_to_thread=True, status_code=200, opt=needs(Right.EDIT, audit="segment.removed"))
def remove(
    request: Request[Any, Any, Any], name: FromPath[str], served: NamedDependency[ServedProject]
) -> Response[Segments]:
    """Take a segment out of the settings; refused where something names it."""
    request.state.about = {"segment": name}
    remove_segment(served.project, name, expected=asked_version(request))
    return _all(request, served)


def _all(request: Request[Any, Any, Any], served: ServedProject, *, status: int = 200) -> Response[Segments]:
    return _told(request, list_segments(served.project, journeys_if_any(served)), status=status)


def _told(request: Request[Any, Any, Any], found: Segments, *, status: int = 200) -> Response[Segments]:
    language = reader_language(request)
    rows = [
        msgspec.structs.replace(row, fault=translated(row.fault, language)) if row.fault else row for row in found.rows
    ]
    return tagged(msgspec.structs.replace(found, rows=rows), found.version, status=status)


handlers = [segments, add, change, remove]
