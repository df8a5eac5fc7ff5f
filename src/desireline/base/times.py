"""Points in time: microseconds since 1970 in UTC inside, the project's time zone at the edges."""

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desireline.base.errors import InputError

__all__ = ["from_us", "moment_us", "now_us", "to_us", "zone"]


_EARLIEST, _LATEST = -62_135_510_400_000_000, 253_402_128_000_000_000
"""0001-01-02 and 9999-12-30: in every time zone within the years that dates have."""


def zone(name: str) -> ZoneInfo:
    """Return the time zone of that IANA name.

    Raises:
        InputError: there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError(f"'{name}' is not a time zone: use an IANA name such as Europe/Budapest or UTC") from error


def from_us(us: int, tz: ZoneInfo | None = None) -> datetime:
    """Return the time of so many microseconds since 1970, in `tz` (UTC where none is given).

    Times before the year 1 or after 9999, which a wrong unit in a source makes of any time, are told as a day close to that.
    """
    seconds, micros = divmod(min(max(us, _EARLIEST), _LATEST), 1_000_000)
    return datetime.fromtimestamp(seconds, tz or UTC).replace(microsecond=micros)


def to_us(when: datetime) -> int:
    """Return the microseconds since 1970 of a time that knows its zone."""
    delta = when - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def moment_us(text: str, time_zone: str) -> int:
    """Return the start of a day, or a moment, given as ISO text in the project's time zone.

    Raises:
        InputError: it is not a date.
    """
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            f"'{text}' is not a date: write it as 2026-01-31 or 2026-01-31T14:30", place=("at",)
        ) from error
    return to_us(when if when.tzinfo else when.replace(tzinfo=zone(time_zone)))


def now_us() -> int:
    """Return this moment in microseconds since 1970."""
    return time.time_ns() // 1_000
