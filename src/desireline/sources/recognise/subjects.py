"""What the rows of a table are about (orders, tickets, people, products), by the source's name, else by the columns."""

from collections.abc import Sequence

import msgspec

from desireline.base.settings.model import Channel
from desireline.sources.recognise.content import Column
from desireline.sources.recognise.names import fold, meaning, singular, words

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
_NOISE = frozenset("data export exports exported sample list table log logs dump file raw all full history".split())


def subject_of(source: str, columns: Sequence[Column]) -> Subject:
    """Return what a row of the table is."""
    concepts = meaning(source).concepts
    letters = _about_letters(columns)
    found = next((_SUBJECTS[concept] for concept in reversed(concepts) if concept in _SUBJECTS and not _weak(concept)), None)
    if letters and (found is None or found.concept in ("email", "message")):
        return _SUBJECTS["email"]
    if found is None:
        found = next((_SUBJECTS[concept] for concept in reversed(concepts) if concept in _SUBJECTS), None)
    if found is not None and found.concept not in ("store", "account"):
        return found
    by_columns = _by_columns(columns)
    if by_columns is not None:
        return msgspec.structs.replace(by_columns, said=False)
    plain = [singular(word) for word in words(source) if fold(word) not in _NOISE and not word.isdigit()]
    return found or Subject(concept="", noun=" ".join(plain) or "event")


def _weak(concept: str) -> bool:
    """Whether another word of the source's name says more: people and things are what something happens to."""
    return _SUBJECTS[concept].people or _SUBJECTS[concept].things


def _about_letters(columns: Sequence[Column]) -> bool:
    """Whether the columns tell of letters sent: at least two of sent, opened, clicked, unsubscribed, bounced."""
    return sum(any(column.meaning.any(verb) for column in columns) for verb in _LETTERS) > 1


def _by_columns(columns: Sequence[Column]) -> Subject | None:
    """Say it by what is numbered (`InvoiceNo`, `tweet_id`), rated or commented."""
    if any(column.meaning.any("event_name", "event") and not column.meaning.any("id") for column in columns):
        return None
    for column in columns:
        concepts = column.meaning.concepts
        if column.meaning.any("id", "number"):
            for concept in concepts:
                if concept in ("order", "invoice", "receipt", "ticket", "call", "chat", "review", "survey", "tweet", "transaction"):
                    return _SUBJECTS[concept]
    said = {concept for column in columns for concept in column.meaning.concepts}
    if "caller" in said and "duration" in said:
        return _SUBJECTS["call"]
    if "text" in said and said & {"rating"}:
        return _SUBJECTS["review"]
    if said & {"nps", "csat", "ces"}:
        return _SUBJECTS["survey"]
    if "text" in said and "score" in said:
        return _SUBJECTS["text"]
    return None
