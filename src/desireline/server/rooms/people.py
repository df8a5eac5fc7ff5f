"""Customers over HTTP: looked for, and one of them with the timeline over all channels."""

from typing import Annotated, Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter

from desireline.journeys.customers import Order
from desireline.project import ServedProject
from desireline.project.person import Person, person_of
from desireline.project.search import Found, find_people
from desireline.project.timeline import Direction, Timeline, timeline_of
from desireline.server.meant import customer_asked_for
from desireline.server.rights import Right, needs
from desireline.server.rooms.maps import Lang, asked_language

__all__ = ["First", "Most", "handlers"]

First = Annotated[int, QueryParameter(ge=0, le=10_000_000, description="How many to skip.")]
Most = Annotated[int, QueryParameter(ge=1, le=500, description="How many to return.")]
Text = Annotated[
    str | None,
    QueryParameter(
        description="A customer's id, an identifier's value or its beginning, with or without its namespace."
    ),
]
Where = Annotated[str | None, QueryParameter(description='A selection, such as country = "HU" and did("checkout").')]
InSegment = Annotated[str | None, QueryParameter(description="The name of a saved selection.")]


@get("/people", sync_to_thread=True, opt=needs(Right.PEOPLE, audit="people.seen"))
def people(
    request: Request[Any, Any, Any],
    served: NamedDependency[ServedProject],
    text: Text = None,
    where: Where = None,
    segment: InSegment = None,
    order: FromQuery[Order] = "last",
    first: First = 0,
    most: Most = 50,
) -> Found:
    """Return the customers that are looked for: by an identifier, by a selection, by both; the latest seen where nothing is asked."""
    found = find_people(
        served.journeys(), text=text, where=where or None, segment=segment or None, order=order, first=first, most=most
    )
    asked = {"text": text, "where": where, "segment": segment}
    request.state.about = {
        "asked": [
            name for name, value in asked.items() if value
        ],  # what was looked for may be personal: it is not kept
        "count": found.count,
        "shown": len(found.rows),
    }
    return found


@get("/people/{who:str}", sync_to_thread=True, opt=needs(Right.PEOPLE, audit="person.seen"))
def person(
    request: Request[Any, Any, Any], served: NamedDependency[ServedProject], who: FromPath[str], lang: Lang = None
) -> Person:
    """Return one customer: identifiers with evidence, channels, journeys, where they are now and what holds them up."""
    journeys = served.journeys()
    place = customer_asked_for(request, journeys, who)
    return person_of(served.project, journeys, place, language=asked_language(lang))


@get("/people/{who:str}/timeline", sync_to_thread=True, opt=needs(Right.PEOPLE, audit="person.seen"))
def timeline(
    request: Request[Any, Any, Any],
    served: NamedDependency[ServedProject],
    who: FromPath[str],
    direction: FromQuery[Direction] = "newest",
    first: First = 0,
    most: Most = 100,
    lang: Lang = None,
) -> Timeline:
    """Return a page of one customer's events over all channels."""
    journeys = served.journeys()
    place = customer_asked_for(request, journeys, who)
    return timeline_of(
        served.project,
        journeys,
        place,
        direction=direction,
        first=first,
        most=most,
        language=asked_language(lang),
    )


handlers = [people, person, timeline]
