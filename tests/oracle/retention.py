"""Who came back, as plain SQL over a log."""

from collections.abc import Sequence
from typing import NamedTuple

import duckdb

from oracle.walks import Step

__all__ = ["Cell", "came_back", "cohorts"]

_LOCAL = """
with log as (
  select customer, name, timezone($zone, make_timestamp(us) at time zone 'UTC') as local
  from (select unnest($customers::bigint[]) as customer, unnest($us::bigint[]) as us, unnest($names::varchar[]) as name)
), periods as (select customer, name, date_trunc($every, local) as period from log),
began as (
  select customer, min(period) as cohort from periods where $first is null or name = $first group by customer
)
"""
_COHORTS = _LOCAL + "select cohort::date::varchar, count(*) from began group by cohort order by cohort"
_IN = """, back as (
  select distinct customer, cohort, date_diff($every, cohort, period) as later
  from began join periods using (customer)
  where period > cohort and ($again is null or name = $again)
)"""
_CELLS = """, shown as (
  select cohort, later, cohort + to_{every}s(later) as begins, cohort + to_{every}s(later + 1) as ends
  from (select distinct cohort from began), (select unnest(range(1, $most + 1))::int as later)
)
select cohort::date::varchar, later, (
  select count(distinct customer) from back
  where back.cohort = shown.cohort and (back.later = shown.later or ($onwards and back.later > shown.later))
), epoch_us(timezone($zone, ends)) <= $end + 1
from shown where epoch_us(timezone($zone, begins)) <= $end order by all"""


class Cell(NamedTuple):
    """A cohort's customers who came back so many periods later, and whether that period has wholly passed."""

    cohort: str
    later: int
    customers: int
    passed: bool


def cohorts(customers: Sequence[Sequence[Step]], first: str | None, every: str, zone: str) -> list[tuple[str, int]]:
    """Return the first day and the size of each cohort."""
    return duckdb.execute(_COHORTS, _log(customers) | {"first": first, "every": every, "zone": zone}).fetchall()


def came_back(
    customers: Sequence[Sequence[Step]],
    *,
    first: str | None,
    again: str | None,
    every: str,
    zone: str,
    most: int,
    onwards: bool,
    end: int,
) -> list[Cell]:
    """Return all cells of periods that have begun by the end."""
    given = {"first": first, "again": again, "every": every, "zone": zone, "most": most, "onwards": onwards, "end": end}
    sql = _LOCAL + _IN + _CELLS.replace("{every}", every)
    return [Cell(*row) for row in duckdb.execute(sql, _log(customers) | given).fetchall()]


def _log(customers: Sequence[Sequence[Step]]) -> dict[str, list[int] | list[str]]:
    rows = [(number, us, name) for number, steps in enumerate(customers) for us, name in steps]
    return {
        "customers": [row[0] for row in rows],
        "us": [row[1] for row in rows],
        "names": [row[2] for row in rows],
    }
