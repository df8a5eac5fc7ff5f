"""How many customers have an event that a rule takes: by the store where that can tell, else by their identifiers in the log."""

from collections import Counter
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from desireline.base.errors import BusyError
from desireline.events import EventLog, Part, combinations, parquet, quote_name
from desireline.identity import IdentityStore
from desireline.journeys.fold import fold
from desireline.journeys.journeys import Journeys
from desireline.journeys.sorting import Sorted, join_classes
from desireline.journeys.store import Shard
from desireline.journeys.touchpoints import EventClass, TouchpointTable, name_touchpoints
from desireline.kernels.nobody import NOBODY

__all__ = ["customers_by_class", "customers_having"]

_Class = tuple[str, str, str]
_Pair = tuple[int, int]
_CELLS = 4_000_000
_known: WeakKeyDictionary[Journeys, dict[_Pair, int]] = WeakKeyDictionary()
_lock = Lock()


def customers_having(
    log: EventLog,
    journeys: Journeys,
    found: list[tuple[Part, EventClass]],
    events: list[Sorted],
    table: TouchpointTable,
    number: int,
) -> int:
    """Count the customers with at least one event that a table gives a number.

    Args:
        log: the events.
        journeys: what was built of them; events that came later count for nobody.
        found: the log's classes.
        events: as `sort_events` sorted them by that table first.
        table: the rules.
        number: of the touchpoint.

    Raises:
        BusyError: the log has changed under the journeys: somebody was erased.
    """
    taken = {each.key for each in events if each.touchpoints[0] == number}
    left = {each.key for each in events if each.touchpoints[0] != number}
    if not taken:
        return 0
    pairs = None if taken & left else _pairs(journeys, found, taken)
    if pairs is not None:
        return _by_store(journeys, pairs)
    return _by_log(log, journeys, found, taken, table, number)


def customers_by_class(journeys: Journeys, found: list[tuple[Part, EventClass]]) -> dict[_Class, int]:
    """Return how many customers have an event of a class, of those classes that the store tells apart from all others.

    One pass over the journeys, kept for as long as these stay.

    Args:
        journeys: what was built.
        found: the log's classes.
    """
    table = name_touchpoints(journeys.settings, [each for _, each in found], journeys.touchpoints)
    channels = {name: number for number, name in enumerate(journeys.channels)}
    places: dict[_Class, list[_Pair]] = {}
    for key, rule in table.classes.items():
        numbers = {rule.otherwise, *(number for _, number in rule.conditions)}
        if key[1] in channels:
            places[key] = [(number, channels[key[1]]) for number in numbers if number < journeys.width]
    shared = Counter(place for own in places.values() for place in own)
    counted = _customers_by_pair(journeys, sorted(shared))
    return {key: counted.get(own[0], 0) for key, own in places.items() if len(own) == 1 and shared[own[0]] == 1}


def _customers_by_pair(journeys: Journeys, places: list[_Pair]) -> dict[_Pair, int]:
    """Return how many customers have an event of each of these touchpoints in its channel."""
    with _lock:
        if journeys in _known:
            return _known[journeys]
    number = np.full((journeys.width, max(1, len(journeys.channels))), len(places), dtype=np.int64)
    for own, place in enumerate(places):
        number[place] = own

    def count(shard: Shard, low: int, high: int) -> NDArray[np.int64]:
        total = np.zeros(len(places), dtype=np.int64)
        step = max(1, _CELLS // (len(places) + 1))
        for at in range(low, high, step):  # few at a time, so that who did what stays near the processor
            ptr = np.asarray(shard.ptr[at : min(at + step, high) + 1])
            begin, end = int(ptr[0]), int(ptr[-1])
            seen = np.zeros((len(ptr) - 1, len(places) + 1), dtype=bool)
            owner = np.repeat(np.arange(len(ptr) - 1), np.diff(ptr))
            seen[owner, number[shard.touchpoint[begin:end], shard.channel[begin:end]]] = True
            total += np.count_nonzero(seen[:, :-1], axis=0)
        return total

    total = dict(zip(places, sum(fold(journeys, count), np.zeros(len(places), dtype=np.int64)).tolist(), strict=True))
    with _lock:
        _known[journeys] = total
    return total


def _pairs(
    journeys: Journeys, found: list[tuple[Part, EventClass]], taken: set[tuple[str, str, str]]
) -> NDArray[np.bool_] | None:
    """Return which pairs of touchpoint and channel in the store hold just these classes; None where some hold others too."""
    table = name_touchpoints(journeys.settings, [each for _, each in found], journeys.touchpoints)
    channels = {name: number for number, name in enumerate(journeys.channels)}
    mine = np.zeros((journeys.width, max(1, len(channels))), dtype=bool)
    others = np.zeros_like(mine)
    for key, rule in table.classes.items():
        if key[1] in channels:  # else it came after the build
            side = mine if key in taken else others
            numbers = [rule.otherwise, *(number for _, number in rule.conditions)]
            side[[number for number in numbers if number < journeys.width], channels[key[1]]] = True
    return None if (mine & others).any() else mine


def _by_store(journeys: Journeys, pairs: NDArray[np.bool_]) -> int:
    def count(shard: Shard, low: int, high: int) -> int:
        begin, end = int(shard.ptr[low]), int(shard.ptr[high])
        hit = pairs[shard.touchpoint[begin:end], shard.channel[begin:end]]
        before = np.concatenate([[0], np.cumsum(hit, dtype=np.int64)])
        ends = np.asarray(shard.ptr[low : high + 1]) - begin
        return int(np.count_nonzero(before[ends[1:]] > before[ends[:-1]]))

    return sum(fold(journeys, count))


def _by_log(
    log: EventLog,
    journeys: Journeys,
    found: list[tuple[Part, EventClass]],
    taken: set[tuple[str, str, str]],
    table: TouchpointTable,
    number: int,
) -> int:
    import pyarrow as pa

    owners = IdentityStore(journeys.store.folder / "identity").owners()
    if owners is None:
        return 0
    there = np.zeros(len(owners.customer_id), dtype=bool)
    by_part: dict[int, tuple[Part, list[EventClass]]] = {}
    for part, each in found:
        if (each.source, each.channel, each.name) in taken and part.number in owners.of:
            by_part.setdefault(part.number, (part, []))[1].append(each)
    with log.connect() as connection:
        for part, own in by_part.values():
            names = ", ".join(map(quote_name, part.identifier_columns))
            combined = combinations(log, part)
            mine = owners.of[part.number]
            if len(combined) != len(mine):
                raise BusyError("the log has changed while it was counted: ask again")
            if not names:
                continue
            connection.register("owners", combined.append_column("customer", pa.array(mine)))
            sql = join_classes(connection, part, own, {"rule": table})["rule"]
            equal = " and ".join(
                f"o.{name} is not distinct from d.{name}" for name in map(quote_name, part.identifier_columns)
            )
            rows = connection.sql(
                f"select distinct o.customer from (select distinct {names} from {parquet(log.path(part))} s"
                " join classes c on c.class_channel = s.channel and c.class_name = s.name"
                f" where {sql} = {number}) d join owners o on {equal} where o.customer <> {NOBODY}"
            ).to_arrow_table()
            there[rows["customer"].to_numpy()] = True
    return int(there.sum())
