"""DuckDB: a table in the order of customer and time, with ENUMs; asked as its documentation teaches, and without partitions."""

import json
import os
import sys
import time
from typing import Any

import duckdb

from benchmarks.chain import attribution
from benchmarks.data import CHANNELS, GOAL, TOUCHPOINTS, Log, log_of
from benchmarks.peers.duckdb_queries import (
    BACK,
    BACK_STREAMED,
    BEHIND,
    BEHIND_USUAL,
    BY,
    BY_USUAL,
    CHOSEN,
    CHOSEN_USUAL,
    FUNNEL_USUAL,
    JOURNEYS,
    MAP,
    PAIRS,
    PAIRS_USUAL,
    PATHS,
    PATHS_BEFORE,
    PATTERN,
    PATTERN_USUAL,
    RUNS,
    RUNS_USUAL,
    STEPS_OF_JOURNEYS,
    VISITS,
    VISITS_USUAL,
    over,
    streamed_funnel,
)
from benchmarks.questions import FUNNEL, JOURNEY_GAP_US, Answer, Forms, path_name

__all__ = ["Asked", "opened", "ordered_table"]


def ordered_table(connection: duckdb.DuckDBPyConnection, log: Log) -> dict[str, float]:
    """Read a log into a table in the order of customer and time; return the seconds of its steps."""
    since = time.perf_counter()
    for name, values in (("touchpoint", TOUCHPOINTS), ("channel", CHANNELS)):
        connection.execute(f"create type {name} as enum ({', '.join(repr(value) for value in values)})")
    scan = f"read_parquet('{log.path}')"
    connection.execute(
        f"create table ids as select user_id, (row_number() over ())::uinteger as customer from {scan} group by user_id"
    )
    numbered = time.perf_counter()
    connection.execute(
        "create table events as select customer, epoch_us(timestamp) as ts, event::touchpoint as touchpoint, channel::channel as channel"
        f" from {scan} join ids using (user_id) order by customer, ts"
    )
    connection.execute("checkpoint")
    return {"ids": numbered - since, "total": time.perf_counter() - since}


def opened(log: Log) -> duckdb.DuckDBPyConnection:
    """Open a log's table to read; it is made where it is not there yet."""
    path = log.path.with_suffix(".duckdb")
    if not path.exists():
        temporary = path.with_suffix(".new")
        temporary.unlink(missing_ok=True)
        with duckdb.connect(str(temporary)) as connection:
            ordered_table(connection, log)
        temporary.rename(path)
    half = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2  # beyond it DuckDB goes to the disk
    return duckdb.connect(str(path), read_only=True, config={"memory_limit": f"{half >> 20}MiB"})


class Asked:
    """An opened database."""

    version = duckdb.__version__

    def prepare(self, log: Log) -> None:
        self._connection = opened(log)

    def forms(self) -> Forms:
        counts, customers = "count(*), null", "count(*), count(distinct customer)"
        return {
            "transitions": {
                "usual": lambda: self._pairs(PAIRS_USUAL, counts, ""),
                "streaming": lambda: self._pairs(PAIRS, counts, ""),
            },
            "transitions_customers": {
                "usual": lambda: self._pairs(PAIRS_USUAL, customers, "customers"),
                "streaming": lambda: self._pairs(PAIRS, customers, "customers"),
                "grouped": self._grouped_customers,
            },
            "transitions_median": {
                "usual": lambda: self._pairs(PAIRS_USUAL, "count(*), median(ts - before) / 1e6", "median_s"),
                "streaming": lambda: self._pairs(PAIRS, "count(*), median(ts - before) / 1e6", "median_s"),
            },
            "funnel": {
                "usual": lambda: self._steps(FUNNEL_USUAL),
                "streaming": lambda: self._steps(streamed_funnel()),
            },
            "pattern": {"usual": lambda: self._matched(PATTERN_USUAL), "asof": lambda: self._matched(PATTERN)},
            "visits": {"usual": lambda: self._visits(VISITS_USUAL), "streaming": lambda: self._visits(VISITS)},
            "paths": {
                "usual": lambda: self._paths(PATHS.format(runs=RUNS_USUAL.format(events="events"))),
                "streaming": lambda: self._paths(PATHS.format(runs=RUNS.format(events="events"))),
            },
            "paths_before": {
                "usual": lambda: self._paths(PATHS_BEFORE.format(runs=RUNS_USUAL.format(events="led")), back=True),
            },
            "retention": {
                "usual": lambda: self._retention(BACK),
                "streaming": lambda: self._retention(BACK_STREAMED),
            },
            "attribution": {
                "usual": lambda: self._attribution(usual=True),
                "streaming": lambda: self._attribution(usual=False),
            },
            "selection": {
                "usual": lambda: self._selection(CHOSEN_USUAL, PAIRS_USUAL),
                "asof": lambda: self._selection(CHOSEN, PAIRS),
            },
            "by": {"usual": lambda: self._by(BY_USUAL), "streaming": lambda: self._by(BY)},
            "people": {"usual": lambda: self._people(BEHIND_USUAL), "streaming": lambda: self._people(BEHIND)},
            "people_events": {"usual": lambda: self._behind(BEHIND_USUAL), "streaming": lambda: self._behind(BEHIND)},
            "map": {"usual": lambda: self._map(usual=True), "streaming": lambda: self._map(usual=False)},
        }

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql).fetchall()

    def _pairs(self, sql: str, what: str, second: str) -> Answer:
        return _by_pair(self._rows(sql.format(what=what)), second)

    def _grouped_customers(self) -> Answer:
        inner = PAIRS.format(what="customer, count(*) as times")
        return _by_pair(self._rows(f"select b, a, sum(times), count(*) from ({inner}) group by all"), "customers")

    def _steps(self, sql: str) -> Answer:
        return {"customers": dict(zip(FUNNEL, self._rows(sql)[0], strict=True))}

    def _matched(self, sql: str) -> Answer:
        return {"customers": {"matched": self._rows(sql)[0][0]}}

    def _visits(self, sql: str) -> Answer:
        visits, single, mean, median = self._rows(sql)[0]
        return {
            "count": {"visits": visits, "single": single},
            "mean_s": {"visit": mean / 1e6},
            "median_s": {"visit": median / 1e6},
        }

    def _paths(self, sql: str, *, back: bool = False) -> Answer:
        return {"customers": {path_name(path[::-1] if back else path): count for path, count in self._rows(sql)}}

    def _retention(self, sql: str) -> Answer:
        rows = self._rows(sql)
        return {
            "cohorts": {cohort: count for cohort, later, count in rows if not later},
            "customers": {f"{cohort} {later}": count for cohort, later, count in rows if later},
        }

    def _attribution(self, *, usual: bool) -> Answer:
        own = (
            {"number": "journey::bigint << 32 | customer", "lag": "(partition by customer order by ts)"}
            if usual
            else {"number": "journey", "lag": "()"}
        )
        return attribution(self._rows(STEPS_OF_JOURNEYS.format(**own, **over(usual=usual))))

    def _selection(self, chosen: str, pairs: str) -> Answer:
        self._connection.execute(f"create or replace temp table chosen as {chosen}")
        found = pairs.replace("from events", "from (select * from events semi join chosen using (customer)) events")
        if pairs is PAIRS:  # a join may change the order, which it looks at: it comes after
            found = pairs.replace("where whose", "where customer in (from chosen) and whose")
        counts = _by_pair(self._rows(found.format(what="count(*), null")), "")
        return counts | {"customers": {"chosen": self._rows("select count(*) from chosen")[0][0]}}

    def _by(self, sql: str) -> Answer:
        return {"count": {f"{channel} {before} {after}": count for channel, before, after, count in self._rows(sql)}}

    def _people(self, sql: str) -> Answer:
        found = self._connection.execute(sql.format(what="distinct customer")).fetchnumpy()
        return {"count": {"customers": len(found["customer"])}}

    def _behind(self, sql: str) -> Answer:
        ts = self._connection.execute(sql.format(what="customer, ts")).fetchnumpy()["ts"]
        return {"count": {"events": len(ts), "first_us": int(ts.min()), "last_us": int(ts.max())}}

    def _map(self, *, usual: bool) -> Answer:
        journeys = JOURNEYS.format(**over(usual=usual))
        self._connection.execute(f"create or replace temp table journeys as {journeys}")
        journey = "(customer, journey)" if usual else "journey"
        rows = self._rows(MAP.format(journey=journey))
        total, finished, reached = self._rows(
            f"""with ends as (select min(ts) as begun, max(ts) as ended, max_by(touchpoint, ts) = '{GOAL}' as won from journeys
              group by customer, journey),
            told as (select won, begun <= horizon and (won or ended < horizon) as finished
              from ends, (select max(ts) - {JOURNEY_GAP_US} as horizon from events))
            select count(*), count(*) filter (finished), count(*) filter (finished and won) from told"""
        )[0]
        return {
            "events": {name: events for name, events, _, _ in rows},
            "customers": {name: customers for name, _, customers, _ in rows},
            "journeys": {name: count for name, _, _, count in rows},
            "outcomes": {"journeys": total, "finished": finished, "reached": reached},
        }


def _by_pair(rows: list[tuple[Any, ...]], second: str) -> Answer:
    """Return what is known of each pair: times and, where it has a name, a second number."""
    names = [f"{before} {after}" for before, after, _, _ in rows]
    counts: Answer = {"count": {name: row[2] for name, row in zip(names, rows, strict=True)}}
    return counts | ({second: {name: row[3] for name, row in zip(names, rows, strict=True)}} if second else {})


def _build(events: int) -> dict[str, float]:
    log = log_of(events)
    path = log.path.with_suffix(".built")
    path.unlink(missing_ok=True)
    with duckdb.connect(str(path)) as connection:
        seconds = ordered_table(connection, log)
    path.unlink()
    return seconds


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_build(int(sys.argv[1]))) + "\n")
