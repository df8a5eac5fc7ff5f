"""Intervals of credit hold the truth as often as they say: on chains whose truth is known."""

from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from desireline.analyses._credits import Counted, chain_of, shapley_interval
from desireline.kernels.attribution import ONE, attribution_counts
from oracle.credits import reaching

NAMES = ("web", "ads", "email")
CHAIN = np.array([  # from web, ads, email and the start, to each, the goal and the end
    [0.30, 0.10, 0.10, 0.10, 0.40],
    [0.30, 0.05, 0.05, 0.05, 0.55],
    [0.20, 0.05, 0.10, 0.30, 0.35],
    [0.60, 0.30, 0.10, 0.00, 0.00],
])  # fmt: skip
TRIALS = 300


def walk(random: np.random.Generator, journeys: int) -> tuple[NDArray[np.uint16], NDArray[np.int64], NDArray[np.bool_]]:
    """Walk the chain: the touches of all journeys (the goal is an event too), where each begins, which reached the goal."""
    alive, state = np.arange(journeys), np.full(journeys, 3)
    won = np.zeros(journeys, dtype=bool)
    who, what = [], []
    while len(alive):
        state = (random.random((len(alive), 1)) > CHAIN.cumsum(axis=1)[state]).sum(axis=1)
        won[alive[state == 3]] = True
        shown = state < 4
        who.append(alive[shown])
        what.append(state[shown] % 3)
        alive, state = alive[state < 3], state[state < 3]
    owner, code = np.concatenate(who), np.concatenate(what)
    order = np.argsort(owner, kind="stable")
    bounds = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=journeys))])
    return code[order].astype(np.uint16), bounds.astype(np.int64), won


def count(random: np.random.Generator, customers: int) -> Counted:
    several = 1 + random.poisson(0.5, customers)
    code, bounds, won = walk(random, int(several.sum()))
    owner = np.repeat(np.arange(customers, dtype=np.uint32), several)
    bucket = random.integers(0, 32, customers).astype(np.uint8)
    times, direct = np.arange(len(code), dtype=np.int64), np.zeros(3, dtype=bool)
    key, counted, took, given, shapley, sizes = attribution_counts(
        code,
        times,
        bounds[:-1],
        bounds[1:],
        won.astype(np.uint8),
        np.ones(len(won), dtype=bool),
        owner,
        bucket,
        0,
        direct,
        3,
        1.0,
        collapse=True,
    )
    assert sizes.tolist() == [len(won), won.sum(), 0]
    return Counted(
        took=took,
        given=given / float(ONE),
        shapley=shapley / float(ONE),
        edges=(key, counted),
        journeys=len(won),
        goals=int(won.sum()),
        untouched=0,
        values=[],
    )


def true_shares() -> NDArray[np.float64]:
    states, ends = [*NAMES, "(start)"], [*NAMES, "(goal)", "(missed)"]
    steps = {
        (one, other): float(CHAIN[row, column])
        for (row, one), (column, other) in product(enumerate(states), enumerate(ends))
    }
    whole = reaching(steps, states, None)
    lost = np.array([1 - reaching(steps, states, name) / whole for name in NAMES])
    shares: NDArray[np.float64] = lost / lost.sum()
    return shares


@pytest.mark.parametrize("customers", [400, 4_000])
def test_intervals_hold_the_truth(customers: int) -> None:
    random = np.random.default_rng(customers)
    many = count(random, 300_000)
    truths = (true_shares(), many.shapley.sum(axis=0) / many.goals)
    assert chain_of(many, 3).share == pytest.approx(truths[0], abs=0.003)
    held = np.zeros((2, 3))
    for _ in range(TRIALS):
        counted = count(random, customers)
        for place, ends in enumerate((chain_of(counted, 3).ends, shapley_interval(counted))):
            assert ends is not None
            held[place] += (ends[0] <= truths[place]) & (truths[place] <= ends[1])
    # 95 % of 300 within four standard errors, and some room for what a few goals cannot tell
    assert (held >= 0.89 * TRIALS).all(), held / TRIALS
    assert held.sum() <= 0.98 * TRIALS * held.size, held / TRIALS


def test_few_customers_have_no_interval() -> None:
    counted = count(np.random.default_rng(1), 5)
    assert chain_of(counted, 3).ends is None
    assert shapley_interval(counted) is None
