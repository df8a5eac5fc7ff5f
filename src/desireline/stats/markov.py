"""Absorbing chains of order one: what would be lost without a state, exactly."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["removal_effects", "shares_of_effects"]


def removal_effects(count: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return, of each state, the share of successes that would be lost if every walk that comes to it ended there.

    A walk reaches state c at all with probability `N[start, c] / N[c, c]`, N the fundamental matrix, and from there succeeds with
    probability g[c]. The product is what is lost without c: one inverse gives all states, without taking any out.

    Args:
        count: how often each step was seen, shape (states + 1, states + 2): the last row is the start; the last two columns are
            success and failure.

    Returns:
        One number a state; NaN where nothing succeeds.

    Source:
        J. G. Kemeny, J. L. Snell, "Finite Markov Chains" (1960), chapter 3; E. Anderl, I. Becker, F. von Wangenheim, J. H. Schumann,
        "Mapping the customer journey", International Journal of Research in Marketing 33 (2016).
    """
    states = count.shape[0] - 1
    seen = count.sum(axis=1, keepdims=True)
    chance = np.divide(count, seen, out=np.zeros(count.shape), where=seen > 0)
    visits = np.linalg.inv(np.eye(states) - chance[:states, :states])
    success = visits @ chance[:states, states]
    comes_by = (chance[states, :states] @ visits) / np.diagonal(visits)
    in_all = float(chance[states, :states] @ success + chance[states, states])
    return comes_by * success / in_all if in_all > 0 else np.full(states, np.nan)


def shares_of_effects(count: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return each state's removal effect as a share of all effects; NaN where nothing succeeds."""
    effects = removal_effects(count)
    whole = effects.sum()
    return effects / whole if whole > 0 else np.full(len(effects), np.nan)
