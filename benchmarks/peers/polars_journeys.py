"""Polars: credit for goals, over a frame in the order of customer and time."""

import polars as pl

from benchmarks.chain import END_GOAL, END_MISSED, START, attribution
from benchmarks.data import GOAL, TOUCHPOINTS
from benchmarks.questions import JOURNEY_GAP_US, Answer

__all__ = ["attributed", "opens_journey"]

_GOAL = TOUCHPOINTS.index(GOAL)

customer, ts, touchpoint, channel = pl.col("customer"), pl.col("ts"), pl.col("touchpoint"), pl.col("channel")


def opens_journey() -> pl.Expr:
    """Say which events open a journey; null for the first of all."""
    fresh = customer != customer.shift(1)
    return fresh | (ts - ts.shift(1) > JOURNEY_GAP_US) | (touchpoint.shift(1) == _GOAL)


def attributed(frame: pl.DataFrame) -> Answer:
    """Journeys lie one after the other: each event finds its own by its number, without a join."""
    opens = opens_journey().fill_null(value=True)
    goal = touchpoint == _GOAL
    fresh = (opens | (channel != channel.shift(1))) & ~goal
    events = frame.select(
        "ts",
        "channel",
        goal=goal,
        opens=opens,
        fresh=fresh,
        before=pl.when(opens).then(pl.lit(START, pl.UInt8)).otherwise(channel.shift(1)),
        journey=opens.cum_sum().cast(pl.UInt32) - 1,
    )
    first = events["opens"].arg_true()
    last = pl.concat([first.tail(-1) - 1, pl.Series([len(events) - 1], dtype=first.dtype)])
    until = events["ts"].max()
    assert isinstance(until, int)
    horizon = until - JOURNEY_GAP_US
    total = events["fresh"].cum_sum()
    before = total.gather(first) - events["fresh"].gather(first)
    journeys = pl.DataFrame(
        {
            "begun": events["ts"].gather(first),
            "ended": events["ts"].gather(last),
            "won": events["goal"].gather(last),
            "touches": total.gather(last) - before,
            "final": last - events["goal"].gather(last),
        }
    ).with_columns(
        told=(pl.col("begun") <= horizon) & (pl.col("won") | (pl.col("ended") < horizon)) & (pl.col("touches") > 0)
    )
    ends = journeys.lazy().filter("told").select(c=pl.col("final"), won="won").collect()
    ends = ends.with_columns(before=events["channel"].gather(ends["c"])).group_by("before", "won").len()
    part = journeys.select(pl.when(pl.col("told") & pl.col("won")).then(1 / pl.col("touches")).otherwise(0.0))
    own = events.select("journey")["journey"]
    steps = (
        events.lazy()
        .select("before", "channel", "fresh", "goal")
        .with_columns(told=journeys["told"].gather(own), part=part.to_series().gather(own))
        .filter(pl.col("told") & ~pl.col("goal"))
        .group_by("before", "channel")
        .agg(
            times=pl.len(),
            won=(pl.col("part") > 0).sum(),
            credit=pl.when("fresh").then("part").otherwise(0.0).sum(),
        )
        .collect()
    )
    rows = [(one, END_GOAL if won else END_MISSED, times, 0, 0.0) for one, won, times in ends.rows()]
    return attribution([*steps.rows(), *rows])
