"""Notes about customers over HTTP."""

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from desireline.project import ServedProject
from desireline.project.notes import Note, add_note, change_note, notes_of, remove_note
from desireline.server.access import asker_of
from desireline.server.meant import customer_asked_for
from desireline.server.rights import Right, needs
from desireline.server.versions import asked_version, tagged

__all__ = ["NoteText", "handlers"]


class NoteText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a note says."""

    text: Annotated[str, Meta(description="Plain text, at most 10,000 characters; it is shown as it is.")]


@get("/people/{who:str}/notes", sync_to_thread=True, opt=needs(Right.PEOPLE, audit="person.seen"))
def notes(request: Request[Any, Any, Any], who: FromPath[str], served: NamedDependency[ServedProject]) -> list[Note]:
    """Return the notes about a customer, the newest first."""
    journeys = served.journeys()
    return notes_of(served.project, journeys, customer_asked_for(request, journeys, who))


@post("/people/{who:str}/notes", sync_to_thread=True, status_code=201, opt=needs(Right.EDIT, audit="note.written"))
def add(
    request: Request[Any, Any, Any],
    who: FromPath[str],
    data: JSONBody[NoteText],
    served: NamedDependency[ServedProject],
) -> Response[Note]:
    """Write a note about a customer."""
    journeys = served.journeys()
    note = add_note(
        served.project, journeys, customer_asked_for(request, journeys, who), data.text, by=asker_of(request).name
    )
    return tagged(note, str(note.version), status=201)


@put("/people/{who:str}/notes/{number:int}", sync_to_thread=True, opt=needs(Right.EDIT, audit="note.written"))
def change(
    request: Request[Any, Any, Any],
    who: FromPath[str],
    number: FromPath[int],
    data: JSONBody[NoteText],
    served: NamedDependency[ServedProject],
) -> Response[Note]:
    """Change a note; `If-Match` says which version was looked at."""
    journeys = served.journeys()
    note = change_note(
        served.project,
        journeys,
        customer_asked_for(request, journeys, who),
        number,
        data.text,
        by=asker_of(request).name,
        expected=asked_version(request),
    )
    return tagged(note, str(note.version))


@delete("/people/{who:str}/notes/{number:int}", sync_to_thread=True, opt=needs(Right.EDIT, audit="note.removed"))
def remove(
    request: Request[Any, Any, Any],
    who: FromPath[str],
    number: FromPath[int],
    served: NamedDependency[ServedProject],
) -> None:
    """Remove a note; `If-Match` says which version was looked at."""
    journeys = served.journeys()
    place = customer_asked_for(request, journeys, who)
    remove_note(served.project, journeys, place, number, expected=asked_version(request))


handlers = [notes, add, change, remove]
