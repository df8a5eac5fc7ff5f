"""What DuckDB is asked: as its documentation teaches (`…_USUAL`), and over rows in order, without partitions."""

from benchmarks.chain import END_GOAL, END_MISSED, START
from benchmarks.data import CHANNELS, GOAL
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
)

__all__ = [
    "BACK",
    "BACK_STREAMED",
    "BEHIND",
    "BEHIND_USUAL",
    "BY",
    "BY_USUAL",
    "CHOSEN",
    "CHOSEN_USUAL",
    "FUNNEL_USUAL",
    "JOURNEYS",
    "MAP",
    "PAIRS",
    "PAIRS_USUAL",
    "PATHS",
    "PATHS_BEFORE",
    "PATTERN",
    "PATTERN_USUAL",
    "RUNS",
    "RUNS_USUAL",
    "STEPS_OF_JOURNEYS",
    "VISITS",
    "VISITS_USUAL",
    "over",
    "streamed_funnel",
]

PAIRS_USUAL = """
select b, touchpoint as a, {what} from (
  select customer, touchpoint, ts, lag(touchpoint) over w as b, lag(ts) over w as before
  from events window w as (partition by customer order by ts)
) where b is not null group by all"""
# The table is in order, so that a window over all rows, which streams, sees each customer's event before.
PAIRS = """
select b, touchpoint as a, {what} from (
  select customer, touchpoint, ts, lag(touchpoint) over () as b, lag(ts) over () as before, lag(customer) over () as whose from events
) where whose = customer group by all"""

FUNNEL_USUAL = f"""
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

PATTERN_USUAL = f"""
with marked as (
  select customer, ts, touchpoint,
    max(ts) filter (touchpoint = '{SEARCH[0]}') over w as began, max(ts) filter (touchpoint = '{SEARCH[1]}') over w as barred
  from events where touchpoint in ('{"', '".join(SEARCH)}')
  window w as (partition by customer order by ts rows between unbounded preceding and 1 preceding)
)
select count(distinct customer) from marked
where touchpoint = '{SEARCH[2]}' and ts - began <= {SEARCH_US} and coalesce(barred < began, true)"""
PATTERN = f"""
with began as (select customer, ts from events where touchpoint = '{SEARCH[0]}'),
barred as (select customer, ts from events where touchpoint = '{SEARCH[1]}'),
ended as (select customer, ts from events where touchpoint = '{SEARCH[2]}')
select count(distinct ended.customer) from ended
asof join began on ended.customer = began.customer and ended.ts > began.ts
asof left join barred on ended.customer = barred.customer and ended.ts > barred.ts
where ended.ts - began.ts <= {SEARCH_US} and coalesce(barred.ts < began.ts, true)"""

VISITS_USUAL = f"""
with marked as (
  select customer, ts, coalesce(ts - lag(ts) over w > {GAP_US}, true)::int as opens from events window w as (partition by customer order by ts)
), numbered as (
  select customer, ts, sum(opens) over (partition by customer order by ts) as visit from marked
), visits as (select customer, visit, count(*) as events, max(ts) - min(ts) as took from numbered group by all)
select count(*), count(*) filter (events = 1), avg(took), median(took) from visits"""
VISITS = f"""
with steps as (
  select rowid as place, ts, lag(ts) over () as before, coalesce(lag(customer) over () <> customer, true) as fresh from events
), opening as (select place, ts, before from steps where fresh or ts - before > {GAP_US}
), visits as (
  select coalesce(lead(before) over (), (select ts from events order by rowid desc limit 1)) - ts as took,
    coalesce(lead(place) over (), (select count(*) from events)) - place as events from opening
)
select count(*), count(*) filter (events = 1), avg(took), median(took) from visits"""

RUNS_USUAL = """
select customer, touchpoint, ts from (
  select customer, touchpoint, ts, lag(touchpoint) over w as b from {events} window w as (partition by customer order by ts)
) where b is null or b <> touchpoint"""
RUNS = """
select customer, touchpoint, ts from (
  select customer, touchpoint, ts, lag(touchpoint) over () as b, lag(customer) over () as whose from {events}
) where whose is distinct from customer or b <> touchpoint"""
PATHS = f"""
select path, count(*) from (
  select list(touchpoint::varchar order by ts)[:{STEPS}] as path from ({{runs}}) group by customer
) group by path order by count(*) desc, path limit {TOP}"""
PATHS_BEFORE = f"""
with goals as (select customer, min(ts) as goal from events where touchpoint = '{GOAL}' group by customer),
led as (select customer, touchpoint, ts from events join goals using (customer) where ts < goal),
paths as (select customer, list(touchpoint::varchar order by ts desc)[:{STEPS}] as path from ({{runs}}) group by customer)
select coalesce(path, []) as path, count(*) from goals left join paths using (customer) group by all
order by count(*) desc, path limit {TOP}"""

WEEK = f"(ts - 345600000000) // {WEEK_US}"  # from the first Monday of 1970
BACK = f"""
select (date '1970-01-05' + 7 * cohort::int)::varchar, week - cohort as later, count(distinct customer)
from (select customer, {WEEK} as week from events) join (select customer, {WEEK.replace("ts", "min(ts)")} as cohort from events group by customer)
using (customer) where week - cohort <= {LATER} group by all"""
BACK_STREAMED = f"""
with marked as (
  select {WEEK} as week, lag({WEEK}) over () as b, customer is distinct from lag(customer) over () as fresh from events
), back as (select week, fresh from marked where fresh or b <> week
), began as (select week, last_value(case when fresh then week end ignore nulls) over (rows unbounded preceding) as cohort from back)
select (date '1970-01-05' + 7 * cohort::int)::varchar, week - cohort as later, count(*)
from began where week - cohort <= {LATER} group by all"""

JOURNEYS = f"""
select customer, channel, touchpoint, ts, opens, sum(opens) over ({{running}}) as journey from (
  select customer, channel, touchpoint, ts, (
    coalesce({{before}}, true) or ts - lag(ts) over {{w}} > {JOURNEY_GAP_US} or lag(touchpoint) over {{w}} = '{GOAL}'
  )::int as opens from events {{window}}
)"""
MAP = """
select touchpoint, count(*), count(distinct customer), count(distinct {journey}) from journeys group by all"""

STEPS_OF_JOURNEYS = f"""
with journeys as materialized ({JOURNEYS}),
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

CHOSEN_USUAL = f"""
select customer from events where touchpoint = '{SELECTED[0]}' group by customer
having max(ts) + {WINDOW_US} <= (select max(ts) from events)
except select d.customer from events d join events n using (customer)
where d.touchpoint = '{SELECTED[0]}' and n.touchpoint = '{SELECTED[1]}' and n.ts > d.ts and n.ts <= d.ts + {WINDOW_US}"""
CHOSEN = f"""
select customer from events where touchpoint = '{SELECTED[0]}' group by customer
having max(ts) + {WINDOW_US} <= (select max(ts) from events)
except select n.customer from (select customer, ts from events where touchpoint = '{SELECTED[1]}') n
asof join (select customer, ts from events where touchpoint = '{SELECTED[0]}') d on d.customer = n.customer and n.ts > d.ts
where n.ts - d.ts <= {WINDOW_US}"""
BEHIND_USUAL = f"""
select {{what}} from (
  select customer, touchpoint, ts, lag(touchpoint) over (partition by customer order by ts) as b from events
) where b = '{PAIR[0]}' and touchpoint = '{PAIR[1]}'"""
BEHIND = f"""
select {{what}} from (
  select customer, touchpoint, ts, lag(touchpoint) over () as b, lag(customer) over () as whose from events
) where whose = customer and b = '{PAIR[0]}' and touchpoint = '{PAIR[1]}'"""
BY_USUAL = """
select channel, b, touchpoint, count(*) from (
  select channel, touchpoint, lag(touchpoint) over (partition by customer, channel order by ts) as b from events
) where b is not null group by all"""
BY = " union all ".join(
    f"""
select '{name}', b, touchpoint, count(*) from (
  select customer, touchpoint, lag(touchpoint) over () as b, lag(customer) over () as whose from events where channel = '{name}'
) where whose = customer group by all"""
    for name in CHANNELS
)


def streamed_funnel() -> str:
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


def over(*, usual: bool) -> dict[str, str]:
    """Return how journeys are cut: customer by customer, or over the rows in order."""
    return (
        {"running": "partition by customer order by ts", "before": "lag(ts) over w is null", "w": "w",
         "window": "window w as (partition by customer order by ts)"}
        if usual
        else {"running": "rows unbounded preceding", "before": "lag(customer) over () <> customer", "w": "()", "window": ""}
    )  # fmt: skip
