"""One customer: who they are and why, where they stand, what happened; the stories of a shop that is known by heart."""

from pathlib import Path

import pytest

from desireline.base.errors import InputError, NotFoundError
from desireline.events import Identifier
from desireline.journeys import Journeys
from desireline.project import Project
from desireline.project.person import Money, Person, person_of, shown_identifier
from desireline.project.timeline import timeline_of
from desireline.project.who import customer_meant
from example_maps import HOSTILE
from people_shop import ANNA, BELA, DAY, HOUR, KIOSK, START, people_shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return people_shop(tmp_path_factory.mktemp("people"))


@pytest.fixture(scope="module")
def journeys(shop: Project) -> Journeys:
    return shop.journeys()


def person(shop: Project, journeys: Journeys, who: str) -> Person:
    return person_of(shop, journeys, customer_meant(journeys, who))


def test_identifiers_come_with_what_joined_them(shop: Project, journeys: Journeys) -> None:
    anna = person(shop, journeys, ANNA)
    told = [
        (
            each.namespace,
            each.value,
            each.events,
            each.source,
            (by := each.linked_by) and (by.namespace, by.source, by.name, by.at_us),
        )
        for each in anna.identifiers
    ]
    assert told == [
        ("anonymous_id", "a-1", 3, "web", None),
        ("user_id", "u1", 3, "web", ("anonymous_id", "web", "view", START + 26 * HOUR)),
        ("email", ANNA, 1, "till", ("user_id", "till", "order", START + 30 * HOUR)),
    ]
    assert [
        (each.value, each.reason, each.seen_with, each.values, each.limit, each.events) for each in anna.left_out
    ] == [(KIOSK, "shared", "user_id", 2, 1, 1)]
    assert anna.shown == Identifier("email", ANNA)


def test_what_there_is_of_a_customer(shop: Project, journeys: Journeys) -> None:
    anna = person(shop, journeys, "u1")
    assert (anna.events, anna.visits, anna.first_us, anna.last_us) == (5, 5, START, START + 30 * HOUR)
    assert [(use.channel, use.events, use.last_us) for use in anna.channels] == [
        ("web", 4, START + 26 * HOUR),
        ("store", 1, START + 30 * HOUR),
    ]
    assert anna.worth == [Money(value_minor=1_299, currency="EUR")]
    assert [(trait.dimension, trait.value) for trait in anna.traits] == [("country", "HU")]
    assert person(shop, journeys, BELA).left_out[0].reason == "placeholder"


def test_a_finished_journey_waits_for_nothing(shop: Project, journeys: Journeys) -> None:
    (purchase,) = person(shop, journeys, ANNA).journey_types
    assert (purchase.count, purchase.reached, purchase.missed, purchase.open) == (1, 1, 0, 0)
    assert purchase.journeys[0].stages == ["awareness", "consideration", "purchase"]
    assert purchase.now is not None
    assert (purchase.now.outcome, purchase.now.touchpoint, purchase.now.others) == ("reached", "order", None)


def test_where_somebody_is_stuck_and_how_long_others_stay_there(shop: Project, journeys: Journeys) -> None:
    now = person(shop, journeys, BELA).journey_types[0].now
    assert now is not None
    assert now.others is not None
    assert (now.outcome, now.touchpoint, now.stage) == ("missed", "view", "awareness")
    stuck = person(shop, journeys, "p00@other.example").journey_types[0].now
    assert stuck is not None
    assert (stuck.outcome, stuck.touchpoint, stuck.since_us) == ("missed", "cart", START + 11 * HOUR)
    assert stuck.waited_s == (60 * DAY - 11 * HOUR) / 1e6
    waits = sorted(
        [2.0 * (1 + number % 5) for number in range(30) if number % 3] + [25.0, 3.0]
    )  # Anna's and Béla's too
    assert stuck.others is not None
    assert (stuck.others.stays, stuck.others.median_s) == (len(waits), 3_600 * (waits[10] + waits[11]) / 2)
    assert stuck.others.sooner is not None
    assert (stuck.others.sooner.count, stuck.others.sooner.of) == (len(waits), len(waits))


def test_of_too_few_nobody_can_tell(tmp_path: Path) -> None:
    shop = people_shop(tmp_path, others=6)
    now = person(shop, shop.journeys(), "p00@other.example").journey_types[0].now
    assert now is not None
    assert now.others is not None
    assert (now.others.stays, now.others.median_s, now.others.sooner) == (6, None, None)


@pytest.mark.parametrize("most", [1, 2, 5, 100])
def test_pages_of_a_timeline_make_up_the_whole(shop: Project, journeys: Journeys, most: int) -> None:
    place = customer_meant(journeys, ANNA)
    whole = timeline_of(shop, journeys, place, direction="oldest")
    assert [row.name for row in whole.rows] == ["view", "cart", "view", "view", "order"]
    pages = [
        timeline_of(shop, journeys, place, direction="oldest", first=first, most=most) for first in range(0, 7, most)
    ]
    assert [row for page in pages for row in page.rows] == whole.rows
    newest = timeline_of(shop, journeys, place, language="hu")
    assert [row.at_us for row in newest.rows] == [row.at_us for row in reversed(whole.rows)]
    assert newest.rows[-1].label == "Oldal"
    assert timeline_of(shop, journeys, place, first=5).rows == []


def test_an_event_is_told_whole(shop: Project, journeys: Journeys) -> None:
    order = timeline_of(shop, journeys, customer_meant(journeys, ANNA), most=1).rows[0]
    assert (order.at, order.channel, order.touchpoint, order.stage) == (
        "2026-01-02T16:00:00+01:00",
        "store",
        "order",
        "purchase",
    )
    assert (order.value_minor, order.currency, order.source, order.visit) == (1_299, "EUR", "till", 5)
    assert order.properties == {"note": "<b>gift</b>"}
    assert order.identifiers == [Identifier("email", ANNA), Identifier("user_id", "u1")]


def test_a_timeline_survives_an_import_that_was_taken_back(tmp_path: Path) -> None:
    shop = people_shop(tmp_path)
    journeys = shop.journeys()
    shop.log.undo(2)
    place = customer_meant(journeys, ANNA)
    order = timeline_of(shop, journeys, place, most=1).rows[0]
    assert (order.touchpoint, order.source, order.value_minor) == ("order", None, 1_299)
    assert person_of(shop, journeys, place).identifiers[0].value == "a-1"


def test_who_is_meant(journeys: Journeys) -> None:
    place = customer_meant(journeys, f"email:{ANNA}")
    assert customer_meant(journeys, f" {place.customer_id:016X} ") == place
    with pytest.raises(NotFoundError, match="shared by customers with 2 values of user_id, more than 1"):
        customer_meant(journeys, KIOSK)
    for text in ("nobody@example.hu", HOSTILE.encode("utf-8", "replace").decode(), "0" * 16, "%", "a" * 5_000):
        with pytest.raises(NotFoundError, match="no customer is"):
            customer_meant(journeys, text)
    with pytest.raises(InputError, match="no customer is named"):
        customer_meant(journeys, "  ")


def test_what_people_know_a_customer_by() -> None:
    known = [
        Identifier("anonymous_id", "a"),
        Identifier("user_id", "u"),
        Identifier("handle", "@x"),
        Identifier("phone", "+1"),
    ]
    assert shown_identifier(known) == Identifier("phone", "+1")
    assert shown_identifier([*known, Identifier("email", "e")]) == Identifier("email", "e")
    assert shown_identifier(known[:2]) == Identifier("user_id", "u")
    assert shown_identifier([]) is None
