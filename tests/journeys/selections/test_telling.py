"""Selections told: every kind, its opposite, in four languages, whatever names hold."""

import pytest
from hypothesis import given, settings

from desireline.base.i18n import LANGUAGES, Language, Translator
from desireline.base.settings.model import Settings, Touchpoint, When
from desireline.journeys.selections import Selection, parse_selection
from desireline.journeys.selections.model import Not
from desireline.journeys.selections.telling import tell
from selection_strategies import any_selections

SETTINGS = Settings(touchpoints=[Touchpoint(name="cart", when=When(name="cart"), label={"en": "Cart filled"})])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('channel in ("web", "email")', "Channel is “Web” or “E-mail”"),
        (
            'did("cart" or "order") at least 2 times in 2026-03',
            "they did “Cart filled” or “order” (at least 2 times, in 2026-03)",
        ),
        ('not did("order") within 7d after "cart"', "they did not do “order” (within 7d after “Cart filled”)"),
        ('not (did("order") or did("cart"))', "not the case: (they did “order” or they did “Cart filled”)"),
        (
            'did("order", value > 100) and (country is none or score >= 9 of 0..10)',
            "they did “order” where an amount of more than 100 EUR, and (country is not known or an answer of at least 9 (0–10))",
        ),
        ('not not segment("x")', "they are in the segment “x”"),
    ],
)
def test_sentences(text: str, told: str) -> None:
    assert tell(parse_selection(text), Translator("en"), SETTINGS) == f"Customers for whom this holds: {told}."


@pytest.mark.parametrize("lang", LANGUAGES)
@settings(max_examples=60, deadline=None)
@given(selection=any_selections())
def test_everything_is_told_and_so_is_its_opposite(lang: Language, selection: Selection) -> None:
    say = Translator(lang)
    told = tell(selection, say, SETTINGS)
    assert told
    assert tell(Not(part=Not(part=selection)), say, SETTINGS) == told
    assert tell(Not(part=selection), say, SETTINGS) != told
