"""Credit for goals, given out by hand, one journey after the other."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise, permutations

import numpy as np

__all__ = ["Path", "by_rules", "markov_effects", "reaching", "shapley"]


@dataclass(frozen=True)
class Path:
    """The touches of a journey, each with its time, and whether it reached its goal."""

    touches: tuple[tuple[int, str], ...]
    won: bool

    @property
    def collapsed(self) -> tuple[tuple[int, str], ...]:
        """The last touch of each run of the same name."""
        return tuple(list(run)[-1] for _, run in groupby(self.touches, key=lambda touch: touch[1]))


def by_rules(
    paths: Sequence[tuple[Path, float]], direct: set[str], half_life: float, *, collapse: bool
) -> dict[str, dict[str, float]]:
    """Return credit by rule and name; each won path gives away its weight."""
    given: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for path, worth in paths:
        touches = path.collapsed if collapse else path.touches
        if not path.won or not touches:
            continue
        names = [name for _, name in touches]
        given["first"][names[0]] += worth
        given["last"][names[-1]] += worth
        given["last_non_direct"][next((name for name in reversed(names) if name not in direct), names[-1])] += worth
        for part, own in zip(_positions(len(names)), names, strict=True):
            given["linear"][own] += worth / len(names)
            given["position"][own] += worth * part
        ages = [touches[-1][0] - when for when, _ in touches]
        weights = [0.5 ** (age / half_life) for age in ages]
        for weight, own in zip(weights, names, strict=True):
            given["decay"][own] += worth * weight / sum(weights)
    return given


def _positions(count: int) -> list[float]:
    if count <= 2:
        return [1 / count] * count
    return [0.4, *([0.2 / (count - 2)] * (count - 2)), 0.4]


def shapley(paths: Sequence[tuple[Path, float]]) -> dict[str, float]:
    """Return the mean of what each name adds over all orders, where a set is worth the goals of paths within it."""
    sets: Counter[frozenset[str]] = Counter()
    for path, worth in paths:
        if path.won and path.touches:
            sets[frozenset(name for _, name in path.touches)] += worth  # type: ignore[assignment]  # amounts, not counts
    names = sorted({name for each in sets for name in each})

    def worth_of(chosen: frozenset[str]) -> Fraction:
        return sum((Fraction(worth) for each, worth in sets.items() if each <= chosen), Fraction(0))

    added: dict[str, Fraction] = defaultdict(Fraction)
    orders = list(permutations(names))
    for order in orders:
        for place, name in enumerate(order):
            added[name] += worth_of(frozenset(order[: place + 1])) - worth_of(frozenset(order[:place]))
    return {name: float(value / len(orders)) for name, value in added.items()}


def markov_effects(paths: Sequence[Path]) -> dict[str, float]:
    """Return what share of goals a chain of order one loses without each name, by taking each out and solving anew."""
    steps: Counter[tuple[str, str]] = Counter()
    for path in paths:
        if path.touches:
            names = ["(start)", *(name for _, name in path.touches), "(goal)" if path.won else "(missed)"]
            steps.update(pairwise(names))
    if not steps:
        return {}
    states = sorted({one for one, _ in steps})
    whole = reaching(steps, states, None)
    touched = [state for state in states if state != "(start)"]
    return {name: 1 - reaching(steps, states, name) / whole for name in touched} if whole > 0 else {}


def reaching(steps: Mapping[tuple[str, str], float], states: list[str], gone: str | None) -> float:
    """Return the chance to come from the start to the goal, where what comes to `gone` is lost."""
    rows, ends = np.eye(len(states)), np.zeros(len(states))
    for place, state in enumerate(states):
        if state == gone:
            continue
        out = sum(times for (one, _), times in steps.items() if one == state)
        for (one, other), times in steps.items():
            if one != state or other == gone:
                continue
            if other == "(goal)":
                ends[place] += times / out
            elif other != "(missed)":
                rows[place, states.index(other)] -= times / out
    return float(np.linalg.solve(rows, ends)[states.index("(start)")])
