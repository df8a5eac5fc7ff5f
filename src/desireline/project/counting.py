"""How many customers a selection picks, of all; the same number as questions and lists of people give."""

from threading import Lock
from typing import Annotated
from weakref import WeakKeyDictionary

import msgspec
from msgspec import Meta

from desireline.base.units import CustomerCount
from desireline.journeys import Journeys
from desireline.journeys.customers import select
from desireline.journeys.selections import Selection, keep_of, selection_text
from desireline.stats.shares import Share, share_of

__all__ = ["Counted", "count_selection"]

_MOST = 500


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """How many customers a selection picks. `GET /people?where=` lists them, and so does the count `/customers` of the question `visits`."""

    customers: CustomerCount
    share: Annotated[Share, Meta(description="Of all customers.")]


_known: WeakKeyDictionary[Journeys, dict[str, Counted]] = WeakKeyDictionary()
_lock = Lock()


def count_selection(journeys: Journeys, selection: Selection) -> Counted:
    """Return how many customers a selection picks: those it keeps any event of; counted once for as long as data and settings stay.

    Raises:
        InputError: a part of the selection is not allowed.
        NotFoundError: it names something that does not exist.
    """
    text = selection_text(selection)
    with _lock:
        known = _known.setdefault(journeys, {})
        if text in known:
            return known[text]
    customers = select(journeys, keep_of(selection, journeys))
    counted = Counted(customers=customers, share=share_of(customers, journeys.store.manifest.customers))
    with _lock:
        if len(known) >= _MOST:
            known.clear()
        known[text] = counted
    return counted
