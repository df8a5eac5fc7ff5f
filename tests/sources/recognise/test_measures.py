"""Tables of numbers without people."""

from desireline.sources.recognise.measures import measures
from desireline.sources.recognise.subjects import Subject
from table_samples import columns

_ANY = Subject(concept="", noun="x")


def _found(names: list[str], subject: Subject = _ANY) -> list[tuple[str, str]]:
    found = measures(columns({name: ["12", "30.5"] for name in names}), subject)
    return [(one.rule.name, one.rule.unit) for one in found]


def test_spend_alone_is_enough() -> None:
    assert _found(["utm_campaign", "spend"]) == [("spend", "money")]
    assert _found(["Költés"]) == [("spend", "money")]
    assert _found(["расход", "показы", "клики"]) == [("spend", "money"), ("impressions", "count"), ("clicks", "count")]
    assert _found(["花費", "曝光", "點擊"]) == [("spend", "money"), ("impressions", "count"), ("clicks", "count")]


def test_clicks_need_company() -> None:
    assert _found(["clicks"]) == []
    assert _found(["clicks", "opens"]) == [("clicks", "count"), ("opens", "count")]


def test_ranks_and_visits() -> None:
    assert _found(["keyword", "avg position", "impressions"]) == [("rank", "rank"), ("impressions", "count")]


def test_prices_and_places_of_products_are_no_measures() -> None:
    assert _found(["unit_cost_amount"]) == []
    assert _found(["position"], Subject(concept="product", noun="product", things=True)) == []


def test_texts_are_not_measured() -> None:
    assert measures(columns({"spend": ["high", "low"]}), _ANY) == []
