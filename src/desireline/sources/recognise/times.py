"""Which columns are times, and which of them says when the row's event happened."""

from collections.abc import Sequence

import msgspec

from desireline.sources.mapping import TimeRule
from desireline.sources.recognise.content import Column, example
from desireline.sources.recognise.names import Meaning
from desireline.sources.recognise.subjects import Subject
from desireline.sources.recognise.time_formats import Written, clock_format, read_format, zone_names

__all__ = ["VERBS", "TimeColumn", "best_time", "time_columns", "time_rule"]

VERBS = (
    "created", "placed", "sent", "submitted", "registered", "subscribed", "paid", "shipped", "delivered", "bounced", "opened", "clicked",
    "unsubscribed", "answered", "completed", "solved", "closed", "reopened", "returned", "cancelled", "refunded", "abandoned",
    "converted", "won", "lost",
)  # fmt: skip
"""Participles that name a moment in the life of what a row is about, in the order in which they usually come."""

_TIMEY = ("time", "occurred", "started", "ended", "updated", "technical", "due", "birth", "previous", *VERBS)
_NO_TIME = (
    "id",
    "number",
    "phone",
    "caller",
    "card",
    "loyalty",
    "uuid",
    "total",
    "amount",
    "revenue",
    "price",
    "value",
    "count",
    "quantity",
)
_PEOPLE = ("user", "customer", "member", "contact", "account")
_LEAST = 4.0  # the rank of a time whose name says nothing
_CLOSE = 1.0  # ranks nearer than this are a close call


class TimeColumn(msgspec.Struct, frozen=True, kw_only=True):
    """A column that holds times, with the columns that complete it."""

    column: str
    meaning: Meaning
    written: Written
    columns: list[str]
    """The column itself, then the time of day and the zone where they stand apart."""
    rank: float
    """How likely it is the time of the row's event: about 10 for a plain `timestamp`, below 0 for a birthday."""
    filled: float
    """The share of rows that have it."""
    example: str


def time_columns(columns: Sequence[Column], subject: Subject) -> list[TimeColumn]:
    """Return the columns that hold times, the likeliest time of the event first."""
    found = [time for column in columns if (time := _read(column, subject)) is not None]
    dates = [time for time in found if not time.written.clock]
    clocks = [(column, pattern) for column in columns if (pattern := _time_of_day(column)) is not None]
    if dates and clocks:
        best = max(dates, key=lambda time: time.rank)
        found[found.index(best)] = _with_clock(best, *clocks[0])
    zones = (
        []
        if subject.people
        else [column for column in columns if column.meaning.only("zone", "time") and column.meaning.any("zone")]
    )
    if zones and (pattern := zone_names(zones[0].distinct)) and found:
        best = max(found, key=lambda time: time.rank)
        if not best.written.zoned and best.written.clock:
            found[found.index(best)] = _with_zone(best, zones[0], pattern)
    return sorted(found, key=lambda time: -time.rank)


def time_rule(time: TimeColumn) -> TimeRule:
    """Return the rule that reads the time."""
    return TimeRule(columns=time.columns, format=time.written.format, zone=time.written.zone)


def best_time(times: Sequence[TimeColumn]) -> tuple[TimeColumn, str, bool]:
    """Return the time of the event, the reason, and whether no other came close; `times` is ordered and not empty."""
    best = times[0]
    where = " and ".join(f"'{name}'" for name in best.columns)
    reason = f"column {where}: {best.written.words}, such as {best.example}"
    close = [other.column for other in times[1:] if best.rank - other.rank < _CLOSE]
    others = [other.column for other in times[1:]]
    if others:
        reason += f"; {_listed(others)} also hold{'s' if len(others) == 1 else ''} times and stay{'s' if len(others) == 1 else ''} properties"
    if best.rank < _LEAST:
        reason += "; the name does not say that it is when the event happened"
    return best, reason, best.written.sure and not close and best.rank >= _LEAST


def _listed(names: Sequence[str], most: int = 4) -> str:
    quoted = [f"'{name}'" for name in names[:most]]
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(quoted) + more


def _read(column: Column, subject: Subject) -> TimeColumn | None:
    says = column.meaning
    if column.empty or column.type in ("boolean", "json") or (says.any("id", "uuid") and not says.any("time")):
        return None
    if column.type in ("timestamp", "timestamptz", "date"):
        clock = column.type != "date" and not all(
            value.endswith("00:00:00") or len(value) == len("2024-01-31") for value in column.distinct
        )
        words = "times" if clock else "dates"
        written = Written(
            format="iso",
            clock=clock,
            zoned=column.type == "timestamptz",
            words=words + (" with their zone" if clock and column.type[-2:] == "tz" else ""),
        )
    else:
        read = read_format(column.distinct)
        if read is None or not _believed(column, read):
            return None
        written = read
    if written.zone is None and not written.zoned and says.any("utc"):
        written = msgspec.structs.replace(written, zone="UTC", words=f"{written.words}, in UTC by the column's name")
    share = column.filled / column.rows
    rank = _rank(says, subject, private=column.name.startswith("_")) + (1.2 if written.clock else 0.0) + share
    return TimeColumn(
        column=column.name,
        meaning=says,
        written=written,
        columns=[column.name],
        rank=rank,
        filled=share,
        example=example(column),
    )


def _believed(column: Column, written: Written) -> bool:
    """Whether digits alone are to be taken as a time: the name must say so, or their size leave little doubt."""
    digits = written.epoch or "%Y%m%d" in written.format and all(value.isdigit() for value in column.distinct[:5])
    if not digits:
        return True
    if column.meaning.any(*_NO_TIME) and not column.meaning.any("time"):
        return False
    return column.meaning.any(*_TIMEY) or written.format in ("epoch_ms", "epoch_us")


def _rank(says: Meaning, subject: Subject, *, private: bool) -> float:
    """Say how likely a name is that of the time of the row's event."""
    rank = _LEAST
    if says.any("occurred") or (says.any("event", "activity", "event_name") and says.any("time")):
        rank = 12.0
    elif says.only("time", "utc", "zone"):
        rank = 10.0
    elif says.any("placed", "submitted") or (says.any("time") and subject.concept in says.concepts):
        rank = 9.0
    elif says.any("started", "created", "sent"):
        rank = 8.5 if says.any("started") else 8.0
    elif says.any(*VERBS):
        rank = 6.5
    elif says.any("time") and says.concepts != ("time",):
        rank = 8.0
    elif says.any("time"):
        rank = 6.0
    elif says.any("ended"):
        rank = 3.0
    rank -= 0.3 * len(says.unknown) + 0.2 * max(len(says.concepts) - 2, 0)
    return rank - _penalty(says, subject, private=private)


def _penalty(says: Meaning, subject: Subject, *, private: bool) -> float:
    """Say what speaks against a time being that of the event."""
    penalty = 0.0
    if says.any("birth"):
        penalty += 20.0
    if says.any("due"):
        penalty += 12.0
    if says.any("updated"):
        penalty += 6.0
    if says.any("technical") or private:
        penalty += 5.0 if not private else 9.0
    if says.any("ended"):
        penalty += 3.0
    if says.any("case"):
        penalty += 8.0
    if says.any("previous") or (
        says.any(*_PEOPLE) and says.any("created", "registered", "previous") and not subject.people
    ):
        penalty += 7.0
    if says.any("sent") and says.any("staff"):
        penalty += 2.0
    if says.any("registered") and not subject.people:
        penalty += 2.0
    return penalty


def _time_of_day(column: Column) -> str | None:
    if column.type != "text" or not column.meaning.any("time", *VERBS):
        return None
    return clock_format(column.distinct) if column.distinct else None


def _with_clock(date: TimeColumn, column: Column, pattern: str) -> TimeColumn:
    """Join a date and the time of day beside it."""
    midnight = " 00:00:00" if date.example.endswith(" 00:00:00") else ""
    plain = date.written.format == "iso" and not midnight and "%p" not in pattern and "," not in pattern
    joined = (
        "iso" if plain else f"{'%Y-%m-%d' if date.written.format == 'iso' else date.written.format}{midnight} {pattern}"
    )
    words = f"{date.written.words}, with the time of day beside"
    written = msgspec.structs.replace(date.written, format=joined, clock=True, words=words)
    return msgspec.structs.replace(
        date,
        written=written,
        columns=[date.column, column.name],
        rank=date.rank + 0.5,
        example=f"{date.example} {example(column)}",
    )


def _with_zone(time: TimeColumn, column: Column, pattern: str) -> TimeColumn:
    """Read a time in the zone that the column beside it names."""
    joined = "iso" if time.written.format == "iso" and pattern == "%Z" else f"{time.written.format} {pattern}"
    if time.written.format == "iso" and pattern == "%z":
        return time  # ISO with a space before the offset is read by no pattern that also takes each form of ISO
    written = msgspec.structs.replace(
        time.written,
        format=joined,
        zoned=True,
        sure=False,
        words=f"{time.written.words}, in the zone that '{column.name}' names",
    )
    return msgspec.structs.replace(
        time, written=written, columns=[*time.columns, column.name], example=f"{time.example} {example(column)}"
    )
