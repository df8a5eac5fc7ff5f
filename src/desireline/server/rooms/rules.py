"""Rules of touchpoints tried against what the log holds, before they are saved."""

from litestar import post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from desireline.project import ServedProject
from desireline.project.rules import RuleCount, RuleToCount, count_rule
from desireline.server.rights import Right, needs

__all__ = ["handlers"]


@post("/touchpoints/count", sync_to_thread=True, status_code=200, opt=needs(Right.READ))
def rule_count(served: NamedDependency[ServedProject], data: JSONBody[RuleToCount]) -> RuleCount:
    """Count what a touchpoint's rule would take at its place among the others: events, customers, and from whom."""
    return count_rule(served.project, served.journeys(), data)


handlers = [rule_count]
