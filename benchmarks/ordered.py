"""A log in the order of customer and time, in numbers: what the stores of Polars and ClickHouse are made from.

`python -m benchmarks.ordered EVENTS` makes it, in a process of its own.
"""

import os
import sys
from pathlib import Path

from benchmarks.data import CHANNELS, TOUCHPOINTS, Log, log_of

__all__ = ["ordered_file"]


def ordered_file(log: Log) -> Path:
    """Return a Parquet file with the columns customer, ts (µs), touchpoint and channel; made where it is not there yet."""
    path = log.path.with_suffix(".ordered")
    if not path.exists():
        from benchmarks.measure import run

        run("-m", "benchmarks.ordered", str(log.events))
    return path


def _make(log: Log) -> None:
    from benchmarks.peers.duckdb_sql import opened

    path = log.path.with_suffix(".ordered")
    temporary = path.with_suffix(f".{os.getpid()}")
    places = {
        name: " ".join(f"when '{value}' then {place}" for place, value in enumerate(values))
        for name, values in (("touchpoint", TOUCHPOINTS), ("channel", CHANNELS))
    }
    columns = ", ".join(f"(case {name} {cases} end)::utinyint as {name}" for name, cases in places.items())
    with opened(log) as connection:
        connection.execute(
            f"copy (select customer, ts, {columns} from events order by customer, ts) to '{temporary}' (format parquet)"
        )
    temporary.rename(path)


if __name__ == "__main__":
    _make(log_of(int(sys.argv[1])))
