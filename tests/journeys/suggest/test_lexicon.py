"""The word list is whole, and names are read by it as it says."""

import pytest

from desireline.base.i18n import LANGUAGES
from desireline.base.settings.model import Settings
from desireline.journeys.suggest.lexicon import fits, lexicon, read_name

STAGES = [stage.name for stage in Settings().stages]
TERMS = [
    (concept.id, (concept.alone_in or ["web"])[0], term)
    for concept in lexicon().concepts
    for terms in concept.words.values()
    for term in terms
]


def test_the_list_is_whole() -> None:
    concepts = lexicon().concepts
    assert len({concept.id for concept in concepts}) == len(concepts)
    for concept in concepts:
        assert set(concept.words) == set(LANGUAGES), concept.id
        assert all(concept.words.values()), concept.id
        assert concept.stage in (None, *STAGES)
        assert (concept.kind == "goal") == (concept.journey is not None) == (concept.weight > 0), concept.id
    assert set(lexicon().stage_words) == set(STAGES)
    assert set(lexicon().channel_stages.values()) <= set(STAGES)


def test_every_term_is_read_as_what_it_stands_for() -> None:
    readings = {(concept, term): read_name(term.replace("*", ""), channel) for concept, channel, term in TERMS}
    assert len(readings) > 1000
    assert {key: reading for key, reading in readings.items() if not reading or reading.concept.id != key[0]} == {}


@pytest.mark.parametrize(
    ("name", "channel", "concept", "words", "stage"),
    [
        ("orderCompleted_v2", "web", "order_completed", ("order", "completed"), "purchase"),
        ("ORDER-COMPLETED", "app", "order_completed", ("order", "completed"), "purchase"),
        ("order_completed_error", "web", "failure", ("error",), "purchase"),
        ("complaint resolved", "support", "solved", ("complaint", "resolved"), "retention"),
        ("complaint", "support", "complaint", ("complaint",), "retention"),
        ("order viewed", "web", "fulfilment", ("order", "viewed"), "retention"),
        ("closed", "support", "solved", ("closed",), "retention"),
        ("delivered", "email", "email_sent", ("delivered",), None),
        ("delivered", "store", "fulfilment", ("delivered",), "retention"),
        ("abandoned cart", "web", "cancel", ("abandoned",), "consideration"),
        ("abandoned cart reminder", "email", "recovery", ("abandoned", "cart", "reminder"), "consideration"),
        ("付款失敗", "web", "failure", ("失敗",), "purchase"),
        ("ЗАКАЗ отменён", "web", "cancel", ("отменен",), "purchase"),
        ("HIBAJEGY_LEZÁRVA", "support", "solved", ("hibajegy", "lezarva"), "retention"),
    ],
)
def test_names_are_read(name: str, channel: str, concept: str, words: tuple[str, ...], stage: str | None) -> None:
    reading = read_name(name, channel)
    assert reading is not None
    assert (reading.concept.id, reading.words, reading.stage) == (concept, words, stage)


@pytest.mark.parametrize("name", ["", "A", "W_Completeren aanvraag", "closed", "opened", "?!", "12345"])
def test_names_that_say_nothing_on_the_web(name: str) -> None:
    assert read_name(name, "web") is None


def test_a_term_needs_all_its_words_and_each_once() -> None:
    assert fits(["thumbs up"], "thumbsUp")
    assert not fits(["thumbs up"], "thumbs")
    assert not fits(["re* re*"], "renew")
    assert fits(["re* re*"], "renew repeat")
