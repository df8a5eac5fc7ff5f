"""How likely a column's name is that of the time when the row's event happened."""

from desireline.sources.recognise.names import Meaning
from desireline.sources.recognise.subjects import Subject

__all__ = ["CLOSE", "NAMELESS", "TIMEY", "VERBS", "rank_of"]

VERBS = (
    "created",
    "placed",
    "sent",
    "submitted",
    "registered",
    "subscribed",
    "paid",
    "shipped",
    "delivered",
    "bounced",
    "opened",
    "clicked",
    "unsubscribed",
    "answered",
    "completed",
    "solved",
    "closed",
    "reopened",
    "returned",
    "cancelled",
    "refunded",
    "abandoned",
    "converted",
    "won",
    "lost",
)
"""Participles that name a moment in the life of what a row is about, in the order in which they usually come."""

TIMEY = ("time", "occurred", "started", "ended", "updated", "technical", "due", "birth", "previous", *VERBS)
"""Concepts by which a name says that it holds a time."""

NAMELESS = 4.0
"""The rank of a time whose name says nothing."""

CLOSE = 1.0
"""Ranks nearer than this are a close call."""

_PEOPLE = ("user", "customer", "member", "contact", "account")
_AGAINST = {"birth": 20.0, "due": 12.0, "case": 8.0, "previous": 7.0, "updated": 6.0, "technical": 5.0, "ended": 3.0}
_PRIVATE = 9.0
_OF_A_PERSON = 7.0


def rank_of(name: str, says: Meaning, subject: Subject) -> float:
    """Return the rank of a name: about 10 for a plain `timestamp`, below 0 for a birthday or a deadline."""
    rank = next(rank for holds, rank in _for(says, subject) if holds)
    rank -= 0.3 * len(says.unknown) + 0.2 * max(len(says.concepts) - 2, 0)
    rank -= sum(weight for concept, weight in _AGAINST.items() if says.any(concept))
    if name.startswith("_"):  # bookkeeping of the tool that copied the table
        rank -= _PRIVATE
    persons = says.any(*_PEOPLE) and says.any("created", "registered")  # `user_created` is when the user was
    if not subject.people and persons:
        rank -= _OF_A_PERSON
    elif not subject.people and says.any("registered"):
        rank -= 2.0
    return rank


def _for(says: Meaning, subject: Subject) -> list[tuple[bool, float]]:
    time = says.any("time")
    return [
        (says.any("occurred") or (time and says.any("event", "activity", "event_name")), 12.0),
        (says.only("time", "utc", "zone"), 10.0),
        (says.any("placed", "submitted") or (time and subject.concept in says.concepts), 9.0),
        (says.any("started"), 8.5),
        (says.any("created", "sent"), 8.0),
        (says.any(*VERBS), 6.5),
        (time and says.concepts != ("time",), 8.0),
        (time, 6.0),
        (says.any("ended"), 3.0),
        (True, NAMELESS),
    ]
