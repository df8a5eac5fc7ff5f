"""What events are called: a column that says so, else one name for the whole table."""

from collections.abc import Sequence

import msgspec

from desireline.sources.mapping import NameRule
from desireline.sources.recognise.content import Column
from desireline.sources.recognise.names import Meaning
from desireline.sources.recognise.subjects import Subject

__all__ = ["EventNames", "event_names"]

_SEGMENT = {"track", "page", "screen", "identify", "group", "alias"}
_LONGEST = 80  # letters of an event's name, on average
_LOG = ("event", "activity", "visit", "session", "page", "")
_NEVER = (
    "id",
    "number",
    "time",
    "count",
    "utm",
    "duration",
    "language",
    "staff",
    "customer",
    "store",
    "uuid",
    "value",
    "previous",
    "zone",
)


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
    ranked = sorted(
        ((rank, column) for column in columns if (rank := _rank(column, subject)) > 0), key=lambda pair: -pair[0]
    )
    if not ranked:
        return None
    rank, column = ranked[0]
    kinds = len(column.counts)
    reason = f"column '{column.name}': its name says what happened, and it has {kinds} value{'' if kinds == 1 else 's'}"
    reason += f", such as {', '.join(repr(value[:40]) for value in list(column.counts)[:3])}" if kinds else ""
    others = [f"'{other.name}'" for other_rank, other in ranked[1:] if other_rank >= rank - 0.4]
    if others:
        reason += f"; {', '.join(others[:3])} could name them too"
    return EventNames(
        rule=NameRule(columns=[column.name]), columns=[column], reason=reason, sure=rank >= 3 and not others
    )  # noqa: PLR2004


def _segment(columns: Sequence[Column]) -> EventNames | None:
    """Rows as Segment and RudderStack send them: `event` of a track call, `name` of a page, else the call's type."""
    by_name = {column.name: column for column in columns}
    kinds = by_name.get("type")
    if kinds is None or kinds.empty or not {value.casefold() for value in kinds.counts} <= _SEGMENT:
        return None
    told = [by_name[name] for name in ("event", "name", "type") if name in by_name and by_name[name].type != "json"]
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
    if column.type not in ("text", "integer") or column.empty or says.any(*_NEVER) or not _names_kinds(column):
        return 0.0
    rank = _name_rank(says, subject)
    return rank - 0.4 * len(says.unknown) if rank else 0.0


def _name_rank(says: Meaning, subject: Subject) -> float:
    if subject.people or subject.things:
        return 0.0
    if says.any("event_name") or (says.any("event") and says.any("name", "type")):
        return 6.0
    if set(says.concepts) == {"event"} and len(says.unknown) <= 1:
        return 5.5
    if set(says.concepts) <= {"activity", "name", "type"} and says.any("activity") and len(says.unknown) <= 1:
        return 5.0
    log = subject.concept in _LOG
    if says.only("page") and log:
        return 4.0
    if says.only("name") and subject.concept in ("event", "activity"):
        return 3.5
    if says.only("page", "name") and says.any("page") and log:
        return 3.0
    if says.only("type") and log:
        return 3.0 if subject.concept in ("event", "activity") else 2.0
    return 0.0


def _names_kinds(column: Column) -> bool:
    """Whether values are short texts that repeat, not numbers, addresses or sentences."""
    if column.numeric:
        return False
    length = sum(map(len, column.distinct)) / len(column.distinct)
    few = column.filled < 40 or len(column.counts) <= max(30, 0.5 * column.filled)  # noqa: PLR2004
    return length <= _LONGEST and few
