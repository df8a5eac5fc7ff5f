"""What the rows of a table are about (orders, tickets, people, products), by the source's name, else by the columns."""

from collections.abc import Sequence

import msgspec

from desireline.base.settings.model import Channel
from desireline.sources.recognise.content import Column
from desireline.sources.recognise.names import meaning, singular, words

__all__ = ["Subject", "subject_of"]


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What one row is: its noun, and what follows from it."""

    concept: str
    """The concept of the lexicon; '' where nothing is known."""
    noun: str
    """The English noun, the event's name where no column gives one."""
    channel: Channel | None = None
    people: bool = False
    """Whether a row is a person, so that a bare `id` is a person's."""
    things: bool = False
    """Whether rows are things (products, campaigns) to which nothing happens."""
    purchase: bool = False
    """Whether a value below zero is a refund."""
    said: bool = True
    """Whether the source's name says so; else the columns do."""


_SUBJECTS = {
    subject.concept: subject
    for subject in (
        Subject(concept="order", noun="order", channel="web", purchase=True),
        Subject(concept="invoice", noun="order", purchase=True),
        Subject(concept="receipt", noun="receipt", channel="store", purchase=True),
        Subject(concept="sale", noun="sale", purchase=True),
        Subject(concept="transaction", noun="transaction", purchase=True),
        Subject(concept="basket", noun="cart", channel="web"),
        Subject(concept="conversion", noun="conversion"),
        Subject(concept="redemption", noun="coupon redemption"),
        Subject(concept="subscription", noun="subscription"),
        Subject(concept="shipment", noun="shipment"),
        Subject(concept="ticket", noun="ticket", channel="support"),
        Subject(concept="call", noun="call", channel="phone"),
        Subject(concept="chat", noun="chat", channel="chat"),
        Subject(concept="review", noun="review", channel="review"),
        Subject(concept="survey", noun="survey answer", channel="survey"),
        Subject(concept="text", noun="feedback", channel="survey"),
        Subject(concept="nps", noun="survey answer", channel="survey"),
        Subject(concept="csat", noun="survey answer", channel="survey"),
        Subject(concept="tweet", noun="tweet", channel="social"),
        Subject(concept="post", noun="post", channel="social"),
        Subject(concept="unsubscribed", noun="email unsubscribed", channel="email"),
        Subject(concept="bounced", noun="email bounced", channel="email"),
        Subject(concept="refunded", noun="refund"),
        Subject(concept="returned", noun="return"),
        Subject(concept="email", noun="email", channel="email"),
        Subject(concept="message", noun="message"),
        Subject(concept="deal", noun="deal", channel="sales"),
        Subject(concept="session", noun="visit", channel="web"),
        Subject(concept="visit", noun="visit", channel="web"),
        Subject(concept="page", noun="page view", channel="web"),
        Subject(concept="clicked", noun="click", channel="web"),
        Subject(concept="event", noun="event"),
        Subject(concept="activity", noun="activity"),
        Subject(concept="campaign", noun="campaign", things=True),
        Subject(concept="product", noun="product", things=True),
        Subject(concept="store", noun="store", things=True),
        Subject(concept="coupon", noun="coupon", things=True),
        Subject(concept="customer", noun="customer", people=True),
        Subject(concept="demographic", noun="customer", people=True),
        Subject(concept="user", noun="user", people=True),
        Subject(concept="member", noun="member", people=True),
        Subject(concept="contact", noun="contact", people=True),
        Subject(concept="requester", noun="contact", people=True),
        Subject(concept="account", noun="account", people=True),
    )
}
_LETTERS = ("sent", "opened", "clicked", "unsubscribed", "bounced")
_EVENTS = ("event_name", "event", "activity")
_NOISE = frozenset(
    {
        "data",
        "export",
        "exports",
        "exported",
        "sample",
        "list",
        "table",
        "log",
        "logs",
        "dump",
        "file",
        "raw",
        "all",
        "full",
    }
    | {"history", "summary", "report"}
)
_NUMBERED = ("order", "invoice", "receipt", "ticket", "call", "chat", "review", "survey", "tweet", "transaction")


def subject_of(source: str, columns: Sequence[Column]) -> Subject:
    """Return what a row of the table is."""
    concepts = meaning(source).concepts
    log = any(_names_events(column) for column in columns)
    found = _by_source(
        source, [concept for concept in concepts if not (log and concept in _SUBJECTS and _weak(concept))]
    )
    if _about_letters(columns) and (found is None or found.concept in ("email", "message", "campaign", "requester")):
        return _SUBJECTS["email"]
    if found is not None and found.concept not in ("store", "account"):
        return found
    by_columns = None if log else _by_columns(columns)
    if by_columns is not None:
        return msgspec.structs.replace(by_columns, said=False)
    return found or Subject(concept="", noun=_plain(source))


def _by_source(source: str, concepts: Sequence[str]) -> Subject | None:
    """Say it by the source's name: what happened before to whom and to what, the last word before the first."""
    known = [concept for concept in concepts if concept in _SUBJECTS]
    strong = [concept for concept in known if not _weak(concept)]
    if "abandoned" in concepts and {"order", "basket"} & set(known):
        return Subject(concept="basket", noun="abandoned cart", channel="web")
    if strong:
        found = _SUBJECTS[next((concept for concept in reversed(strong) if concept != "text"), strong[-1])]
        return (
            msgspec.structs.replace(found, noun=f"{found.noun} comment")
            if "text" in strong and found.concept == "ticket"
            else found
        )
    if not known:
        return None
    found = _SUBJECTS[known[-1]]
    last = next((word for word in reversed(words(source)) if word not in _NOISE and not word.isdigit()), "")
    if found.people and found.concept not in meaning(last).concepts:
        return None  # `contact_form_submissions` are not contacts
    return found


def _plain(source: str) -> str:
    """Return the source's name as an event's: in the singular, without words that every file's name has."""
    plain = [word for word in words(source) if word not in _NOISE and not word.isdigit()]
    return " ".join([*plain[:-1], singular(plain[-1])]) if plain else "event"


def _names_events(column: Column) -> bool:
    says = column.meaning
    return column.type == "text" and (
        says.any(*_EVENTS) and len(says.unknown) <= 1 and set(says.concepts) <= {*_EVENTS, "name", "type"}
    )


def _weak(concept: str) -> bool:
    """Whether another word of the source's name says more: people and things are what something happens to."""
    return _SUBJECTS[concept].people or _SUBJECTS[concept].things


def _about_letters(columns: Sequence[Column]) -> bool:
    """Whether the columns tell of letters sent: at least two of sent, opened, clicked, unsubscribed, bounced."""
    told = [
        column.meaning
        for column in columns
        if not column.meaning.unknown and not column.meaning.any("updated", "previous")
    ]
    return sum(any(says.any(verb) for says in told) for verb in _LETTERS) > 1


def _by_columns(columns: Sequence[Column]) -> Subject | None:
    """Say it by what is numbered (`InvoiceNo`, `tweet_id`), rated or commented."""
    for column in columns:
        if column.meaning.any("id", "number"):
            for concept in column.meaning.concepts:
                if concept in _NUMBERED:
                    return _SUBJECTS[concept]
    said = {concept for column in columns for concept in column.meaning.concepts}
    reviews = any(column.meaning.only("review") for column in columns)
    known = [
        ("call", {"caller", "duration"} <= said),
        ("review", {"text", "rating"} <= said or reviews),
        ("survey", bool(said & {"nps", "csat", "ces"})),
        ("text", {"text", "score"} <= said),
    ]
    return next((_SUBJECTS[concept] for concept, holds in known if holds), None)
