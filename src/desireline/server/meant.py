"""Whom a request is about: found among the customers, and told to the audit trail."""

from typing import Any

from litestar import Request

from desireline.identity import spelled
from desireline.journeys import Journeys
from desireline.journeys.customers import CustomerPlace
from desireline.project.who import customer_meant

__all__ = ["customer_asked_for"]


def customer_asked_for(request: Request[Any, Any, Any], journeys: Journeys, who: str) -> CustomerPlace:
    """Return the one customer that a path names; the audit trail gets the id, however the customer was named.

    Raises:
        NotFoundError: nobody has it.
        InputError: it is empty, or several customers have it.
    """
    place = customer_meant(journeys, who)
    request.state.about = {"who": spelled(place.customer_id)}
    return place
