"""Questions over HTTP: one route a kind, made from its declaration, and one for whom its counts counted."""

from inspect import cleandoc
from typing import Annotated, Any, Generic, Literal, TypeVar

import msgspec
from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody
from msgspec import Meta

from desireline.analyses import (
    Analysis,
    Answer,
    AnswerTable,
    Comparison,
    Member,
    Parameter,
    Result,
    faulty_parameter,
    registry,
)
from desireline.analyses import Group as AnswerGroup
from desireline.base.errors import InputError
from desireline.base.i18n import Language, Translator
from desireline.project import ServedProject
from desireline.server.access import asker_of
from desireline.server.errors import ParameterError
from desireline.server.provider import ProjectProvider
from desireline.server.rights import Right, needs
from desireline.server.rooms.maps import Lang, asked_language
from desireline.server.versions import tagged, unchanged, version_of

__all__ = ["Answered", "Form", "People", "PeopleOf", "answered", "answered_to", "handlers"]

_MOST_ROWS = 1_000
"""Of each table of an answer: more than anybody reads, and an answer stays small; a file holds all."""

Q = TypeVar("Q", bound=Analysis[Any])
R = TypeVar("R", bound=Result)


class Group(msgspec.Struct, Generic[R], frozen=True, kw_only=True):
    """The answer for one value of a dimension, for all other values, or for none."""

    kind: Literal["value", "other", "none", "compared"]
    value: str | None
    result: R


class Answered(msgspec.Struct, Generic[R], frozen=True, kw_only=True):
    """A question answered: numbers, words and picture."""

    result: R
    groups: Annotated[list[Group[R]], Meta(description="One for each value of `by`.")]
    groups_overlap: Annotated[bool, Meta(description="Whether a customer can be in more than one group.")]
    compared: Annotated[R | None, Meta(description="The answer for those it is compared with.")]
    comparison: Annotated[Comparison | None, Meta(description="The differences between `result` and `compared`.")]
    story: Annotated[list[str], Meta(description="The answer in plain sentences.")]
    chart: Annotated[
        dict[str, Any] | None,
        Meta(
            description="A Vega-Lite spec; null where there is nothing to draw. Its rows name the cells they show as `cell`."
        ),
    ]
    tables: Annotated[
        list[AnswerTable],
        Meta(
            description="The answer as people read it, groups and both sides beside each other; of each the first 1,000 rows."
        ),
    ]
    customers_left_out: Annotated[
        bool,
        Meta(description="Whether rows that name customers were left out, because whoever asks may not see people."),
    ]
    version: Annotated[str, Meta(description="Of the data and settings it rests on.")]


class PeopleOf(msgspec.Struct, Generic[Q], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which count of which answer."""

    question: Q
    cell: Annotated[str, Meta(description="Where the count stands: /steps/1/customers, /groups/0/steps/1/customers.")]
    first: Annotated[int, Meta(ge=0, description="How many to skip.")] = 0
    most: Annotated[int, Meta(ge=1, le=1_000, description="How many to return.")] = 100


class People(msgspec.Struct, frozen=True, kw_only=True):
    """Exactly those whom a count counted."""

    unit: str
    count: Annotated[int, Meta(description="How many in all.")]
    rows: list[Member]


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of question, as a form needs it."""

    name: str
    title: Annotated[str, Meta(description="In the asker's language.")]
    about: Annotated[str, Meta(description="What it answers, in one sentence in the asker's language.")]
    description: Annotated[str, Meta(description="How it counts, in English.")]
    parameters: Annotated[list[Parameter], Meta(description="Its own first, then those that every question has.")]
    fields: Annotated[dict[str, Any], Meta(description="JSON Schema of its parameters.")]


_BODY: Any = JSONBody  # filled in with what the registry has, which type checkers cannot know
_ANSWERED: Any = Answered
_PEOPLE_OF: Any = PeopleOf


@get("/analyses", sync_to_thread=False, opt=needs(Right.READ))
def forms(lang: Lang = None) -> list[Form]:
    """Return all kinds of questions, each with the form of its parameters."""
    say = Translator(asked_language(lang) or "en")
    return [
        Form(
            name=name,
            title=say(f"ask.{name}.title"),
            about=say(f"ask.{name}.about"),
            description=cleandoc(kind.__doc__ or ""),
            parameters=kind.parameters(say),
            fields=msgspec.json.schema(kind),
        )
        for name, kind in sorted(registry().items())
    ]


def _question_handlers() -> list[HTTPRouteHandler]:
    """Return two routes for each kind of question: `/analyses/NAME` and `/analyses/NAME/people`."""
    return [
        handler for name, kind in sorted(registry().items()) for handler in (_asking(name, kind), _opening(name, kind))
    ]


def _asking(name: str, kind: type[Analysis[Any]]) -> HTTPRouteHandler:
    def ask(
        request: Request[Any, Any, Any],
        data: JSONBody[Analysis[Any]],
        provider: NamedDependency[ProjectProvider],
        lang: Lang = None,
    ) -> Response[Any]:
        sees = _sees_people(request)
        if known := unchanged(request, version_of(provider.data_version(), name, data, lang, sees)):
            request.state.about = {"analysis": name} if sees else None
            return known
        answer, version = answered_to(request, provider, data)
        content = _answered(answer, version, asked_language(lang))
        return tagged(content, version_of(version, name, data, lang, sees))

    ask.__doc__ = kind.__doc__
    ask.__annotations__ |= {"data": _BODY[kind], "return": Response[_ANSWERED[kind.result]]}
    return post(
        f"/analyses/{name}",
        sync_to_thread=True,
        status_code=200,
        operation_id=f"ask_{name}",
        opt=needs(Right.READ, audit="people.seen" if kind.names_customers() else None),
    )(ask)


def _opening(name: str, kind: type[Analysis[Any]]) -> HTTPRouteHandler:
    def people(
        request: Request[Any, Any, Any], data: JSONBody[PeopleOf[Any]], provider: NamedDependency[ProjectProvider]
    ) -> People:
        members = answered(provider, data.question)[0].people(data.cell)
        request.state.about = {"analysis": name, "cell": data.cell, "unit": members.unit, "count": len(members)}
        return People(unit=members.unit, count=len(members), rows=members.page(data.first, data.most))

    people.__doc__ = f"Return exactly those whom a count of `{name}` counted."
    people.__annotations__ |= {"data": _BODY[_PEOPLE_OF[kind]]}
    return post(
        f"/analyses/{name}/people",
        sync_to_thread=True,
        status_code=200,
        operation_id=f"people_{name}",
        opt=needs(Right.PEOPLE, audit="people.seen"),
    )(people)


def answered(provider: ProjectProvider, question: Analysis[Any]) -> tuple[Answer[Any], str]:
    """Return the answer to a question and its version.

    Raises:
        ParameterError: a parameter is not allowed; it says which.
        InputError: the question cannot be answered, and no parameter of it is at fault.
    """
    try:
        return provider.answer(question)
    except InputError as error:
        field = faulty_parameter(question, provider.journeys()) if isinstance(provider, ServedProject) else None
        if field is None:
            raise
        raise ParameterError(error, field) from error


def _sees_people(request: Request[Any, Any, Any]) -> bool:
    """Say whether whoever asks may see people."""
    return Right.PEOPLE in asker_of(request).rights


def answered_to(
    request: Request[Any, Any, Any], provider: ProjectProvider, question: Analysis[Any]
) -> tuple[Answer[Any], str]:
    """Return the answer as whoever asks may see it, and its version; the audit trail gets how many rows name a customer.

    Raises:
        ParameterError: a parameter is not allowed; it says which.
        InputError: the question cannot be answered, and no parameter of it is at fault.
    """
    answer, version = answered(provider, question)
    if not _sees_people(request):
        answer = answer.without_customers()
    named = answer.customers_named()
    request.state.about = {"analysis": question.name(), "count": named} if named else None
    return answer, version


def _answered(answer: Answer[Any], version: str, lang: Language | None) -> Answered[Any]:
    groups: list[AnswerGroup[Any]] = answer.groups
    return Answered(
        result=answer.result,
        groups=[Group(kind=group.kind, value=group.value, result=group.result) for group in groups],
        groups_overlap=answer.overlap,
        compared=answer.compared.result if answer.compared else None,
        comparison=answer.comparison,
        story=answer.story(lang),
        chart=answer.chart(lang),
        tables=answer.tables(lang, most=_MOST_ROWS),
        customers_left_out=answer.customers_left_out,
        version=version,
    )


handlers = [forms, *_question_handlers()]
