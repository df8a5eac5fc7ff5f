"""Where the data end: the last event that had happened when it was imported."""

from typing import Annotated

import msgspec
from msgspec import Meta

from desireline.events import EventLog, Part, parquet

__all__ = ["Ending", "find_end"]

_AHEAD_US = 86_400_000_000
"""A day: clocks and time zones differ, and a day without a time is taken at its end."""


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """When the data end, and what lies after that."""

    end_us: Annotated[
        int | None,
        Meta(description="The last event that does not lie in the future, anonymous ones too: µs since 1970."),
    ]
    future_events: Annotated[
        int, Meta(description="Events dated more than a day after the last import: they do not move the end.")
    ] = 0
    last_us: Annotated[int | None, Meta(description="The latest time of all, the future included.")] = None


def find_end(log: EventLog, parts: list[Part]) -> Ending:
    """Return the end of the data: one wrong year must not end every journey that is still open.

    It depends on the log alone, so that the same imports always give the same numbers. Where all events lie in the future, the clock
    of the imports is the likelier mistake, and the latest event is the end.
    """
    times = [part.last_us for part in parts if part.last_us is not None]
    if not times:
        return Ending(end_us=None)
    used = {part.import_id for part in parts}
    limit = max(record.at_us for record in log.imports() if record.id in used) + _AHEAD_US
    ahead = [part for part in parts if part.last_us is not None and part.last_us > limit]
    known = [time for time in times if time <= limit]
    if not ahead:
        return Ending(end_us=max(known), last_us=max(known))
    with log.connect() as connection:
        row = connection.execute(
            f"""select max(ts) filter (ts <= {limit}), count(*) filter (ts > {limit})
            from {parquet(*(log.path(part) for part in ahead))}"""
        ).fetchone()
    assert row is not None
    end = max([*known, *([row[0]] if row[0] is not None else [])], default=max(times))
    return Ending(end_us=end, future_events=row[1], last_us=max(times))
