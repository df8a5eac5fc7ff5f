"""Journeys against walking each customer's events."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.base.durations import parse_duration
from desireline.base.settings.model import JourneyType, Settings
from desireline.journeys.types import journey_kind
from desireline.kernels.journeys import GOAL, MISSED, OPEN, RECOVERED, split_journeys
from oracle import walks
from oracle.walks import Journey, Step
from packed import pack
from strategies import MINUTE, NAMES, customers, journey_rules

OUTCOMES = {int(MISSED): "missed", int(GOAL): "goal", int(OPEN): "open", int(RECOVERED): "recovered"}


def cut(histories: list[list[Step]], rules: JourneyType, end: int) -> list[list[tuple[int, int, str]]]:
    packed = pack(histories)
    kind = journey_kind(Settings(journeys={"main": rules}), list(NAMES))
    first, past, outcome, owner = split_journeys(
        packed.ptr, packed.touchpoint, packed.ts, 0, packed.customers, kind.role, np.int64(kind.gap_us), np.int64(end)
    )
    assert (np.diff(owner.astype(int)) >= 0).all()
    found: list[list[tuple[int, int, str]]] = [[] for _ in histories]
    for number in range(len(first)):
        begin = packed.ptr[owner[number]]
        found[owner[number]].append(
            (int(first[number] - begin), int(past[number] - begin), OUTCOMES[int(outcome[number])])
        )
    return found


def by_hand(steps: list[Step], rules: JourneyType, end: int) -> list[Journey]:
    start = [rules.start] if isinstance(rules.start, str) else rules.start
    goal = [rules.goal] if isinstance(rules.goal, str) else rules.goal
    return walks.journeys_of(
        steps, start=start, goal=goal, recovery=rules.recovery, gap=parse_duration(rules.gap), end=end
    )


@given(customers(), journey_rules(), st.integers(0, 60))
def test_journeys_of_random_histories(histories: list[list[Step]], rules: JourneyType, later: int) -> None:
    end = max((steps[-1][0] for steps in histories if steps), default=0) + later * MINUTE
    expected = [
        [(journey.first, journey.past, journey.outcome) for journey in by_hand(steps, rules, end)]
        for steps in histories
    ]
    assert cut(histories, rules, end) == expected


@pytest.mark.parametrize(
    ("history", "rules", "expected"),
    [
        ("a0 b1 a2", JourneyType(goal="b", start="a", gap="10m"), ["a0 b1 goal", "a2 open"]),
        ("b0 b1", JourneyType(goal="b", gap="10m"), ["b0 goal", "b1 goal"]),  # a goal that is also a start
        ("b0 a1", JourneyType(goal="b", start="a", gap="10m"), ["a1 open"]),  # a goal out of nowhere is no journey
        ("a0 a60", JourneyType(goal="b", gap="10m"), ["a0 missed", "a60 open"]),
        (
            "a0 a10 a21",
            JourneyType(goal="b", gap="10m"),
            ["a0 a10 missed", "a21 open"],
        ),  # exactly the gap is no silence
        ("a0 c60 b61", JourneyType(goal="b", recovery=["c"], gap="10m"), ["a0 c60 b61 recovered"]),
        ("a0 c5 b6", JourneyType(goal="b", recovery=["c"], gap="10m"), ["a0 c5 b6 goal"]),  # no silence, no recovery
        ("a0 c60 a90", JourneyType(goal="b", recovery=["c"], gap="10m"), ["a0 c60 missed", "a90 open"]),
        ("a0 b60", JourneyType(goal="b", recovery=["b"], gap="10m"), ["a0 b60 recovered"]),  # the goal itself recovers
        ("a0 b60", JourneyType(goal="b", start="a", gap="10m"), ["a0 missed"]),
    ],
)
def test_journeys_by_hand(history: str, rules: JourneyType, expected: list[str]) -> None:
    words = history.split()
    steps = [(int(word[1:]) * MINUTE, word[0]) for word in words]
    found = cut([steps], rules, steps[-1][0])[0]
    assert [" ".join([*words[first:past], outcome]) for first, past, outcome in found] == expected
