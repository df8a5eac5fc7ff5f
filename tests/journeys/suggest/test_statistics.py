"""What suggestions are made from, against counting by hand."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.base.settings.model import Settings
from desireline.events import EventLog
from desireline.journeys.suggest.model import NameStats
from desireline.journeys.suggest.statistics import name_statistics, property_statistics
from effort import examples
from logs import Batch, Happening, add_batches, built, small_pieces
from oracle.histories import histories
from strategies import happenings


@given(st.lists(st.lists(happenings(), min_size=1, max_size=20).map(tuple), min_size=1, max_size=3))
@settings(max_examples=examples(10))
def test_names_of_one_source(tmp_path_factory: pytest.TempPathFactory, found: list[tuple[Happening, ...]]) -> None:
    folder = tmp_path_factory.mktemp("shop")
    batches = [Batch("web", own) for own in found]
    with small_pieces(shard_events=10):
        stats = name_statistics(EventLog(folder / ".desireline"), built(folder, Settings(), *batches))
    customers = histories(list(enumerate(batches, start=1)), Settings()).customers
    every = [item for own in found for item in own]
    kinds = {(item.channel, item.name) for item in every}
    expected = []
    for channel, name in kinds:
        own = [item for item in every if (item.channel, item.name) == (channel, name)]
        places = [
            at / (len(events) - 1)
            for events in customers
            for at, event in enumerate(events)
            if len(events) > 1 and (event.channel, event.touchpoint) == (channel, name)
        ]
        having = [
            events for events in customers if any((one.channel, one.touchpoint) == (channel, name) for one in events)
        ]
        stored = [one for events in customers for one in events if (one.channel, one.touchpoint) == (channel, name)]
        last = sum((events[-1].channel, events[-1].touchpoint) == (channel, name) for events in having)
        expected.append(
            NameStats(
                source="web",
                channel=channel,
                name=name,
                events=len(own),
                customers=len(having),
                anonymous_events=len(own) - len(stored),
                with_value=sum(one.value is not None and one.value[0] > 0 for one in stored),
                with_score=sum(one.score is not None for one in stored),
                position=sum(places) / len(places) if places else None,
                last_share=last / len(having) if having else 0.0,
            )
        )
    expected.sort(key=lambda item: (-item.events, item.source, item.channel, item.name))
    assert [rounded(item) for item in stats] == [rounded(item) for item in expected]


def rounded(item: NameStats) -> NameStats:
    return item if item.position is None else msgspec.structs.replace(item, position=round(item.position, 9))


def test_a_log_that_has_grown_since_the_store_was_built(tmp_path: Path) -> None:
    journeys = built(tmp_path, Settings(), Batch("web", (Happening(1, "a", ids={"user_id": "u1"}),)))
    log = EventLog(tmp_path / ".desireline")
    add_batches(log, Batch("shop", (Happening(2, "new", channel="store", ids={"user_id": "u1"}),)))
    stats = name_statistics(log, journeys)
    assert [(item.source, item.name, item.customers) for item in stats] == [("shop", "new", 0), ("web", "a", 1)]


def test_properties(tmp_path: Path) -> None:
    happenings_ = tuple(
        Happening(at, "a", ids={"user_id": f"u{at % 3}"}, properties={"plan": "pro" if at % 3 else "free", "no": at, 'odd"': 1, "deep": {"x": 1}})
        for at in range(9)
    )  # fmt: skip
    log = EventLog(tmp_path)
    add_batches(log, Batch("web", happenings_), Batch("till", (Happening(1, "sale"),)))
    found = {item.property: item for item in property_statistics(log)}
    assert set(found) == {"plan", "no", 'odd"'}
    plan, number = found["plan"], found["no"]
    assert (plan.source, plan.events, plan.distinct, plan.examples, plan.per_customer) == (
        "web",
        9,
        2,
        ["pro", "free"],
        1.0,
    )
    assert (number.distinct, number.per_customer) == (9, 3.0)
