"""Intervals against their definition and against scipy-free brute force."""

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.stats.intervals import Z95, mean_interval, wilson
from desireline.stats.shares import share_of


@given(st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_wilson_ends_are_where_the_score_test_just_rejects(pair: tuple[int, int]) -> None:
    count, of = pair
    low, high = wilson(count, of)
    assert 0 <= low <= count / of <= high <= 1
    for end in (low, high):
        if 0 < end < 1:
            assert abs(count / of - end) == pytest.approx(Z95 * math.sqrt(end * (1 - end) / of), rel=1e-6, abs=1e-9)


def test_wilson_as_published() -> None:
    """Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    found = [
        tuple(round(end, 4) for end in wilson(count, of)) for count, of in ((81, 263), (15, 148), (0, 20), (1, 29))
    ]
    assert found == [(0.2553, 0.3662), (0.0624, 0.1605), (0.0, 0.1611), (0.0061, 0.1718)]


@given(st.lists(st.floats(-100, 100), min_size=2, max_size=30))
def test_mean_with_its_interval(values: list[float]) -> None:
    mean, low, high = mean_interval(sum(values), sum(value * value for value in values), len(values))
    half = Z95 * statistics.stdev(values) / math.sqrt(len(values))
    assert (mean, low, high) == pytest.approx(
        (statistics.fmean(values), statistics.fmean(values) - half, statistics.fmean(values) + half), abs=1e-4
    )


def test_one_value_says_nothing_of_the_spread() -> None:
    assert mean_interval(4.0, 16.0, 1) == (4.0, -math.inf, math.inf)


def test_a_share_of_nothing() -> None:
    share = share_of(0, 0)
    assert (share.share, share.low, share.high, share.count, share.of) == (None, None, None, 0, 0)
    assert share_of(1, 4).share == 0.25
