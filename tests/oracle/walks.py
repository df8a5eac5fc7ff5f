"""What customers did, counted one event after the other: transitions, visits, funnels, journeys."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import Literal

from desireline.base.durations import parse_duration
from desireline.base.settings.model import JourneyType, Settings

__all__ = ["Journey", "Rules", "Step", "funnel", "journeys_of", "latest_try", "rules_of", "transitions", "visits"]

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


def latest_try(steps: Sequence[Step], wanted: Sequence[str], window: int | None) -> int | None:
    """Return when the latest of all tries that get through every wanted step begins; None where none does."""
    return max(
        (
            steps[chosen[0]][0]
            for chosen in combinations(range(len(steps)), len(wanted))
            if all(steps[at][1] == name for at, name in zip(chosen, wanted, strict=True))
            and (window is None or steps[chosen[-1]][0] - steps[chosen[0]][0] <= window)
        ),
        default=None,
    )


@dataclass(frozen=True)
class Rules:
    """A journey type in plain words."""

    starts: frozenset[str]
    lingering: frozenset[str]
    goals: frozenset[str]
    recovery: frozenset[str]
    passive: frozenset[str]
    gap: int
    pause: int


def rules_of(settings: Settings, names: Sequence[str]) -> Rules:
    """Return the first journey type of the settings over these touchpoints."""
    chosen = next(iter(settings.journeys.values()), JourneyType(goal=[]))
    goals = {chosen.goal} if isinstance(chosen.goal, str) else set(chosen.goal)
    order = [stage.name for stage in settings.stages]
    place = {each.name: order.index(each.stage) for each in settings.touchpoints if each.stage is not None}
    last = max((place[name] for name in goals if name in place and name in names), default=None)
    if chosen.start is not None:
        starts, lingering = {chosen.start} if isinstance(chosen.start, str) else set(chosen.start), set[str]()
    elif last is None:
        starts, lingering = set(names), set()
    else:
        starts = {name for name in names if name in place and place[name] <= last}
        lingering = {name for name in starts if place[name] == last and name not in goals}
    told = chosen.start is None and last is not None
    passive = set(names) - starts - goals - set(chosen.recovery) if told else set[str]()
    return Rules(
        starts=frozenset(starts),
        lingering=frozenset(lingering),
        goals=frozenset(goals),
        recovery=frozenset(chosen.recovery),
        passive=frozenset(passive),
        gap=parse_duration(chosen.gap),
        pause=parse_duration(settings.visit_gap),
    )


@dataclass(frozen=True)
class Journey:
    """A journey: where it and its aftermath lie in its customer's events, and how it ended."""

    first: int
    past: int
    after: int
    outcome: Literal["missed", "goal", "open", "recovered"]


def journeys_of(steps: Sequence[Step], rules: Rules, end: int) -> list[Journey]:
    """Cut one customer's events into journeys, each from its start, as far as it goes."""
    found = []
    at = 0
    while at < len(steps):
        if steps[at][1] not in rules.starts:
            at += 1
            continue
        journey = _from(steps, at, rules, end)
        if journey.outcome in ("goal", "recovered"):
            journey = replace(journey, after=_aftermath(steps, journey.past, rules))
        found.append(journey)
        at = journey.after
    return found


def _from(steps: Sequence[Step], first: int, rules: Rules, end: int) -> Journey:
    taken_up = False
    at = alive = first
    while True:
        name = steps[at][1]
        alive = alive if name in rules.passive else at
        at += 1
        if name in rules.goals:
            return Journey(first, at, at, "recovered" if taken_up else "goal")
        if at == len(steps):
            if end - steps[alive][0] < rules.gap:
                return Journey(first, at, at, "open")
            return Journey(first, alive + 1, alive + 1, "missed")
        if steps[at][0] - steps[alive][0] > rules.gap:
            if steps[at][1] not in rules.recovery:
                still = end - steps[alive][0] < rules.gap
                return Journey(first, alive + 1, alive + 1, "open" if still else "missed")
            taken_up = True


def _aftermath(steps: Sequence[Step], at: int, rules: Rules) -> int:
    """Return one past the last event that still belongs to a goal reached just before `at`."""
    while at < len(steps):
        wait = steps[at][0] - steps[at - 1][0]
        name = steps[at][1]
        still_about_it = wait == 0 or (name in rules.lingering and wait <= rules.pause)
        if not still_about_it and (name in rules.starts or wait > rules.gap):
            return at
        at += 1
    return at
