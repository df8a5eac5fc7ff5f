"""Durations: text (`30m`, `7d`, `1h30m`) to microseconds."""

import re

from desireline.base.errors import InputError

__all__ = ["DAY_US", "HOUR_US", "MINUTE_US", "SECOND_US", "parse_duration"]

SECOND_US = 1_000_000
MINUTE_US = 60 * SECOND_US
HOUR_US = 60 * MINUTE_US
DAY_US = 24 * HOUR_US

_LONGEST_US = 36_525 * DAY_US

_UNITS = {"w": 7 * DAY_US, "d": DAY_US, "h": HOUR_US, "m": MINUTE_US, "s": SECOND_US, "ms": 1_000}
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|w|d|h|m|s)")


def parse_duration(text: str) -> int:
    """Return the microseconds that a text such as `30m`, `7d` or `1h30m` says.

    Raises:
        InputError: the text is not a duration, is not longer than nothing, or is longer than a hundred years.

    Example:
        >>> parse_duration("1h30m")
        5400000000
    """
    stripped = text.strip().lower()
    parts = _PART.findall(stripped)
    if not parts or _PART.sub("", stripped).strip():
        raise InputError(
            f"'{text}' is not a duration: write a number and a unit (ms, s, m, h, d, w), such as 30m, 7d or 1h30m"
        )
    exact = sum(float(number) * _UNITS[unit] for number, unit in parts)
    if exact > _LONGEST_US:
        raise InputError(f"the duration '{text}' is longer than a hundred years: write for example 30m or 7d")
    total = round(exact)
    if total <= 0:
        raise InputError(f"the duration '{text}' must be longer than nothing: write for example 30m or 7d")
    return total
