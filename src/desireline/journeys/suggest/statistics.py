"""What suggestions are made from, counted over the log and the store."""

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from desireline.events import EventLog, Part, classes, json_text, parquet, quote_name
from desireline.journeys.fold import fold
from desireline.journeys.journeys import Journeys
from desireline.journeys.store import Shard
from desireline.journeys.suggest.model import NameStats, PropertyStats
from desireline.journeys.touchpoints import EventClass, name_touchpoints

if TYPE_CHECKING:
    import duckdb

__all__ = ["name_statistics", "property_statistics"]

_SAMPLE_ROWS = 20_000
_MOST_PROPERTIES = 60
_EXAMPLES = 5


def name_statistics(log: EventLog, journeys: Journeys) -> list[NameStats]:
    """Count every event name by source and channel, and where it lies within customers' histories.

    Where one touchpoint takes several names, or one name comes from several sources in one channel, those share the numbers of their
    touchpoint in that channel; events are each name's own.
    """
    found = [
        EventClass(source=part.source, channel=row["channel"], name=row["name"], events=row["events"])
        for part in log.parts()
        for row in classes(log, part).to_pylist()
    ]
    table = name_touchpoints(journeys.settings, found, journeys.touchpoints)
    places = defaultdict(_Place, _places(journeys))  # the log may know more than a store built before
    channels = {name: number for number, name in enumerate(journeys.channels)}
    unknown = len(channels)
    merged: dict[tuple[str, str, str], int] = {}
    shared: dict[tuple[int, int], int] = {}
    for item in found:
        key = (item.source, item.channel, item.name)
        merged[key] = merged.get(key, 0) + item.events
        place = (table.classes[key].otherwise, channels.get(item.channel, unknown))
        shared[place] = shared.get(place, 0) + item.events
    result = []
    for (source, channel, name), events in sorted(merged.items(), key=lambda pair: (-pair[1], pair[0])):
        place = (table.classes[source, channel, name].otherwise, channels.get(channel, unknown))
        part = events / shared[place]
        own = places[place]
        result.append(
            NameStats(
                source=source,
                channel=channel,
                name=name,
                events=events,
                customers=int(own.customers),
                anonymous_events=max(0, events - round(own.events * part)),
                with_value=round(own.with_value * part),
                with_score=round(own.with_score * part),
                position=own.position,
                last_share=own.last / own.customers if own.customers else 0.0,
            )
        )
    return result


def property_statistics(log: EventLog) -> list[PropertyStats]:
    """Look at a sample of each source's events and describe their properties; counts of events are scaled to the whole source."""
    by_source: dict[str, list[Part]] = {}
    for part in log.parts():
        by_source.setdefault(part.source, []).append(part)
    result = []
    with log.connect() as connection:
        for parts in by_source.values():
            with_properties = [part for part in parts if "properties" in part.columns]
            if with_properties:
                largest = max(with_properties, key=lambda part: part.rows)
                scale = sum(part.rows for part in parts) / max(1, min(_SAMPLE_ROWS, largest.rows))
                result.extend(_properties(connection, log, largest, scale))
    return result


class _Place:
    """What is known of one touchpoint in one channel."""

    def __init__(self) -> None:
        self.events = 0
        self.customers = 0
        self.with_value = 0
        self.with_score = 0
        self.last = 0
        self.position: float | None = None


def _places(journeys: Journeys) -> dict[tuple[int, int], _Place]:
    channels = max(1, len(journeys.channels))
    size = journeys.width * channels

    def count(shard: Shard, low: int, high: int) -> NDArray[np.float64]:
        begin, end = int(shard.ptr[low]), int(shard.ptr[high])
        lengths = np.diff(shard.ptr[low : high + 1])
        owner = np.repeat(np.arange(high - low), lengths)
        key = shard.touchpoint[begin:end].astype(np.int64) * channels + shard.channel[begin:end]
        index = np.arange(end - begin) - np.repeat(shard.ptr[low:high] - begin, lengths)
        many = lengths[owner] > 1
        position = index[many] / (lengths[owner[many]] - 1)
        pairs = np.unique(owner * size + key) % size
        last = shard.ptr[low + 1 : high + 1][lengths > 0] - begin - 1
        return np.stack(
            [
                np.bincount(key, minlength=size),
                np.bincount(pairs, minlength=size),
                np.bincount(key[last], minlength=size),
                np.bincount(key[many], weights=position, minlength=size),
                np.bincount(key[many], minlength=size),
            ]
        )

    total = sum(fold(journeys, count), np.zeros((5, size)))

    def count_carrying(shard: Shard, low: int, high: int) -> NDArray[np.int64]:
        found = []
        for name in ("value", "score"):
            at, values, _ = shard.sparse(name, low, high)
            at = at[values.astype(np.int64) > 0] if name == "value" else at
            found.append(
                np.bincount(shard.touchpoint[at].astype(np.int64) * channels + shard.channel[at], minlength=size)
            )
        return np.stack(found)

    with_value, with_score = sum(fold(journeys, count_carrying), np.zeros((2, size), dtype=np.int64))
    result: dict[tuple[int, int], _Place] = {}
    for number in range(size):
        place = result.setdefault(divmod(number, channels), _Place())
        events, customers, last, position, placed = total[:, number]
        place.events, place.customers, place.last = int(events), int(customers), int(last)
        place.position = float(position / placed) if placed else None
        place.with_value, place.with_score = int(with_value[number]), int(with_score[number])
    return result


def _properties(
    connection: "duckdb.DuckDBPyConnection", log: EventLog, part: Part, scale: float
) -> list[PropertyStats]:
    owner = f"s.{quote_name(part.identifier_columns[0])}" if part.identifier_columns else "null::varchar"
    connection.execute(
        f"""create or replace temp table sampled as
        select {owner} as owner, s.properties::json as properties
        from (from {parquet(log.path(part))} limit {_SAMPLE_ROWS}) s where s.properties is not null"""
    )
    paths = connection.execute(
        "select distinct path from (select unnest(json_keys(properties)) as path from sampled) order by path limit ?",
        [_MOST_PROPERTIES],
    ).fetchall()
    result = []
    for (path,) in paths:
        value = f"nullif({json_text('properties', path)}, '')"
        rows = connection.execute(
            f"select v, count(*) from (select {value} as v from sampled) where v is not null group by v order by 2 desc, 1"
        ).fetchall()
        if not rows or any(str(row[0]).startswith(("{", "[")) for row in rows[:_EXAMPLES]):
            continue
        spread = connection.execute(
            f"select avg(n) from (select count(distinct v) as n from (select owner, {value} as v from sampled)"
            " where v is not null and owner is not null group by owner)"
        ).fetchone()
        result.append(
            PropertyStats(
                source=part.source,
                property=path,
                events=round(sum(row[1] for row in rows) * scale),
                distinct=len(rows),
                examples=[row[0] for row in rows[:_EXAMPLES]],
                per_customer=float(spread[0]) if spread and spread[0] is not None else 0.0,
            )
        )
    return result
