"""Rows with several times of one thing (a ticket created, solved, closed): each time is an event of its own."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from desireline.sources.mapping import RowMoment
from desireline.sources.recognise.content import Column
from desireline.sources.recognise.names import Meaning, meaning
from desireline.sources.recognise.subjects import Subject
from desireline.sources.recognise.time_ranks import VERBS
from desireline.sources.recognise.times import TimeColumn, time_rule

__all__ = ["MomentColumn", "moment_columns", "moment_name", "moment_of", "moments"]

_NO_MOMENT = (
    "updated",
    "technical",
    "due",
    "birth",
    "case",
    "utm",
    "duration",
    "count",
    "id",
    "started",
    "ended",
    "zone",
)
_PEOPLE = ("user", "customer", "member", "contact", "account")
_SETBACKS = ("reopened", "returned", "cancelled", "refunded", "abandoned", "lost")
_BEGINNINGS = frozenset({"created", "placed", "sent", "submitted", "registered", "subscribed"})
_COVERED = 0.9


class MomentColumn(msgspec.Struct, frozen=True, kw_only=True):
    """A time and the participle it stands for."""

    time: TimeColumn
    verb: str


def moment_columns(times: Sequence[TimeColumn], columns: Sequence[Column], subject: Subject) -> list[MomentColumn]:
    """Return the times that are moments of one row, in the order in which they usually come; one alone is none."""
    found: dict[str, MomentColumn] = {}
    for time in times:
        verb = _verb(time.meaning, subject) if not time.column.startswith("_") else None
        if verb and verb not in found and not any(_same(verb, time, other, columns) for other in found.values()):
            found[verb] = MomentColumn(time=time, verb=verb)
    plain = next((time for time in times if _is_plain(time.meaning, subject)), None)
    first = {"order": "placed", "invoice": "placed", "email": "sent", "message": "sent"}.get(subject.concept, "created")
    if plain is not None and found and not {"created", "placed", "sent", "submitted", first} & found.keys():
        found[first] = MomentColumn(time=plain, verb=first)
    if len(found) == 1 or not found:
        return []
    for column in columns:
        verb = _verb(column.meaning, subject)
        if column.empty and verb and verb not in found and _tells_time(column):
            like = next(iter(found.values())).time
            empty = msgspec.structs.replace(
                like, column=column.name, meaning=column.meaning, columns=[column.name], filled=0.0
            )
            found[verb] = MomentColumn(time=empty, verb=verb)
    return [found[verb] for verb in VERBS if verb in found]


def moments(
    found: Sequence[MomentColumn], subject: Subject, carried: dict[Literal["value", "score", "text"], str]
) -> list[RowMoment]:
    """Return the moments; `carried` says with which of them, by participle, the value, score and text go."""
    return [
        RowMoment(
            name=moment_name(moment, subject),
            time=time_rule(moment.time),
            carries=[what for what, verb in carried.items() if verb == moment.verb],
        )
        for moment in found
    ]


def moment_name(moment: MomentColumn, subject: Subject) -> str:
    """Return the event's name: noun and participle, the column's own where it is English (`order fulfilled`)."""
    own = next(
        (word for word in moment.time.meaning.words if word.endswith("ed") and moment.verb in meaning(word).concepts),
        moment.verb,
    )
    return f"{subject.noun} {own}"


def moment_of(column: Column, found: Sequence[MomentColumn], columns: Sequence[Column], *, last: bool) -> str:
    """Return the verb of the first (or last) moment that is there in nearly all rows where the column is filled.

    Setbacks (a refund, a reopening) carry nothing while another moment does.
    """
    by_name = {one.name: one for one in columns}
    rows = [place for place, value in enumerate(column.values) if value is not None]
    usual = [moment for moment in found if moment.verb not in _SETBACKS] or list(found)
    ordered = list(reversed(usual)) if last else usual
    if not rows:
        return ordered[0].verb
    shares = [
        sum(by_name[moment.time.column].values[place] is not None for place in rows) / len(rows) for moment in ordered
    ]
    best = next((place for place, share in enumerate(shares) if share >= _COVERED), shares.index(max(shares)))
    return ordered[best].verb


def _verb(says: Meaning, subject: Subject) -> str | None:
    """Return the participle a time column stands for, None where it is no moment of the row."""
    if (
        says.any(*_NO_MOMENT)
        or (says.any(*_PEOPLE) and not subject.people)
        or (says.any("previous") and not says.any("answered"))
    ):
        return None
    verbs = [concept for concept in says.concepts if concept in VERBS]
    told = [verb for verb in verbs if verb != "created"] or verbs
    return told[0] if told else None


def _same(verb: str, one: TimeColumn, other: MomentColumn, columns: Sequence[Column]) -> bool:
    """Whether two beginnings hold the same times in nearly all rows: then they are one moment under two names."""
    if not {verb, other.verb} <= _BEGINNINGS:
        return False
    by_name = {column.name: column for column in columns}
    pairs = [
        pair
        for pair in zip(by_name[one.column].values, by_name[other.time.column].values, strict=True)
        if None not in pair
    ]
    return bool(pairs) and sum(first == second for first, second in pairs) >= _COVERED * len(pairs)


def _is_plain(says: Meaning, subject: Subject) -> bool:
    """Whether the name is that of the row's own time: `date`, `InvoiceDate` of an invoice."""
    return says.any("time") and says.only("time", "utc", subject.concept or "time")


def _tells_time(column: Column) -> bool:
    return (
        column.type in ("timestamp", "timestamptz", "date")
        or column.meaning.any("time")
        or column.meaning.words[-1:] in (("at",), ("on",))
    )
