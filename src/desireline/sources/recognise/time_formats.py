"""How times are written, read off the values: ISO, numbers since 1970 by their size, or a pattern."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec

from desireline.sources.recognise.content import plain_number
from desireline.sources.recognise.time_patterns import DATE_IN_DIGITS, ELSEWHERE, clock_pattern, is_zone, shape_of

__all__ = ["Written", "clock_format", "read_format", "zone_names"]

_MOST_READ = 0.95  # of the values must be written alike for the column to be a time
_ISO = re.compile(
    r"[0-9]{4}(?P<sep>[-/])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})"
    r"(?P<clock>[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?"
    r"(?P<zone>Z|[+-][0-9]{2}(?::?[0-9]{2})?| [A-Za-z][A-Za-z0-9_/+-]*)?)?"
)
_OFFSET = re.compile(r"[+-][0-9]{2}(?::?[0-9]{2})?")
_EPOCHS = (
    ("epoch_s", 1, "seconds"),
    ("epoch_ms", 10**3, "milliseconds"),
    ("epoch_us", 10**6, "microseconds"),
    ("epoch_ns", 10**9, "nanoseconds"),
)
_IN_DIGITS = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_FIRST, _LAST = 31_536_000, 4_133_980_800  # 1971 and 2101, in seconds since 1970
_LONGEST = 64
_MIDNIGHT = re.compile(r".*[T ]0?0:00(:00([.,]0+)?)?")
_DAY_FIRST, _MONTH_FIRST = "day first", "month first"
_LAST_MONTH = 12
_LAST_DAY = 31


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A way of writing times."""

    format: str
    clock: bool
    """Whether it tells the time of day."""
    zoned: bool = False
    """Whether each value tells its zone."""
    zone: str | None = None
    """The zone that all values name in letters DuckDB does not read."""
    sure: bool = True
    words: str
    """The way, in words for people."""
    days: bool = False
    """Whether they are days: without a time of day and a zone, or all at midnight."""
    digits: bool = False
    """Whether values are digits alone, which could be any other number."""


def read_format(values: Sequence[str]) -> Written | None:
    """Return how these values write a time, or None where they do not: below 95 % of them, in one way."""
    if not values or sum(len(value) > _LONGEST for value in values) > (1 - _MOST_READ) * len(values):
        return None
    values = [value for value in values if len(value) <= _LONGEST]
    return _iso(values) or _in_digits(values) or _since_1970(values) or _pattern(values)


def clock_format(values: Sequence[str]) -> str | None:
    """Return the pattern of values that tell a time of day and no date, or None."""
    found = Counter(clock_pattern(value) for value in values)
    pattern, count = found.most_common(1)[0] if found else (None, 0)
    return pattern if pattern and count >= _MOST_READ * len(values) else None


def zone_names(values: Sequence[str]) -> str | None:
    """Return `%Z` where all values name a time zone, `%z` where all are offsets (`+02:00`), else None."""
    if values and all(_OFFSET.fullmatch(value) for value in values):
        return "%z"
    return "%Z" if values and all(is_zone(value) for value in values) else None


def _iso(values: Sequence[str]) -> Written | None:
    read = [found for value in values if (found := _ISO.fullmatch(value)) and _is_date(found)]
    if len(read) < _MOST_READ * len(values):
        return None
    zones = [found["zone"] for found in read if found["zone"]]
    if not all(is_zone(name.strip()) for name in set(zones) if name.startswith(" ")):
        return None
    clock = any(found["clock"] for found in read)
    words = "ISO dates with the time of day" if clock else "ISO dates without a time of day"
    return Written(
        format="iso",
        clock=clock,
        zoned=len(zones) == len(read),
        words=words + (" and the zone" if zones else ""),
        days=not zones and (not clock or all(not found["clock"] or _MIDNIGHT.fullmatch(found[0]) for found in read)),
    )


def _is_date(found: re.Match[str]) -> bool:
    return 1 <= int(found["month"]) <= _LAST_MONTH and 1 <= int(found["day"]) <= _LAST_DAY


def _in_digits(values: Sequence[str]) -> Written | None:
    for size, pattern in _IN_DIGITS.items():
        fits = [value for value in values if len(value) == size and DATE_IN_DIGITS.fullmatch(value)]
        if len(fits) >= _MOST_READ * len(values):
            words = f"dates in digits alone, as {fits[0]}"
            days = "%H" not in pattern or all(value.endswith("0" * (size - 8)) for value in fits)
            return Written(format=pattern, clock="%H" in pattern, words=words, days=days, digits=True)
    return None


def _since_1970(values: Sequence[str]) -> Written | None:
    numbers = [found for value in values if (found := plain_number(value)) is not None]
    if len(numbers) < _MOST_READ * len(values):
        return None
    numbers = sorted(found for found in numbers if found > 0)  # zero often stands for nothing
    for name, scale, unit in _EPOCHS:
        within = sum(_FIRST * scale <= found < _LAST * scale for found in numbers)
        if within and within >= _MOST_READ * len(numbers):
            middle = f"{round(numbers[len(numbers) // 2]):,}".replace(",", " ")
            words = f"whole numbers around {middle}, {unit} since 1970"
            return Written(format=name, clock=True, zoned=True, words=words, digits=True)
    return None


def _pattern(values: Sequence[str]) -> Written | None:
    shapes: defaultdict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    own: defaultdict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for value in values:
        if shape := shape_of(value):
            alike = tuple("%B" if part == "%b" else part for part in shape[0])  # May is both
            shapes[alike].append(shape[1])
            own[alike].add(shape[0])
    parts, pairs = max(shapes.items(), key=lambda item: len(item[1]), default=((), []))
    if not parts or len(pairs) < _MOST_READ * len(values):
        return None
    parts = own[parts].pop() if len(own[parts]) == 1 else parts
    order, sure, why = _day_or_month(parts, pairs)
    first, second = ("%d", "%m") if order == _DAY_FIRST else ("%m", "%d")
    pattern = "".join({"1": first, "2": second}.get(part, part) for part in parts)
    clock = "%H" in pattern or "%I" in pattern
    zoned = "%z" in pattern or "%Z" in pattern
    return Written(
        format=pattern,
        clock=clock,
        zoned=zoned,
        days=not zoned and (not clock or all(_MIDNIGHT.fullmatch(value) for value in values)),
        zone=next((name for letters, name in ELSEWHERE.items() if letters in parts), None),
        sure=sure,
        words=f"times written as {pattern}" + (f", {why}" if why else ""),
    )


def _day_or_month(parts: Sequence[str], pairs: Sequence[tuple[int, int]]) -> tuple[str, bool, str]:
    """Return which comes first, whether the values prove it, and why."""
    if "1" not in parts:
        return _DAY_FIRST, True, ""
    days_first = sum(first > _LAST_MONTH for first, _ in pairs)
    months_first = sum(second > _LAST_MONTH for _, second in pairs)
    if days_first or months_first:
        order = _DAY_FIRST if days_first >= months_first else _MONTH_FIRST
        return order, not (days_first and months_first), f"{order}: that place goes above 12"
    if "." in parts:
        return _DAY_FIRST, True, "day first, as dates with points are"
    first, second = ({pair[place] for pair in pairs} for place in (0, 1))
    if len(first) != len(second):
        order = _DAY_FIRST if len(first) > len(second) else _MONTH_FIRST
        why = f"{order}: no number is above 12, but the day varies more so; it could be the other way round"
        return order, False, why
    order = _MONTH_FIRST if "%p" in parts and "/" in parts else _DAY_FIRST
    return order, False, f"taken as {order}: no number is above 12, so it could be the other way round"
