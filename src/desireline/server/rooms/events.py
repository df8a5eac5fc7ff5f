"""Events over HTTP: looked through one by one, and by their names."""

from dataclasses import asdict
from typing import Annotated, Any

from litestar import Request, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from desireline.journeys.browsing import Wanted
from desireline.project import ServedProject
from desireline.project.browsing import EventNames, EventPage, event_names, find_events
from desireline.project.settings_version import settings_now
from desireline.server.rights import Right, needs
from desireline.server.rooms.maps import Lang, asked_language

__all__ = ["First", "Most", "handlers"]

First = Annotated[
    int, QueryParameter(ge=0, le=100_000, description="How many to skip; to look further, ask for fewer events.")
]
Most = Annotated[int, QueryParameter(ge=1, le=500, description="How many to return.")]
Name = Annotated[str | None, QueryParameter(description="The event's name.")]
InChannel = Annotated[str | None, QueryParameter(description="The channel it came by.")]
OfSource = Annotated[str | None, QueryParameter(description="The source it came from.")]
OfTouchpoint = Annotated[str | None, QueryParameter(description="The touchpoint it belongs to.")]
Holding = Annotated[
    str | None, QueryParameter(description="What stands in its name, text, properties or identifiers; case is ignored.")
]
NameHolding = Annotated[str, QueryParameter(description="What names hold; case is ignored.")]


@get("/events", sync_to_thread=True, opt=needs(Right.PEOPLE, audit="events.seen"))
def event_page(
    request: Request[Any, Any, Any],
    served: NamedDependency[ServedProject],
    name: Name = None,
    channel: InChannel = None,
    source: OfSource = None,
    touchpoint: OfTouchpoint = None,
    text: Holding = None,
    first: First = 0,
    most: Most = 50,
    lang: Lang = None,
) -> EventPage:
    """Return a page of the events in the log, anonymous ones included, the newest first."""
    wanted = Wanted(
        name=name or None,
        channel=channel or None,
        source=source or None,
        touchpoint=touchpoint or None,
        text=(text or "").strip() or None,
    )
    found = find_events(
        served.project, served.journeys(), wanted, first=first, most=most, language=asked_language(lang)
    )
    asked = [part for part, value in asdict(wanted).items() if value]
    request.state.about = {"asked": asked, "count": found.count, "shown": len(found.rows)}
    return found


@get("/event-names", sync_to_thread=True, opt=needs(Right.READ))
def event_name_list(
    served: NamedDependency[ServedProject],
    text: NameHolding = "",
    first: First = 0,
    most: Most = 500,
    lang: Lang = None,
) -> EventNames:
    """Return the names that events have, by source and channel, with the touchpoint each goes to by the settings as they are."""
    settings, _ = settings_now(served.project)
    return event_names(
        served.project, served.journeys(), settings, text=text, first=first, most=most, language=asked_language(lang)
    )


handlers = [event_page, event_name_list]
