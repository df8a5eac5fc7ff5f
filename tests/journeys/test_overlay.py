"""What is built bit by bit into overlays, what is compacted, and what is built at once: the same histories and answers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec
import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from desireline.analyses import Analysis, Funnel, JourneyOutcomes, Result, Transitions, Visits
from desireline.analyses._members import Member, all_customers, all_events
from desireline.base.errors import BusyError, StorageError
from desireline.base.files import exclusive
from desireline.base.settings.model import DimensionRule, IdentityRules, NamespaceRule, Settings
from desireline.events import EventLog
from desireline.journeys import BuildReport, Journeys, build, compact, fold, open_journeys
from desireline.journeys.erasing import erase
from desireline.journeys.store import Shard
from desireline.journeys.view import Kept
from desireline.maps import map_from_data
from effort import examples
from logs import Batch, Customer, Happening, add_batches, copy_log, read_store, small_pieces
from strategies import batches, dimension_rules, settings_of_logs

PLAIN = Settings()
NEVER_SHARED = Settings(identity=IdentityRules(limit=99, namespaces={"device_id": NamespaceRule(limit=99)}))


@dataclass(frozen=True)
class Answers:
    """All that a store says, in an order that does not depend on how it was built."""

    histories: list[Customer]
    results: list[Result]
    narrowed: list[Result]
    members: list[list[Member]]
    map: bytes
    values: dict[str, list[tuple[str, str | None, list[int]]]]


def some(shard: Shard, low: int, high: int) -> Kept:
    """Keep customers and events by what does not depend on where they lie."""
    span = slice(int(shard.ptr[low]), int(shard.ptr[high]))
    return Kept(shard.customer_id[low:high] % np.uint64(3) > 0, np.asarray(shard.ts[span] // 600_000_000 % 4 > 0))


def answers(journeys: Journeys, steps: list[str]) -> Answers:
    questions: list[Analysis[Result]] = [Transitions(), Visits(), JourneyOutcomes()]  # type: ignore[list-item]
    questions += [Funnel(steps=steps)] if steps else []  # type: ignore[list-item]
    view = map_from_data(journeys, project="p")
    return Answers(
        sorted(read_store(journeys), key=lambda customer: customer.id),
        [question.run(journeys) for question in questions],
        [question.run(journeys.only(some)) for question in questions],
        [everyone(journeys).page() for everyone in (all_customers, all_events)],
        msgspec.json.encode(view),
        {rule.name: values(journeys, rule.name) for rule in journeys.settings.dimensions},
    )


def values(journeys: Journeys, dimension: str) -> list[tuple[str, str | None, list[int]]]:
    """Return what each group of a dimension keeps, by the events' places in the log."""
    return [
        (group.kind, group.value, all_events(journeys.only(group.keep)).row.tolist())  # type: ignore[union-attr]  # events have one
        for group in journeys.by(dimension).groups
    ]


def at(ts: int, name: str = "a", user: str | None = "u1", **ids: str | None) -> Happening:
    return Happening(ts=ts, name=name, ids={"user_id": user, **ids})


def opened(log: EventLog, rules: Settings = PLAIN) -> Journeys:
    return open_journeys(log.folder / "journeys", rules)


Change = Batch | tuple[str, int]

changes: st.SearchStrategy[list[Change]] = st.lists(
    st.one_of(
        batches(most_events=5),
        batches(most_events=3),
        st.tuples(st.sampled_from(["again", "undo", "undo", "compact", "erase", "erase"]), st.integers(0, 9)),
    ),
    min_size=2,
    max_size=6,
)


@given(st.lists(batches(most_events=30), min_size=1, max_size=2), changes, settings_of_logs(), dimension_rules())
@settings(max_examples=examples(15))
def test_random_changes(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[Batch],
    made: list[Change],
    rules: Settings,
    dimensions: list[DimensionRule],
) -> None:
    """Imports, repeats, undone imports, erasures; people merge, and fall apart as identifiers are found shared: overlay = compacted = full."""
    rules = msgspec.structs.replace(rules, dimensions=dimensions)
    folder = tmp_path_factory.mktemp("shop")
    log = EventLog(folder / ".desireline")
    past = list(first)
    add_batches(log, *first)
    with small_pieces(shard_events=12):
        report = build(log, rules)
        layers = 0
        for change in made:
            apply(change, log, past, rules)
            report = build(log, rules, compact=False)
            layers = max(layers, sum(shard.overlay for shard in opened(log, rules).store.manifest.shards))
            verified(log, rules, report)
        event(f"overlay shards: {min(layers, 3)}")
        layered = opened(log, rules)
        event(f"gone: {any(shard.gone is not None for shard in layered.store.shards)}")
        fresh = copy_log(log, folder / "fresh")
        whole = build(fresh, rules)
        expected = opened(fresh, rules)
        steps = (sorted(expected.touchpoints) * 2)[:2]
        wanted = answers(expected, steps)
        assert answers(layered, steps) == wanted
        assert compact(log) is bool(layered.store.manifest.overlay_events or layered.store.manifest.gone_events)
        assert compact(log) is False
        folded = opened(log, rules)
        assert read_store(folded) == read_store(expected)
        assert answers(folded, steps) == wanted
        assert answers(layered, steps) == wanted  # who holds the older version keeps it
        for journeys in (layered, folded):
            facts(journeys, expected)
        same(report, whole)
        folded.store.verify()
        assert build(log, rules).unchanged


def apply(change: Change, log: EventLog, past: list[Batch], rules: Settings) -> None:
    if isinstance(change, Batch):
        past.append(change)
        add_batches(log, change)
        return
    what, number = change
    live = [record.id for record in log.imports() if record.undone_us is None]
    if what == "undo" and live:
        log.undo(live[number % len(live)])
    elif what == "again":
        add_batches(log, past[number % len(past)])
    elif what == "compact":
        compact(log)
    elif what == "erase" and (there := sorted(customer.id for customer in read_store(opened(log, rules)))):
        gone = there[number % len(there)]
        erase(log, rules, gone)
        assert gone not in {customer.id for customer in read_store(opened(log, rules))}


def verified(log: EventLog, rules: Settings, report: BuildReport) -> None:
    journeys = opened(log, rules)
    journeys.store.verify()
    found = read_store(journeys)
    assert len({customer.id for customer in found}) == len(found) == journeys.customers == report.customers
    assert sum(len(customer.events) for customer in found) == journeys.events == report.events


def facts(journeys: Journeys, expected: Journeys) -> None:
    ours, theirs = journeys.store.manifest, expected.store.manifest
    for name in ("format", "parts", "rules", "customers", "events", "anonymous_events", "first_us", "last_us"):
        assert getattr(ours, name) == getattr(theirs, name), name


def same(report: BuildReport, whole: BuildReport) -> None:
    for name in ("events", "customers", "anonymous_events", "touchpoints", "set_aside", "placeholders", "warnings"):
        assert getattr(report, name) == getattr(whole, name), name


def crowd(count: int = 40) -> Batch:
    return Batch("web", tuple(at(number, "ab"[number % 2], user=f"u{number % 20}") for number in range(count)))


def layers(journeys: Journeys) -> list[tuple[bool, int, int]]:
    """Return of each shard whether it is an overlay, how many of its customers are left, and how many are gone."""
    return [
        (facts.overlay, facts.customers - gone, gone)
        for shard, facts in zip(journeys.store.shards, journeys.store.manifest.shards, strict=True)
        for gone in [0 if shard.gone is None else int(shard.gone.sum())]
    ]


def test_only_histories_that_change_are_written(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, crowd())
    build(log, PLAIN)
    before = next(tmp_path.rglob("ts.npy")).stat().st_ino
    add_batches(log, Batch("web", (at(50, user="u3"), at(51, user="new"))))
    report = build(log, PLAIN, compact=False)
    assert (report.overlay, report.reused, report.events, report.customers) == (4, 40, 42, 21)
    journeys = opened(log)
    assert layers(journeys) == [(False, 19, 1), (True, 2, 0)]
    assert journeys.store.folder.joinpath("shard-000", "ts.npy").stat().st_ino == before
    history = next(customer for customer in read_store(journeys) if len(customer.events) == 3)
    assert [event.ts for event in history.events] == [3, 23, 50]


def test_small_overlays_become_one_and_large_ones_the_base(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, crowd(400))
    build(log, PLAIN)
    seen = []
    for number in range(4):
        add_batches(log, Batch("web", (at(500 + number, user=f"new {number}"), at(500, user=f"new {number + 1}"))))
        build(log, PLAIN)
        seen.append(layers(opened(log)))
    assert seen[:3] == [[(False, 20, 0), (True, 2 + number, 0)] for number in range(3)]
    assert seen[3] == [(False, 20, 0), (True, 3, 1), (True, 2, 0)]  # one that is much larger than what is new stays
    add_batches(log, Batch("web", tuple(at(600, user=f"u{number}") for number in range(3))))
    assert build(log, PLAIN).overlay == 0  # three of twenty long histories are more than a tenth
    assert layers(opened(log)) == [(False, 25, 0)]


def test_two_who_turn_out_to_be_one(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, crowd())
    build(log, NEVER_SHARED)
    add_batches(log, Batch("crm", (at(99, "a", user="u4", email="x@x.hu"), at(99, "a", user="u5", email="x@x.hu"))))
    report = build(log, NEVER_SHARED, compact=False)
    assert (report.customers, report.overlay, report.reused) == (19, 6, 40)
    assert layers(opened(log, NEVER_SHARED)) == [(False, 18, 2), (True, 1, 0)]
    log.undo(2)
    report = build(log, NEVER_SHARED, compact=False)
    assert (report.customers, report.events, report.reused) == (20, 40, 40 - 4)  # who was joined is read again
    assert sorted(len(customer.events) for customer in read_store(opened(log, NEVER_SHARED))) == [2] * 20


def test_a_device_that_turns_out_to_be_shared_splits_only_its_customer(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, crowd(), Batch("app", (at(60, device_id="d"), at(61, user=None, device_id="d"))))
    build(log, PLAIN)
    add_batches(log, Batch("app", (at(70, user="u2", device_id="d"),)))
    report = build(log, PLAIN, compact=False)
    assert [item.value for item in report.set_aside] == ["d"]
    assert (report.events, report.anonymous_events, report.reused) == (42, 1, 40 - 2)
    assert layers(opened(log)) == [(False, 18, 2), (True, 2, 0)]
    log.undo(3)
    report = build(log, PLAIN, compact=False)
    assert (report.events, report.anonymous_events, report.customers) == (42, 0, 20)


def test_an_undone_import_takes_its_names_along(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, crowd(), Batch("web", (at(90, "only here"),)), Batch("web", (at(91, "a"),)))
    build(log, PLAIN)
    log.undo(3)
    assert build(log, PLAIN, compact=False).reused == 41
    assert layers(opened(log))[-1][0] is True
    log.undo(2)
    assert build(log, PLAIN, compact=False).reused == 0  # dictionaries only grow: without the name all is built anew
    assert opened(log).touchpoints == ["a", "b"]


def test_events_of_nobody_write_no_shard(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, crowd())
    build(log, PLAIN)
    add_batches(log, Batch("till", (Happening(5, "sale"),)))
    report = build(log, PLAIN)
    assert (report.anonymous_events, report.overlay) == (1, 0)
    assert layers(opened(log)) == [(False, 20, 0)]


def test_all_that_was_is_gone(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, crowd())
    build(log, PLAIN)
    log.undo(1)
    report = build(log, PLAIN, compact=False)
    assert (report.events, report.customers, read_store(opened(log))) == (0, 0, [])


def test_compaction_on_request(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, crowd())
    build(log, PLAIN)
    add_batches(log, Batch("web", (at(50, user="u3"),)))
    build(log, PLAIN, compact=False)
    assert build(log, PLAIN).unchanged
    assert (build(log, PLAIN, compact=True).overlay, build(log, PLAIN, compact=True).unchanged) == (0, True)
    assert layers(opened(log)) == [(False, 20, 0)]


def test_compaction_keeps_dimensions(tmp_path: Path) -> None:
    rules = Settings(
        dimensions=[
            DimensionRule(name="country", property="country", scope="customer"),
            DimensionRule(name="page", property="page"),
        ]
    )
    log = EventLog(tmp_path)
    users = [f"u{number}" for number in range(30)]
    add_batches(log, Batch("web", tuple(_from(user, 1, "HU", "start") for user in users)))
    build(log, rules)
    add_batches(log, Batch("web", (_from("u3", 5, "SK", "end"),)))
    assert build(log, rules).overlay == 2
    before = sorted(_dimensions(opened(log, rules)))
    assert compact(log)
    assert sorted(_dimensions(opened(log, rules))) == before == [("HU", ["start"])] * 29 + [("SK", ["start", "end"])]


def _from(user: str, ts: int, country: str, page: str) -> Happening:
    return Happening(ts=ts, name="a", ids={"user_id": user}, properties={"country": country, "page": page})


def _dimensions(journeys: Journeys) -> list[tuple[str, list[str]]]:
    """Return each customer's country, and each of their events' page."""
    countries, pages = (dimension.values for dimension in journeys.store.manifest.dimensions)

    def told(shard: Shard, low: int, high: int) -> list[tuple[str, list[str]]]:
        return [
            (
                countries[int(shard.column("customer_0")[customer]) - 1],
                [
                    pages[value - 1]
                    for value in shard.column("dimension_1")[shard.ptr[customer] : shard.ptr[customer + 1]]
                ],
            )
            for customer in range(low, high)
        ]

    return [customer for piece in fold(journeys, told) for customer in piece]


def of_plans(*events: tuple[int, str, str | None]) -> Batch:
    own = [Happening(ts, "a", ids={"user_id": user}, properties={"plan": plan}) for ts, user, plan in events]
    return Batch("web", tuple(own))


@pytest.mark.parametrize("scope", ["event", "journey", "customer"])
def test_dimensions_outlive_compaction(tmp_path: Path, scope: Literal["event", "journey", "customer"]) -> None:
    rules = Settings(dimensions=[DimensionRule(name="plan", property="plan", scope=scope)])
    log = EventLog(tmp_path)
    add_batches(log, of_plans((1, "u1", "free"), (2, "u2", "pro"), (3, "u3", None)), crowd(400))
    build(log, rules)
    for number in (1, 2):
        later = of_plans((1_000 + number, "u1", f"plan {number}"), (2_000, "u3", "late"))
        add_batches(log, later)
        build(log, rules, compact=False)
        layered = values(opened(log, rules), "plan")
        assert any(facts.overlay for facts in opened(log, rules).store.manifest.shards)
        assert compact(log) if number == 1 else build(log, rules, compact=True).overlay == 0
        assert values(opened(log, rules), "plan") == layered
        fresh = copy_log(log, tmp_path / "fresh")
        build(fresh, rules)
        assert values(opened(fresh, rules), "plan") == layered
    log.undo(4)
    build(log, rules, compact=False)
    assert compact(log)
    fresh = copy_log(log, tmp_path / "fresh")
    build(fresh, rules)
    found = values(opened(log, rules), "plan")
    assert found == values(opened(fresh, rules), "plan")
    assert "plan 2" not in {value for _, value, _ in found}


@pytest.mark.parametrize("column", ["dimension_0", "customer_0"])
def test_a_store_without_its_dimensions_is_damaged(tmp_path: Path, column: str) -> None:
    rules = Settings(dimensions=[DimensionRule(name="plan", property="plan", scope="customer")])
    log = EventLog(tmp_path)
    add_batches(log, of_plans((1, "u1", "free")))
    build(log, rules)
    path = next(tmp_path.rglob("store.json"))
    told = msgspec.json.decode(path.read_bytes())
    del told["shards"][0]["columns"][column]  # as a store would say that was written without it
    path.write_bytes(msgspec.json.encode(told))
    with pytest.raises(StorageError, match=rf"{column}\.npy is missing or damaged: run desireline build --full"):
        opened(log, rules)
    assert not build(log, rules).unchanged
    assert opened(log, rules).dimension("plan").values == ["free"]


def test_a_disk_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    log = EventLog(tmp_path)
    add_batches(log, crowd())
    build(log, PLAIN)
    monkeypatch.setattr("os.link", link)
    add_batches(log, Batch("web", (at(50, user="u3"),)))
    assert build(log, PLAIN, compact=False).overlay == 3
    opened(log).store.verify()
    assert compact(log)
    assert opened(log).events == 41


def test_compaction_waits_for_nobody(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, crowd())
    build(log, PLAIN)
    add_batches(log, Batch("web", (at(50, user="u3"),)))
    build(log, PLAIN, compact=False)
    with exclusive(tmp_path / "lock"), pytest.raises(BusyError, match="another process is writing"):
        compact(log)
    assert compact(log)


@pytest.mark.parametrize("name", ["customers.parquet", "owners.parquet", "summary.json"])
@pytest.mark.parametrize("content", [None, b"PAR1 but no more", b"flipped"])
def test_lost_notes_of_who_owned_what(tmp_path: Path, name: str, content: bytes | None) -> None:
    """Without them an overlay cannot be told: all is built anew."""
    log = EventLog(tmp_path)
    add_batches(log, crowd())
    build(log, PLAIN)
    path = next(tmp_path.rglob(name))
    flipped = bytearray(path.read_bytes())
    flipped[len(flipped) // 3] ^= 4
    path.unlink() if content is None else path.write_bytes(bytes(flipped) if content == b"flipped" else content)
    add_batches(log, Batch("web", (at(50, user="u3"),)))
    report = build(log, PLAIN, compact=False)
    assert (report.events, report.customers) == (41, 20)
    fresh = copy_log(log, tmp_path / "fresh")
    build(fresh, PLAIN)
    assert sorted(map(hash, read_store(opened(log)))) == sorted(map(hash, read_store(opened(fresh))))


def test_a_damaged_overlay_is_said_and_built_anew(tmp_path: Path) -> None:
    log = EventLog(tmp_path)
    add_batches(log, crowd())
    build(log, PLAIN)
    add_batches(log, Batch("web", (at(50, user="u3"),)))
    build(log, PLAIN, compact=False)
    np.save(next(tmp_path.rglob("gone.npy")), np.array([99], dtype=np.uint32))
    with pytest.raises(StorageError, match=r"gone\.npy is missing or damaged: run desireline build --full"):
        opened(log)
    with pytest.raises(StorageError, match=r"gone\.npy"):
        compact(log)
    assert build(log, PLAIN).events == 41
    assert layers(opened(log)) == [(False, 20, 0)]
