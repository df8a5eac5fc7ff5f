"""Customers found by an identifier, by a selection, by both; the latest seen where nothing is asked."""

from typing import Annotated

import msgspec
import numpy as np
from msgspec import Meta

from desireline.events import Identifier
from desireline.identity import find, identifiers_of, number_of, spelled
from desireline.journeys import Journeys, Kind
from desireline.journeys.country import phone_country
from desireline.journeys.customers import CustomerPlace, Order, locate, page_of
from desireline.journeys.histories import journeys_of
from desireline.journeys.selections import Selection, keep_of, parse_selection
from desireline.journeys.selections.model import And, Segment
from desireline.journeys.view import Keep
from desireline.project.person import Money, channels_of, shown_identifier, worth_of
from desireline.project.who import identities_of

__all__ = ["CustomerRow", "Found", "JourneysInShort", "asked_selection", "find_people"]

_MOST_SHOWN = 20
_MOST_KINDS = 20


class JourneysInShort(msgspec.Struct, frozen=True, kw_only=True):
    """A customer's journeys of one type, counted."""

    journey: Annotated[str, Meta(description="The journey type.")]
    count: Annotated[int, Meta(description="Journeys in all.")]
    reached: Annotated[int, Meta(description="Those that reached the goal.")]
    open: Annotated[int, Meta(description="Those that may still go on when the data end.")]


class CustomerRow(msgspec.Struct, frozen=True, kw_only=True):
    """One customer in a list."""

    customer: Annotated[str, Meta(description="The stable id.")]
    shown: Annotated[Identifier | None, Meta(description="What people know them by best.")]
    matched: Annotated[
        list[Identifier],
        Meta(description="Their identifiers that hold the text that was looked for; none without text."),
    ]
    channels: Annotated[list[str], Meta(description="By which they came, most events first.")]
    first_us: int
    last_us: int
    events: int
    journeys: Annotated[list[JourneysInShort], Meta(description="Of each type of which they have any.")]
    worth: Annotated[list[Money], Meta(description="The sum of what their events carry, by currency.")]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A page of customers."""

    count: Annotated[int, Meta(description="Customers in all that were found.")]
    of: Annotated[int, Meta(description="All customers there are.")]
    first: Annotated[int, Meta(description="How many were skipped.")]
    rows: list[CustomerRow]


def asked_selection(where: str | None, segment: str | None) -> Selection | None:
    """Return the selection that is asked for by text, by a segment's name, by both.

    Raises:
        UnreadableError: the text cannot be read.
    """
    parts: list[Selection] = []
    if segment is not None:
        parts.append(Segment(name=segment))
    if where is not None:
        parts.append(parse_selection(where))
    return And(parts=tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


def find_people(
    journeys: Journeys,
    *,
    text: str | None = None,
    where: str | None = None,
    segment: str | None = None,
    order: Order = "last",
    first: int = 0,
    most: int = 50,
) -> Found:
    """Return a page of the customers that are looked for.

    Args:
        journeys: among whose customers.
        text: a customer's id, an identifier's value or its beginning; who has just that value comes first.
        where: a selection.
        segment: the name of a saved one.
        order: who comes first; of equals, by id.
        first: how many to skip.
        most: how many to return.

    Raises:
        UnreadableError: the selection cannot be read.
        NotFoundError: it names something that does not exist.
    """
    selection = asked_selection(where, segment)
    keep: Keep | None = keep_of(selection, journeys) if selection is not None else None
    ranks = _ranks(journeys, text) if text is not None and text.strip() else None
    page = page_of(journeys, keep=keep, ranks=ranks, order=order, first=first, most=most)
    kinds = [journeys.kind(name) for name in list(journeys.settings.journeys)[:_MOST_KINDS]]
    ids = np.array([place.customer_id for place in page.rows], dtype=np.uint64)
    known = identifiers_of(identities_of(journeys), ids)
    return Found(
        count=page.count,
        of=journeys.store.manifest.customers,
        first=first,
        rows=[_row(journeys, kinds, place, known.get(place.customer_id, []), text) for place in page.rows],
    )


def _ranks(journeys: Journeys, text: str) -> tuple["np.ndarray[tuple[int], np.dtype[np.uint64]]", ...]:
    """Return the ids of those whom a text means exactly, and of those with an identifier that begins with it."""
    settings = journeys.settings
    found = find(identities_of(journeys), text, settings.identity, phone_country(settings))
    number = number_of(text)
    if number is not None and locate(journeys, number) is not None:
        return np.union1d(found.exact, np.array([number], dtype=np.uint64)), found.begin
    return found.exact, found.begin


def _row(
    journeys: Journeys, kinds: list[Kind], place: CustomerPlace, identifiers: list[Identifier], text: str | None
) -> CustomerRow:
    shard, own = place.shard, place.events
    return CustomerRow(
        customer=spelled(place.customer_id),
        shown=shown_identifier(identifiers),
        matched=_matched(identifiers, text),
        channels=[use.channel for use in channels_of(journeys, place)],
        first_us=int(shard.ts[own.start]),
        last_us=int(shard.ts[own.stop - 1]),
        events=own.stop - own.start,
        journeys=[short for kind in kinds if (short := _in_short(journeys, kind, place)).count],
        worth=worth_of(journeys, place),
    )


def _matched(identifiers: list[Identifier], text: str | None) -> list[Identifier]:
    if text is None or not text.strip():
        return []
    wanted = text.strip().casefold()
    digits = "".join(sign for sign in wanted if sign.isdecimal()).lstrip("0")
    found = [
        each
        for each in identifiers
        if each.value.casefold().startswith(wanted.removeprefix(f"{each.namespace}:").strip())
        or (each.namespace == "phone" and digits and digits in each.value)
        or (each.namespace == "email" and each.value.startswith("".join(wanted.split())))
    ]
    return found[:_MOST_SHOWN]


def _in_short(journeys: Journeys, kind: Kind, place: CustomerPlace) -> JourneysInShort:
    from desireline.kernels.journeys import GOAL, OPEN, RECOVERED

    outcome = journeys_of(journeys, kind, place).outcome
    return JourneysInShort(
        journey=kind.name,
        count=len(outcome),
        reached=int(np.count_nonzero((outcome == GOAL) | (outcome == RECOVERED))),
        open=int(np.count_nonzero(outcome == OPEN)),
    )
