"""Which columns are times, and which of them says when the row's event happened."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from desireline.sources.mapping import TimeRule
from desireline.sources.recognise.content import Column, example
from desireline.sources.recognise.names import Meaning
from desireline.sources.recognise.subjects import Subject
from desireline.sources.recognise.time_formats import Written, clock_format, read_format, zone_names
from desireline.sources.recognise.time_ranks import CLOSE, NAMELESS, TIMEY, VERBS, rank_of

__all__ = ["TimeColumn", "best_time", "day_words", "time_columns", "time_rule"]

_TYPED = ("timestamp", "timestamptz", "date")
_NUMBERS = ("id", "number", "uuid", "phone", "caller", "card", "loyalty", "count", "quantity")
_AMOUNTS = ("total", "amount", "revenue", "price", "value")
_BY_SIZE = ("epoch_ms", "epoch_us")  # thirteen and sixteen digits leave little doubt
_CLOCK = 1.2  # what the time of day adds to a rank: it orders a day's events
_UNLIKELY = -1.0  # a rank below which a time is not offered: birthdays, deadlines


class TimeColumn(msgspec.Struct, frozen=True, kw_only=True):
    """A column that holds times, with the columns that complete it."""

    column: str
    meaning: Meaning
    written: Written
    columns: list[str]
    """The column itself, then the time of day and the zone where they stand apart."""
    rank: float
    filled: float
    """The share of rows that have it."""
    example: str


def time_columns(columns: Sequence[Column], subject: Subject) -> list[TimeColumn]:
    """Return the columns that hold times, the likeliest time of the event first; birthdays and deadlines are none."""
    found = [time for column in columns if (time := _read(column, subject)) is not None and time.rank > _UNLIKELY]
    found.sort(key=lambda time: -time.rank)
    if not found:
        return []
    best = _with_clock(found[0], columns)
    if not subject.people:  # the zone of a person is where they live
        best = _with_zone(best, columns)
    return [best, *found[1:]]


def time_rule(time: TimeColumn, *, of: Literal["events", "measures"] = "events") -> TimeRule:
    """Return the rule that reads the time: events of a day come last in it, after those of the same day that tell their time."""
    day: Literal["start", "end"] = "end" if time.written.days and of == "events" else "start"
    return TimeRule(columns=time.columns, format=time.written.format, zone=time.written.zone, day=day)


def day_words(time: TimeColumn) -> str:
    """Return what is said of a time that is only a day; nothing for others."""
    if time_rule(time).day == "start":
        return ""
    return "; it tells only the day, taken as its end, after all else of that day (its beginning can be chosen instead)"


def best_time(
    times: Sequence[TimeColumn], *, of: Literal["events", "measures"] = "events"
) -> tuple[TimeColumn, str, bool]:
    """Return the time of the event, the reason, and whether nothing else is likely; `times` is ordered and not empty."""
    best, *others = times
    where = " and ".join(f"'{name}'" for name in best.columns)
    reason = f"column {where}: {best.written.words}, such as {best.example}"
    if len(others) == 1:
        reason += f"; '{others[0].column}' also holds times and stays a property"
    elif others:
        reason += f"; {_listed([other.column for other in others])} also hold times and stay properties"
    at_end = time_rule(best, of=of).day == "end"
    reason += day_words(best) if at_end else ""
    if best.rank < NAMELESS:
        reason += "; the name does not say that it is when the event happened"
    close = any(best.rank - other.rank < CLOSE for other in others)
    return best, reason, best.written.sure and not at_end and not close and best.rank >= NAMELESS


def _listed(names: Sequence[str], most: int = 4) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(f"'{name}'" for name in names[:most]) + more


def _read(column: Column, subject: Subject) -> TimeColumn | None:
    says = column.meaning
    if column.empty or column.type in ("boolean", "json") or (says.any("id", "uuid") and not says.any("time")):
        return None
    written = _typed(column) if column.type in _TYPED else read_format(column.distinct)
    if written is None or not _believed(column, written):
        return None
    if says.any("utc") and not written.zoned and written.zone is None:
        written = msgspec.structs.replace(written, zone="UTC", words=f"{written.words}, in UTC by the column's name")
    share = column.filled / column.rows
    return TimeColumn(
        column=column.name,
        meaning=says,
        written=written,
        columns=[column.name],
        rank=rank_of(column.name, says, subject) + (_CLOCK if written.clock else 0.0) + share,
        filled=share,
        example=example(column),
    )


def _typed(column: Column) -> Written:
    midnight = all(value.endswith(" 00:00:00") or " " not in value for value in column.distinct)
    clock = column.type != "date" and not midnight
    zoned = column.type == "timestamptz"
    words = ("times" if clock else "dates") + (" with their zone" if zoned else "")
    return Written(format="iso", clock=clock, zoned=zoned, words=words, days=not clock and not zoned)


def _believed(column: Column, written: Written) -> bool:
    """Whether digits alone are to be taken as a time: the name must say so, or their size leave little doubt."""
    if not written.digits:
        return True
    says = column.meaning
    if says.any(*_NUMBERS, *_AMOUNTS) and not says.any("time"):
        return False
    return says.any(*TIMEY) or written.format in _BY_SIZE


def _with_clock(date: TimeColumn, columns: Sequence[Column]) -> TimeColumn:
    """Join a date and the time of day beside it."""
    if date.written.clock:
        return date
    for column in columns:
        named = (
            column.type == "text"
            and column.meaning.any("time", "started", *VERBS)
            and not column.meaning.any("duration")
        )
        pattern = clock_format(column.distinct) if named and column.distinct else None
        if pattern is not None:
            return _joined(date, column, pattern)
    return date


def _joined(date: TimeColumn, column: Column, pattern: str) -> TimeColumn:
    midnight = " 00:00:00" if date.example.endswith(" 00:00:00") else ""  # a spreadsheet's way to write a date
    day = "%Y-%m-%d" if date.written.format == "iso" else date.written.format
    iso = date.written.format == "iso" and not midnight and "%p" not in pattern and "," not in pattern
    words = f"{date.written.words}, with the time of day beside"
    written = msgspec.structs.replace(
        date.written, format="iso" if iso else f"{day}{midnight} {pattern}", clock=True, days=False, words=words
    )
    shown = f"{date.example} {example(column)}"
    return msgspec.structs.replace(
        date, written=written, columns=[date.column, column.name], rank=date.rank + _CLOCK, example=shown
    )


def _with_zone(time: TimeColumn, columns: Sequence[Column]) -> TimeColumn:
    """Read a time in the zone that the column beside it names; it could also be the zone of the reader."""
    if time.written.zoned or not time.written.clock:
        return time
    for column in columns:
        named = column.meaning.any("zone") and column.meaning.only("zone", "time", *time.meaning.concepts)
        pattern = zone_names(column.distinct) if named else None
        if pattern is None or (pattern == "%z" and time.written.format == "iso"):
            continue  # ISO times and offsets apart have no one pattern
        joined = "iso" if time.written.format == "iso" else f"{time.written.format} {pattern}"
        words = f"{time.written.words}, in the zone that '{column.name}' names"
        written = msgspec.structs.replace(time.written, format=joined, zoned=True, days=False, sure=False, words=words)
        shown = f"{time.example} {example(column)}"
        return msgspec.structs.replace(time, written=written, columns=[*time.columns, column.name], example=shown)
    return time
