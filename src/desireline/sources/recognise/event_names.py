"""What events are called: a column that says so, else one name for the whole table."""

from collections.abc import Sequence

import msgspec

from desireline.sources.mapping import NameRule
from desireline.sources.recognise.content import Column
from desireline.sources.recognise.names import Meaning
from desireline.sources.recognise.subjects import Subject

__all__ = ["EventNames", "event_names"]

_SEGMENT = {"track", "page", "screen", "identify", "group", "alias"}
_SURE = 3.0
_FEW_ROWS = 40
_KINDS = 30
_LONGEST = 80  # letters of an event's name, on average
_LOG = ("event", "activity", "visit", "session", "page", "")
_NEVER = ("id", "number", "uuid", "time", "count", "utm", "duration", "language", "staff", "value", "previous", "zone")
_OTHERS = ("customer", "store")
_SHOWN = 3
_CLOSE = 0.4  # ranks nearer than this are a close call


class EventNames(msgspec.Struct, frozen=True, kw_only=True):
    """The columns that name events, and why; no columns where the table has one name."""

    rule: NameRule
    columns: list[Column]
    reason: str
    sure: bool


def event_names(columns: Sequence[Column], subject: Subject) -> EventNames | None:
    """Return the columns that name events, None where there are none."""
    if found := _segment(columns):
        return found
    ranked = [(rank, column) for column in columns if (rank := _rank(column, subject)) > 0]
    if not ranked:
        return None
    ranked.sort(key=lambda pair: -pair[0])
    rank, column = ranked[0]
    kinds = len(column.counts)
    shown = ", ".join(f"'{value[:40]}'" for value in column.distinct[:_SHOWN])
    reason = f"column '{column.name}': its name says what happened, and it has {kinds} value{'s' if kinds > 1 else ''}"
    reason += f", such as {shown}"
    others = [f"'{other.name}'" for other_rank, other in ranked[1:] if other_rank >= rank - _CLOSE]
    if others:
        reason += f"; {', '.join(others[:_SHOWN])} could name them too"
    rule = NameRule(columns=[column.name])
    return EventNames(rule=rule, columns=[column], reason=reason, sure=rank >= _SURE and not others)


def _segment(columns: Sequence[Column]) -> EventNames | None:
    """Rows as Segment and RudderStack send them: `event` of a track call, `name` of a page, else the call's type."""
    by_name = {column.name: column for column in columns}
    kinds = by_name.get("type")
    if kinds is None or kinds.empty or not {value.casefold() for value in kinds.counts} <= _SEGMENT:
        return None
    told = [by_name[name] for name in ("event", "name", "type") if name in by_name and by_name[name].type == "text"]
    names = [column.name for column in told]
    quoted = ", else ".join(f"'{name}'" for name in names)
    return EventNames(
        rule=NameRule(columns=names),
        columns=told,
        reason=f"columns {quoted}: calls of a tracking library, as 'type' says",
        sure=True,
    )


def _rank(column: Column, subject: Subject) -> float:
    says = column.meaning
    if (
        column.type not in ("text", "integer")
        or column.empty
        or says.any(*_NEVER, *_OTHERS)
        or not _names_kinds(column)
    ):
        return 0.0
    rank = _name_rank(says, subject)
    return rank - 0.4 * len(says.unknown) if rank else 0.0


def _name_rank(says: Meaning, subject: Subject) -> float:
    if subject.people or subject.things:
        return 0.0
    log = subject.concept in _LOG
    events = subject.concept in ("event", "activity")
    plain = len(says.unknown) <= 1
    ranks = [
        (says.any("event_name") or (says.any("event") and says.any("name", "type")), 6.0),
        (plain and set(says.concepts) == {"event"}, 5.5),
        (plain and says.any("activity") and set(says.concepts) <= {"activity", "name", "type"}, 5.0),
        (log and says.only("page"), 4.0),
        (events and says.only("name"), 3.5),
        (log and says.any("page") and says.only("page", "name"), 3.0),
        (events and says.only("type"), 3.0),
        (log and says.only("type"), 2.0),
    ]
    return next((rank for holds, rank in ranks if holds), 0.0)


def _names_kinds(column: Column) -> bool:
    """Whether values are short texts that repeat, not numbers, addresses or sentences."""
    if column.numeric:
        return False
    length = sum(map(len, column.distinct)) / len(column.distinct)
    few = column.filled < _FEW_ROWS or len(column.counts) <= max(_KINDS, 0.5 * column.filled)
    return length <= _LONGEST and few
