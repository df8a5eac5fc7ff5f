"""Points in time: microseconds since 1970 in UTC inside, the project's time zone at the edges."""

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desireline.base.errors import InputError

__all__ = ["from_us", "now_us", "to_us", "zone"]


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
    """Return the time of so many microseconds since 1970, in `tz` (UTC where none is given)."""
    seconds, micros = divmod(us, 1_000_000)
    return datetime.fromtimestamp(seconds, tz or UTC).replace(microsecond=micros)


def to_us(when: datetime) -> int:
    """Return the microseconds since 1970 of a time that knows its zone."""
    delta = when - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def now_us() -> int:
    """Return this moment in microseconds since 1970."""
    return time.time_ns() // 1_000
