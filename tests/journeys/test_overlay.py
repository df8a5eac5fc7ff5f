"""What is built bit by bit into overlays, what is compacted, and what is built at once: the same histories and answers."""

from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from desireline.analyses import Analysis, Funnel, JourneyOutcomes, Result, Transitions, Visits
from desireline.base.settings.model import IdentityRules, NamespaceRule, Settings
from desireline.events import EventLog
from desireline.journeys import BuildReport, Journeys, build, compact, open_journeys
from desireline.maps import map_from_data
from logs import Batch, Customer, Happening, add_batches, copy_log, read_store, small_pieces
from strategies import batches, settings_of_logs

PLAIN = Settings()
NEVER_SHARED = Settings(identity=IdentityRules(limit=99, namespaces={"device_id": NamespaceRule(limit=99)}))


@dataclass(frozen=True)
class Answers:
    """All that a store says, in an order that does not depend on how it was built."""

    histories: list[Customer]
    results: list[Result]
    map: bytes


def answers(journeys: Journeys, steps: list[str]) -> Answers:
    questions: list[Analysis[Result]] = [Transitions(), Visits(), JourneyOutcomes()]  # type: ignore[list-item]
    questions += [Funnel(steps=steps)] if steps else []  # type: ignore[list-item]
    view = map_from_data(journeys, project="p")
    return Answers(
        sorted(read_store(journeys), key=lambda customer: customer.id),
        [question.run(journeys) for question in questions],
        msgspec.json.encode(view),
    )


def at(ts: int, name: str = "a", user: str | None = "u1", **ids: str | None) -> Happening:
    return Happening(ts=ts, name=name, ids={"user_id": user, **ids})


def opened(log: EventLog, rules: Settings = PLAIN) -> Journeys:
    return open_journeys(log.folder / "journeys", rules)


Change = Batch | tuple[str, int]

changes: st.SearchStrategy[list[Change]] = st.lists(
    st.one_of(
        batches(most_events=5),
        batches(most_events=3),
        st.tuples(st.sampled_from(["again", "undo", "undo", "compact"]), st.integers(0, 9)),
    ),
    min_size=2,
    max_size=6,
)


@given(st.lists(batches(most_events=30), min_size=1, max_size=2), changes, settings_of_logs())
@settings(max_examples=60)
def test_random_changes(
    tmp_path_factory: pytest.TempPathFactory, first: list[Batch], made: list[Change], rules: Settings
) -> None:
    """Imports, repeats, undone imports; people merge, and fall apart as identifiers turn out to be shared: overlay = compacted = full."""
    folder = tmp_path_factory.mktemp("shop")
    log = EventLog(folder / ".desireline")
    past = list(first)
    add_batches(log, *first)
    with small_pieces(shard_events=12):
        report = build(log, rules)
        layers = 0
        for change in made:
            apply(change, log, past)
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


def apply(change: Change, log: EventLog, past: list[Batch]) -> None:
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
