"""What a map says: the numbers of the map, the grammar of the language."""

from itertools import pairwise

import msgspec
import pytest

from desireline.base.i18n import LANGUAGES, Language, Translator
from desireline.render.journey_map.story import (
    cost_sentence,
    evidence,
    headline,
    leak_sentence,
    story,
)
from desireline.render.words import interval, percent
from desireline.stats.shares import share_of
from example_maps import empty, shop


def test_the_headline_calls_the_worst_leak_the_worst() -> None:
    assert headline(shop()) == (
        "The worst leak is Checkout: 1,180 customers lost, in 1,234 of the 3,398 journeys that came by (36%, 35–38%)."
    )


def test_it_says_most_only_where_no_other_touchpoint_loses_more() -> None:
    view = shop()
    leak = msgspec.structs.replace(view.leaks[0], lost=share_of(2_000, 3_398), customers=1_950, most=True)
    most = msgspec.structs.replace(view, leaks=[leak, *view.leaks[1:]])
    assert headline(most).startswith("Most customers are lost at Checkout: 1,950 customers, in 2,000 of")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_headline_holds_the_leak_s_numbers_in_every_language(lang: Language) -> None:
    view, words = shop(lang), Translator(lang)
    for number in (1_180, 1_234, 3_398):
        assert words.number(number) in headline(view)
    assert view.leaks[0].label in headline(view)


def test_an_empty_map_teaches() -> None:
    assert headline(empty()) == "No journeys yet: the map draws itself once there are events of customers."
    assert story(empty()) == [headline(empty())]


def test_no_leaks() -> None:
    view = msgspec.structs.replace(shop(), leaks=[])
    assert headline(view) == "No leak stands out: 12,034 customers, 15,300 journeys."


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, "1 путь"), (2, "2 пути"), (5, "5 путей"), (21, "21 путь"), (22, "22 пути"), (111, "111 путей")],
)
def test_russian_counts_take_their_forms(count: int, expected: str) -> None:
    assert Translator("ru")("map.journeys", n=count) == expected


def test_one_is_one() -> None:
    leak = msgspec.structs.replace(shop().leaks[0], lost=share_of(1, 1), goals_lost=1.2)
    words = Translator("en")
    assert leak_sentence(leak, words).startswith("1 of the 1 journey that came by")
    assert "1 more journey would" in str(cost_sentence(leak, words))
    assert cost_sentence(msgspec.structs.replace(leak, goals_lost=0.3), words) is None


def test_intervals_show_what_they_can_tell_apart() -> None:
    words = Translator("en")
    assert interval(share_of(36, 100), words) == "27–46%"
    assert interval(share_of(4, 1000), words) == "0.2–1.0%"
    assert interval(share_of(0, 0), words) == "–"
    assert percent(0.004, words) == "0.4%"
    assert percent(0.0, words) == "0%"


def test_evidence_counts_what_stands_outside() -> None:
    facts = " ".join(evidence(shop()))
    for fact in (
        "96,412 events",
        "3,201 anonymous",
        "812 journeys are too recent to tell",
        "30 days",
        "Europe/Budapest",
    ):
        assert fact in facts


def test_all_four_languages_have_the_same_keys_in_the_same_order() -> None:
    from desireline.base.i18n import _texts

    for one, two in pairwise(LANGUAGES):
        assert list(_texts(one)) == list(_texts(two))
