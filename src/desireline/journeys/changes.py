"""Whose histories a build changes: new events, other identities, parts that have left the log."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from desireline.identity import Identities, Owners
from desireline.kernels.nobody import NOBODY

__all__ = ["Changes", "compare"]


@dataclass(frozen=True)
class Changes:
    """What became of the customers of the build before.

    Attributes:
        now: of each customer before, whose the events are now, all of them; `NOBODY` where they are nobody's, or not one customer's.
        changed: of each customer before, whether their history or id is another now.
        touched: of each customer now, whether their history or id is another than before.
        again: for parts that both builds know, which combinations' events must be read again, as no single customer had all of them.
    """

    now: NDArray[np.uint32]
    changed: NDArray[np.bool_]
    touched: NDArray[np.bool_]
    again: dict[int, NDArray[np.bool_]]


def compare(before: Owners, identities: Identities) -> Changes | None:
    """Compare whose events were with whose they are now; None where the two do not fit together.

    All events of a customer go to the same customer, unless an identifier was set aside since (the customer falls apart) or is not set
    aside any more (events that were nobody's become somebody's).

    Args:
        before: as the last build left it.
        identities: of all parts that are in the log now.
    """
    owners = {
        part: (was, identities.combination_customer[part])
        for part, was in before.of.items()
        if part in identities.combination_customer
    }
    if any(len(was) != len(now) for was, now in owners.values()):
        return None
    now, falls_apart = _follow(before, owners)
    again = {
        part: (own != NOBODY) & falls_apart[np.minimum(was, len(before.customer_id))]
        for part, (was, own) in owners.items()
    }
    whole = np.flatnonzero(now != NOBODY)
    touched = np.bincount(now[whole], minlength=identities.customers) > 1
    touched[now[whole[before.customer_id[whole] != identities.customer_id[now[whole]]]]] = True
    for part, was in before.of.items():
        if part in owners:
            touched[owners[part][1][again[part]]] = True
        else:
            lost = now[was[was != NOBODY]]
            touched[lost[lost != NOBODY]] = True
    for part, own in identities.combination_customer.items():
        if part not in owners:
            touched[own[own != NOBODY]] = True
    changed = np.ones(len(now), dtype=bool)
    changed[whole] = touched[now[whole]]
    return Changes(now, changed, touched, {part: mask for part, mask in again.items() if mask.any()})


def _follow(
    before: Owners, owners: dict[int, tuple[NDArray[np.uint32], NDArray[np.uint32]]]
) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """Return where each customer's events went, and who fell apart; the last place of the latter stands for nobody's events."""
    now = np.full(len(before.customer_id), NOBODY, dtype=np.uint32)
    falls_apart = np.zeros(len(before.customer_id) + 1, dtype=bool)
    falls_apart[-1] = True
    for was, own in owners.values():
        theirs = was != NOBODY
        now[was[theirs]] = own[theirs]
    for was, own in owners.values():
        theirs = was != NOBODY
        falls_apart[was[theirs][now[was[theirs]] != own[theirs]]] = True
    now[falls_apart[:-1]] = NOBODY
    return now, falls_apart
