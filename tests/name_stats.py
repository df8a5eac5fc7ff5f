"""Counts of event names as `suggest` takes them: from a query over a data set, or made up."""

import duckdb

from desireline.journeys.suggest import NameStats, PropertyStats

__all__ = ["made_up", "names_of", "property_of"]


def names_of(
    table: str, name: str, customer: str, moment: str, value: str = "0", *, channel: str = "web"
) -> list[NameStats]:
    """Count the names in a table; the columns are given as SQL, a null customer is nobody."""
    rows = (
        duckdb.connect()
        .execute(f"""
        with events as (
            select {name} as name, {customer} as customer, {moment} as moment, {value} as value from {table}
        ),
        placed as (
            select *, row_number() over way - 1 as place, count(*) over (partition by customer) as of
            from events where customer is not null
            window way as (partition by customer order by moment)
        ),
        counted as (
            select name, count(distinct customer) as customers,
                avg(case when of > 1 then place / (of - 1) end) as position,
                count(distinct case when place = of - 1 then customer end) / count(distinct customer) as last_share
            from placed group by name
        )
        select e.name, count(*), coalesce(any_value(customers), 0), count(*) filter (customer is null),
            count(*) filter (value > 0), any_value(position), coalesce(any_value(last_share), 0)
        from events e left join counted c on e.name = c.name
        group by e.name order by 2 desc, 1
    """)
        .fetchall()
    )
    return [
        NameStats(
            source="data",
            channel=channel,
            name=row[0],
            events=row[1],
            customers=row[2],
            anonymous_events=row[3],
            with_value=row[4],
            with_score=0,
            position=row[5],
            last_share=row[6],
        )
        for row in rows
    ]


def property_of(table: str, column: str, customer: str) -> PropertyStats:
    """Count the values of a column."""
    ((events, distinct, examples, per_customer),) = (
        duckdb.connect()
        .execute(f"""
        with filled as (
            select "{column}"::varchar as value, {customer} as customer from {table} where "{column}" is not null
        ),
        common as (select value, count(*) as n from filled group by 1 order by 2 desc, 1 limit 5),
        kinds as (select count(distinct value) as n from filled where customer is not null group by customer)
        select count(*), count(distinct value), (select list(value order by n desc, value) from common),
            (select avg(n) from kinds)
        from filled
    """)
        .fetchall()
    )
    return PropertyStats(
        source="data",
        property=column,
        events=events,
        distinct=distinct,
        examples=examples,
        per_customer=per_customer or 1.0,
    )


def made_up(
    name: str,
    channel: str = "web",
    customers: int = 100,
    *,
    source: str = "data",
    position: float | None = 0.5,
    last: float = 0.1,
    valued: bool = False,
) -> NameStats:
    """Return one row: two events a customer."""
    return NameStats(
        source=source,
        channel=channel,
        name=name,
        events=2 * customers,
        customers=customers,
        anonymous_events=0,
        with_value=2 * customers if valued else 0,
        with_score=0,
        position=position,
        last_share=last,
    )
