"""Names that the data do not have are pointed at."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desireline.base.settings.model import DimensionRule, Settings, Touchpoint, When
from desireline.journeys import Journeys
from desireline.journeys.selections import parse_selection, selection_text
from desireline.journeys.selections.model import Segment
from desireline.journeys.selections.unknown import fault_of
from logs import Batch, Happening, built

SETTINGS = Settings(
    touchpoints=[Touchpoint(name=name, when=When(name=name)) for name in ("cart", "order")],
    dimensions=[DimensionRule(name="country", property="country", scope="customer")],
    segments={"good": "did(cart)"},
)


@pytest.fixture(scope="module")
def journeys(tmp_path_factory: pytest.TempPathFactory) -> Journeys:
    happening = Happening(1, "cart", ids={"email": "a@x.hu"}, properties={"country": "HU"})
    return built(tmp_path_factory.mktemp("unknown"), SETTINGS, Batch("web", (happening,)))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("did(cart) and did(crat)", "crat"),
        ("did(cart) and not did('cr at' or order) at least 2 times", "'cr at'"),
        ('did(cart) and not did(order) within 7d after "crat"', '"crat"'),
        ("did(cart) and did(crat) within 7d", "crat"),
        ('did(cart, channel = "web" and contry = "HU")', "contry"),
        ('country = "HU" or country in ("HU", "DE")', '"DE"'),
        ("contry is none", "contry"),
        ('plan like "a*"', "plan"),
        ("first(crat) in 2026", "crat"),
        ("segment(good) or segment(goo)", "goo)"),
        ('did("a\\"b")', '"a\\"b"'),
        ('did(cart) and segment("cart")', '"cart"'),
    ],
)
def test_the_character_where_the_name_begins(journeys: Journeys, text: str, at: str) -> None:
    fault = fault_of(text, parse_selection(text), journeys)
    assert fault is not None
    assert fault.at == text.index(at)


def test_what_is_known_has_no_fault(journeys: Journeys) -> None:
    text = 'did(cart) and country = "HU" and not segment(good)'
    assert fault_of(text, parse_selection(text), journeys) is None
    fault = fault_of("score > 5 of 0..10 and did(cart)", parse_selection("did(cart) and score > 5 of 1..2"), journeys)
    assert fault is None or fault.at is None


@settings(max_examples=100, deadline=None)
@given(name=st.text(min_size=1, max_size=20))
def test_any_name_is_found_as_it_is_written(journeys: Journeys, name: str) -> None:
    if name == "good":
        return
    text = f"did(cart) and {selection_text(Segment(name=name))}"
    fault = fault_of(text, parse_selection(text), journeys)
    assert fault is not None
    assert fault.at == len("did(cart) and segment(")
