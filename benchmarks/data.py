"""A made-up log of any size: seeded, in the order of time, as one Parquet file with string ids."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

__all__ = ["CHANNELS", "GOAL", "STAGES", "TOUCHPOINTS", "Log", "folder", "log_of"]

STAGES: dict[str, list[str]] = {
    "awareness": ["banner", "search_ad", "social_post", "video", "article", "newsletter", "flyer", "landing_page"],
    "consideration": ["home", "search", "category", "product", "reviews", "compare", "wishlist", "store_visit"],
    "purchase": ["cart", "coupon", "address", "delivery", "payment", "payment_error", "order", "receipt"],
    "retention": ["parcel_sent", "parcel_arrived", "help_page", "phone_call", "ticket", "return", "refund", "reorder"],
    "advocacy": ["survey", "review_written", "referral", "share", "club", "community", "testimonial", "gift"],
}
TOUCHPOINTS = [name for names in STAGES.values() for name in names]
CHANNELS = ["web", "app", "email", "social", "search", "ads", "phone", "store"]
GOAL = "order"

_DAY_US = 86_400_000_000
_SPAN_US = 180 * _DAY_US
_START_US = 1_767_225_600_000_000  # 2026-01-01
_MEDIAN, _P99, _Z99 = 8.0, 182.0, 2.3263
_VISIT_ENDS = 0.22
_FORMAT = 1
_ROW_GROUP = 1 << 20


class Log(msgspec.Struct, frozen=True, kw_only=True):
    """A log on the disk."""

    path: Path
    events: int
    customers: int
    more: Path
    """One per cent more events, all after the others, mostly of known customers."""
    more_events: int


def folder() -> Path:
    """Return where logs and stores are kept: `$DESIRELINE_BENCH`, else a folder under the system's temporary one."""
    path = Path(os.environ.get("DESIRELINE_BENCH") or Path(tempfile.gettempdir()) / f"desireline-bench-{os.getuid()}")
    path.mkdir(parents=True, exist_ok=True)
    return path


def log_of(events: int, seed: int = 1) -> Log:
    """Return the log of that many events; it is made where it is not there yet.

    Customers are a twentieth of the events, with lognormal histories (median 8 events, 99th percentile 182), in visits over 180 days, on 40
    touchpoints of which each depends on the one before, and in 8 channels. No two events have the same time, so that no tool has ties to
    break.
    """
    path, more = _files(events, seed)
    if not (path.exists() and more.exists()):
        subprocess.run(  # of its own: what a process held at most, those that it starts begin with
            [sys.executable, "-m", "benchmarks.data", str(events), str(seed)],
            cwd=Path(__file__).resolve().parent.parent,
            env=os.environ | {"DESIRELINE_BENCH": str(folder().absolute())},
            check=True,
        )
    return Log(path=path, events=events, customers=_customers(events), more=more, more_events=max(1, events // 100))


def _files(events: int, seed: int) -> tuple[Path, Path]:
    stem = folder() / f"log-{_FORMAT}-{events}-{seed}"
    return stem.with_suffix(".parquet"), stem.with_name(f"{stem.name}-more.parquet")


def _customers(events: int) -> int:
    return max(1, events // 20)


def _make(events: int, seed: int) -> None:
    path, more = _files(events, seed)
    customers = _customers(events)
    rng = np.random.default_rng(seed)
    lengths = _lengths(rng, events, customers)
    owner = np.repeat(np.arange(customers, dtype=np.uint32), lengths)
    opens = np.zeros(events, dtype=bool)
    opens[np.cumsum(lengths)[:-1]] = True
    opens[0] = True
    visit = opens | (rng.random(events) < _VISIT_ENDS)
    touchpoint = _walk(rng, opens, events)
    channel = rng.choice(len(CHANNELS), size=int(visit.sum()), p=_falling(len(CHANNELS))).astype(np.uint8)
    channel = channel[np.cumsum(visit) - 1]
    ts = _times(rng, opens, visit, events)
    order = np.argsort(ts, kind="stable")
    ts = ts[order]
    step = np.arange(events)
    ts = np.maximum.accumulate(ts - step) + step  # no two alike
    ids = _ids(rng, customers + customers // 50 + 1)
    _write(path, ids, owner[order], touchpoint[order], channel[order], ts)
    count = max(1, events // 100)
    again = rng.integers(0, events, count)
    people = owner[again]
    fresh = rng.random(count) < 0.1
    people[fresh] = rng.integers(customers, len(ids), int(fresh.sum()))
    later = ts[-1] + 1 + np.cumsum(rng.integers(1, 8 * 3_600_000_000 // count + 2, count))
    _write(more, ids, people, touchpoint[rng.permutation(again)], channel[again], later)


def _lengths(rng: np.random.Generator, events: int, customers: int) -> NDArray[np.int64]:
    """Return how many events each customer has, `events` in all."""
    sigma = np.log(_P99 / _MEDIAN) / _Z99
    lengths = np.maximum(1, np.rint(rng.lognormal(np.log(_MEDIAN), sigma, customers))).astype(np.int64)
    while (surplus := int(lengths.sum()) - events) != 0:
        chosen = rng.choice(
            np.flatnonzero(lengths > 1) if surplus > 0 else customers, size=min(abs(surplus), customers // 2 + 1)
        )
        chosen = np.unique(chosen)[: abs(surplus)]
        lengths[chosen] -= np.sign(surplus)
    return lengths


def _falling(count: int) -> NDArray[np.float64]:
    weights = 1.0 / np.arange(1, count + 1)
    shares: NDArray[np.float64] = weights / weights.sum()
    return shares


def _walk(rng: np.random.Generator, opens: NDArray[np.bool_], events: int) -> NDArray[np.uint8]:
    """Return touchpoints: a fresh one now and then, popular ones more often; else a few places on from the one before."""
    count = len(TOUCHPOINTS)
    places = rng.permutation(count).astype(np.int64)
    fresh = opens | (rng.random(events) < 0.3)
    drawn = places[rng.choice(count, size=events, p=_falling(count))]
    moves = np.cumsum(rng.choice(np.array([1, 2, 0, -1, 5, 11]), size=events, p=[0.45, 0.2, 0.15, 0.1, 0.06, 0.04]))
    since = np.maximum.accumulate(np.where(fresh, np.arange(events), 0))
    walked: NDArray[np.uint8] = ((drawn[since] + moves - moves[since]) % count).astype(np.uint8)
    return walked


def _times(
    rng: np.random.Generator, opens: NDArray[np.bool_], visit: NDArray[np.bool_], events: int
) -> NDArray[np.int64]:
    """Return times: seconds to minutes apart within a visit, days between visits; what passes the end goes on at the beginning."""
    pauses = np.minimum(rng.lognormal(np.log(40e6), 1.1, events), 1.7e9)
    pauses = np.where(visit, 1.9e9 + rng.exponential(3.5 * _DAY_US, events), pauses).astype(np.int64)
    passed = np.cumsum(pauses)
    since = np.maximum.accumulate(np.where(opens, np.arange(events), 0))
    begins = rng.integers(0, _SPAN_US, events)
    times: NDArray[np.int64] = (begins[since] + passed - passed[since]) % _SPAN_US + _START_US
    return times


def _ids(rng: np.random.Generator, count: int) -> pa.Array:
    """Return random ids of 36 characters, written as UUIDs are."""
    digits = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)
    text = np.full((count, 36), ord("-"), dtype=np.uint8)
    text[:, [place for place in range(36) if place not in {8, 13, 18, 23}]] = digits[
        rng.integers(0, 16, (count, 32), dtype=np.uint8)
    ]
    offsets = np.arange(count + 1, dtype=np.int32) * 36
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(text))


def _write(
    path: Path,
    ids: pa.Array,
    owner: NDArray[np.uint32],
    touchpoint: NDArray[np.uint8],
    channel: NDArray[np.uint8],
    ts: NDArray[np.int64],
) -> None:
    names, channels = pa.array(TOUCHPOINTS), pa.array(CHANNELS)
    schema = pa.schema(
        {"user_id": pa.string(), "event": pa.string(), "timestamp": pa.timestamp("us", "UTC"), "channel": pa.string()}
    )
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with pq.ParquetWriter(temporary, schema, compression="snappy") as writer:
        for low in range(0, len(ts), _ROW_GROUP):
            part = slice(low, low + _ROW_GROUP)
            columns = [
                ids.take(pa.array(owner[part])),
                names.take(pa.array(touchpoint[part])),
                pa.array(ts[part]).cast(schema.field("timestamp").type),
                channels.take(pa.array(channel[part])),
            ]
            writer.write_table(pa.table(columns, schema=schema))
    temporary.replace(path)


if __name__ == "__main__":
    _make(*(int(given) for given in sys.argv[1:]))
