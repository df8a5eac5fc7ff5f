"""Rules of touchpoints tried against what the log holds, before they are saved."""

from typing import Any

from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from desireline.project import ServedProject
from desireline.project.browsing import EventPage
from desireline.project.rules import RuleCount, RuleToCount, count_rule, rule_events
from desireline.server.rights import Right, needs
from desireline.server.rooms.events import First, Most
from desireline.server.rooms.maps import Lang, asked_language

__all__ = ["handlers"]


@post("/touchpoints/count", sync_to_thread=True, status_code=200, opt=needs(Right.READ))
def rule_count(served: NamedDependency[ServedProject], data: JSONBody[RuleToCount]) -> RuleCount:
    """Count what a touchpoint's rule would take at its place among the others: events, customers, and from whom."""
    return count_rule(served.project, served.journeys(), data)


@post("/touchpoints/events", sync_to_thread=True, status_code=200, opt=needs(Right.PEOPLE, audit="events.seen"))
def rule_samples(
    request: Request[Any, Any, Any],
    served: NamedDependency[ServedProject],
    data: JSONBody[RuleToCount],
    first: First = 0,
    most: Most = 20,
    lang: Lang = None,
) -> EventPage:
    """Return a page of the events that a touchpoint's rule would take, the newest first."""
    found = rule_events(served.project, served.journeys(), data, first=first, most=most, language=asked_language(lang))
    request.state.about = {"touchpoint": data.name, "count": found.count, "shown": len(found.rows)}
    return found


handlers = [rule_count, rule_samples]
