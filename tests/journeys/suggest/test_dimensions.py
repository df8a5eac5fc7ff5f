"""Properties of few values become dimensions, with the scope their values show."""

import pytest

from desireline.base.settings.model import DimensionRule, Settings
from desireline.journeys.suggest.dimensions import propose_dimensions
from desireline.journeys.suggest.model import PropertyStats
from name_stats import made_up

NAMES = [made_up("view", customers=500)]


def stats(name: str, distinct: int = 5, per_customer: float = 1.5, events: int = 1000, *examples: str) -> PropertyStats:
    return PropertyStats(
        source="data",
        property=name,
        events=events,
        distinct=distinct,
        examples=list(examples) or ["a", "b"],
        per_customer=per_customer,
    )


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        (stats("country", per_customer=1.0), DimensionRule(name="country", property="country", scope="customer")),
        (stats("country", per_customer=1.2), DimensionRule(name="country", property="country", scope="customer")),
        (stats("plan", per_customer=1.6), DimensionRule(name="plan", property="plan", scope="journey")),
        (
            stats("context.device.type"),
            DimensionRule(name="device type", property="context.device.type", scope="journey"),
        ),
        (stats("utm_campaign"), DimensionRule(name="utm_campaign", property="utm_campaign", scope="journey")),
        (stats("kategória", per_customer=3.0), DimensionRule(name="kategória", property="kategória", scope="event")),
        (stats("國家", per_customer=1.0), DimensionRule(name="國家", property="國家", scope="customer")),
        (stats("mood", per_customer=3.0), DimensionRule(name="mood", property="mood", scope="event")),
        (stats("status", 3, 2.0, 1000, "200", "404"), DimensionRule(name="status", property="status", scope="event")),
    ],
)
def test_proposed(given: PropertyStats, rule: DimensionRule) -> None:
    assert [made.rule for made in propose_dimensions([given], NAMES, Settings())] == [rule]


@pytest.mark.parametrize(
    "given",
    [
        stats("country", distinct=1),
        stats("country", distinct=51),
        stats("country", events=499),  # on less than half of 1,000 events
        stats("device_id"),
        stats("event_type"),
        stats("customer.email"),
        stats("quantity", 9, 3.0, 1000, "1", "2", "-1.5"),
    ],
)
def test_not_proposed(given: PropertyStats) -> None:
    assert propose_dimensions([given], NAMES, Settings()) == []


def test_those_of_the_settings_are_left_and_names_stay_unique() -> None:
    own = Settings(dimensions=[DimensionRule(name="Country", property="geo")])
    made = propose_dimensions([stats("country"), stats("geo"), stats("a.plan"), stats("b.plan")], NAMES, own)
    assert [each.rule.property for each in made] == ["a.plan"]


def test_few_of_those_the_word_list_does_not_know() -> None:
    made = propose_dimensions([stats(f"mood{letter}") for letter in "abcdefgh"], NAMES, Settings())
    assert len(made) == 5
    assert all(each.known is None for each in made)
