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
from desireline.kernels.components import components
from desireline.kernels.did import did_first, did_near, did_times
from desireline.kernels.funnel import funnel_reach
from desireline.kernels.grouping import group, order_key
from desireline.kernels.journey_map import map_counts
from desireline.kernels.journeys import split_journeys
from desireline.kernels.masks import first_of_runs, look_up, mark_runs, tally
from desireline.kernels.middle import bins, how_many_bins, middles, within
from desireline.kernels.nobody import NOBODY
from desireline.kernels.patterns import pattern_occurrences, pattern_outcomes
from desireline.kernels.transitions import pair_bins, pair_gaps, transitions
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
    row = np.arange(width * width, dtype=np.uint32)
    least, below = np.full(width * width, 2e6), np.full(width * width, 9e6)
    steps = np.array([1, 2, 4, 0, 9], dtype=np.uint64)
    role = np.array([1, 16, 2, 4, 9], dtype=np.uint8)
    gap, pause, end = np.int64(30_000_000), np.int64(5_000_000), np.int64(times.max())
    cut = split_journeys(ptr, touchpoint, ts, 0, customers, role, gap, pause, end)
    stage = np.array([0, 0, 1, 2, 255], dtype=np.uint8)
    by_journey = map_counts(touchpoint, ts, *cut, stage, width, 3, end - gap)
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
    found = [
        *matched,
        ptr,
        order,
        count,
        people,
        pair_bins(ptr, touchpoint, ts, 0, customers, width, row, len(row), 2, how_many_bins(300_000_000, 2)),
        *pair_gaps(ptr, touchpoint, ts, 0, customers, width, least, below, events),
        bins(ts, 3, how_many_bins(300_000_000, 3)),
        within(ts, 2e6, 9e6),
        middles(
            touchpoint.astype(np.uint32), ts, np.bincount(touchpoint, minlength=width), np.zeros(width, dtype=np.int64)
        ),
        *funnel_reach(ptr, touchpoint, ts, 0, customers, steps, np.int64(60_000_000)),
        *visits(ptr, ts, 0, customers, gap),
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
        components(8, np.array([1, 5, 3], dtype=np.uint32), np.array([2, 6, 1], dtype=np.uint32)),
    ]
    return json.dumps([np.asarray(array).tolist() for array in found])


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
