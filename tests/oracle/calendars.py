"""Days and weeks by asking the calendar for each event."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

__all__ = ["Counts", "count_days", "local_day", "monday"]


@dataclass(frozen=True)
class Counts:
    """Events, customers and new customers of one span of days."""

    events: int
    customers: int
    new: int


def local_day(us: int, zone: str) -> date:
    """Return the day on which a time falls."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=us)).astimezone(ZoneInfo(zone)).date()


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    while day.weekday():
        day -= timedelta(days=1)
    return day


def count_days(customers: Sequence[Sequence[int]], zone: str, *, weeks: bool) -> dict[date, Counts]:
    """Count customers' events by day or by week."""
    events: Counter[date] = Counter()
    people: Counter[date] = Counter()
    new: Counter[date] = Counter()
    for times in customers:
        days = [local_day(us, zone) for us in times]
        own = [monday(day) for day in days] if weeks else days
        events.update(own)
        people.update(set(own))
        new.update(own[:1])
    return {day: Counts(events[day], people[day], new[day]) for day in events}
