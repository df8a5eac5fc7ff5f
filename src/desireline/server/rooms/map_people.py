"""Who stands behind a number of the journey map."""

from typing import Annotated, Any

import msgspec
from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from msgspec import Meta

from desireline.project import ServedProject
from desireline.project.opening import map_people
from desireline.server.rights import Right, needs
from desireline.server.rooms.maps import asked_language
from desireline.server.rooms.questions import People

__all__ = ["MapPeople", "handlers"]


class MapPeople(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which number of which map."""

    cell: Annotated[str, Meta(description="Where the number stands: /stages/0/cells/1/customers, /leaks/0/lost/count.")]
    journey: Annotated[
        str | None, Meta(description="Name of the journey type; the project's first where none is given.")
    ] = None
    where: Annotated[str | None, Meta(description="The selection that the map is narrowed to.")] = None
    period: Annotated[str | None, Meta(description="The period that it is narrowed to.")] = None
    lang: Annotated[str | None, Meta(description="en, zh-Hant, ru or hu, as the map was asked for.")] = None
    first: Annotated[int, Meta(ge=0, description="How many to skip.")] = 0
    most: Annotated[int, Meta(ge=1, le=1_000, description="How many to return.")] = 100


@post("/map/people", sync_to_thread=True, status_code=200, opt=needs(Right.PEOPLE, audit="people.seen"))
def people(
    request: Request[Any, Any, Any], data: JSONBody[MapPeople], served: NamedDependency[ServedProject]
) -> People:
    """Return exactly those whom a number of the journey map counted."""
    members = map_people(
        served,
        data.cell,
        journey=data.journey,
        language=asked_language(data.lang),
        where=data.where,
        period=data.period,
    )
    request.state.about = {"cell": data.cell, "unit": members.unit, "count": len(members)}
    return People(unit=members.unit, count=len(members), rows=members.page(data.first, data.most))


handlers = [people]
