"""Saved questions over HTTP, and which of them stand on the home page."""

from typing import Annotated, Any

import msgspec
from litestar import Request, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from desireline.project import ServedProject
from desireline.project.saved_questions import (
    QuestionFile,
    SavedQuestion,
    Title,
    list_questions,
    pin_questions,
    remove_question,
    said_in,
    save_question,
    saved_question,
)
from desireline.server.access import asker_of
from desireline.server.errors import reader_language
from desireline.server.rights import Right, needs
from desireline.server.versions import asked_version, tagged

__all__ = ["Pins", "QuestionToSave", "handlers"]


class QuestionToSave(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A question that shall be saved."""

    title: Title
    question: Annotated[str, Meta(description="The kind of question, as `GET /analyses` names it.")]
    parameters: Annotated[dict[str, Any], Meta(description="Its parameters.")] = {}
    pinned: Annotated[
        Annotated[int, Meta(ge=1, le=1_000)] | None, Meta(description="Its place on the home page; null: not there.")
    ] = None


class Pins(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands on the home page."""

    questions: Annotated[list[str], Meta(description="Ids of saved questions, in order; all others are taken off.")]


@get("/questions", sync_to_thread=True, opt=needs(Right.READ))
def questions(request: Request[Any, Any, Any], served: NamedDependency[ServedProject]) -> list[SavedQuestion]:
    """Return all saved questions: the pinned ones in their order, then the others by title."""
    return [said_in(each, reader_language(request)) for each in list_questions(served.project)]


@get("/questions/{name:str}", sync_to_thread=True, opt=needs(Right.READ))
def question(
    request: Request[Any, Any, Any], name: FromPath[str], served: NamedDependency[ServedProject]
) -> Response[SavedQuestion]:
    """Return one saved question; the ETag is its version."""
    found = said_in(saved_question(served.project, name), reader_language(request))
    return tagged(found, found.version)


@post("/questions", sync_to_thread=True, status_code=201, opt=needs(Right.EDIT, audit="question.saved"))
def save(
    request: Request[Any, Any, Any], data: JSONBody[QuestionToSave], served: NamedDependency[ServedProject]
) -> Response[SavedQuestion]:
    """Save a new question."""
    found = save_question(served.project, _content(data, asker_of(request).name))
    request.state.about = {"question": found.id}
    return tagged(found, found.version, status=201)


@put("/questions/{name:str}", sync_to_thread=True, opt=needs(Right.EDIT, audit="question.saved"))
def change(
    request: Request[Any, Any, Any],
    name: FromPath[str],
    data: JSONBody[QuestionToSave],
    served: NamedDependency[ServedProject],
) -> Response[SavedQuestion]:
    """Change a saved question; `If-Match` says which version was looked at."""
    found = save_question(
        served.project, _content(data, asker_of(request).name), name=name, expected=asked_version(request)
    )
    return tagged(found, found.version)


@delete("/questions/{name:str}", sync_to_thread=True, opt=needs(Right.EDIT, audit="question.removed"))
def remove(request: Request[Any, Any, Any], name: FromPath[str], served: NamedDependency[ServedProject]) -> None:
    """Remove a saved question."""
    remove_question(served.project, name, expected=asked_version(request))


@put("/pins", sync_to_thread=True, opt=needs(Right.EDIT, audit="question.pinned"))
def pin(
    request: Request[Any, Any, Any], data: JSONBody[Pins], served: NamedDependency[ServedProject]
) -> list[SavedQuestion]:
    """Say which saved questions stand on the home page, and in which order."""
    found = pin_questions(served.project, data.questions)
    request.state.about = {"questions": data.questions}
    return [said_in(each, reader_language(request)) for each in found]


def _content(data: QuestionToSave, by: str) -> QuestionFile:
    return QuestionFile(title=data.title, question=data.question, parameters=data.parameters, by=by, pinned=data.pinned)


handlers = [questions, question, save, change, remove, pin]
