"""Around a question: one to begin with, its answer as a file, and everybody behind a count as a file."""

from typing import Annotated, Any, Generic, TypeVar

import msgspec
from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery, JSONBody, QueryParameter
from msgspec import Meta

from desireline.analyses import Analysis, registry
from desireline.base.i18n import Translator
from desireline.project import ServedProject
from desireline.project.answer_files import answer_file, people_file
from desireline.render.tables import AnswerFile
from desireline.server.downloads import download
from desireline.server.rights import Right, needs
from desireline.server.rooms.maps import Lang, asked_language
from desireline.server.rooms.questions import PeopleOf, answered, answered_to

__all__ = ["Example", "handlers"]

Q = TypeVar("Q", bound=Analysis[Any])

_MEDIA: dict[AnswerFile, str] = {
    "json": "application/json",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
    "svg": "image/svg+xml",
    "png": "image/png",
}

Kind = Annotated[AnswerFile, QueryParameter(description="json, csv, parquet, xlsx, html, svg or png.")]


class Example(msgspec.Struct, Generic[Q], frozen=True, kw_only=True):
    """A question to begin with."""

    question: Annotated[Q | None, Meta(description="It shows something of these data; null where they hold nothing.")]


_BODY: Any = JSONBody  # filled in with what the registry has, which type checkers cannot know
_EXAMPLE: Any = Example
_PEOPLE_OF: Any = PeopleOf


def _example(name: str, kind: type[Analysis[Any]]) -> HTTPRouteHandler:
    def example(served: NamedDependency[ServedProject]) -> Any:
        return Example(question=kind.example(served.journeys()))

    example.__doc__ = f"Return a question `{name}` to begin with, made from the data."
    example.__annotations__ |= {"return": _EXAMPLE[kind]}
    return get(f"/analyses/{name}/example", sync_to_thread=True, operation_id=f"example_{name}", opt=needs(Right.READ))(
        example
    )


def _file(name: str, kind: type[Analysis[Any]]) -> HTTPRouteHandler:
    def file(
        request: Request[Any, Any, Any],
        data: JSONBody[Analysis[Any]],
        served: NamedDependency[ServedProject],
        file_kind: FromQuery[Kind],
        lang: Lang = None,
    ) -> Response[bytes]:
        answer, _ = answered_to(request, served, data)
        language = asked_language(lang) or served.project.settings.language
        return download(answer_file(answer, file_kind, language), f"{name}.{file_kind}", _MEDIA[file_kind])

    file.__doc__ = f"Return the answer to `{name}` as a file, with all its rows; those that name customers for whoever may see people."
    file.__annotations__ |= {"data": _BODY[kind]}
    return post(
        f"/analyses/{name}/file",
        sync_to_thread=True,
        status_code=200,
        operation_id=f"file_{name}",
        opt=needs(Right.READ, audit="people.exported" if kind.names_customers() else None),
    )(file)


def _list(name: str, kind: type[Analysis[Any]]) -> HTTPRouteHandler:
    def people(
        request: Request[Any, Any, Any], data: JSONBody[PeopleOf[Any]], served: NamedDependency[ServedProject]
    ) -> Response[bytes]:
        members = answered(served, data.question)[0].people(data.cell)
        request.state.about = {"analysis": name, "cell": data.cell, "unit": members.unit, "count": len(members)}
        say = Translator("en", served.project.settings.time_zone)
        return download(people_file(members, say), f"{members.unit}.csv", _MEDIA["csv"])

    people.__doc__ = f"Return all those whom a count of `{name}` counted, as CSV."
    people.__annotations__ |= {"data": _BODY[_PEOPLE_OF[kind]]}
    return post(
        f"/analyses/{name}/people/file",
        sync_to_thread=True,
        status_code=200,
        operation_id=f"people_file_{name}",
        opt=needs(Right.PEOPLE, audit="people.exported"),
    )(people)


handlers = [made(name, kind) for name, kind in sorted(registry().items()) for made in (_example, _file, _list)]
