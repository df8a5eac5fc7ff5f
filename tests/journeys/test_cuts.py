import numpy as np
import pytest

from desireline.journeys import cuts as cuts_module
from desireline.journeys.cuts import CutKey, Cuts
from desireline.journeys.splitting import Piece


class _Shard:
    """Nothing is asked of it."""


def _piece(journeys: int) -> Piece:
    numbers = np.zeros(journeys, dtype=np.int64)
    outcome, finished, owner = (numbers.astype(kind) for kind in (np.uint8, np.bool_, np.uint32))
    return Piece(_Shard(), numbers, numbers, numbers, outcome, finished, owner)  # type: ignore[arg-type]


def _key(number: int, gap: int = 3) -> CutKey:
    return (number, 0, 1, 2, gap, 4, b"")


def test_what_was_put_comes_back() -> None:
    kept, piece = Cuts(), _piece(3)
    kept.put(_key(1), piece)
    assert kept.get(_key(1)) is piece
    assert kept.get(_key(2)) is None


def test_those_cut_in_another_way_not_asked_for_longest_are_let_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cuts_module, "_ROOM", 2 * _piece(100).bytes)
    kept = Cuts()
    kept.put(_key(1), _piece(100))
    kept.put(_key(2), _piece(100))
    kept.get(_key(1))
    kept.put(_key(3, gap=5), _piece(100))
    assert [kept.get(key) is not None for key in (_key(1), _key(2), _key(3, gap=5))] == [True, False, True]


def test_a_pass_over_more_than_there_is_room_for_keeps_its_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cuts_module, "_ROOM", 2 * _piece(100).bytes)
    kept = Cuts()
    for number in (1, 2, 3):
        kept.put(_key(number), _piece(100))
    assert [kept.get(_key(number)) is not None for number in (1, 2, 3)] == [True, True, False]


def test_what_is_too_large_is_not_kept_and_drives_nothing_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cuts_module, "_ROOM", _piece(100).bytes)
    kept = Cuts()
    kept.put(_key(1), _piece(50))
    kept.put(_key(2, gap=5), _piece(101))
    assert kept.get(_key(1)) is not None
    assert kept.get(_key(2, gap=5)) is None


def test_putting_the_same_twice_takes_room_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cuts_module, "_ROOM", 2 * _piece(100).bytes)
    kept = Cuts()
    kept.put(_key(1), _piece(100))
    kept.put(_key(1), _piece(100))
    kept.put(_key(2), _piece(100))
    assert kept.get(_key(1)) is not None
