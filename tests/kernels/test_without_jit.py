"""Kernels are plain Python too: the same answers without Numba's compiler."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desireline.journeys.patterns import compile_pattern, parse_pattern
from desireline.kernels.attribution import attribution_counts, bucket_of, credit_amounts
from desireline.kernels.components import components
from desireline.kernels.did import did_first, did_near, did_times
from desireline.kernels.digits import count_keys, sort_by_digits
from desireline.kernels.funnel import funnel_counts, funnel_reach
from desireline.kernels.gathering import owners
from desireline.kernels.group_transitions import group_transitions
from desireline.kernels.grouping import group, order_key
from desireline.kernels.journey_map import map_counts
from desireline.kernels.journeys import split_journeys
from desireline.kernels.masks import first_of_runs, look_up, mark_runs, tally
from desireline.kernels.middle import bins, by_group, how_many_bins, middles, within
from desireline.kernels.nobody import NOBODY
from desireline.kernels.overview import by_channel, by_day
from desireline.kernels.pair_times import (
    codes,
    guess_brackets,
    of_parts,
    parts_of,
    some_times,
    timed_transitions,
)
from desireline.kernels.paths import (
    bounds,
    customers_by_row,
    divided,
    every_at,
    first_at,
    pack_steps,
    rows_of,
)
from desireline.kernels.patterns import pattern_occurrences, pattern_outcomes
from desireline.kernels.retention import came_back, cohort_of, retention
from desireline.kernels.transitions import pair_events, transitions
from desireline.kernels.visits import visits
from pattern_strategies import journeys_until

_PATTERNS = (
    "(a, b, c) within 60s",
    "a > b{2,} within 40s, !d",
    "^ any, !c, channel:phone, !a within 9s",
    "((a | b, c), d within 20s, a{>1,2}) within 90s",
)


def answers() -> str:
    """Run every kernel over one random log and return what they say, as text."""
    random = np.random.default_rng(7)
    events, customers, width = 400, 30, 5
    owner = random.integers(0, customers, events).astype(np.uint32)
    owner[::9] = NOBODY
    times = random.integers(0, 300, events) * 1_000_000
    key = order_key(np.arange(events, dtype=np.uint64), np.zeros(1, dtype=np.uint32))
    ptr, order = group(owner, times, key, customers)
    touchpoint, ts = random.integers(0, width, events).astype(np.uint16)[order], times[order]
    count, people = transitions(ptr, touchpoint, 0, customers, width)
    least, most = (codes(np.full(width * width, us)) for us in (2_000_000, 9_000_000))
    timed = timed_transitions(
        ptr, touchpoint, ts, 0, customers, width, least, most, parts_of(least, most, 9_000_000), 0.5
    )
    some = some_times(ptr, touchpoint, ts, np.array([[0, 4], [9, customers]]), width)
    middle = np.full(width * width, 3, dtype=np.uint64), np.full(width * width, 40, dtype=np.uint64)
    steps = np.array([1, 2, 4, 0, 9], dtype=np.uint64)
    reached = funnel_reach(ptr, touchpoint, ts, 0, customers, steps, np.int64(60_000_000))
    role = np.array([1, 16, 2, 4, 9], dtype=np.uint8)
    gap, pause, end = np.int64(30_000_000), np.int64(5_000_000), np.int64(times.max())
    cut = split_journeys(ptr, touchpoint, ts, 0, customers, role, gap, pause, end)
    stage = np.array([0, 0, 1, 2, 255], dtype=np.uint8)
    by_journey = map_counts(touchpoint, ts, *cut, stage, width, 3, end - gap, [(0, 4_000_000, 1.0)] * 3)
    always = np.array([0, times.max(), 0, times.max()])
    deeds = (ptr, touchpoint, ts, 0, customers, np.array([1, 2, 3, 0, 1], dtype=np.uint8))
    fits = random.integers(0, 4, len(ts)).astype(np.uint8)
    matched: list[NDArray[Any] | int] = []
    for text in _PATTERNS:
        automaton = compile_pattern(parse_pattern(text), journeys_until(int(times.max())))
        columns = (ptr[:-1], ptr[1:], np.minimum(touchpoint, 3), (touchpoint % 2).astype(np.uint8), ts)
        for tables in (automaton.tables, automaton.placing):
            matched += pattern_outcomes(tables, *columns)
            matched += pattern_occurrences(tables, *columns)
    first, past, _, outcome, finished, owner = cut
    won = (outcome & 1) > 0
    bucket, direct = bucket_of(random.integers(0, 2**63, customers).astype(np.uint64)), np.arange(width) == 2
    worth = random.integers(-9, 999, len(first))[won]
    edge, table = np.arange(0, 301, 100) * 1_000_000, np.arange(4, dtype=np.uint32).repeat(2)[:5]
    found = [
        *matched,
        *attribution_counts(
            touchpoint, ts, first, past, outcome, finished, owner, bucket, 0, direct, width, 5e6, collapse=True
        ),
        credit_amounts(touchpoint, ts, first[won], past[won], worth, direct, width, 5e6, collapse=False),
        *by_day(ptr, ts, 0, customers, edge, table, np.uint64(26), np.array([0, 0, 1, 2], dtype=np.uint32), 2),
        by_channel(ptr, ts, touchpoint.astype(np.uint8), 0, customers, width),
        ptr,
        order,
        count,
        people,
        *timed,
        *group_transitions(
            ptr, touchpoint, touchpoint, np.array([0, 1, 0, 2, 2]), 3, 0, customers, width, of_customers=False
        ),
        *some,
        *of_parts(timed.pair, timed.part, timed.gap, timed.parts, *middle),
        *guess_brackets(*by_group(*some, width * width), 2, 1.5),
        bins(ts, 3, how_many_bins(300_000_000, 3)),
        within(ts, 2e6, 9e6),
        middles(
            touchpoint.astype(np.uint32), ts, np.bincount(touchpoint, minlength=width), np.zeros(width, dtype=np.int64)
        ),
        *reached,
        *funnel_counts(reached[0], reached[1], reached[2], gap)[:2],
        *visits(ptr, ts, 0, customers, gap, 5_000_000, 40_000_000),
        did_times(*deeds, fits, always[0], always[1]),
        did_first(*deeds, fits, always[0], always[1]),
        *did_near(*deeds, fits, always, 3, gap, end),
        look_up(touchpoint, role > 2, 3, len(touchpoint)),
        tally(touchpoint, 3, 90, width),
        first_of_runs(touchpoint, cut[0], cut[1]),
        mark_runs(cut[0], cut[2], cut[3] == 1, 0, len(touchpoint)),
        *cut,
        *by_journey[:4],
        *by_journey[4],
        *paths(ptr, touchpoint, customers, width),
        *returns(ptr, touchpoint, ts, customers),
        pair_events(ptr, touchpoint, 0, customers, 1, 2),
        *sort_by_digits(random.integers(0, 2**34, 90).astype(np.uint64), np.arange(90), 34),
        owners(ptr, 0, random.integers(0, len(touchpoint), 50)),
        components(8, np.array([1, 5, 3], dtype=np.uint32), np.array([2, 6, 1], dtype=np.uint32)),
    ]
    return json.dumps([np.asarray(array).tolist() for array in found])


def paths(
    ptr: NDArray[np.int64], touchpoint: NDArray[np.uint16], customers: int, width: int
) -> list[NDArray[np.generic]]:
    first, past = ptr[:-1], ptr[1:]
    at, span = np.empty(len(touchpoint), dtype=np.int64), np.empty(len(touchpoint), dtype=np.int64)
    collapse = True
    count = every_at(first, past, touchpoint, -1, collapse, at, span)
    at, span = at[:count], span[:count]
    found: list[NDArray[np.generic]] = [first_at(first, past, touchpoint, 2), at, span]
    code = np.arange(1, width + 1, dtype=np.uint64)
    for back, bits, edge in ((False, 3, past[span]), (True, 3, first[span]), (False, 17, past[span])):
        keys = np.empty((5 * bits // 64 + 1, count), dtype=np.uint64)
        pack_steps(at, edge, touchpoint, code, 5, bits, not back, back, keys)
        found.append(keys.copy())
        rows = np.unique(keys, axis=1)[:, :20]
        row = rows_of(keys, rows)
        found += [bounds(rows, keys, after=True), row, customers_by_row(at, row, ptr, 0, 21)]
        found += divided(keys[0], keys[0, 0])
        found += [*count_keys(keys[0], np.empty(0, dtype=np.int64), 15), *count_keys(rows[0].copy(), np.arange(20), 15)]
    return found


def returns(
    ptr: NDArray[np.int64], touchpoint: NDArray[np.uint16], ts: NDArray[np.int64], customers: int
) -> list[NDArray[np.generic]]:
    edge = np.arange(0, 400, 60, dtype=np.int64) * 1_000_000
    shift = np.uint64(25)
    table = (np.arange(0, edge[-1], 1 << 25) // 60_000_000).astype(np.uint32)
    columns = (ptr, ts, touchpoint, 0, customers)
    cohort = cohort_of(ptr, ts, touchpoint, 0, customers, 1, edge)
    since = edge[np.minimum(cohort + 1, len(edge) - 1)]
    return [
        *(
            retention(*columns, own, again, 6, edge[0], table, edge[table + 1], shift, most, onwards)
            for own, again, most, onwards in ((-1, -1, 3, False), (1, 2, 3, True), (1, 2, 3, False), (-1, 0, 70, False))
        ),
        cohort,
        came_back(*columns, 2, since, since + 60_000_000),
    ]


def test_plain_python_says_the_same() -> None:
    tests, source = Path(__file__).parents[1], Path(__file__).parents[2] / "src"
    plain = subprocess.run(
        [sys.executable, "-W", "error", "-c", "from kernels.test_without_jit import answers; print(answers())"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": f"{source}:{tests}"},
    )
    assert plain.returncode == 0, plain.stderr
    assert plain.stdout.strip() == answers()
