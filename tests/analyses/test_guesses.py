"""Guesses of medians are made once for a store, and one that was wrong is not tried again."""

from types import ModuleType

import numpy as np
import pytest

from desireline.analyses import Transitions, Visits, _pair_times
from desireline.analyses import visits as visits_module
from desireline.base.settings.model import Settings
from desireline.journeys import Journeys, medians
from desireline.journeys.medians import Bracket
from logs import Batch, Happening, built

MINUTE = 60_000_000


@pytest.fixture
def journeys(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Journeys:
    """Two hundred customers who each go from a to b a few times, looked at as if they were millions."""
    for module in (medians, _pair_times):
        monkeypatch.setattr(module, "_MANY_EVENTS", 0)
        monkeypatch.setattr(module, "_PART", 1)
    random = np.random.default_rng(5)
    happenings = []
    for customer in range(200):
        times = np.cumsum(random.integers(1, 40, 12)) * MINUTE
        for place, when in enumerate(times.tolist()):
            happenings.append(Happening(when, "ab"[place % 2], ids={"email": f"{customer}@example.org"}))
    batch = Batch("shop", tuple(sorted(happenings, key=lambda happening: happening.ts)))
    return built(tmp_path_factory.mktemp("shop"), Settings(), batch)


def counted(monkeypatch: pytest.MonkeyPatch, module: ModuleType, *names: str) -> list[str]:
    """Return a list that names each call of some functions of a module from now on."""
    calls: list[str] = []

    def noting(name: str) -> None:
        own = getattr(module, name)

        def noted(*given: object) -> object:
            calls.append(name)
            return own(*given)

        monkeypatch.setattr(module, name, noted)

    for name in names:
        noting(name)
    return calls


def test_pairs(journeys: Journeys, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted(monkeypatch, _pair_times, "_guess", "_refined", "_everything")
    answers = [Transitions().run(journeys) for _ in range(4)]
    assert calls == ["_guess", "_refined"]
    assert answers[1:] == answers[:1] * 3
    Transitions().run(journeys.during(0, 300 * MINUTE))
    assert calls == ["_guess", "_refined", "_guess"], "of what is narrowed nothing is kept"


def test_pairs_guessed_wrong(journeys: Journeys, monkeypatch: pytest.MonkeyPatch) -> None:
    right = Transitions().run(journeys)
    none = np.zeros(journeys.width**2, dtype=np.uint32)
    _pair_times._guesses.keep(journeys.store, "refined", _pair_times.Brackets(none, none, none.astype(np.uint64), 0.0))
    calls = counted(monkeypatch, _pair_times, "_guess", "_refined", "_everything", "_timed")
    assert [Transitions().run(journeys) for _ in range(3)] == [right] * 3
    assert calls == ["_timed", "_everything", "_timed", "_timed", "_timed"]


def test_visits(journeys: Journeys, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counted(monkeypatch, visits_module, "likely_middle")
    answers = [Visits(gap=gap).run(journeys) for gap in ("30m", "30m", "10m", "30m")]
    assert calls == ["likely_middle"] * 2
    assert answers[0] == answers[1] == answers[3] != answers[2]


def test_visits_guessed_wrong(journeys: Journeys, monkeypatch: pytest.MonkeyPatch) -> None:
    right = Visits(gap="30m").run(journeys)
    visits_module._guesses.keep(journeys.store, np.int64(30 * MINUTE), Bracket(1, 2, 0.0))
    passes: list[Bracket] = []
    own = Visits._counted

    def noted(question: Visits, counted: Journeys, bracket: Bracket) -> object:
        passes.append(bracket)
        return own(question, counted, bracket)

    monkeypatch.setattr(Visits, "_counted", noted)
    assert [Visits(gap="30m").run(journeys) for _ in range(2)] == [right] * 2
    assert [bracket.most for bracket in passes] == [2, medians.EVERYTHING.most, medians.EVERYTHING.most]
