"""Shards written before the 257th touchpoint number touchpoints in a byte, later ones in two: questions see no difference."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from conformance.questions import ASKED
from desireline.analyses import Analysis, Attribution, Funnel, MicroMoments, Paths, Retention, Transitions, Visits, ask
from desireline.analyses._cells import counts
from desireline.base.settings.model import JourneyType, Settings
from desireline.events import EventLog
from desireline.journeys import Journeys, build, open_journeys
from desireline.maps import map_from_data
from logs import Batch, Happening, add_batches, copy_log

RULES = Settings(journeys={"main": JourneyType(goal=["new 15"], gap="7d")})
HOUR = 3_600_000_000


def wide_shop(folder: Path) -> tuple[Journeys, Journeys]:
    """Return journeys in a narrow shard and a wide one, and the same in one."""
    log = EventLog(folder / "shop")
    old = [
        Happening(number * HOUR, f"old {number % 256}", "web" if number % 3 else "app", {"user_id": f"u{number // 5}"})
        for number in range(1_024)
    ]
    add_batches(log, Batch("web", tuple(old)))
    build(log, RULES)
    new = [
        Happening((900 + number) * HOUR, name, "app", {"user_id": f"u{195 + number % 9}"})
        for number in range(20)
        for name in (f"new {number}", f"old {number}", "new 15")
    ]
    add_batches(log, Batch("web", tuple(new)))
    build(log, RULES, compact=False)
    whole = copy_log(log, folder / "whole")
    build(whole, RULES)
    mixed, expected = (open_journeys(each.folder / "journeys", RULES) for each in (log, whole))
    assert [shard.touchpoint.dtype for shard in mixed.store.shards] == [np.uint8, np.uint16]
    assert mixed.touchpoint("new 15") > np.iinfo(np.uint8).max
    return mixed, expected


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> tuple[Journeys, Journeys]:
    return wide_shop(tmp_path_factory.mktemp("shops"))


NAMED: list[Analysis[Any]] = [
    Paths(start="new 15"),
    Paths(before="new 15"),
    Paths(start="new 15", each=True, within="visit"),
    Paths(start="new 15", within="journey"),
    Retention(first="new 15"),
    Retention(again="new 15", measure="from"),
    Funnel(steps=["old 3", "new 15"], window="none"),
    Funnel(steps=["new 15", "old 3"], window="none"),
    MicroMoments(pattern='"new 15", any'),
    MicroMoments(pattern='"old 3", !"new 15" within 2h'),
    Attribution(to="touchpoint", direct=["new 15"]),
    Visits(where='did("new 15") and not did("old 3")'),
    Visits(where='did("new 15") within 5h after "old 3"'),
    Visits(where='touchpoint = "new 15"'),
    Transitions(where='channel = "app"'),
]


@pytest.mark.parametrize("number", range(len(NAMED) + len(ASKED)))
def test_the_same_answers(shops: tuple[Journeys, Journeys], number: int) -> None:
    mixed, expected = shops
    questions = [*NAMED, *(question(expected) for question in ASKED.values())]
    answer, wanted = (ask(questions[number], journeys) for journeys in (mixed, expected))
    assert answer.result == wanted.result
    for count in list(counts(answer.result))[:: max(1, len(list(counts(answer.result))) // 20)]:
        assert len(answer.people(count.path)) == count.value


def test_the_same_map(shops: tuple[Journeys, Journeys]) -> None:
    mixed, expected = (map_from_data(journeys, project="p") for journeys in shops)
    assert mixed == expected
