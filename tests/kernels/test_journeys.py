"""Journeys against walking each customer's events."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desireline.base.settings.model import JourneyType, Settings, Stage, Touchpoint, When
from desireline.journeys.types import journey_kind
from desireline.kernels.journeys import GOAL, MISSED, OPEN, RECOVERED, split_journeys
from oracle import walks
from oracle.walks import Step
from packed import pack
from strategies import MINUTE, NAMES, customers, staged_settings

OUTCOMES = {int(MISSED): "missed", int(GOAL): "goal", int(OPEN): "open", int(RECOVERED): "recovered"}
STAGES = [Stage(name=name) for name in ("first", "middle", "last")]
Cut = tuple[int, int, int, str]


def cut(histories: list[list[Step]], settings: Settings, end: int) -> list[list[Cut]]:
    packed = pack(histories)
    kind = journey_kind(settings, list(NAMES))
    gap, pause = np.int64(kind.gap_us), np.int64(kind.pause_us)
    first, past, after, outcome, finished, owner = split_journeys(
        packed.ptr, packed.touchpoint, packed.ts, 0, packed.customers, kind.role, gap, pause, np.int64(end)
    )
    assert (np.diff(owner.astype(int)) >= 0).all()
    assert finished.tolist() == ((outcome != OPEN) & (packed.ts[first] <= end - kind.gap_us)).tolist()
    found: list[list[Cut]] = [[] for _ in histories]
    for number in range(len(first)):
        whose = int(owner[number])
        begin = int(packed.ptr[whose])
        bounds = (int(first[number]) - begin, int(past[number]) - begin, int(after[number]) - begin)
        found[whose].append((*bounds, OUTCOMES[int(outcome[number])]))
    return found


@given(customers(), staged_settings(), st.integers(-90, 60))
def test_journeys_of_random_histories(histories: list[list[Step]], settings: Settings, later: int) -> None:
    """The data end later than the last event, or before events that lie in the future."""
    end = max((steps[-1][0] for steps in histories if steps), default=0) + later * MINUTE
    in_words = walks.rules_of(settings, NAMES)
    expected = [
        [
            (journey.first, journey.past, journey.after, journey.outcome)
            for journey in walks.journeys_of(steps, in_words, end)
        ]
        for steps in histories
    ]
    assert cut(histories, settings, end) == expected


def check(history: str, settings: Settings, expected: list[str]) -> None:
    words = history.split()
    steps = [(int(word[1:]) * MINUTE, word[0]) for word in words]
    found = [
        " ".join([*words[first:past], outcome, *words[past:after]])
        for first, past, after, outcome in cut([steps], settings, steps[-1][0])[0]
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("history", "kind", "expected"),
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
        (
            "a0 b1 c2 c9 c99 a100",
            JourneyType(goal="b", start="a", gap="10m"),
            ["a0 b1 goal c2 c9", "a100 open"],
        ),  # aftermath
        (
            "a0 b1 b1 a1 a2",
            JourneyType(goal="b", start="a", gap="10m"),
            ["a0 b1 goal b1 a1", "a2 open"],
        ),  # lines of a bill
    ],
)
def test_journeys_by_hand(history: str, kind: JourneyType, expected: list[str]) -> None:
    check(history, Settings(journeys={"main": kind}), expected)


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ("a0 b1 c2 c30 a31", ["a0 b1 goal c2 c30", "a31 open"]),  # the same purchase, told again
        ("a0 b1 c40 b41", ["a0 b1 goal", "c40 b41 goal"]),  # after a pause it is another one
        ("d0 a1 b2 d3 d400 a401", ["a1 b2 goal d3", "a401 open"]),  # what comes after a goal starts nothing
    ],
)
def test_starts_by_the_stage_of_the_goal(history: str, expected: list[str]) -> None:
    stages = {"a": "first", "b": "middle", "c": "middle", "d": "last"}
    touchpoints = [Touchpoint(name=name, when=When(name=name), stage=stage) for name, stage in stages.items()]
    kind = JourneyType(goal="b", gap="2h")
    check(history, Settings(stages=STAGES, touchpoints=touchpoints, journeys={"main": kind}), expected)
