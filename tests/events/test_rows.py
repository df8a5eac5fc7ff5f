"""Single events read back by where they lie."""

from pathlib import Path

import numpy as np
import pytest

from desireline.events import EventLog, Identifier, SeenTogether, events_at, identifiers_at
from logs import Batch, Happening, add_batches


def log_of(folder: Path) -> EventLog:
    log = EventLog(folder / ".desireline")
    first = tuple(
        Happening(at, f"n{at}", ids={"email": f"{at}@x.hu", "email#2": "b@x.hu" if at == 2 else None})
        for at in range(5)
    )
    second = (Happening(9, "paid", ids={"user_id": "u'; --"}, value=(5, "EUR"), properties={"a": {"b": '"<i>'}}),)
    add_batches(log, Batch("one", first), Batch("two", second))
    return log


def test_events_come_in_the_order_asked_for(tmp_path: Path) -> None:
    log = log_of(tmp_path)
    one, two = (part.number for part in log.parts())
    found = events_at(log, np.array([two << 32, one << 32 | 4, one << 32 | 2], dtype=np.uint64), 0)
    assert [event.name for event in found if event] == ["paid", "n4", "n2"]
    paid, _, both = found
    assert paid is not None
    assert both is not None
    assert (paid.source, paid.value_minor, paid.currency, paid.properties) == (
        "two",
        5,
        "EUR",
        '{"a": {"b": "\\"<i>"}}',
    )
    assert paid.identifiers == [Identifier("user_id", "u'; --")]
    assert both.identifiers == [Identifier("email", "2@x.hu"), Identifier("email", "b@x.hu")]
    assert both.seq == 2


def test_what_left_the_log_is_no_event(tmp_path: Path) -> None:
    log = log_of(tmp_path)
    one, two = (part.number for part in log.parts())
    rows = np.array([one << 32 | 1, two << 32], dtype=np.uint64)
    log.undo(1)
    gone, paid = events_at(log, rows, 0)
    assert gone is None
    assert paid is not None
    assert [seen.first_row for seen in identifiers_at(log, rows, 0)] == [two << 32]
    assert events_at(log, np.empty(0, dtype=np.uint64), 0) == []


@pytest.mark.parametrize("few", [0, 3, 1_000])
def test_identifiers_are_counted_by_what_stands_together(
    tmp_path: Path, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desireline.events.rows._FEW", few)
    log = EventLog(tmp_path / ".desireline")
    ids: list[dict[str, str | None]] = [
        {"email": "a"},
        {"email": "a", "user_id": "u"},
        {"email": "a"},
        {"email": "b"},
        {},
    ]
    add_batches(log, Batch("one", tuple(Happening(100 - at, "x", ids=own) for at, own in enumerate(ids))))
    (part,) = log.parts()
    rows = np.array([part.number << 32 | at for at in (4, 0, 1, 2)], dtype=np.uint64)
    a, u = Identifier("email", "a"), Identifier("user_id", "u")
    first = part.number << 32
    assert identifiers_at(log, rows, 0) == [
        SeenTogether((), 1, 96, first | 4, 96),
        SeenTogether((a,), 2, 98, first | 2, 100),
        SeenTogether((a, u), 1, 99, first | 1, 99),
    ]
    assert [event and event.ts for event in events_at(log, rows, 0)] == [96, 100, 99, 98]
