"""ClickHouse in this process (chdb): a MergeTree table ordered by customer and time, in one part; arrays by customer, and its own functions."""

import json
import os
from collections.abc import Callable
from typing import Any

import chdb
import numpy as np
from chdb import session

from benchmarks.chain import END_GOAL, END_MISSED, START, attribution
from benchmarks.data import CHANNELS, GOAL, TOUCHPOINTS, Log
from benchmarks.ordered import ordered_file
from benchmarks.questions import (
    FUNNEL,
    GAP_US,
    JOURNEY_GAP_US,
    LATER,
    PAIR,
    SEARCH,
    SEARCH_US,
    SELECTED,
    STEPS,
    TOP,
    WEEK_US,
    WINDOW_US,
    Answer,
    Forms,
    path_name,
)

__all__ = ["Asked"]

_CODE = {name: place for place, name in enumerate(TOUCHPOINTS)}
_NAMES = f"[{', '.join(repr(name) for name in TOUCHPOINTS)}]"
_GOAL = _CODE[GOAL]
_A, _B = (_CODE[name] for name in PAIR)
_DID, _DID_NOT = (_CODE[name] for name in SELECTED)

# One thread that reads in the order of the table needs no sorting; several have to put each customer's events in order again.
_IN_ORDER = " settings optimize_aggregation_in_order = 1, max_threads = 1"
_LISTS = {
    "ordered": (
        "(select customer, groupArray(ts) as ts, groupArray(touchpoint) as t, groupArray(channel) as c from {events} group by customer)",
        _IN_ORDER,
    ),
    "threads": (
        (
            "(select customer, tupleElement(own, 1) as ts, tupleElement(own, 2) as t, tupleElement(own, 3) as c from"
            " (select customer, arraySort(groupArray((ts, touchpoint, channel))) as own from {events} group by customer))"
        ),
        "",
    ),
}
_LAGGED = """
(select customer, ts, touchpoint as a, lagInFrame(touchpoint) over w as b, lagInFrame(ts) over w as before, lagInFrame(customer) over w as whose
from events window w as ({parted} rows between 1 preceding and current row))"""
_PARTED, _STREAMED = "partition by customer order by ts", "order by customer, ts"

_WEEK = f"intDiv(ts - 345600000000, {WEEK_US})"  # from the first Monday of 1970


class Asked:
    """An opened table."""

    version = str(chdb.__version__)

    def prepare(self, log: Log) -> None:
        path = log.path.with_suffix(".clickhouse")
        made: Any = session.Session  # chdb says no types
        self._session = made(str(path))
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
        self._session.query(f"set max_memory_usage = {memory}")
        if not self._rows("select count() from system.tables where database = 'default' and name = 'events'")[0][0]:
            source = ordered_file(log)
            self._session.query("drop table if exists filling")
            self._session.query(
                "create table filling (customer UInt32, ts UInt64, touchpoint UInt8, channel UInt8)"
                " engine = MergeTree order by (customer, ts)"
            )
            self._session.query(f"insert into filling select * from file('{source}', Parquet)")
            self._session.query("optimize table filling final")
            self._session.query("rename table filling to events")

    def forms(self) -> Forms:
        def lists(ask: Callable[[str, str], Answer]) -> dict[str, Callable[[], Answer]]:
            return {
                name: lambda source=source, how=how: ask(source.format(events="events"), how)  # type: ignore[misc]
                for name, (source, how) in _LISTS.items()
            }

        return {
            "transitions": {
                "usual": lambda: self._lagged(_PARTED, "0", ""),
                "streaming": lambda: self._lagged(_STREAMED, "0", ""),
                **lists(self._pairs),
            },
            "transitions_customers": {
                "usual": lambda: self._lagged(_PARTED, "uniqExact(customer)", "customers"),
                "streaming": lambda: self._lagged(_STREAMED, "uniqExact(customer)", "customers"),
                **lists(self._pairs_customers),
            },
            "transitions_median": {
                "usual": lambda: self._lagged(_PARTED, "quantileExactInclusive(ts - before) / 1e6", "median_s"),
                "streaming": lambda: self._lagged(_STREAMED, "quantileExactInclusive(ts - before) / 1e6", "median_s"),
                **lists(self._pairs_median),
            },
            "funnel": {"threads": lambda: self._funnel(""), "ordered": lambda: self._funnel(_IN_ORDER)},
            "pattern": lists(self._pattern),
            "visits": {"usual": self._visits_usual, **lists(self._visits)},
            "paths": lists(self._paths),
            "paths_before": lists(self._paths_before),
            "retention": {"threads": lambda: self._retention(""), "ordered": lambda: self._retention(_IN_ORDER)},
            "attribution": lists(self._attribution),
            "selection": {
                "usual": lambda: self._selection_lagged("threads"),
                "ordered": lambda: self._selection("ordered"),
                "threads": lambda: self._selection("threads"),
            },
            "by": {"usual": lambda: self._by("partition by customer, channel order by ts")},
            "people": {"usual": lambda: self._people(_PARTED), "streaming": lambda: self._people(_STREAMED)},
            "people_events": {
                "usual": lambda: self._opened(_PARTED),
                "streaming": lambda: self._opened(_STREAMED),
            },
        }

    def _rows(self, sql: str) -> list[list[Any]]:
        text = self._session.query(sql, "JSONCompactEachRow")
        return [json.loads(line) for line in str(text).splitlines()]

    def _lagged(self, parted: str, what: str, second: str) -> Answer:
        lagged = _LAGGED.format(parted=parted)
        return _by_pair(
            self._rows(f"select b, a, count(), {what} from {lagged} where whose = customer group by b, a"), second
        )

    def _pairs(self, source: str, how: str) -> Answer:
        pairs = f"select arrayJoin(arrayMap((b, a) -> b * 64 + a, arrayPopBack(t), arrayPopFront(t)))::UInt16 as pair from {source}"
        rows = self._rows(f"select intDiv(pair, 64), pair % 64, count(), 0 from ({pairs}) group by pair{how}")
        return _by_pair(rows, "")

    def _pairs_customers(self, source: str, how: str) -> Answer:
        pairs = (
            f"select arrayMap((b, a) -> (b * 64 + a)::UInt16, arrayPopBack(t), arrayPopFront(t)) as pairs from {source}"
        )
        times = (
            "select p.1 as pair, p.2 as times from (select arrayJoin(arrayZip(arrayDistinct(pairs), "
            "arrayMap(x -> countEqual(pairs, x), arrayDistinct(pairs))))"
            f" as p from ({pairs}))"
        )
        return _by_pair(
            self._rows(f"select intDiv(pair, 64), pair % 64, sum(times), count() from ({times}) group by pair{how}"),
            "customers",
        )

    def _pairs_median(self, source: str, how: str) -> Answer:
        pairs = (
            "select arrayJoin(arrayMap((b, a, x, y) -> ((b * 64 + a)::UInt16, y - x), arrayPopBack(t), arrayPopFront(t),"
            f" arrayPopBack(ts), arrayPopFront(ts))) as p from {source}"
        )
        rows = self._rows(
            f"select intDiv(p.1, 64), p.1 % 64, count(), quantileExactInclusive(p.2) / 1e6 from ({pairs}) group by p.1{how}"
        )
        return _by_pair(rows, "median_s")

    def _funnel(self, how: str) -> Answer:
        codes = [_CODE[name] for name in FUNNEL]
        steps = ", ".join(f"touchpoint = {code}" for code in codes)
        levels = f"select windowFunnel({WINDOW_US})(ts, {steps}) as level from events where touchpoint in {tuple(codes)} group by customer"
        counts = ", ".join(f"countIf(level >= {place})" for place in range(1, len(codes) + 1))
        return {"customers": dict(zip(FUNNEL, self._rows(f"select {counts} from ({levels}){how}")[0], strict=True))}

    def _pattern(self, source: str, how: str) -> Answer:
        """Of events that are a cart, a coupon or an order, an order directly after a cart."""
        cart, coupon, order = (_CODE[name] for name in SEARCH)
        found = source.replace("from events", f"from events where touchpoint in ({cart}, {coupon}, {order})")
        hit = (
            f"arrayExists((b, a, x, y) -> b = {cart} and a = {order} and y - x <= {SEARCH_US},"
            " arrayPopBack(t), arrayPopFront(t), arrayPopBack(ts), arrayPopFront(ts))"
        )
        return {"customers": {"matched": self._rows(f"select countIf({hit}) from {found}{how}")[0][0]}}

    def _visits_usual(self) -> Answer:
        w = "window w as (partition by customer order by ts rows between unbounded preceding and current row)"
        marked = (
            f"select customer, ts, lagInFrame(ts) over w as before, (ts - before > {GAP_US}) as opens from events {w}"
        )
        numbered = f"select customer, ts, sum(opens) over w as visit from ({marked}) {w}"
        return self._visits_of(
            f"select count() as n, max(ts) - min(ts) as took from ({numbered}) group by customer, visit", ""
        )

    def _visits(self, source: str, how: str) -> Answer:
        split = f"select arrayJoin(arraySplit((x, g) -> g > {GAP_US}, ts, arrayDifference(ts))) as v from {source}"
        return self._visits_of(f"select length(v) as n, v[-1] - v[1] as took from ({split})", how)

    def _visits_of(self, visits: str, how: str) -> Answer:
        row = self._rows(
            f"select count(), countIf(n = 1), avg(took), quantileExactInclusive(took) from ({visits}){how}"
        )
        count, single, mean, median = row[0]
        return {
            "count": {"visits": count, "single": single},
            "mean_s": {"visit": mean / 1e6},
            "median_s": {"visit": median / 1e6},
        }

    def _paths(self, source: str, how: str) -> Answer:
        return self._commonest(f"select arraySlice(arrayCompact(t), 1, {STEPS}) as path from {source}", how)

    def _paths_before(self, source: str, how: str) -> Answer:
        led = (
            f"select arrayCompact(arraySlice(t, 1, indexOf(t, {_GOAL}) - 1)) as led from {source} where has(t, {_GOAL})"
        )
        return self._commonest(f"select arraySlice(led, -least(length(led), {STEPS})) as path from ({led})", how)

    def _commonest(self, paths: str, how: str) -> Answer:
        sql = (
            f"select arrayMap(x -> {_NAMES}[x + 1], path) as names, n from (select path, count() as n from ({paths}) group by path)"
            f" order by n desc, {'arrayReverse(names)' if 'led' in paths else 'names'} limit {TOP}{how}"
        )
        return {"customers": {path_name(path): count for path, count in self._rows(sql)}}

    def _retention(self, how: str) -> Answer:
        weeks = f"select groupUniqArray({_WEEK}) as weeks, arrayMin(weeks) as cohort from events group by customer"
        back = f"select cohort, arrayJoin(weeks) - cohort as later from ({weeks})"
        rows = self._rows(
            f"select toString(toDate('1970-01-05') + 7 * cohort), later, count() from ({back}) where later <= {LATER} group by cohort, later{how}"
        )
        return {
            "cohorts": {cohort: count for cohort, later, count in rows if not later},
            "customers": {f"{cohort} {later}": count for cohort, later, count in rows if later},
        }

    def _attribution(self, source: str, how: str) -> Answer:
        """Journeys as arrays of the channels before their goal; steps with the start before and the end behind them."""
        horizon = f"((select max(ts) from events) - {JOURNEY_GAP_US})"
        opens = f"arrayMap((g, b) -> g > {JOURNEY_GAP_US} or b = {_GOAL}, arrayDifference(ts), arrayPushFront(arrayPopBack(t), 255))"
        journeys = f"select arrayJoin(arraySplit((e, o) -> o, arrayZip(ts, t, c), {opens})) as j, j[-1].2 = {_GOAL} as won from {source}"
        touched = (
            f"select won, arrayMap(e -> e.3, if(won, arrayPopBack(j), j)) as touch, 1 / length(arrayCompact(touch)) as part from ({journeys})"
            f" where j[1].1 <= {horizon} and (won or j[-1].1 < {horizon}) and notEmpty(touch)"
        )
        steps = (
            f"select won, part, arrayJoin(arrayZip(arrayPushFront(touch, {START}), arrayPushBack(touch, if(won, {END_GOAL}, {END_MISSED})))) as step"
            f" from ({touched})"
        )
        rows = self._rows(
            f"select tupleElement(step, 1) as b, tupleElement(step, 2) as a, count(), countIf(won), sumIf(part, won and b != a)"
            f" from ({steps}) group by b, a{how}"
        )
        return attribution((before, after, times, won, credit) for before, after, times, won, credit in rows)

    def _chosen(self, customers: str, lists: str) -> Answer:
        self._session.query(f"create or replace table chosen engine = Memory as {customers}")
        source, how = _LISTS[lists]
        counts = self._pairs(source.format(events="events where customer in chosen"), how)
        return counts | {"customers": {"chosen": self._rows("select count() from chosen")[0][0]}}

    def _selection(self, lists: str) -> Answer:
        """By arrays: the first `did not` after each `did`."""
        did, did_not = f"groupArrayIf(ts, touchpoint = {_DID})", f"groupArrayIf(ts, touchpoint = {_DID_NOT})"
        return self._chosen(
            f"select customer from (select customer, {did} as d, {did_not} as n from events where touchpoint in ({_DID}, {_DID_NOT})"
            f" group by customer) where notEmpty(d) and arrayMax(d) + {WINDOW_US} <= (select max(ts) from events)"
            f" and not arrayExists(y -> arrayExists(x -> y > x and y <= x + {WINDOW_US}, d), n)",
            lists,
        )

    def _selection_lagged(self, lists: str) -> Answer:
        """Carry the latest `did` along."""
        line = (
            f"select customer, ts, touchpoint, max(if(touchpoint = {_DID}, ts, 0)) over"
            " (partition by customer order by ts rows between unbounded preceding and current row) as latest"
            f" from events where touchpoint in ({_DID}, {_DID_NOT})"
        )
        return self._chosen(
            f"select customer from ({line}) group by customer having max(latest) > 0 and max(latest) + {WINDOW_US} <= (select max(ts) from events)"
            f" and not max(touchpoint = {_DID_NOT} and latest > 0 and ts - latest <= {WINDOW_US})",
            lists,
        )

    def _by(self, parted: str) -> Answer:
        w = f"window w as ({parted} rows between 1 preceding and current row)"
        lagged = f"select channel, touchpoint as a, lagInFrame(touchpoint, 1, 255) over w as b from events {w}"
        rows = self._rows(f"select channel, b, a, count() from ({lagged}) where b < 255 group by channel, b, a")
        return {
            "count": {f"{CHANNELS[channel]} {TOUCHPOINTS[b]} {TOUCHPOINTS[a]}": count for channel, b, a, count in rows}
        }

    def _people(self, parted: str) -> Answer:
        sql = f"select distinct customer from {_LAGGED.format(parted=parted)} where whose = customer and b = {_A} and a = {_B}"
        found = np.frombuffer(self._session.query(sql, "RowBinary").bytes(), dtype=np.uint32)
        return {"count": {"customers": len(found)}}

    def _opened(self, parted: str) -> Answer:
        sql = f"select customer::UInt64, ts from {_LAGGED.format(parted=parted)} where whose = customer and b = {_A} and a = {_B}"
        found = np.frombuffer(self._session.query(sql, "RowBinary").bytes(), dtype=np.uint64).reshape(-1, 2)
        ts = found[:, 1]
        return {"count": {"events": len(ts), "first_us": int(ts.min()), "last_us": int(ts.max())}}


def _by_pair(rows: list[list[Any]], second: str) -> Answer:
    """Return what is known of each pair: times and, where it has a name, a second number."""
    names = [f"{TOUCHPOINTS[row[0]]} {TOUCHPOINTS[row[1]]}" for row in rows]
    counts: Answer = {"count": {name: row[2] for name, row in zip(names, rows, strict=True)}}
    return counts | ({second: {name: row[3] for name, row in zip(names, rows, strict=True)}} if second else {})
