"""How a written time is taken apart into a pattern: names of months, zones, units, and the order of a date."""

import functools
import re

from desireline.base.errors import InputError
from desireline.base.times import zone
from desireline.sources.months import is_short, month_of

__all__ = ["DATE_IN_DIGITS", "ELSEWHERE", "Shape", "clock_pattern", "is_zone", "shape_of"]

Shape = tuple[tuple[str, ...], tuple[int, int]]
"""The parts of a pattern, with `1` and `2` where a day and a month stand in unknown order, and those two numbers."""

DATE_IN_DIGITS = re.compile(
    r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])?(?:[0-5][0-9]){0,2}"
)
"""A date in digits alone, with or without hours, minutes and seconds."""

ELSEWHERE = {"MSK": "Europe/Moscow", "HKT": "Asia/Hong_Kong"}
"""Abbreviations of zones that DuckDB does not read: taken as fixed letters, with the zone for all values."""

_OFFSET = re.compile(r"[+-][0-9]{2}(?::?[0-9]{2})?(?![0-9:])")
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?P<seconds>:[0-9]{2}(?P<fraction>[.,][0-9]{1,9})?)?(?P<half> ?[AaPp][Mm])?")
_TOKEN = re.compile(
    r"(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?)"
    r"|(?P<number>[0-9]+)|(?P<han>[年月日號号時时點点分秒])"
    r"|(?P<word>[A-Za-z\u00c0-\u017f\u0400-\u04ff]+(?:[/_][A-Za-z_]+)*)|(?P<other>.)",
    re.DOTALL,
)
_DAYS = "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday".casefold().split(",")
_WORDS = {
    **dict.fromkeys(_DAYS, "%A"),
    **dict.fromkeys((day[:3] for day in _DAYS), "%a"),
    "am": "%p",
    "pm": "%p",
}
_UNITS = {
    **dict.fromkeys("年", "%Y"),
    **dict.fromkeys("月", "%m"),
    **dict.fromkeys("日號号", "%d"),
    **dict.fromkeys("時时點点", "%H"),
    **dict.fromkeys("分", "%M"),
    **dict.fromkeys("秒", "%S"),
}
_LITERALS = frozenset({"t", "at", "h", "г", "в"})
_ABBREVIATIONS = frozenset(
    {"UTC", "GMT", "Z", "CET", "CEST", "EET", "EEST", "WET", "WEST", "BST"}
    | {f"{coast}{kind}T" for coast in "ECMP" for kind in "SD"}
)
_IANA = re.compile(r"[A-Z][A-Za-z]+(/[A-Za-z0-9_+-]+)+")
_YEAR_DIGITS = 4
_DATE_DIGITS = 8
_LAST_MONTH = 12
_LAST_DAY = 31


def shape_of(value: str) -> Shape | None:
    """Return the parts of the pattern by which one value is written, None where it is no date."""
    parts: list[str] = []
    numbers: list[tuple[int, str]] = []
    place = 0
    clock = False
    while place < len(value):
        if clock and (offset := _OFFSET.match(value, place)):
            parts.append("%z")
            place = offset.end()
            continue
        found = _TOKEN.match(value, place)
        assert found is not None, "any letter is a token"
        place = found.end()
        if found["word"] and value.startswith(". ", place) and month_of(found["word"]):
            place += 1  # a short form's point, which the same date in May may lack
        clock = clock or found["clock"] is not None
        read = _read(found, value[place : place + 1])
        if read is None:
            return None
        if read == [""]:
            numbers.append((len(parts), found.group()))
        parts += read
    return _dated(parts, numbers)


def _read(found: re.Match[str], following: str) -> list[str] | None:
    """Return the parts that a token stands for: an empty one for a number to be told later, None for no part."""
    text = found.group()
    if found["clock"]:
        return re.findall(r"%.|.", clock_pattern(text) or "")
    if found["number"]:
        return [_UNITS.get(following, "")]
    if found["word"]:
        part = _word(text)
        return None if part is None else [part]
    return ["%%" if text == "%" else text]


def _word(word: str) -> str | None:
    small = word.casefold()
    if small in _WORDS:
        return _WORDS[small]
    if month_of(word):
        return "%b" if is_short(word) else "%B"
    if word in ELSEWHERE or small in _LITERALS:
        return word
    return "%Z" if is_zone(word) else None


def clock_pattern(value: str) -> str | None:
    """Return the pattern of a time of day such as `14:20`, `2:20 PM`, `14:20:05.250`; None where it is none."""
    if not (found := _CLOCK.fullmatch(value)):
        return None
    half = found["half"] or ""
    pattern = "%I:%M" if half else "%H:%M"
    pattern += ":%S" if found["seconds"] else ""
    pattern += f"{found['fraction'][0]}%f" if found["fraction"] else ""
    return pattern + (f"{' ' if half.startswith(' ') else ''}%p" if half else "")


@functools.lru_cache(maxsize=1024)
def is_zone(name: str) -> bool:
    """Return whether that is an IANA name or an abbreviation that DuckDB reads."""
    if name in _ABBREVIATIONS:
        return True
    if not _IANA.fullmatch(name):
        return False
    try:
        zone(name)
    except InputError:
        return False
    return True


def _dated(parts: list[str], numbers: list[tuple[int, str]]) -> Shape | None:
    """Say which number is the year, the month and the day; None where that makes no date."""
    if "%p" in parts:
        parts = ["%I" if part == "%H" else part for part in parts]
    if not numbers:
        return (tuple(parts), (0, 0)) if {"%Y", "%m", "%d"} <= set(parts) else None
    if len(numbers) == 1:
        place, digits = numbers[0]
        whole = len(digits) == _DATE_DIGITS and DATE_IN_DIGITS.fullmatch(digits)
        return ((*parts[:place], "%Y%m%d", *parts[place + 1 :]), (0, 0)) if whole else None
    spelled = "%b" in parts or "%B" in parts
    if len(numbers) != (2 if spelled else 3) or any(len(digits) not in (1, 2, _YEAR_DIGITS) for _, digits in numbers):
        return None
    return _ordered(parts, numbers, spelled=spelled)


def _ordered(parts: list[str], numbers: list[tuple[int, str]], *, spelled: bool) -> Shape | None:
    years = [place for place, digits in numbers if len(digits) == _YEAR_DIGITS]
    if len(years) > 1:
        return None
    year = years[0] if years else numbers[-1][0]
    rest = [(place, int(digits)) for place, digits in numbers if place != year]
    first, last = rest[0], rest[-1]
    names = ("%d", "%d") if spelled else ("%m", "%d") if year == numbers[0][0] else ("1", "2")
    months = {"%m": first[1], "1": min(first[1], last[1])}.get(names[0], 1)
    if not 1 <= months <= _LAST_MONTH or not all(1 <= number <= _LAST_DAY for _, number in rest):
        return None
    told = {year: "%Y" if years else "%y", first[0]: names[0], last[0]: names[1]}
    pair = (first[1], last[1]) if names[0] == "1" else (0, 0)
    return tuple(told.get(place, part) for place, part in enumerate(parts)), pair
