"""DuckDB: a table in the order of customer and time, with ENUMs; asked as its documentation teaches, and without partitions."""

import json
import sys
import time
from typing import Any

import duckdb

from benchmarks.chain import END_GOAL, END_MISSED, START, attribution
from benchmarks.data import CHANNELS, GOAL, TOUCHPOINTS, Log, log_of
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

__all__ = ["Asked", "opened", "ordered_table"]

_PAIRS_USUAL = """
select b, touchpoint as a, {what} from (
  select customer, touchpoint, ts, lag(touchpoint) over w as b, lag(ts) over w as before
  from events window w as (partition by customer order by ts)
) where b is not null group by all"""
# The table is in order, so that a window over all rows, which streams, sees each customer's event before.
_PAIRS = """
select b, touchpoint as a, {what} from (
  select customer, touchpoint, ts, lag(touchpoint) over () as b, lag(ts) over () as before, lag(customer) over () as whose from events
) where whose = customer group by all"""

_FUNNEL_USUAL = f"""
with s1 as (select customer, ts as t1, ts from events where touchpoint = '{FUNNEL[0]}'),
{
    ", ".join(
        f'''
s{step} as (
  select customer, t1, min(e.ts) as ts from s{step - 1} s join events e using (customer)
  where e.touchpoint = '{name}' and e.ts > s.ts and e.ts <= s.t1 + {WINDOW_US} group by all
)'''
        for step, name in enumerate(FUNNEL[1:], start=2)
    )
}
select {", ".join(f"(select count(distinct customer) from s{step})" for step in range(1, len(FUNNEL) + 1))}"""

_PATTERN_USUAL = f"""
with marked as (
  select customer, ts, touchpoint,
    max(ts) filter (touchpoint = '{SEARCH[0]}') over w as began, max(ts) filter (touchpoint = '{SEARCH[1]}') over w as barred
  from events where touchpoint in ('{"', '".join(SEARCH)}')
  window w as (partition by customer order by ts rows between unbounded preceding and 1 preceding)
)
select count(distinct customer) from marked
where touchpoint = '{SEARCH[2]}' and ts - began <= {SEARCH_US} and coalesce(barred < began, true)"""
_PATTERN = f"""
with began as (select customer, ts from events where touchpoint = '{SEARCH[0]}'),
barred as (select customer, ts from events where touchpoint = '{SEARCH[1]}'),
ended as (select customer, ts from events where touchpoint = '{SEARCH[2]}')
select count(distinct ended.customer) from ended
asof join began on ended.customer = began.customer and ended.ts > began.ts
asof left join barred on ended.customer = barred.customer and ended.ts > barred.ts
where ended.ts - began.ts <= {SEARCH_US} and coalesce(barred.ts < began.ts, true)"""

_VISITS_USUAL = f"""
with marked as (
  select customer, ts, coalesce(ts - lag(ts) over w > {GAP_US}, true)::int as opens from events window w as (partition by customer order by ts)
), numbered as (
  select customer, ts, sum(opens) over (partition by customer order by ts) as visit from marked
), visits as (select customer, visit, count(*) as events, max(ts) - min(ts) as took from numbered group by all)
select count(*), count(*) filter (events = 1), avg(took), median(took) from visits"""
_VISITS = f"""
with steps as (
  select rowid as place, ts, lag(ts) over () as before, coalesce(lag(customer) over () <> customer, true) as fresh from events
), opening as (select place, ts, before from steps where fresh or ts - before > {GAP_US}
), visits as (
  select coalesce(lead(before) over (), (select ts from events order by rowid desc limit 1)) - ts as took,
    coalesce(lead(place) over (), (select count(*) from events)) - place as events from opening
)
select count(*), count(*) filter (events = 1), avg(took), median(took) from visits"""

_RUNS_USUAL = """
select customer, touchpoint, ts from (
  select customer, touchpoint, ts, lag(touchpoint) over w as b from {events} window w as (partition by customer order by ts)
) where b is null or b <> touchpoint"""
_RUNS = """
select customer, touchpoint, ts from (
  select customer, touchpoint, ts, lag(touchpoint) over () as b, lag(customer) over () as whose from {events}
) where whose is distinct from customer or b <> touchpoint"""
_PATHS = f"""
select path, count(*) from (
  select list(touchpoint::varchar order by ts)[:{STEPS}] as path from ({{runs}}) group by customer
) group by path order by count(*) desc, path limit {TOP}"""
_PATHS_BEFORE = f"""
with goals as (select customer, min(ts) as goal from events where touchpoint = '{GOAL}' group by customer),
led as (select customer, touchpoint, ts from events join goals using (customer) where ts < goal),
paths as (select customer, list(touchpoint::varchar order by ts desc)[:{STEPS}] as path from ({{runs}}) group by customer)
select coalesce(path, []) as path, count(*) from goals left join paths using (customer) group by all
order by count(*) desc, path limit {TOP}"""

_WEEK = f"(ts - 345600000000) // {WEEK_US}"  # from the first Monday of 1970
_BACK = f"""
select (date '1970-01-05' + 7 * cohort::int)::varchar, week - cohort as later, count(distinct customer)
from (select customer, {_WEEK} as week from events) join (select customer, {_WEEK.replace("ts", "min(ts)")} as cohort from events group by customer)
using (customer) where week - cohort <= {LATER} group by all"""
_BACK_STREAMED = f"""
with marked as (
  select {_WEEK} as week, lag({_WEEK}) over () as b, customer is distinct from lag(customer) over () as fresh from events
), back as (select week, fresh from marked where fresh or b <> week
), began as (select week, last_value(case when fresh then week end ignore nulls) over (rows unbounded preceding) as cohort from back)
select (date '1970-01-05' + 7 * cohort::int)::varchar, week - cohort as later, count(*)
from began where week - cohort <= {LATER} group by all"""

_JOURNEYS = f"""
select customer, touchpoint, ts, sum(opens) over ({{running}}) as journey from (
  select customer, touchpoint, ts, (
    coalesce({{before}}, true) or ts - lag(ts) over {{w}} > {JOURNEY_GAP_US} or lag(touchpoint) over {{w}} = '{GOAL}'
  )::int as opens from events {{window}}
)"""
_MAP = """
select touchpoint, count(*), count(distinct customer), count(distinct {journey}) from journeys group by all"""

_STEPS_OF_JOURNEYS = f"""
with journeys as materialized ({_JOURNEYS.replace("touchpoint, ts, sum", "channel, touchpoint, ts, opens, sum").replace("select customer, touchpoint, ts, (", "select customer, channel, touchpoint, ts, (")}),
marked as materialized (
  select {{number}} as journey, ts, enum_code(channel) as c, touchpoint = '{GOAL}' as goal, opens = 1 as opens,
    case when opens = 1 then null else lag(enum_code(channel)) over {{lag}} end as b from journeys
), ends as materialized (
  select journey, min(ts) as begun, max(ts) as ended, bool_or(goal) as won, arg_max(c, ts) filter (not goal) as last,
    count(*) filter (not goal and b is distinct from c) as touches from marked group by journey
), told as materialized (
  select journey, won, last, touches from ends, (select max(ts) - {JOURNEY_GAP_US} as horizon from marked)
  where begun <= horizon and (won or ended < horizon) and touches > 0
)
select coalesce(b, {START}), c, count(*), count(*) filter (won), coalesce(sum(1 / touches) filter (won and b is distinct from c), 0)
from marked join told using (journey) where not goal group by all
union all select last, case when won then {END_GOAL} else {END_MISSED} end, count(*), 0, 0 from told group by all"""

_CHOSEN_USUAL = f"""
select customer from events where touchpoint = '{SELECTED[0]}' group by customer
having max(ts) + {WINDOW_US} <= (select max(ts) from events)
except select d.customer from events d join events n using (customer)
where d.touchpoint = '{SELECTED[0]}' and n.touchpoint = '{SELECTED[1]}' and n.ts > d.ts and n.ts <= d.ts + {WINDOW_US}"""
_CHOSEN = f"""
select customer from events where touchpoint = '{SELECTED[0]}' group by customer
having max(ts) + {WINDOW_US} <= (select max(ts) from events)
except select n.customer from (select customer, ts from events where touchpoint = '{SELECTED[1]}') n
asof join (select customer, ts from events where touchpoint = '{SELECTED[0]}') d on d.customer = n.customer and n.ts > d.ts
where n.ts - d.ts <= {WINDOW_US}"""
_BEHIND_USUAL = f"""
select {{what}} from (
  select customer, touchpoint, ts, lag(touchpoint) over (partition by customer order by ts) as b from events
) where b = '{PAIR[0]}' and touchpoint = '{PAIR[1]}'"""
_BEHIND = f"""
select {{what}} from (
  select customer, touchpoint, ts, lag(touchpoint) over () as b, lag(customer) over () as whose from events
) where whose = customer and b = '{PAIR[0]}' and touchpoint = '{PAIR[1]}'"""
_BY_USUAL = """
select channel, b, touchpoint, count(*) from (
  select channel, touchpoint, lag(touchpoint) over (partition by customer, channel order by ts) as b from events
) where b is not null group by all"""
_BY = " union all ".join(
    f"""
select '{name}', b, touchpoint, count(*) from (
  select customer, touchpoint, lag(touchpoint) over () as b, lag(customer) over () as whose from events where channel = '{name}'
) where whose = customer group by all"""
    for name in CHANNELS
)


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
    return duckdb.connect(str(path), read_only=True)


class Asked:
    """An opened database."""

    version = duckdb.__version__

    def prepare(self, log: Log) -> None:
        self._connection = opened(log)

    def forms(self) -> Forms:
        counts, customers = "count(*), null", "count(*), count(distinct customer)"
        return {
            "transitions": {
                "usual": lambda: self._pairs(_PAIRS_USUAL, counts, ""),
                "streaming": lambda: self._pairs(_PAIRS, counts, ""),
            },
            "transitions_customers": {
                "usual": lambda: self._pairs(_PAIRS_USUAL, customers, "customers"),
                "streaming": lambda: self._pairs(_PAIRS, customers, "customers"),
                "grouped": self._grouped_customers,
            },
            "transitions_median": {
                "usual": lambda: self._pairs(_PAIRS_USUAL, "count(*), median(ts - before) / 1e6", "median_s"),
                "streaming": lambda: self._pairs(_PAIRS, "count(*), median(ts - before) / 1e6", "median_s"),
            },
            "funnel": {
                "usual": lambda: self._steps(_FUNNEL_USUAL),
                "streaming": lambda: self._steps(_streamed_funnel()),
            },
            "pattern": {"usual": lambda: self._matched(_PATTERN_USUAL), "asof": lambda: self._matched(_PATTERN)},
            "visits": {"usual": lambda: self._visits(_VISITS_USUAL), "streaming": lambda: self._visits(_VISITS)},
            "paths": {
                "usual": lambda: self._paths(_PATHS.format(runs=_RUNS_USUAL.format(events="events"))),
                "streaming": lambda: self._paths(_PATHS.format(runs=_RUNS.format(events="events"))),
            },
            "paths_before": {
                "usual": lambda: self._paths(_PATHS_BEFORE.format(runs=_RUNS_USUAL.format(events="led")), back=True),
            },
            "retention": {
                "usual": lambda: self._retention(_BACK),
                "streaming": lambda: self._retention(_BACK_STREAMED),
            },
            "attribution": {
                "usual": lambda: self._attribution(usual=True),
                "streaming": lambda: self._attribution(usual=False),
            },
            "selection": {
                "usual": lambda: self._selection(_CHOSEN_USUAL, _PAIRS_USUAL),
                "asof": lambda: self._selection(_CHOSEN, _PAIRS),
            },
            "by": {"usual": lambda: self._by(_BY_USUAL), "streaming": lambda: self._by(_BY)},
            "people": {"usual": lambda: self._people(_BEHIND_USUAL), "streaming": lambda: self._people(_BEHIND)},
            "people_events": {"usual": lambda: self._behind(_BEHIND_USUAL), "streaming": lambda: self._behind(_BEHIND)},
            "map": {"usual": lambda: self._map(usual=True), "streaming": lambda: self._map(usual=False)},
        }

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql).fetchall()

    def _pairs(self, sql: str, what: str, second: str) -> Answer:
        return _by_pair(self._rows(sql.format(what=what)), second)

    def _grouped_customers(self) -> Answer:
        inner = _PAIRS.format(what="customer, count(*) as times")
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
        return attribution(self._rows(_STEPS_OF_JOURNEYS.format(**own, **_over(usual=usual))))

    def _selection(self, chosen: str, pairs: str) -> Answer:
        self._connection.execute(f"create or replace temp table chosen as {chosen}")
        found = pairs.replace("from events", "from (select * from events semi join chosen using (customer)) events")
        if pairs is _PAIRS:  # a join may change the order
            found = pairs.replace("from events", "from (select * from events where customer in (from chosen)) events")
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
        journeys = _JOURNEYS.format(**_over(usual=usual))
        self._connection.execute(f"create or replace temp table journeys as {journeys}")
        journey = "(customer, journey)" if usual else "journey"
        rows = self._rows(_MAP.format(journey=journey))
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


def _over(*, usual: bool) -> dict[str, str]:
    """Return how journeys are cut: customer by customer, or over the rows in order."""
    return (
        {"running": "partition by customer order by ts", "before": "lag(ts) over w is null", "w": "w",
         "window": "window w as (partition by customer order by ts)"}
        if usual
        else {"running": "rows unbounded preceding", "before": "lag(customer) over () <> customer", "w": "()", "window": ""}
    )  # fmt: skip


def _by_pair(rows: list[tuple[Any, ...]], second: str) -> Answer:
    """Return what is known of each pair: times and, where it has a name, a second number."""
    names = [f"{before} {after}" for before, after, _, _ in rows]
    counts: Answer = {"count": {name: row[2] for name, row in zip(names, rows, strict=True)}}
    return counts | ({second: {name: row[3] for name, row in zip(names, rows, strict=True)}} if second else {})


def _streamed_funnel() -> str:
    """Return SQL that carries along, event by event, the latest first step from which each step was reached.

    `k` puts customers one behind the other on one line of time, farther apart than the window, so that no partition is needed.
    """
    wide = f"((select max(ts) - min(ts) from events) + {WINDOW_US} + 1)"
    names = ", ".join(f"'{name}'" for name in FUNNEL)
    running = "over (rows between unbounded preceding and current row)"
    sql = f"""with d as (select {wide} as wide, (select min(ts) from events) as low),
    s1 as (select customer, touchpoint, customer::bigint * wide + ts - low as k from events, d where touchpoint in ({names})),
    r1 as (select *, max(case when touchpoint = '{FUNNEL[0]}' then k end) {running} as f1 from s1)"""
    for step, name in enumerate(FUNNEL[1:], start=2):
        hit = f"touchpoint = '{name}' and k - f{step - 1} <= {WINDOW_US}"
        sql += (
            f", r{step} as (select *, max(case when {hit} then f{step - 1} end) {running} as f{step} from r{step - 1})"
        )
    counts = [f"count(distinct case when touchpoint = '{FUNNEL[0]}' then customer end)"]
    counts += [
        f"count(distinct case when touchpoint = '{name}' and k - f{step} <= {WINDOW_US} then customer end)"
        for step, name in enumerate(FUNNEL[1:], start=1)
    ]
    return f"{sql} select {', '.join(counts)} from r{len(FUNNEL)}"


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
