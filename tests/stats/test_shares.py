"""Shares of what customers have several of: known cases, and by simulation how often the interval holds the truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.stats.intervals import wilson
from desireline.stats.shares import Clusters, clustered_share, share_of

TRIALS = 1_500


def test_customers_who_are_each_the_same_all_along_count_once() -> None:
    """Of 40 customers with 60 visits each, 20 always and 20 never: known as well as by 40 answers, not by 2,400."""
    counts, sizes = np.repeat([60, 0], 20), np.full(40, 60)
    share = clustered_share(1_200, 2_400, Clusters.of(counts, sizes))
    assert share.share == 0.5
    assert (share.low, share.high) == pytest.approx(wilson(20, 40), abs=0.005)


@given(st.integers(1, 200).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_one_thing_a_customer_is_a_plain_share(pair: tuple[int, int]) -> None:
    count, of = pair
    counts = np.arange(of) < count
    share = clustered_share(count, of, Clusters.of(counts.astype(np.int64), np.ones(of, dtype=np.int64)))
    plain = share_of(count, of)
    assert (share.count, share.of, share.share) == (count, of, plain.share)
    assert (share.low, share.high) == pytest.approx((plain.low, plain.high))


@given(st.lists(st.integers(0, 9).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size))), max_size=30))
def test_never_surer_than_of_independent_things(pairs: list[tuple[int, int]]) -> None:
    counts, sizes = (np.array([pair[place] for pair in pairs], dtype=np.int64) for place in range(2))
    share = clustered_share(int(counts.sum()), int(sizes.sum()), Clusters.of(counts, sizes))
    plain = share_of(int(counts.sum()), int(sizes.sum()))
    if plain.share is None or plain.low is None or plain.high is None or share.low is None or share.high is None:
        assert share == plain
        return
    assert share.low <= plain.low + 1e-12
    assert share.high >= plain.high - 1e-12
    assert share.low <= plain.share <= share.high
    half = len(counts) // 2
    parts = [Clusters.of(counts[own], sizes[own]) for own in (slice(half), slice(half, None))]
    assert parts[0] + parts[1] == Clusters.of(counts, sizes)


def test_where_all_or_none_count_there_are_as_many_as_customers() -> None:
    sizes = np.full(12, 50)
    none, every = (clustered_share(count, 600, Clusters.of(sizes * (count > 0), sizes)) for count in (0, 600))
    assert (none.low, none.high) == wilson(0, 12)
    assert (every.low, every.high) == wilson(12, 12)


@pytest.mark.parametrize("customers", [40, 400])
def test_coverage(customers: int) -> None:
    """Customers have one to thirty things of like luck: the interval holds the truth in about 95 of 100 trials."""
    random = np.random.default_rng(11)
    held = plain_held = 0
    for _ in range(TRIALS):
        luck = random.beta(1, 1.5, customers)
        sizes = random.integers(1, 31, customers)
        counts = random.binomial(sizes, luck)
        share = clustered_share(int(counts.sum()), int(sizes.sum()), Clusters.of(counts, sizes))
        plain = share_of(share.count, share.of)
        assert share.low is not None
        assert share.high is not None
        assert plain.low is not None
        assert plain.high is not None
        held += share.low <= 0.4 <= share.high
        plain_held += plain.low <= 0.4 <= plain.high
    assert held / TRIALS == pytest.approx(0.94, abs=0.025)
    assert plain_held / TRIALS < 0.6
