"""Differences of shares: known values, and by simulation their size (no difference is seldom found) and power (a real one often is)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.stats.differences import clustered_difference, difference, holm

TRIALS = 1_500


def test_newcombe_by_the_published_example() -> None:
    """56/70 against 48/80: Newcombe 1998, table II, method 10."""
    found = difference(56, 70, 48, 80)
    assert (found.difference, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


def test_no_difference_to_test_where_all_or_none_did() -> None:
    assert difference(0, 10, 0, 20).p is None
    assert difference(10, 10, 20, 20).p is None


def test_two_proportions_as_chi_square() -> None:
    found = difference(30, 100, 45, 100)
    assert found.p == pytest.approx(0.028459737)  # chi-square 4.8, one degree of freedom


@pytest.mark.parametrize("overlap", [True, False])
@pytest.mark.parametrize(("shift", "low", "high"), [(0.0, 0.03, 0.07), (0.15, 0.8, 1.0)])
def test_clustered_size_and_power(shift: float, low: float, high: float, *, overlap: bool) -> None:
    """Customers have one to nine journeys of like luck: taken as independent, the test would find what is not there."""
    random = np.random.default_rng(5)
    found, independent, covered = 0, 0, 0
    for _ in range(TRIALS):
        luck = random.beta(1, 1.5, 500)
        in_one = random.random(500) < 0.5
        in_other = random.random(500) < 0.5 if overlap else ~in_one
        groups = []
        for chosen, more in ((in_one, shift), (in_other, 0.0)):
            who = np.repeat(np.flatnonzero(chosen), random.integers(1, 10, int(chosen.sum()))).astype(np.uint64)
            won = random.random(len(who)) < luck[who.astype(int)] * (1 - more) + more
            groups += [who[won], who]
        tested = clustered_difference(*groups)
        assert tested.p is not None
        assert tested.low is not None
        assert tested.high is not None
        found += tested.p < 0.05
        covered += tested.low <= shift * (1 - 0.4) <= tested.high
        naive = difference(len(groups[0]), len(groups[1]), len(groups[2]), len(groups[3]))
        independent += naive.p is not None and naive.p < 0.05
    assert low <= found / TRIALS <= high
    assert covered / TRIALS == pytest.approx(0.95, abs=0.025)
    if not shift and not overlap:
        assert independent / TRIALS > 0.15


def test_too_few_customers_cannot_tell() -> None:
    few = np.arange(8, dtype=np.uint64)
    found = clustered_difference(few[:2], few, few[:6], few)
    assert found.difference == pytest.approx(-0.5)
    assert (found.low, found.high, found.p) == (None, None, None)


@given(st.lists(st.none() | st.floats(0, 1), max_size=12))
def test_holm_by_its_definition(values: list[float | None]) -> None:
    there = sorted(value for value in values if value is not None)
    steps = [min(1.0, (len(there) - rank) * value) for rank, value in enumerate(there)]
    corrected = holm(values)
    assert [value is None for value in corrected] == [value is None for value in values]
    assert sorted(value for value in corrected if value is not None) == [
        max(steps[: rank + 1]) for rank in range(len(steps))
    ]
    pairs = [
        (value, found)
        for value, found in zip(values, corrected, strict=True)
        if value is not None and found is not None
    ]
    assert all(found >= value for value, found in pairs)
    assert [found for _, found in sorted(pairs)] == sorted(found for _, found in pairs)
