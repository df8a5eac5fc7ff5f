"""What customers did, counted one event after the other: transitions, visits, funnels, journeys."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Literal

__all__ = ["Journey", "Step", "funnel", "journeys_of", "transitions", "visits"]

Step = tuple[int, str]
"""When (µs) and at which touchpoint."""

Pair = tuple[str | None, str | None]


def transitions(customers: Sequence[Sequence[Step]]) -> tuple[Counter[Pair], Counter[Pair], dict[Pair, list[int]]]:
    """Return times, customers and all pauses of each pair of touchpoints; None stands for start and end."""
    times: Counter[Pair] = Counter()
    people: Counter[Pair] = Counter()
    pauses: dict[Pair, list[int]] = defaultdict(list)
    for steps in customers:
        if not steps:
            continue
        pairs: list[Pair] = list(pairwise([None, *(name for _, name in steps), None]))
        times.update(pairs)
        people.update(set(pairs))
        for (when, name), (later, after) in pairwise(steps):
            pauses[name, after].append(later - when)
    return times, people, pauses


def visits(customers: Sequence[Sequence[int]], gap: int) -> list[list[int]]:
    """Return the times of each visit."""
    found = []
    for times in customers:
        visit: list[int] = []
        for when in times:
            if visit and when - visit[-1] > gap:
                found.append(visit)
                visit = []
            visit.append(when)
        if visit:
            found.append(visit)
    return found


def funnel(steps: Sequence[Step], wanted: Sequence[str], window: int | None) -> list[int]:
    """Return the times of the furthest try, of equally far ones that which starts first and goes on soonest.

    Every choice of events is tried.
    """
    for depth in range(len(wanted), 0, -1):
        for chosen in combinations(range(len(steps)), depth):  # in the order of their first, then second, …
            if all(steps[at][1] == name for at, name in zip(chosen, wanted, strict=False)) and (
                window is None or steps[chosen[-1]][0] - steps[chosen[0]][0] <= window
            ):
                return [steps[at][0] for at in chosen]
    return []


@dataclass(frozen=True)
class Journey:
    """A journey: where it lies in its customer's events, and how it ended."""

    first: int
    past: int
    outcome: Literal["missed", "goal", "open", "recovered"]


def journeys_of(
    steps: Sequence[Step],
    *,
    start: Collection[str] | None,
    goal: Collection[str],
    recovery: Collection[str],
    gap: int,
    end: int,
) -> list[Journey]:
    """Cut one customer's events into journeys, each from its start, as far as it goes."""
    found = []
    at = 0
    while at < len(steps):
        if start is not None and steps[at][1] not in start:
            at += 1
            continue
        journey = _from(steps, at, goal=goal, recovery=recovery, gap=gap, end=end)
        found.append(journey)
        at = journey.past
    return found


def _from(
    steps: Sequence[Step], first: int, *, goal: Collection[str], recovery: Collection[str], gap: int, end: int
) -> Journey:
    taken_up = False
    at = first
    while True:
        when, name = steps[at]
        if name in goal:
            return Journey(first, at + 1, "recovered" if taken_up else "goal")
        at += 1
        if at == len(steps):
            return Journey(first, at, "open" if end - when <= gap else "missed")
        if steps[at][0] - when > gap:
            if steps[at][1] not in recovery:
                return Journey(first, at, "missed")
            taken_up = True
