"""Who is who in a project, looked at as a whole; counted once for as long as the journeys stay."""

from collections.abc import Callable
from threading import Lock
from typing import Annotated, Any, TypeVar, cast
from weakref import WeakKeyDictionary

import msgspec
import numpy as np
from msgspec import Meta

from desireline.events import Identifier
from desireline.identity import identifiers_of, spelled
from desireline.identity.overview import (
    IdentityOverview,
    ValueLeftOut,
    identity_overview,
    largest_customers,
    values_left_out,
)
from desireline.journeys import Journeys
from desireline.journeys.country import phone_country
from desireline.project.person import shown_identifier
from desireline.project.project import Project
from desireline.project.who import identities_of

__all__ = ["LargeCustomer", "LargeCustomers", "ValuesLeftOut", "large_customers", "left_out", "overview_of"]

_MOST_SHOWN = 10
T = TypeVar("T")
_known: WeakKeyDictionary[Journeys, dict[str, Any]] = WeakKeyDictionary()
_lock = Lock()


class ValuesLeftOut(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the values that link nobody."""

    count: Annotated[int, Meta(description="How many in all.")]
    rows: Annotated[list[ValueLeftOut], Meta(description="The one in most events first.")]


class LargeCustomer(msgspec.Struct, frozen=True, kw_only=True):
    """A customer by what is known of them."""

    customer: Annotated[str, Meta(description="The stable id.")]
    shown: Annotated[Identifier | None, Meta(description="What people know them by best.")]
    identifiers: Annotated[int, Meta(description="How many they have.")]
    some: Annotated[list[Identifier], Meta(description=f"The first seen of them, at most {_MOST_SHOWN}.")]


class LargeCustomers(msgspec.Struct, frozen=True, kw_only=True):
    """A page of customers, those with most identifiers first: where too much was joined, it shows here."""

    count: Annotated[int, Meta(description="Customers in all.")]
    rows: list[LargeCustomer]


def overview_of(project: Project, journeys: Journeys) -> IdentityOverview:
    """Return how identifiers make customers, by the build that is open."""
    store, rules = identities_of(journeys), journeys.settings.identity
    return _once(journeys, "overview", lambda: identity_overview(project.log, store, rules))


def left_out(project: Project, journeys: Journeys, first: int = 0, most: int = 100) -> ValuesLeftOut:
    """Return a page of the values that link nobody: shared ones and placeholders."""
    store, settings = identities_of(journeys), journeys.settings
    found = _once(
        journeys, "left out", lambda: values_left_out(project.log, store, settings.identity, phone_country(settings))
    )
    return ValuesLeftOut(count=len(found), rows=found[first : first + most])


def large_customers(journeys: Journeys, first: int = 0, most: int = 50) -> LargeCustomers:
    """Return a page of the customers, those with most identifiers first."""
    store = identities_of(journeys)
    count, page = largest_customers(store, first, most)
    known = identifiers_of(store, np.array([customer for customer, _ in page], dtype=np.uint64))
    rows = [
        LargeCustomer(
            customer=spelled(customer),
            shown=shown_identifier(known.get(customer, [])),
            identifiers=size,
            some=known.get(customer, [])[:_MOST_SHOWN],
        )
        for customer, size in page
    ]
    return LargeCustomers(count=count, rows=rows)


def _once(journeys: Journeys, what: str, count: Callable[[], T]) -> T:
    with _lock:
        own = _known.setdefault(journeys, {})
        if what in own:
            return cast("T", own[what])
    found = count()
    with _lock:
        own[what] = found
    return found
