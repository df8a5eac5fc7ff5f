"""From goals to journey types: their start, what may take them up again, and the silence that ends them."""

import msgspec

from desireline.base.durations import parse_duration
from desireline.base.settings.model import JourneyType, Settings
from desireline.base.settings.rules import texts
from desireline.journeys.suggest.goals import Goal
from desireline.journeys.suggest.group import Group

__all__ = ["Proposed", "propose_journeys"]

_GAPS = {"purchase": "30d", "lead": "30d", "engagement": "14d", "retention": "90d", "support": "60d", "main": "30d"}
_SLOW_GAP = "60d"
_MOSTLY = 0.8


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """One journey type, with the goal it was made from."""

    name: str
    goal: Goal
    journey: JourneyType
    start: list[Group]
    recovery: list[Group]


def propose_journeys(goals: list[Goal], groups: list[Group], settings: Settings) -> list[Proposed]:
    """Return a journey type for each goal that the settings have none for yet, in the order of the goals.

    They carry no label: their names are the usual ones, which every language has words for (`journey.NAME`).
    """
    known = {name for journey in settings.journeys.values() for name in texts(journey.goal)}
    made: list[Proposed] = []
    for goal in goals:
        names = [group.touchpoint for group in goal.groups]
        start = _start(goal, goals, groups)
        if goal.journey in settings.journeys or known & set(names) or start is None:
            continue
        recovery = _recovery(goal, goals, groups)
        journey = JourneyType(
            goal=names if len(names) > 1 else names[0],
            start=[group.touchpoint for group in start] or None,
            recovery=[group.touchpoint for group in recovery],
            gap=_gap(goal, settings),
        )
        made.append(Proposed(name=goal.journey, goal=goal, journey=journey, start=start, recovery=recovery))
    return made


def _start(goal: Goal, goals: list[Goal], groups: list[Group]) -> list[Group] | None:
    """Return where the journey starts, nothing for anywhere, or None where it cannot be told from other journeys."""
    if goal.journey == "retention":
        return next((other.groups for other in goals if other.journey == "purchase"), [])
    if goal.journey != "support":
        return []
    opened = [group for group in groups if group.reading and group.reading.concept.starts == "support"]
    if goals[0].journey == "support":
        everyone = max(group.customers for group in groups)
        return opened if any(group.customers >= _MOSTLY * everyone for group in opened) else []
    return opened or [group for group in groups if group.concept == "support"] or None


def _recovery(goal: Goal, goals: list[Goal], groups: list[Group]) -> list[Group]:
    """Return what brings customers back; reminders are for the sale where there is one, else for the lead."""
    if goal.journey not in ("purchase", "retention") and not (goal.journey == "lead" and goal is goals[0]):
        return []
    return [
        group
        for group in groups
        if group.reading and group.reading.concept.kind == "recovery" and group not in goal.groups
    ]


def _gap(goal: Goal, settings: Settings) -> str:
    gap = _SLOW_GAP if goal.groups[0].concept == "approved" else _GAPS[goal.journey]
    visit = parse_duration(settings.visit_gap)
    return gap if parse_duration(gap) > visit else f"{2 * visit // 1000}ms"
