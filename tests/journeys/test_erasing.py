"""Who is erased was never there: in the log, in the journeys, in any byte on the disk."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.base.errors import NotFoundError, StorageError
from desireline.base.settings.model import DimensionRule, Settings
from desireline.events import EventLog, Identifier
from desireline.journeys import Journeys, build, open_journeys
from desireline.journeys.erasing import erase, traces_of
from effort import examples
from logs import Batch, Customer, Happening, add_batches, copy_log, read_store, small_pieces
from strategies import batches, dimension_rules, settings_of_logs

PLAIN = Settings()
NOBODY = Batch("web", (Happening(0, "nothing"),))


def at(ts: int, user: str | None, name: str = "a", **ids: str | None) -> Happening:
    return Happening(ts=ts, name=name, ids={"user_id": user, **ids})


def opened(log: EventLog, rules: Settings = PLAIN) -> Journeys:
    return open_journeys(log.folder / "journeys", rules)


def stored(log: EventLog, rules: Settings = PLAIN) -> list[Customer]:
    return sorted(read_store(opened(log, rules)), key=lambda customer: customer.id)


def without(log: EventLog, folder: Path, past: list[Batch], gone: Customer) -> EventLog:
    """Make the log that there would be had the customer's events never come, its parts under the same numbers."""
    numbers = {(event.part, event.row) for event in gone.events}
    fresh = EventLog(folder)
    for part, batch in enumerate(past, start=1):
        rest = tuple(item for row, item in enumerate(batch.happenings) if (part, row) not in numbers)
        (record,) = add_batches(fresh, Batch(batch.source, rest) if rest else NOBODY)
        if not rest:
            fresh.undo(record.id)
    return fresh


@given(
    st.lists(batches(most_events=12), min_size=1, max_size=4),
    st.integers(0, 20),
    settings_of_logs(),
    dimension_rules(),
)
@settings(max_examples=examples(12))
def test_as_if_they_had_never_come(
    tmp_path_factory: pytest.TempPathFactory,
    past: list[Batch],
    number: int,
    rules: Settings,
    dimensions: list[DimensionRule],
) -> None:
    rules = Settings(identity=rules.identity, touchpoints=rules.touchpoints, dimensions=dimensions)
    folder = tmp_path_factory.mktemp("shop")
    log = EventLog(folder / "log")
    add_batches(log, *past)
    with small_pieces(shard_events=12):
        build(log, rules)
        there = stored(log, rules)
        if not there:
            return
        gone = there[number % len(there)]
        told = erase(log, rules, gone.id)
        assert told.events == len(gone.events)
        fresh = without(log, folder / "fresh", past, gone)
        build(fresh, rules, full=True)
        assert stored(log, rules) == stored(fresh, rules)
        ours, theirs = opened(log, rules).store.manifest, opened(fresh, rules).store.manifest
        for name in (
            "parts",
            "touchpoints",
            "channels",
            "customers",
            "events",
            "anonymous_events",
            "first_us",
            "last_us",
        ):
            assert getattr(ours, name) == getattr(theirs, name), name
        assert [dimension.values for dimension in ours.dimensions] == [
            dimension.values for dimension in theirs.dimensions
        ]
        assert build(log, rules).unchanged


def two_sources() -> list[Batch]:
    return [
        Batch("web", (at(1, "anna", device_id="tablet"), at(2, "ben", "b"), at(3, "anna", "only anna does this"))),
        Batch("crm", (at(4, "anna", email="anna@shop.example"),)),
        Batch("web", (at(5, "ben", device_id="tablet"), at(6, None, device_id="tablet"))),
    ]


def test_every_byte(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, *two_sources())
    build(log, PLAIN)
    anna = stored(log)[[len(customer.events) for customer in stored(log)].index(3)]
    traces = traces_of(opened(log), anna.id)
    assert traces.identifiers == [Identifier("user_id", "anna"), Identifier("email", "anna@shop.example")]
    told = erase(log, PLAIN, anna.id, by="eve")
    assert (told.by, told.events, told.identifiers, told.imports, told.stays_out) == ("eve", 3, 2, 2, True)
    assert told.finished_us is not None
    assert log.erasures.all() == [told]
    assert [part.number for part in log.parts()] == [1, 3]  # nothing is left of the second
    assert [record.erased_since for record in log.imports()] == [2, 1, 0]
    assert [record.events for record in log.imports()] == [3, 1, 2]
    assert says(tmp_path, "anna") == []
    assert opened(log).touchpoints == ["a", "b"]


def says(folder: Path, text: str) -> list[str]:
    """Return the files in which a text stands, as bytes or, in Parquet, as a value."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            values = str(pq.ParquetFile(path).read().to_pylist()) if path.suffix == ".parquet" else ""
            if text.encode() in content or text in values:
                found.append(str(path.relative_to(folder)))
    return found


def test_what_was_shared_with_them_is_shared_no_more(tmp_path: Path) -> None:
    """As if they had never come: a tablet that two people used is the other's, with what was nobody's on it."""
    log = EventLog(tmp_path)
    add_batches(log, *two_sources())
    assert [item.value for item in build(log, PLAIN).set_aside] == ["tablet"]
    anna = next(customer for customer in stored(log) if len(customer.events) == 3)
    erase(log, PLAIN, anna.id)
    (ben,) = stored(log)
    assert [event.ts for event in ben.events] == [2, 5, 6]
    suppressed = log.erasures.suppressed()
    assert suppressed.has("user_id", "anna")
    assert not suppressed.has("device_id", "tablet")


def test_two_who_were_joined_go_together_and_an_undo_afterwards(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    joined = Batch("crm", (at(4, "anna", email="x@shop.example"), at(5, "ann", email="x@shop.example"), at(6, "eve")))
    add_batches(log, Batch("web", (at(1, "anna"), at(2, "ben"), at(3, "ann"))), joined)
    build(log, PLAIN)
    both = next(customer for customer in stored(log) if len(customer.events) == 4)
    assert erase(log, PLAIN, both.id).identifiers == 3
    assert sorted([event.ts for event in customer.events] for customer in stored(log)) == [[2], [6]]
    undone = log.undo(2)
    assert (undone.record.events, undone.record.erased_since) == (3, 2)
    build(log, PLAIN)
    assert [[event.ts for event in customer.events] for customer in stored(log)] == [[2]]
    assert [part.rows for part in log.parts()] == [1]


def test_nobody_of_that_id(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, *two_sources())
    build(log, PLAIN)
    before = copy_log(log, tmp_path / "copy").parts()
    with pytest.raises(NotFoundError, match="there is no customer 0000000000000000: desireline people lists them"):
        erase(log, PLAIN, 0)
    assert log.parts() == before
    assert log.erasures.all() == []


def test_the_last_one_and_those_who_come_later(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, Batch("web", (at(1, "anna"),)))
    build(log, PLAIN)
    erase(log, PLAIN, stored(log)[0].id)
    assert (stored(log), log.parts(), list(log.events.iterdir())) == ([], [], [])
    add_batches(log, Batch("web", (at(2, "ben"),)))
    assert build(log, PLAIN).customers == 1
    assert erase(log, PLAIN, stored(log)[0].id).id == 2


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = EventLog(tmp_path)
    add_batches(log, *two_sources())
    build(log, PLAIN)
    before = (stored(log), log.parts())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(np.lib.format, "write_array_header_1_0", full)
        with pytest.raises(StorageError, match="the disk is full"):
            erase(log, PLAIN, before[0][0].id)
    assert (stored(log), log.parts()) == before
    assert build(log, PLAIN).unchanged
    assert erase(log, PLAIN, before[0][0].id).finished_us is not None


def test_a_disk_that_fails_afterwards_leaves_the_rest_to_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = EventLog(tmp_path)
    add_batches(log, *two_sources())
    build(log, PLAIN)
    anna = next(customer for customer in stored(log) if len(customer.events) == 3)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("desireline.journeys.store.files.write_atomic", full)
        assert erase(log, PLAIN, anna.id).finished_us is None
    assert not build(log, PLAIN).unchanged
    assert log.erasures.all()[0].finished_us is not None
    assert says(tmp_path, "anna") == []
    assert anna.id not in {customer.id for customer in stored(log)}


def test_large_parts_keep_their_order(tmp_path: Path) -> None:
    """More rows than one row group holds, with rows gone from all of them."""
    log = EventLog(tmp_path)
    count = 260_000
    add_batches(log, Batch("web", tuple(at(number, f"u{number % 1_000}") for number in range(count))))
    build(log, PLAIN)
    gone = stored(log)[7]
    erase(log, PLAIN, gone.id)
    assert log.parts()[0].rows == count - 260
    kept = pq.ParquetFile(log.path(log.parts()[0])).read(["ts"])["ts"].to_numpy()
    assert (np.diff(kept) > 0).all()
    assert set(range(count)) - set(kept.tolist()) == {event.ts for event in gone.events}


def test_forgotten_or_lifted(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, *two_sources())
    build(log, PLAIN)
    assert erase(log, PLAIN, stored(log)[0].id, stays_out=False).customer is None
    assert not log.erasures.suppressed()
    told = erase(log, PLAIN, stored(log)[0].id)
    assert log.erasures.suppressed()
    with pytest.raises(NotFoundError, match=r"erasure 1 keeps nobody out of imports: those that do are 2 \("):
        log.erasures.lift(1)
    assert not log.erasures.lift(told.id).stays_out
    assert not log.erasures.suppressed()
    assert [one.stays_out for one in log.erasures.all()] == [False, False]
