"""Which customer is meant: by id as `desireline people` prints it, or by the value of an identifier."""

import numpy as np

from desireline.base.errors import InputError, NotFoundError
from desireline.base.settings.shape import shown
from desireline.identity import IdentityStore, find, identifiers_of, number_of, spelled
from desireline.journeys import Journeys
from desireline.journeys.country import phone_country
from desireline.journeys.customers import CustomerPlace, locate

__all__ = ["customer_meant", "identities_of"]

_MOST_NAMED = 5


def identities_of(journeys: Journeys) -> IdentityStore:
    """Return the identities that the journeys were built with."""
    return IdentityStore(journeys.store.folder / "identity")


def customer_meant(journeys: Journeys, who: str) -> CustomerPlace:
    """Return the one customer that a text means.

    Args:
        journeys: among whom.
        who: the id, an identifier's value (`anna@example.hu`), or one with its namespace (`email:anna@example.hu`).

    Raises:
        NotFoundError: nobody has it.
        InputError: it is empty, or several customers have it.
    """
    if not who.strip():
        raise InputError("no customer is named: give an id as desireline people prints it, or an identifier's value")
    number = number_of(who)
    place = locate(journeys, number) if number is not None else None
    if place is not None:
        return place
    settings, store = journeys.settings, identities_of(journeys)
    found = find(store, who, settings.identity, phone_country(settings), whole=True).exact
    if len(found) > 1:
        raise InputError(_several(store, who, found))
    place = locate(journeys, int(found[0])) if len(found) else None
    if place is None:
        raise NotFoundError(
            f"no customer is {shown(who)}: give an id as desireline people prints it, or an identifier's whole value"
            f"{_set_aside(store, who)}"
        )
    return place


def _several(store: IdentityStore, who: str, found: "np.ndarray[tuple[int], np.dtype[np.uint64]]") -> str:
    known = identifiers_of(store, found[:_MOST_NAMED])
    value = who.partition(":")[2].strip() or who
    told = [
        f"{spelled(customer)} ({', '.join(each.namespace for each in own if value.lower() in each.value.lower()) or 'other'})"
        for customer, own in known.items()
    ]
    more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    return f"{shown(who)} means {len(found)} customers: give the id of one: {', '.join(told)}{more}"


def _set_aside(store: IdentityStore, who: str) -> str:
    """Return what to add where the value was set aside."""
    summary = store.summary()
    value = who.strip()
    for each in summary.set_aside if summary else []:
        if value in (each.value, f"{each.namespace}:{each.value}"):
            return (
                f" (as {each.namespace} this value is shared by customers with {each.values} values of {each.seen_with},"
                f" more than {each.limit}: it links nobody)"
            )
    return ""
