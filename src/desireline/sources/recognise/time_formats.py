"""How times are written, read off the values: ISO, epoch numbers by their size, or a pattern of %Y, %m, %d, …"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec

from desireline.base.errors import InputError
from desireline.base.times import zone as known_zone
from desireline.sources.recognise.content import plain_number

__all__ = ["Written", "clock_format", "read_format", "zone_names"]

MOST_READ = 0.95  # of the values must be written alike for the column to be a time
_ISO = re.compile(
    r"(?P<year>[0-9]{4})(?P<sep>[-/])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})"
    r"(?P<clock>[T ][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,9})?)?(?P<zone>Z|[+-][0-9]{2}(?::?[0-9]{2})?| [A-Za-z][A-Za-z0-9_/+-]*)?)?"
)
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?P<seconds>:[0-9]{2}(?P<fraction>[.,][0-9]{1,9})?)?(?P<half> ?[AaPp][Mm])?")
_TOKEN = re.compile(
    r"(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?)|(?P<number>[0-9]+)|(?P<han>[年月日號号時时點点分秒])"
    r"|(?P<word>[A-Za-z\u0400-\u04ff]+(?:[/_][A-Za-z_]+)*)|(?P<other>.)",
    re.DOTALL,
)
_OFFSET = re.compile(r"[+-][0-9]{2}(?::?[0-9]{2})?(?![0-9:])")
_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WORDS = {month: "%B" for month in _MONTHS} | {month[:3]: "%b" for month in _MONTHS}
_WORDS |= {day: "%A" for day in _DAYS} | {day[:3]: "%a" for day in _DAYS} | {"may": "%b"}
_UNITS = {
    "年": "%Y",
    "月": "%m",
    "日": "%d",
    "號": "%d",
    "号": "%d",
    "時": "%H",
    "时": "%H",
    "點": "%H",
    "点": "%H",
    "分": "%M",
    "秒": "%S",
}
_LITERALS = {"t", "at", "г", "h", "в"}
_ABBREVIATIONS = {
    "UTC",
    "GMT",
    "Z",
    "CET",
    "CEST",
    "EET",
    "EEST",
    "WET",
    "WEST",
    "EST",
    "EDT",
    "CST",
    "CDT",
    "MST",
    "MDT",
    "PST",
    "PDT",
    "BST",
}
_ELSEWHERE = {
    "MSK": "Europe/Moscow",
    "HKT": "Asia/Hong_Kong",
}  # abbreviations DuckDB does not read, so they are taken as fixed letters
_EPOCHS = (
    ("epoch_s", 1, "seconds"),
    ("epoch_ms", 10**3, "milliseconds"),
    ("epoch_us", 10**6, "microseconds"),
    ("epoch_ns", 10**9, "nanoseconds"),
)
_FIRST, _LAST = 31_536_000, 4_133_980_800  # 1971 and 2101, in seconds since 1970
_LONGEST = 64
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
    epoch: bool = False


def read_format(values: Sequence[str]) -> Written | None:
    """Return how these values write a time, or None where they do not: below 95 % of them, in one way."""
    values = [value for value in values if len(value) <= _LONGEST]
    if not values:
        return None
    return _iso(values) or _digits(values) or _pattern(values)


def clock_format(values: Sequence[str]) -> str | None:
    """Return the pattern of values that tell a time of day and no date, or None."""
    found = Counter(_clock_pattern(value) for value in values)
    pattern, count = found.most_common(1)[0] if found else (None, 0)
    return pattern if pattern and count >= MOST_READ * len(values) else None


def zone_names(values: Sequence[str]) -> str | None:
    """Return `%Z` where all values name a time zone, `%z` where all are offsets (`+02:00`), else None."""
    if values and all(_OFFSET.fullmatch(value) for value in values):
        return "%z"
    return "%Z" if values and all(_is_zone(value) for value in values) else None


def _is_zone(name: str) -> bool:
    if name in _ABBREVIATIONS:
        return True
    if not re.fullmatch(r"[A-Z][A-Za-z]+(/[A-Za-z0-9_+-]+)+", name):
        return False
    try:
        known_zone(name)
    except InputError:
        return False
    return True


def _clock_pattern(value: str) -> str | None:
    if not (found := _CLOCK.fullmatch(value)):
        return None
    half = found["half"] or ""
    pattern = "%I:%M" if half else "%H:%M"
    pattern += ":%S" if found["seconds"] else ""
    pattern += f"{found['fraction'][0]}%f" if found["fraction"] else ""
    return pattern + (f"{' ' if half.startswith(' ') else ''}%p" if half else "")


def _iso(values: Sequence[str]) -> Written | None:
    read = [found for value in values if (found := _ISO.fullmatch(value)) and _plausible(found)]
    if len(read) < MOST_READ * len(values):
        return None
    clock = any(found["clock"] for found in read)
    zoned = [found for found in read if found["zone"]]
    if zoned and not all(
        _is_zone(name) for name in {found["zone"].strip() for found in zoned if found["zone"][0] == " "}
    ):
        return None
    words = "ISO dates with the time of day" if clock else "ISO dates without a time of day"
    return Written(
        format="iso", clock=clock, zoned=len(zoned) == len(read), words=words + (" and the zone" if zoned else "")
    )


def _plausible(found: re.Match[str]) -> bool:
    return 1 <= int(found["month"]) <= _LAST_MONTH and 1 <= int(found["day"]) <= _LAST_DAY


def _digits(values: Sequence[str]) -> Written | None:
    """Epoch numbers or dates written in digits alone, by size and by plausible months and days."""
    numbers = [found for value in values if (found := plain_number(value)) is not None]
    if len(numbers) < MOST_READ * len(values):
        return None
    for size, pattern in ((8, "%Y%m%d"), (12, "%Y%m%d%H%M"), (14, "%Y%m%d%H%M%S")):
        fits = [value for value in values if len(value) == size and re.fullmatch(_COMPACT, value)]
        if len(fits) >= MOST_READ * len(values):
            return Written(format=pattern, clock=size > len("20200101"), words=f"dates in digits alone, as {fits[0]}")
    numbers = [found for found in numbers if found > 0]  # zero often stands for nothing
    middle = sorted(numbers)[len(numbers) // 2] if numbers else 0.0
    for name, scale, unit in _EPOCHS:
        within = sum(_FIRST * scale <= found < _LAST * scale for found in numbers)
        if within and within >= MOST_READ * len(numbers):
            words = f"whole numbers around {round(middle):,}".replace(",", " ") + f", {unit} since 1970"
            return Written(format=name, clock=True, zoned=True, words=words, epoch=True)
    return None


_COMPACT = r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])?(?:[0-5][0-9]){0,2}"


def _pattern(values: Sequence[str]) -> Written | None:
    shapes: defaultdict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for value in values:
        if shape := _shape(value):
            shapes[shape[0]].append(shape[1])
    if not shapes:
        return None
    parts, pairs = max(shapes.items(), key=lambda item: len(item[1]))
    if len(pairs) < MOST_READ * len(values):
        return None
    order, sure, why = _day_or_month(parts, pairs)
    first, second = ("%d", "%m") if order == _DAY_FIRST else ("%m", "%d")
    pattern = "".join({"1": first, "2": second}.get(part, part) for part in parts)
    zone = next((name for letters, name in _ELSEWHERE.items() if letters in parts), None)
    words = f"times written as {pattern}" + (f", {why}" if why else "")
    clock = "%H" in pattern or "%I" in pattern
    return Written(
        format=pattern, clock=clock, zoned="%z" in pattern or "%Z" in pattern, zone=zone, sure=sure, words=words
    )


def _shape(value: str) -> tuple[tuple[str, ...], tuple[int, int]] | None:
    """Return the parts of a pattern, with `1` and `2` for a day and month in unknown order, and their two numbers."""
    parts: list[str] = []
    numbers: list[tuple[int, str]] = []  # place in `parts`, digits
    place = 0
    clock = False
    while place < len(value):
        offset = _OFFSET.match(value, place) if clock else None
        if offset:
            parts.append("%z")
            place = offset.end()
            continue
        found = _TOKEN.match(value, place)
        if found is None:
            return None
        place = found.end()
        text = found.group()
        if found["clock"]:
            clock = True
            parts += re.findall(r"%.|.", _clock_pattern(text) or "")
        elif found["number"]:
            unit = _UNITS.get(value[place : place + 1])
            parts.append(unit or "")
            if not unit:
                numbers.append((len(parts) - 1, text))
        elif found["word"]:
            part = _named(text)
            if part is None:
                return None
            parts.append(part)
        else:
            parts.append("%%" if text == "%" else text)
    return _dated(parts, numbers)


def _named(word: str) -> str | None:
    """Return what a word in a time stands for, None where it is no part of a time."""
    small = word.casefold()
    if small in ("am", "pm"):
        return "%p"
    if small in _WORDS:
        return _WORDS[small]
    if word in _ELSEWHERE or small in _LITERALS:
        return word
    return "%Z" if _is_zone(word) else None


def _dated(parts: list[str], numbers: list[tuple[int, str]]) -> tuple[tuple[str, ...], tuple[int, int]] | None:
    """Say which number is the year, the month and the day; None where that makes no date."""
    pair = (0, 0)
    if "%p" in parts:
        parts[:] = ["%I" if part == "%H" else part for part in parts]
    spelled = "%b" in parts or "%B" in parts
    if not numbers and {"%Y", "%m", "%d"} <= set(parts):
        return tuple(parts), pair
    years = [place for place, digits in numbers if len(digits) == 4]  # noqa: PLR2004
    if len(numbers) == 1 and len(numbers[0][1]) == 8 and re.fullmatch(_COMPACT, numbers[0][1]):  # noqa: PLR2004
        parts[numbers[0][0]] = "%Y%m%d"
        return tuple(parts), pair
    if (
        len(years) > 1
        or len(numbers) != (2 if spelled else 3)
        or any(len(digits) == 3 or len(digits) > 4 for _, digits in numbers)
    ):  # noqa: PLR2004
        return None
    year = years[0] if years else numbers[-1][0]
    parts[year] = "%Y" if years else "%y"
    rest = [(place, int(digits)) for place, digits in numbers if place != year]
    if spelled:
        parts[rest[0][0]] = "%d"
        return (tuple(parts), pair) if 1 <= rest[0][1] <= _LAST_DAY else None
    if year == numbers[0][0]:
        parts[rest[0][0]], parts[rest[1][0]] = "%m", "%d"
        return (tuple(parts), pair) if 1 <= rest[0][1] <= _LAST_MONTH and 1 <= rest[1][1] <= _LAST_DAY else None
    pair = (rest[0][1], rest[1][1])
    if not 1 <= min(pair) <= _LAST_MONTH or not 1 <= max(pair) <= _LAST_DAY:
        return None
    parts[rest[0][0]], parts[rest[1][0]] = "1", "2"
    return tuple(parts), pair


def _day_or_month(parts: Sequence[str], pairs: Sequence[tuple[int, int]]) -> tuple[str, bool, str]:
    """Return which comes first, whether the values prove it, and why."""
    if "1" not in parts:
        return _DAY_FIRST, True, ""
    days_first = sum(first > _LAST_MONTH for first, _ in pairs)
    months_first = sum(second > _LAST_MONTH for _, second in pairs)
    if days_first or months_first:
        order = _DAY_FIRST if days_first >= months_first else _MONTH_FIRST
        return order, not (days_first and months_first), f"{order}: the other place goes above 12"
    if "." in parts:
        return _DAY_FIRST, True, "day first, as dates with points are"
    first, second = ({pair[place] for pair in pairs} for place in (0, 1))
    if len(first) != len(second):
        order = _DAY_FIRST if len(first) > len(second) else _MONTH_FIRST
        return (
            order,
            False,
            f"{order}: no number is above 12, but that place varies more; it could be the other way round",
        )
    order = _MONTH_FIRST if "%p" in parts and "/" in parts else _DAY_FIRST
    return order, False, f"taken as {order}: no number is above 12, so it could be the other way round"
