"""`python -m benchmarks`: the main job and the questions, beside peers, on one log, in one run.

Ends with 1 where answers differ, never for being slow.
"""

import argparse
import sys
import time
from pathlib import Path

import msgspec

from benchmarks.bench import OURS, Bench, DifferentAnswersError
from benchmarks.data import folder, log_of
from benchmarks.levels import missed
from benchmarks.machine import machine
from benchmarks.measure import Row
from benchmarks.peers import MOST_EVENTS, PEERS, missing
from benchmarks.report import Report, table
from benchmarks.rows import ROWS

__all__ = ["main"]


def _parsed(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Desireline beside its peers, in one run."
    )
    parser.add_argument("--events", type=int, default=10_000_000, help="how many events (10_000_000)")
    parser.add_argument(
        "--rows", nargs="+", choices=list(ROWS), default=list(ROWS), metavar="ROW", help=f"which: {', '.join(ROWS)}"
    )
    parser.add_argument("--runs", type=int, default=5, help="how often each is measured at least (5)")
    parser.add_argument("--json", type=Path, help="also write all figures to this file")
    return parser.parse_args(arguments)


def _tell(words: str) -> None:
    sys.stderr.write(f"  {words} …\n")


def main(arguments: list[str]) -> int:
    """Measure, print, and return the exit code."""
    given = _parsed(arguments)
    facts = machine()
    since = time.perf_counter()
    _tell(f"a log of {given.events:,} events in {folder()}")
    log = log_of(given.events)
    peers = [name for name in PEERS if name != OURS and not missing(name)]
    absent = [name for name in PEERS if missing(name)]
    peers = [name for name in peers if given.events <= MOST_EVENTS.get(name, given.events)]
    too_big = [name for name in MOST_EVENTS if given.events > MOST_EVENTS[name]]
    bench = Bench(log, given.runs, peers, _tell)
    rows: list[Row] = []
    differing: list[str] = []
    try:
        for name, measure in ROWS.items():
            if name in given.rows:
                try:
                    rows += measure(bench)
                except DifferentAnswersError as found:
                    differing.append(str(found))
    finally:
        bench.close()
    too_big += bench.too_big
    print(f"{log.events:,} events of {log.customers:,} customers; medians of at least {given.runs}\n{facts}")
    for name in absent:
        print(f"{name} is not installed and was left out: pip install -r benchmarks/requirements.txt")
    for name in too_big:
        print(f"too big: {name}")
    for line in bench.left_out:
        print(f"left out: {line}")
    print(f"\n{table(rows)}\n")
    for line in missed(rows):
        print(f"level missed: {line}")
    print(
        f"all answers agree; {time.perf_counter() - since:.0f} s"
        if not differing
        else "\n".join(["ANSWERS DIFFER", *differing])
    )
    if given.json:
        report = Report(
            machine=facts,
            events=log.events,
            customers=log.customers,
            runs=given.runs,
            absent=absent,
            left_out=bench.left_out,
            missed=missed(rows),
            rows=rows,
        )
        given.json.write_bytes(msgspec.json.format(msgspec.json.encode(report)))
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
