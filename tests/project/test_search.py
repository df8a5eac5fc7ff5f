"""Customers looked for: the same ones, in the same order, as a plain walk over all of them gives."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import desireline as dl
from desireline.base.errors import NotFoundError, UnreadableError
from desireline.events import Identifier
from desireline.journeys import Journeys
from desireline.journeys.customers import Order
from desireline.project import Project
from desireline.project.search import find_people
from example_maps import HOSTILE
from logs import Batch, Customer, Happening, add_batches, read_store, small_pieces
from people_shop import ANNA, BELA, DAY, START, people_shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Project:
    found = people_shop(tmp_path_factory.mktemp("search"))
    with small_pieces(shard_events=20):
        found.build(full=True)
    return found


@pytest.fixture(scope="module")
def journeys(shop: Project) -> Journeys:
    return shop.journeys()


def key(own: Customer, order: Order) -> int:
    """Return what a customer is ordered by, worked out event by event."""
    spent = sum(each.value[0] for each in own.events if each.value and each.value[1] == "EUR")
    return {"last": own.events[-1].ts, "first": own.events[0].ts, "events": len(own.events), "value": spent}[order]


@settings(max_examples=40, deadline=None)
@given(order=st.sampled_from(["last", "first", "events", "value"]), first=st.integers(0, 40), most=st.integers(1, 40))
def test_pages_are_cut_from_one_order(journeys: Journeys, order: Order, first: int, most: int) -> None:
    expected = sorted(read_store(journeys), key=lambda own: (-key(own, order), own.id))
    with small_pieces():
        found = find_people(journeys, order=order, first=first, most=most)
    assert (found.count, found.of) == (len(expected), len(expected))
    assert [row.customer for row in found.rows] == [f"{own.id:016x}" for own in expected[first : first + most]]
    assert [row.events for row in found.rows] == [len(own.events) for own in expected[first : first + most]]


@pytest.mark.parametrize(
    "where",
    [
        'did("order")',
        'not did("order")',
        'channel = "store"',
        'did("cart") and channel = "web"',
        'country = "HU"',
        "value > 5 EUR",
    ],
)
def test_a_selection_finds_whom_a_question_counts(shop: Project, journeys: Journeys, where: str) -> None:
    expected = [member.customer for member in shop.ask(dl.Visits(where=where)).people("/customers").page(0, 1_000)]
    found = find_people(journeys, where=where, most=500)
    assert sorted(row.customer for row in found.rows) == sorted(expected)
    assert found.count == len(expected)


def test_a_segment_and_a_selection_together(journeys: Journeys) -> None:
    lost = find_people(journeys, segment="lost", most=500)
    assert BELA in {row.shown.value for row in lost.rows if row.shown}
    narrowed = find_people(journeys, segment="lost", where='did("cart") at least 2 times')
    assert [row.shown and row.shown.value for row in narrowed.rows] == [BELA]
    assert find_people(journeys, segment="lost", text=ANNA).count == 0


def test_who_has_just_that_value_comes_first(journeys: Journeys) -> None:
    found = find_people(journeys, text="U1")
    assert [row.shown and row.shown.value for row in found.rows] == [ANNA]
    assert [each.value for each in found.rows[0].matched] == ["u1"]
    assert find_people(journeys, text="p0").count == 10
    anna = find_people(journeys, text=ANNA).rows[0]
    assert (anna.channels, [(each.journey, each.count, each.reached, each.open) for each in anna.journeys]) == (
        ["web", "store"],
        [("purchase", 1, 1, 0)],
    )
    by_id = find_people(journeys, text=anna.customer).rows
    assert by_id == [msgspec.structs.replace(anna, matched=[])]  # no identifier of hers holds the id


def test_whose_history_went_into_the_overlay_is_found_once(tmp_path: Path) -> None:
    shop = people_shop(tmp_path, others=200)
    before = find_people(shop.journeys(), most=500)
    add_batches(shop.log, Batch("late", (Happening(START + 99 * DAY, "order", ids={"email": ANNA}),)))
    shop.build()
    journeys = shop.journeys()
    assert any(shard.gone is not None for shard in journeys.store.shards)
    after = find_people(journeys, most=500)
    assert (after.count, after.of, len({row.customer for row in after.rows})) == (before.count, before.of, before.count)
    assert after.rows[0].shown == Identifier("email", ANNA)
    assert after.rows[0].events == 6
    assert find_people(journeys, text=ANNA).count == 1
    assert find_people(journeys, where='did("order") at least 2 times').rows[0].customer == after.rows[0].customer


def test_nothing_asked_and_nobody_found(journeys: Journeys) -> None:
    assert find_people(journeys, text="  ").count == find_people(journeys).count
    assert find_people(journeys, text=HOSTILE.encode("utf-8", "replace").decode()).rows == []
    with pytest.raises(UnreadableError) as caught:
        find_people(journeys, where='did("cart") an')
    assert caught.value.at == 12
    with pytest.raises(NotFoundError, match="no segment"):
        find_people(journeys, segment="nobody")
