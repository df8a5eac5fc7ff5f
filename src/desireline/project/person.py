"""One customer: who they are and why we think so, where they are in their journeys, what holds them up."""

from typing import Annotated

import msgspec
import numpy as np
from msgspec import Meta

from desireline.base.i18n import Language, Translator
from desireline.base.settings.model import Settings
from desireline.events import Event, Identifier, events_at, identifiers_at
from desireline.identity import Evidence, LeftOut, Link, explain, spelled
from desireline.identity.namespaces import Level
from desireline.journeys import Journeys
from desireline.journeys.country import phone_country
from desireline.journeys.customers import CustomerPlace
from desireline.journeys.histories import visits_of
from desireline.journeys.store.files import customer_column, customer_dimensions
from desireline.project.project import Project
from desireline.project.standing import JourneyTypeOfPerson, standing
from desireline.project.who import identities_of

__all__ = ["ChannelUse", "IdentifierOfPerson", "LinkedBy", "Money", "Person", "Trait", "person_of", "shown_identifier"]

_LEVELS: tuple[Level, ...] = ("contact", "account", "device")


class LinkedBy(msgspec.Struct, frozen=True, kw_only=True):
    """The event that joined an identifier to the customer's others: the first that carries it together with one of them."""

    namespace: Annotated[str, Meta(description="Of the identifier it was joined to.")]
    value: str
    at_us: int
    source: Annotated[
        str | None, Meta(description="Null where the event's import was taken back since the last build.")
    ]
    name: Annotated[str | None, Meta(description="The event's.")]
    event: Annotated[str | None, Meta(description="The event's id.")]


class IdentifierOfPerson(msgspec.Struct, frozen=True, kw_only=True):
    """One identifier of a customer, and why it is theirs."""

    namespace: str
    value: Annotated[str, Meta(description="In the one spelling that all its writings have.")]
    level: Annotated[
        Level, Meta(description="account: given to one customer; contact: reaches a person; device: a browser, an app.")
    ]
    events: Annotated[int, Meta(description="Events of the customer that carry it.")]
    first_us: Annotated[int, Meta(description="When the first of them was.")]
    last_us: int
    source: Annotated[str | None, Meta(description="The source of the first of them.")]
    linked_by: Annotated[
        LinkedBy | None, Meta(description="What joined it; null for the one that all others were joined to.")
    ]


class ChannelUse(msgspec.Struct, frozen=True, kw_only=True):
    """What a customer did by one channel."""

    channel: str
    events: int
    last_us: int


class Money(msgspec.Struct, frozen=True, kw_only=True):
    """An amount; of several currencies, none is added to another."""

    value_minor: Annotated[int, Meta(description="In minor units of `currency`.")]
    currency: str


class Trait(msgspec.Struct, frozen=True, kw_only=True):
    """The last value of a dimension of customers."""

    dimension: str
    value: str


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One customer."""

    customer: Annotated[str, Meta(description="The stable id.")]
    shown: Annotated[
        Identifier | None, Meta(description="What people know them by best; null where only shared values are.")
    ]
    first_us: int
    last_us: int
    until_us: Annotated[int, Meta(description="When the data end: what happened later cannot be known.")]
    events: int
    visits: Annotated[int, Meta(description="Runs of events with no pause longer than `visit_gap`.")]
    channels: Annotated[list[ChannelUse], Meta(description="Most events first.")]
    worth: Annotated[list[Money], Meta(description="The sum of what their events carry, by currency.")]
    traits: list[Trait]
    identifiers: Annotated[list[IdentifierOfPerson], Meta(description="The first seen first.")]
    left_out: Annotated[
        list[LeftOut], Meta(description="Values that their events carry and that link nobody, with the reason.")
    ]
    journey_types: Annotated[list[JourneyTypeOfPerson], Meta(description="In the order of the settings.")]


def person_of(
    project: Project, journeys: Journeys, place: CustomerPlace, *, language: Language | None = None
) -> Person:
    """Return what there is of a customer; the events themselves come by `timeline_of`.

    Args:
        project: whose log it is.
        journeys: as they were opened.
        place: the customer.
        language: of labels; the project's where None.
    """
    shard, own = place.shard, place.events
    say = Translator(language or journeys.settings.language)
    evidence = _evidence(project, journeys, place)
    first = _first_events(project, journeys, evidence)
    identifiers = [
        IdentifierOfPerson(
            namespace=known.namespace,
            value=known.value,
            level=known.level,
            events=known.events,
            first_us=known.first_us,
            last_us=known.last_us,
            source=_source(first, known.first_row),
            linked_by=_linked(first, known.link),
        )
        for known in evidence.identifiers
    ]
    return Person(
        customer=spelled(place.customer_id),
        shown=shown_identifier([Identifier(each.namespace, each.value) for each in identifiers]),
        first_us=int(shard.ts[own.start]),
        last_us=int(shard.ts[own.stop - 1]),
        until_us=journeys.end_us,
        events=own.stop - own.start,
        visits=len(visits_of(journeys, place)),
        channels=channels_of(journeys, place),
        worth=worth_of(journeys, place),
        traits=_traits(journeys, place),
        identifiers=identifiers,
        left_out=evidence.left_out,
        journey_types=[standing(journeys, journeys.kind(name), place, say) for name in journeys.settings.journeys],
    )


def shown_identifier(identifiers: list[Identifier]) -> Identifier | None:
    """Return what people know a customer by best: an e-mail address, a phone number, an account, else a device."""
    from desireline.identity.namespaces import level

    best = sorted(
        enumerate(identifiers),
        key=lambda each: (
            _LEVELS.index(level(each[1].namespace)),
            each[1].namespace != "email",
            each[1].namespace != "phone",
            each[0],
        ),
    )
    return best[0][1] if best else None


def channels_of(journeys: Journeys, place: CustomerPlace) -> list[ChannelUse]:
    """Return by which channels a customer came, most events first."""
    channel = place.shard.channel[place.events]
    ts = place.shard.ts[place.events]
    rows = [
        ChannelUse(
            channel=journeys.channels[number],
            events=int(np.count_nonzero(channel == number)),
            last_us=int(ts[channel == number].max()),
        )
        for number in np.unique(channel).tolist()
    ]
    return sorted(rows, key=lambda row: (-row.events, row.channel))


def worth_of(journeys: Journeys, place: CustomerPlace) -> list[Money]:
    """Return the sum of what a customer's events carry, by currency: the project's first, then by name."""
    _, values, kind = place.carried("value")
    known = journeys.store.manifest.currencies
    rows = [
        Money(value_minor=int(values[kind == number].astype(np.int64).sum()), currency=known[number])
        for number in np.unique(kind).tolist()
    ]
    return sorted(rows, key=lambda row: (row.currency != journeys.settings.currency, row.currency))


def _traits(journeys: Journeys, place: CustomerPlace) -> list[Trait]:
    dimensions = journeys.store.manifest.dimensions
    found = [
        (dimensions[number], int(place.shard.column(customer_column(number))[place.at]))
        for number in customer_dimensions(dimensions)
    ]
    return [Trait(dimension=own.name, value=own.values[value - 1]) for own, value in found if value]


def _evidence(project: Project, journeys: Journeys, place: CustomerPlace) -> Evidence:
    rows = np.asarray(place.shard.row[place.events])
    seen = identifiers_at(project.log, rows, journeys.store.manifest.erasures)
    summary = identities_of(journeys).summary()
    settings: Settings = journeys.settings
    return explain(seen, summary.set_aside if summary else [], settings.identity, phone_country(settings))


def _first_events(project: Project, journeys: Journeys, evidence: Evidence) -> dict[int, Event]:
    """Return the events that evidence points at, by their places in the log."""
    links = [known.link.row for known in evidence.identifiers if known.link]
    rows = sorted({*links, *(known.first_row for known in evidence.identifiers)})
    found = events_at(project.log, np.array(rows, dtype=np.uint64), journeys.store.manifest.erasures)
    return {row: event for row, event in zip(rows, found, strict=True) if event is not None}


def _source(events: dict[int, Event], row: int) -> str | None:
    return events[row].source if row in events else None


def _linked(events: dict[int, Event], link: Link | None) -> LinkedBy | None:
    if link is None:
        return None
    event = events.get(link.row)
    return LinkedBy(
        namespace=link.to.namespace,
        value=link.to.value,
        at_us=link.at_us,
        source=event.source if event else None,
        name=event.name if event else None,
        event=event.id if event else None,
    )
