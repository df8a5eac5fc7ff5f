"""Identity over HTTP: how identifiers make customers, what was left out, who has most."""

from typing import Any

from litestar import Request, get
from litestar.di import NamedDependency

from desireline.identity.overview import IdentityOverview
from desireline.project import ServedProject
from desireline.project.identities import LargeCustomers, ValuesLeftOut, large_customers, left_out, overview_of
from desireline.server.rights import Right, needs
from desireline.server.rooms.people import First, Most

__all__ = ["handlers"]


@get("/identity", sync_to_thread=True, opt=needs(Right.READ))
def identity(served: NamedDependency[ServedProject]) -> IdentityOverview:
    """Return how identifiers make customers, in numbers: namespaces, what links them, sizes. Its rules are the section `identity` of the settings."""
    return overview_of(served.project, served.journeys())


@get("/identity/left-out", sync_to_thread=True, opt=needs(Right.PEOPLE, audit="people.seen"))
def identity_left_out(
    request: Request[Any, Any, Any], served: NamedDependency[ServedProject], first: First = 0, most: Most = 100
) -> ValuesLeftOut:
    """Return the values that link nobody, with the reason and how many events carry each."""
    found = left_out(served.project, served.journeys(), first, most)
    request.state.about = {"list": "left-out", "count": found.count, "shown": len(found.rows)}
    return found


@get("/identity/customers", sync_to_thread=True, opt=needs(Right.PEOPLE, audit="people.seen"))
def identity_customers(
    request: Request[Any, Any, Any], served: NamedDependency[ServedProject], first: First = 0, most: Most = 50
) -> LargeCustomers:
    """Return the customers, those with most identifiers first."""
    found = large_customers(served.journeys(), first, most)
    request.state.about = {"list": "customers", "count": found.count, "shown": len(found.rows)}
    return found


handlers = [identity, identity_left_out, identity_customers]
