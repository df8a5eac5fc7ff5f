"""Polars: a frame in memory in the order of customer and time; asked as its documentation teaches, and without groups by customer."""

from collections.abc import Callable
from datetime import date, timedelta

import polars as pl

from benchmarks.data import CHANNELS, GOAL, TOUCHPOINTS, Log
from benchmarks.ordered import ordered_file
from benchmarks.peers.polars_journeys import attributed, opens_journey
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

_WIDTH = len(TOUCHPOINTS)
_GOAL = TOUCHPOINTS.index(GOAL)
_SEARCH = [TOUCHPOINTS.index(name) for name in SEARCH]
_STEPS = [TOUCHPOINTS.index(name) for name in FUNNEL]

_DID, _DID_NOT = (TOUCHPOINTS.index(name) for name in SELECTED)
_PAIR = TOUCHPOINTS.index(PAIR[0]) * _WIDTH + TOUCHPOINTS.index(PAIR[1])

customer, ts, touchpoint, channel = pl.col("customer"), pl.col("ts"), pl.col("touchpoint"), pl.col("channel")


class Asked:
    """A sorted frame."""

    version = pl.__version__

    def prepare(self, log: Log) -> None:
        self._frame = pl.read_parquet(ordered_file(log), use_pyarrow=False).rechunk()

    def forms(self) -> Forms:
        nothing, people, median = pl.lit(None), customer.n_unique(), pl.col("gap").median() / 1e6
        return {
            "transitions": {
                "usual": lambda: self._pairs(self._over(), "", nothing),
                "sorted": lambda: self._pairs(self._shifted(), "", nothing),
                "masked": lambda: self._pairs(self._masked(), "", nothing),
            },
            "transitions_customers": {
                "usual": lambda: self._pairs(self._over(), "customers", people),
                "sorted": lambda: self._pairs(self._shifted(), "customers", people),
                "grouped": self._grouped_customers,
            },
            "transitions_median": {
                "usual": lambda: self._pairs(self._over(), "median_s", median),
                "sorted": lambda: self._pairs(self._shifted(), "median_s", median),
            },
            "funnel": {"usual": self._joined_funnel, "sorted": self._funnel},
            "pattern": {"usual": lambda: self._pattern(over=True), "sorted": lambda: self._pattern(over=False)},
            "visits": {"usual": self._visits_over, "sorted": self._visits},
            "paths": {"sorted": self._paths},
            "paths_before": {"sorted": self._paths_before},
            "retention": {"sorted": self._retention},
            "attribution": {"sorted": lambda: attributed(self._frame)},
            "selection": {
                "usual": lambda: self._selection(self._chosen_joined(), self._over),
                "sorted": lambda: self._selection(self._chosen(), self._masked),
            },
            "by": {"usual": self._by_over, "sorted": self._by},
            "people": {"usual": lambda: self._people(self._over()), "sorted": lambda: self._people(self._shifted())},
            "people_events": {
                "usual": lambda: self._behind(self._over()),
                "sorted": lambda: self._behind(self._shifted()),
            },
            "map": {"sorted": self._map},
        }

    def _over(self) -> pl.LazyFrame:
        """Each event with its customer's event before, as most write it."""
        return (
            self._frame.lazy()
            .with_columns(before=touchpoint.shift(1).over("customer"), gap=ts.diff().over("customer"))
            .filter(pl.col("before").is_not_null())
            .with_columns(pair=pl.col("before").cast(pl.UInt16) * _WIDTH + touchpoint)
        )

    def _shifted(self) -> pl.LazyFrame:
        """The same by the order of the frame."""
        return (
            self._frame.lazy()
            .select(
                customer,
                ts,
                pair=touchpoint.shift(1).cast(pl.UInt16) * _WIDTH + touchpoint,
                gap=ts - ts.shift(1),
                same=customer == customer.shift(1),
            )
            .filter(pl.col("same"))
        )

    def _masked(self) -> pl.LazyFrame:
        """The same, with a pair of its own for what is none."""
        pair = touchpoint.shift(1).cast(pl.UInt16) * _WIDTH + touchpoint
        return self._frame.lazy().select(
            pair=pl.when(customer == customer.shift(1)).then(pair).otherwise(_WIDTH * _WIDTH), gap=ts - ts.shift(1)
        )

    def _pairs(self, pairs: pl.LazyFrame, name: str, what: pl.Expr) -> Answer:
        return _by_pair(pairs.group_by("pair").agg(count=pl.len(), value=what), name)

    def _grouped_customers(self) -> Answer:
        once = self._shifted().group_by("pair", "customer").agg(times=pl.len())
        return _by_pair(once.group_by("pair").agg(count=pl.col("times").sum(), value=pl.len()), "customers")

    def _joined_funnel(self) -> Answer:
        """Step by step: the earliest later event of the next step, for each first step."""
        at = {step: self._frame.lazy().filter(touchpoint == step).select("customer", "ts") for step in _STEPS}
        reached = at[_STEPS[0]].with_columns(first=ts)
        found = [reached]
        for step in _STEPS[1:]:
            reached = (
                reached.join(at[step], on="customer", suffix="_next")
                .filter((pl.col("ts_next") > ts) & (pl.col("ts_next") <= pl.col("first") + WINDOW_US))
                .group_by("customer", "first")
                .agg(ts=pl.col("ts_next").min())
            )
            found.append(reached)
        counts = [frame.select(customer.n_unique()).collect(engine="streaming").item() for frame in found]
        return {"customers": dict(zip(FUNNEL, counts, strict=True))}

    def _funnel(self) -> Answer:
        """Carry along the latest first step from which each step was reached, on one line of time for all customers, where 64 bits hold it."""
        low, high = self._frame["ts"].min(), self._frame["ts"].max()
        most = self._frame["customer"].max()
        assert isinstance(low, int)
        assert isinstance(high, int)
        assert isinstance(most, int)
        wide = high - low + WINDOW_US + 1
        if (most + 1) * wide >= 1 << 63:
            return self._filled_funnel()
        never = -2 * wide
        line = (
            self._frame.lazy()
            .filter(touchpoint.is_in(_STEPS))
            .select("customer", "touchpoint", k=customer.cast(pl.Int64) * wide + ts - low)
            .with_columns(hit=touchpoint == _STEPS[0])
            .with_columns(latest=pl.when("hit").then("k").otherwise(never).cum_max())
        )
        counts = [customer.filter(touchpoint == _STEPS[0]).n_unique().alias("0")]
        for place, step in enumerate(_STEPS[1:], start=1):
            hit = (touchpoint == step) & (pl.col("k") - pl.col("latest") <= WINDOW_US)
            line = line.with_columns(hit.alias(f"hit{place}"))
            line = line.with_columns(latest=pl.when(f"hit{place}").then("latest").otherwise(never).cum_max())
            counts.append(customer.filter(pl.col(f"hit{place}")).n_unique().alias(str(place)))
        row = line.select(counts).collect().row(0)
        return {"customers": dict(zip(FUNNEL, row, strict=True))}

    def _filled_funnel(self) -> Answer:
        """Fill forward the first step from which each step was reached, and whose it was."""

        def carried(hit: pl.Expr, began: pl.Expr, whose: pl.Expr) -> list[pl.Expr]:
            return [
                pl.when(hit).then(value).forward_fill().alias(name)
                for name, value in (("began", began), ("whose", whose))
            ]

        start = touchpoint == _STEPS[0]
        line = self._frame.lazy().filter(touchpoint.is_in(_STEPS)).with_columns(carried(start, ts, customer))
        counts = [customer.filter(start).n_unique().alias("0")]
        for place, step in enumerate(_STEPS[1:], start=1):
            hit = (touchpoint == step) & (pl.col("whose") == customer) & (ts - pl.col("began") <= WINDOW_US)
            line = line.with_columns(hit.fill_null(value=False).alias(f"hit{place}"))
            line = line.with_columns(carried(pl.col(f"hit{place}"), pl.col("began"), pl.col("whose")))
            counts.append(customer.filter(pl.col(f"hit{place}")).n_unique().alias(str(place)))
        row = line.select(counts).collect().row(0)
        return {"customers": dict(zip(FUNNEL, row, strict=True))}

    def _pattern(self, *, over: bool) -> Answer:
        """Each order with the last cart and coupon before it: filled forward by customer, or over all rows, as these are in order."""
        cart, coupon, order = _SEARCH
        latest = {
            name: pl.when(touchpoint == own).then(value).forward_fill()
            for name, own, value in (
                ("began", cart, ts),
                ("whose", cart, customer),
                ("barred", coupon, ts),
                ("of", coupon, customer),
            )
        }
        line = self._frame.lazy().filter(touchpoint.is_in(_SEARCH))
        line = line.with_columns(**{name: value.over("customer") for name, value in latest.items()} if over else latest)
        spoilt = (pl.col("of") == customer) & (pl.col("barred") > pl.col("began"))
        line = line.filter(
            (touchpoint == order)
            & (pl.col("whose") == customer)
            & (ts - pl.col("began") <= SEARCH_US)
            & ~spoilt.fill_null(value=False)
        )
        return {"customers": {"matched": line.select(customer.n_unique()).collect().item()}}

    def _visits_over(self) -> Answer:
        visits = (
            self._frame.lazy()
            .with_columns(opens=(ts.diff() > GAP_US).fill_null(value=True).over("customer"))
            .with_columns(visit=pl.col("opens").cum_sum().over("customer"))
            .group_by("customer", "visit")
            .agg(events=pl.len(), took=ts.max() - ts.min())
        )
        return _visits_of(visits)

    def _visits(self) -> Answer:
        last = self._frame["ts"][-1]
        opens = ((customer != customer.shift(1)) | (ts - ts.shift(1) > GAP_US)).fill_null(value=True)
        opening = (
            self._frame.lazy()
            .with_row_index("place")
            .select("place", "ts", before=ts.shift(1), opens=opens)
            .filter("opens")
            .select(
                events=pl.col("place").shift(-1, fill_value=len(self._frame)) - pl.col("place"),
                took=pl.col("before").shift(-1, fill_value=last) - ts,
            )
        )
        return _visits_of(opening)

    def _paths(self) -> Answer:
        """Five steps as one number, from the neighbours of each customer's first event in the frame without repeats."""
        runs = _runs(self._frame.lazy()).select(key=_key(-1), first=customer != customer.shift(1))
        return _commonest(runs.filter(pl.col("first").fill_null(value=True)).group_by("key").len(), back=False)

    def _paths_before(self) -> Answer:
        goals = self._frame.lazy().filter(touchpoint == _GOAL).group_by("customer").agg(goal=ts.min()).collect()
        led = self._frame.lazy().join(goals.lazy(), on="customer", maintain_order="left").filter(ts < pl.col("goal"))
        runs = _runs(led).select(key=_key(1), last=customer != customer.shift(-1))
        found = runs.filter(pl.col("last").fill_null(value=True)).group_by("key").len().collect()
        none = pl.DataFrame({"key": [0], "len": [len(goals) - found["len"].sum()]}, schema=found.schema)
        return _commonest(pl.concat([found, none]).lazy(), back=True)

    def _retention(self) -> Answer:
        week = (ts - 345_600_000_000) // WEEK_US  # from the first Monday of 1970
        fresh = (customer != customer.shift(1)).fill_null(value=True)
        back = (
            self._frame.lazy()
            .select(week=week, fresh=fresh)
            .filter(pl.col("fresh") | (pl.col("week") != pl.col("week").shift(1)))
            .select("week", cohort=pl.when("fresh").then("week").forward_fill())
            .group_by("cohort", later=pl.col("week") - pl.col("cohort"))
            .len()
            .filter(pl.col("later") <= LATER)
        )
        rows = [
            (date(1970, 1, 5) + timedelta(weeks=cohort), later, count) for cohort, later, count in back.collect().rows()
        ]
        return {
            "cohorts": {str(day): count for day, later, count in rows if not later},
            "customers": {f"{day} {later}": count for day, later, count in rows if later},
        }

    def _chosen(self) -> pl.DataFrame:
        """Fill each `did` forward over the rows in order."""
        until = self._frame["ts"].max()
        did = touchpoint == _DID
        latest = pl.when(did).then(ts).forward_fill()
        whose = pl.when(did).then(customer).forward_fill()
        line = self._frame.lazy().filter(touchpoint.is_in([_DID, _DID_NOT]))
        line = line.select("customer", "touchpoint", "ts", latest=latest, own=whose == customer).filter("own")
        near = (touchpoint == _DID_NOT) & (ts - pl.col("latest") <= WINDOW_US)
        return (
            line.group_by("customer")
            .agg(near=near.any(), latest=pl.col("latest").max())
            .filter(~pl.col("near") & (pl.col("latest") + WINDOW_US <= until))
            .select("customer")
            .collect()
        )

    def _chosen_joined(self) -> pl.DataFrame:
        until = self._frame["ts"].max()
        did = self._frame.lazy().filter(touchpoint == _DID).select("customer", "ts")
        did_not = self._frame.lazy().filter(touchpoint == _DID_NOT).select("customer", later="ts")
        near = did.join(did_not, on="customer").filter((pl.col("later") > ts) & (pl.col("later") <= ts + WINDOW_US))
        told = did.group_by("customer").agg(ts.max()).filter(ts + WINDOW_US <= until)
        return told.join(near, on="customer", how="anti").select("customer").collect()

    def _selection(self, chosen: pl.DataFrame, pairs: Callable[[], pl.LazyFrame]) -> Answer:
        """Look up whether a customer is chosen in a table by customer, as these are numbers."""
        most = self._frame["customer"].max()
        assert isinstance(most, int)
        wanted = pl.Series("wanted", [False]).new_from_index(0, most + 1).scatter(chosen["customer"], values=True)
        kept = Asked()
        kept._frame = self._frame.filter(wanted.gather(self._frame["customer"]))
        found = kept._pairs(getattr(kept, pairs.__name__)(), "", pl.lit(None))
        return found | {"customers": {"chosen": len(chosen)}}

    def _by_over(self) -> Answer:
        before = touchpoint.shift(1).over("customer", "channel")
        frame = self._frame.lazy().select("channel", after=touchpoint, before=before)
        return _by_channel(frame.filter(pl.col("before").is_not_null()))

    def _by(self) -> Answer:
        """Channel by channel, over rows in order."""
        parts = [
            self._frame.lazy()
            .filter(channel == place)
            .select("channel", after=touchpoint, before=touchpoint.shift(1), same=customer == customer.shift(1))
            .filter("same")
            for place in range(len(CHANNELS))
        ]
        return _by_channel(pl.concat(parts))

    def _people(self, pairs: pl.LazyFrame) -> Answer:
        found = pairs.filter(pl.col("pair") == _PAIR).select(customer.unique()).collect(engine="streaming")
        return {"count": {"customers": len(found)}}

    def _behind(self, pairs: pl.LazyFrame) -> Answer:
        found = pairs.with_columns(when="ts").filter(pl.col("pair") == _PAIR).select("customer", "when")
        when = found.collect(engine="streaming")["when"]
        first, last = when.min(), when.max()
        assert isinstance(first, int)
        assert isinstance(last, int)
        return {"count": {"events": len(when), "first_us": first, "last_us": last}}

    def _map(self) -> Answer:
        opens = opens_journey()
        journeys = self._frame.select("customer", "touchpoint", "ts", journey=opens.fill_null(value=True).cum_sum())
        cells = (
            journeys.lazy()
            .group_by("touchpoint")
            .agg(events=pl.len(), customers=customer.n_unique(), journeys=pl.col("journey").n_unique())
            .collect(engine="streaming")
        )
        last_of_all = journeys["ts"].max()
        assert isinstance(last_of_all, int)
        horizon = last_of_all - JOURNEY_GAP_US
        won, finished = touchpoint == _GOAL, (pl.col("begun") <= horizon) & ((touchpoint == _GOAL) | (ts < horizon))
        begins = pl.col("journey") != pl.col("journey").shift(1, fill_value=0)
        ends = pl.col("journey") != pl.col("journey").shift(-1, fill_value=-1)
        total, told, reached = (
            journeys.lazy()
            .with_columns(begun=pl.when(begins).then(ts).forward_fill())
            .filter(ends)
            .select(pl.len(), finished.sum().alias("finished"), (finished & won).sum().alias("reached"))
            .collect(engine="streaming")
            .row(0)
        )
        rows = cells.rows()
        return {
            "events": {TOUCHPOINTS[place]: events for place, events, _, _ in rows},
            "customers": {TOUCHPOINTS[place]: people for place, _, people, _ in rows},
            "journeys": {TOUCHPOINTS[place]: count for place, _, _, count in rows},
            "outcomes": {"journeys": total, "finished": told, "reached": reached},
        }


def _by_channel(pairs: pl.LazyFrame) -> Answer:
    key = (channel.cast(pl.UInt16) * _WIDTH + pl.col("before")) * _WIDTH + pl.col("after")
    rows = pairs.group_by(key=key).len().collect(engine="streaming").rows()
    return {
        "count": {
            f"{CHANNELS[key // _WIDTH**2]} {TOUCHPOINTS[key // _WIDTH % _WIDTH]} {TOUCHPOINTS[key % _WIDTH]}": count
            for key, count in rows
        }
    }


def _by_pair(found: pl.LazyFrame, name: str) -> Answer:
    rows = [row for row in found.collect(engine="streaming").rows() if row[0] is not None and row[0] < _WIDTH * _WIDTH]
    names = {pair: f"{TOUCHPOINTS[pair // _WIDTH]} {TOUCHPOINTS[pair % _WIDTH]}" for pair, _, _ in rows}
    counts: Answer = {"count": {names[pair]: count for pair, count, _ in rows}}
    return counts | ({name: {names[pair]: value for pair, _, value in rows}} if name else {})


def _runs(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Return a sorted frame without events that repeat the one before."""
    return frame.filter(
        ((customer != customer.shift(1)) | (touchpoint != touchpoint.shift(1))).fill_null(value=True)
    ).select("customer", "touchpoint")


def _key(way: int) -> pl.Expr:
    """Return the steps from each row on (-1), or back (1), as digits of a number, nearest first."""
    key = pl.lit(0, dtype=pl.UInt32)
    for step in range(STEPS):
        own = customer.shift(way * step) == customer
        digit = (touchpoint.shift(way * step).cast(pl.UInt32) + 1) * (_WIDTH + 1) ** (STEPS - 1 - step)
        key += pl.when(own).then(digit).otherwise(0)
    return key


def _commonest(counts: pl.LazyFrame, *, back: bool) -> Answer:
    """Name the commonest keys; of equally common ones the first by name."""
    found = counts.collect()
    least = found["len"].top_k(TOP).min()
    rows = []
    for key, count in found.filter(pl.col("len") >= least).rows():
        digits = [key // (_WIDTH + 1) ** (STEPS - 1 - step) % (_WIDTH + 1) for step in range(STEPS)]
        rows.append((-count, [TOUCHPOINTS[digit - 1] for digit in digits if digit]))
    return {"customers": {path_name(path[::-1] if back else path): -count for count, path in sorted(rows)[:TOP]}}


def _visits_of(visits: pl.LazyFrame) -> Answer:
    took = pl.col("took")
    single = (pl.col("events") == 1).sum()
    row = visits.select(pl.len(), single.alias("single"), took.mean().alias("mean"), took.median().alias("median"))
    count, alone, mean, median = row.collect(engine="streaming").row(0)
    return {
        "count": {"visits": count, "single": alone},
        "mean_s": {"visit": mean / 1e6},
        "median_s": {"visit": median / 1e6},
    }
