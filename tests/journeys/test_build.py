"""The store against histories put together by hand; and what is built piece by piece against what is built at once."""

import shutil
from importlib import import_module
from pathlib import Path

import msgspec
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from desireline.base.errors import InputError, StorageError
from desireline.base.settings.model import IdentityRules, JourneyType, NamespaceRule, Settings, Stage, Touchpoint, When
from desireline.events import EventLog
from desireline.journeys import BuildReport, Journeys, UnknownTouchpoint, build, open_journeys
from desireline.journeys.store import files
from effort import examples
from logs import Batch, Happening, add_batches, built, copy_log, read_store, small_pieces
from oracle.histories import histories
from strategies import NAMES, batches, settings_of_logs

PLAIN = Settings()


def at(ts: int, name: str = "a", user: str | None = "u1", **ids: str | None) -> Happening:
    return Happening(ts=ts, name=name, ids={"user_id": user, **ids})


def opened(log: EventLog, rules: Settings) -> Journeys:
    return open_journeys(log.folder / "journeys", rules)


@given(st.lists(batches(), min_size=1, max_size=4), settings_of_logs())
@settings(max_examples=examples(15))
def test_random_logs(tmp_path_factory: pytest.TempPathFactory, found: list[Batch], rules: Settings) -> None:
    with small_pieces(shard_events=15):
        journeys = built(tmp_path_factory.mktemp("shop"), rules, *found)
    expected = histories(list(enumerate(found, start=1)), rules)
    assert expected.customers == [customer.events for customer in read_store(journeys)]
    manifest = journeys.store.manifest
    assert (manifest.customers, manifest.events, manifest.anonymous_events) == (
        len(expected.customers),
        sum(len(events) for events in expected.customers),
        expected.anonymous_events,
    )
    times = [event.ts for events in expected.customers for event in events]
    assert (manifest.first_us, manifest.last_us) == (min(times, default=None), max(times, default=None))
    assert journeys.touchpoints[: len(rules.touchpoints)] == [touchpoint.name for touchpoint in rules.touchpoints]


Change = Batch | Settings | tuple[str, int]

changes: st.SearchStrategy[list[Change]] = st.lists(
    st.one_of(
        batches(most_events=8),
        batches(most_events=8),
        batches(most_events=8),
        st.tuples(st.sampled_from(["again", "undo"]), st.integers(0, 9)),
        settings_of_logs(),
    ),
    min_size=2,
    max_size=5,
)


@given(changes, settings_of_logs())
@settings(max_examples=examples(10))
def test_bit_by_bit_is_as_at_once(
    tmp_path_factory: pytest.TempPathFactory, made: list[Change], rules: Settings
) -> None:
    """Imports, the same events again, imports taken back, other rules: the store is that of a build from nothing."""
    folder = tmp_path_factory.mktemp("shop")
    log = EventLog(folder / ".desireline")
    past: list[Batch] = []
    reused = 0
    with small_pieces(shard_events=10):
        for change in made:
            rules = change if isinstance(change, Settings) else rules
            apply(change, log, past)
            report = build(log, rules)
            reused += report.reused
        fresh = copy_log(log, folder / "fresh")
        whole = build(fresh, rules)
    event(f"events taken over: {min(3, reused // 5)}")
    same(opened(log, rules), report, opened(fresh, rules), whole)
    opened(log, rules).store.verify()


@given(st.lists(batches(most_events=20), min_size=2, max_size=3))
@settings(max_examples=examples(6))
def test_events_that_are_taken_over(tmp_path_factory: pytest.TempPathFactory, found: list[Batch]) -> None:
    """Where nobody is set aside, the old events stay, though customers join and their numbers move."""
    rules = Settings(identity=IdentityRules(limit=99, namespaces={"device_id": NamespaceRule(limit=99)}))
    folder = tmp_path_factory.mktemp("shop")
    log = EventLog(folder / ".desireline")
    with small_pieces(shard_events=9):
        before = 0
        for batch in found:
            add_batches(log, batch)
            report = build(log, rules)
            assert report.reused == before
            before = report.events
        fresh = copy_log(log, folder / "fresh")
        whole = build(fresh, rules)
    same(opened(log, rules), report, opened(fresh, rules), whole)


def test_a_device_that_turns_out_to_be_shared(tmp_path: Path) -> None:
    """What was one customer's, by the device alone, is nobody's once two use it; and again theirs when that is taken back."""
    log = EventLog(tmp_path)
    add_batches(log, Batch("web", (at(1, device_id="d"), at(2, user=None, device_id="d"))))
    assert build(log, PLAIN).events == 2
    add_batches(log, Batch("web", (at(3, user="u2", device_id="d"),)))
    shared = build(log, PLAIN)
    assert (shared.reused, shared.events, shared.customers, shared.anonymous_events) == (0, 2, 2, 1)
    log.undo(2)
    assert (build(log, PLAIN).events, len(read_store(opened(log, PLAIN)))) == (2, 1)


def apply(change: Change, log: EventLog, past: list[Batch]) -> None:
    if isinstance(change, Batch):
        past.append(change)
        add_batches(log, change)
    elif isinstance(change, tuple):
        what, number = change
        live = [record.id for record in log.imports() if record.undone_us is None]
        if what == "undo" and live:
            log.undo(live[number % len(live)])
        elif what == "again" and past:
            add_batches(log, past[number % len(past)])


def same(journeys: Journeys, report: BuildReport, fresh: Journeys, whole: BuildReport) -> None:
    assert read_store(journeys) == read_store(fresh)
    ours, theirs = journeys.store.manifest, fresh.store.manifest
    for name in (
        "format",
        "parts",
        "rules",
        "customers",
        "events",
        "anonymous_events",
        "first_us",
        "last_us",
        "ending",
    ):
        assert getattr(ours, name) == getattr(theirs, name)
    for name in ("events", "customers", "anonymous_events", "set_aside", "placeholders", "ending", "warnings"):
        assert getattr(report, name) == getattr(whole, name)


def test_nothing_new_is_nothing_done(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    shared = [at(number, user=f"u{number}", device_id="kiosk") for number in range(3)]
    add_batches(log, Batch("web", (*shared, at(9, user="null"))))
    first = build(log, PLAIN)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    again = build(log, PLAIN)
    assert (first.unchanged, again.unchanged, again.reused) == (False, True, 3)
    assert msgspec.structs.replace(again, unchanged=False, reused=0, seconds=first.seconds) == first
    assert [item.value for item in again.set_aside] == ["kiosk"]
    assert again.placeholders == {"user_id": 1}
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert {path.name for path in {*before, *after} if before.get(path) != after.get(path)} <= {
        "state.db-wal",
        "state.db-shm",
    }


def test_only_new_events_are_read(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, Batch("web", (at(1), at(2))))
    build(log, PLAIN)
    add_batches(log, Batch("crm", (at(1, "c"), at(3, user="u2"))))
    report = build(log, PLAIN)
    assert (report.unchanged, report.reused, report.events) == (False, 2, 4)


@pytest.mark.parametrize(
    ("change", "unchanged"),
    [
        ({"stages": [Stage(name="only")]}, True),
        ({"touchpoints": [Touchpoint(name="a", when=When(name="a"), label="A", stage="awareness")]}, True),
        ({"journeys": {"other": JourneyType(goal="a")}}, True),
        ({"language": "hu", "currency": "HUF"}, True),
        ({"touchpoints": [Touchpoint(name="a", when=When(name="*"))]}, False),
        ({"time_zone": "Europe/Budapest"}, False),  # phones are read by its country
        ({"time_zone": "Etc/GMT+3"}, True),
        ({"identity": IdentityRules(namespaces={"user_id": NamespaceRule(ignore=["u1"])})}, False),
    ],
)
def test_settings_that_shape_the_store(tmp_path: Path, change: dict[str, object], *, unchanged: bool) -> None:
    rules = Settings(touchpoints=[Touchpoint(name="a", when=When(name="a"))])
    log = EventLog(tmp_path)
    add_batches(log, Batch("web", (at(1), at(2, "b"))))
    build(log, rules)
    assert build(log, msgspec.structs.replace(rules, **change)).unchanged is unchanged


def test_a_store_of_another_format_is_built_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = EventLog(tmp_path)
    add_batches(log, Batch("web", (at(1),)))
    monkeypatch.setattr(files, "FORMAT", files.FORMAT - 1)
    monkeypatch.setattr(import_module("desireline.journeys.build"), "FORMAT", files.FORMAT)
    build(log, PLAIN)
    monkeypatch.undo()
    report = build(log, PLAIN)
    assert (report.unchanged, report.reused, report.events) == (False, 0, 1)


@pytest.mark.parametrize("content", [b"", b"\x93NUMPY", b"nothing like an array"])
@pytest.mark.parametrize("name", ["ptr", "ts", "touchpoint", "row", "customer_id", "value_at", "score"])
def test_a_damaged_column_is_said_and_built_anew(tmp_path: Path, name: str, content: bytes) -> None:
    log = EventLog(tmp_path)
    add_batches(log, Batch("web", (at(1), at(2))))
    build(log, PLAIN)
    path = next(tmp_path.rglob(f"{name}.npy"))
    whole = read_store(opened(log, PLAIN))
    path.write_bytes(content)
    with pytest.raises(StorageError, match=rf"{name}\.npy is missing or damaged: run desireline build --full"):
        opened(log, PLAIN)
    assert build(log, PLAIN).reused == 0
    assert read_store(opened(log, PLAIN)) == whole


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("store.json", b"{"),
        ("store.json", b"[]"),
        ("store.json", b'{"format": %d}' % files.FORMAT),
        ("current", b"\xff\xfe"),
        ("current", b"000009"),
        ("summary.json", b"{"),
    ],
)
def test_a_damaged_description_is_built_anew(tmp_path: Path, name: str, content: bytes, *, full: bool) -> None:
    log = EventLog(tmp_path)
    add_batches(log, Batch("web", (at(1), at(2))))
    build(log, PLAIN)
    whole = read_store(opened(log, PLAIN))
    next(tmp_path.rglob(name)).write_bytes(content)
    if name != "summary.json":
        with pytest.raises(StorageError, match="run desireline build --full"):
            opened(log, PLAIN)
    assert build(log, PLAIN, full=full).unchanged is False
    assert read_store(opened(log, PLAIN)) == whole


def test_a_flipped_bit_is_found_and_never_taken_over(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, Batch("web", (at(1), at(2))))
    build(log, PLAIN)
    path = next(tmp_path.rglob("ts.npy"))
    content = bytearray(path.read_bytes())
    content[-3] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(StorageError, match=r"ts\.npy is missing or damaged"):
        opened(log, PLAIN).store.verify()
    add_batches(log, Batch("web", (at(3),)))
    assert build(log, PLAIN).reused == 0
    assert [event.ts for event in read_store(opened(log, PLAIN))[0].events] == [1, 2, 3]


def test_pointers_that_lead_astray_are_refused(tmp_path: Path) -> None:
    """Kernels follow `ptr` without looking: a wrong one must not crash the process."""
    import numpy as np

    log = EventLog(tmp_path)
    add_batches(log, Batch("web", (at(1), at(2), at(3, user="u2"))))
    build(log, PLAIN)
    for wrong in ([0, 2, 99], [0, 9, 3], [1, 2, 3], [0, 3]):
        np.save(next(tmp_path.rglob("ptr.npy")), np.array(wrong, dtype=np.int64))
        with pytest.raises(StorageError, match=r"ptr\.npy is missing or damaged"):
            opened(log, PLAIN)


def test_damaged_notes_of_parts_are_made_anew(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, Batch("web", (at(1), at(2, user="u2"))))
    build(log, PLAIN)
    whole = read_store(opened(log, PLAIN))
    for path in (tmp_path / "identity" / "parts").iterdir():
        path.write_bytes(b"PAR1 but no more")
    build(log, PLAIN, full=True)
    assert read_store(opened(log, PLAIN)) == whole


def test_a_reader_keeps_its_version_while_a_newer_one_comes(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, Batch("web", (Happening(1, "a", ids={"user_id": "u1"}, value=(5, "EUR")),)))
    build(log, PLAIN)
    reader = opened(log, PLAIN)
    add_batches(log, Batch("web", (at(2),)))
    build(log, PLAIN)
    assert [event.value for event in read_store(reader)[0].events] == [(5, "EUR")]
    assert len(read_store(opened(log, PLAIN))[0].events) == 2


def test_a_newer_version_that_comes_while_opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = EventLog(tmp_path)
    add_batches(log, Batch("web", (at(1),)))
    build(log, PLAIN)
    mapped = files._mapped

    def switched(path: Path) -> object:
        monkeypatch.setattr(files, "_mapped", mapped)
        add_batches(log, Batch("web", (at(2),)))
        build(log, PLAIN)
        return mapped(path)

    monkeypatch.setattr(files, "_mapped", switched)
    assert len(read_store(opened(log, PLAIN))[0].events) == 2


def test_an_empty_log(tmp_path: Path) -> None:
    with small_pieces():
        journeys = built(tmp_path, PLAIN)
    assert read_store(journeys) == []
    assert (journeys.store.manifest.customers, journeys.store.manifest.first_us) == (0, None)
    assert build(EventLog(tmp_path / ".desireline"), PLAIN).unchanged is True


def test_only_anonymous_events(tmp_path: Path) -> None:
    journeys = built(tmp_path, PLAIN, Batch("till", (Happening(1, "sale", value=(500, "EUR")), Happening(2, "sale"))))
    assert (journeys.store.manifest.events, journeys.store.manifest.anonymous_events) == (0, 2)
    assert journeys.touchpoints == ["sale"]


def test_equal_times_go_by_source_then_import_then_row(tmp_path: Path) -> None:
    journeys = built(
        tmp_path,
        PLAIN,
        Batch("web", (at(5, "w1"), at(5, "w2"))),
        Batch("app", (at(5, "a1"),)),
        Batch("web", (at(5, "w3"), at(4, "w0"))),
    )
    assert [event.touchpoint for event in read_store(journeys)[0].events] == ["w0", "a1", "w1", "w2", "w3"]


def test_values_and_scores_stay_with_their_events(tmp_path: Path) -> None:
    happenings = (
        Happening(3, "sale", ids={"user_id": "u1"}, value=(300, "HUF")),
        Happening(1, "sale", ids={"user_id": "u2"}, value=(-100, "EUR"), score=(9.0, 0.0, 10.0)),
        Happening(2, "rating", ids={"user_id": "u1"}, score=(4.5, 1.0, 5.0)),
        Happening(0, "sale", ids={}, value=(7, "TWD"), score=(1.0, 1.0, 5.0)),
    )
    found = read_store(built(tmp_path, PLAIN, Batch("shop", happenings)))
    assert [[(event.value, event.score) for event in customer.events] for customer in found] == [
        [(None, (4.5, 1.0, 5.0)), ((300, "HUF"), None)],
        [((-100, "EUR"), (9.0, 0.0, 10.0))],
    ]


@pytest.mark.parametrize("count", [255, 256, 257, 300])
def test_more_touchpoints_than_a_byte_holds(tmp_path: Path, count: int) -> None:
    journeys = built(tmp_path, PLAIN, Batch("web", tuple(at(number, f"name {number}") for number in range(count))))
    assert [event.touchpoint for event in read_store(journeys)[0].events] == [
        f"name {number}" for number in range(count)
    ]
    width = journeys.store.shards[0].touchpoint.dtype.itemsize
    assert width == (1 if count <= 256 else 2)


def test_far_too_many_touchpoints_are_refused(tmp_path: Path) -> None:
    batch = Batch("web", tuple(at(number, f"page {number}") for number in range(65_536)))
    with pytest.raises(InputError, match="the log has 65536 different touchpoints, and 65535 is the most"):
        built(tmp_path, PLAIN, batch)


def test_undo_takes_out_what_was_kept_of_the_import(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, Batch("web", (at(1),)))
    add_batches(log, Batch("crm", (at(2, user="secret"),)))
    build(log, PLAIN)
    log.undo(2)
    report = build(log, PLAIN)
    assert (report.reused, report.events, report.customers) == (1, 1, 1)
    kept = [path for path in tmp_path.rglob("*.parquet") if "secret" in path.read_bytes().decode("latin-1")]
    assert kept == []


def test_warns_of_goals_that_are_no_touchpoints(tmp_path: Path) -> None:
    rules = Settings(journeys={"main": JourneyType(goal=["a", "nowhere"], start="never", recovery=["gone"])})
    log = EventLog(tmp_path)
    add_batches(log, Batch("web", (at(1),)))
    assert build(log, rules).warnings == [
        UnknownTouchpoint(journey="main", role="goal", touchpoint="nowhere"),
        UnknownTouchpoint(journey="main", role="start", touchpoint="never"),
        UnknownTouchpoint(journey="main", role="recovery", touchpoint="gone"),
    ]


def test_a_full_build_goes_without_what_was_derived(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, Batch("web", tuple(at(number, NAMES[number % 4]) for number in range(9))))
    build(log, PLAIN)
    whole = read_store(opened(log, PLAIN))
    for folder in ("journeys", "identity", "tmp"):
        shutil.rmtree(tmp_path / folder, ignore_errors=True)
    build(log, PLAIN)
    assert read_store(opened(log, PLAIN)) == whole
