"""What is a score of customers, and on which scale."""

import pytest

from desireline.sources.recognise.scores import score
from desireline.sources.recognise.subjects import Subject
from table_samples import columns

_ANY = Subject(concept="survey", noun="survey answer", channel="survey")


def _scale(name: str, *values: str) -> tuple[float, float] | None:
    found = score(columns({name: list(values)}), _ANY)
    return (found.rule.min, found.rule.max) if found else None


@pytest.mark.parametrize(
    ("name", "values", "scale"),
    [
        ("nps", ("7", "9"), (0, 10)),
        ("NPS score", ("0", "10"), (0, 10)),
        ("How likely are you to recommend us?", ("3", "9"), (0, 10)),
        ("csat", ("4", "5"), (1, 5)),
        ("Customer effort score", ("2", "7"), (1, 7)),
        ("stars", ("1", "5"), (1, 5)),
        ("rating", ("0", "4.5"), (0, 5)),
        ("overall_rating", ("1", "10"), (1, 10)),
        ("criticality", ("-4", "3"), (-5, 5)),
        ("sc score (0-100)", ("50", "70"), (0, 100)),
        ("How was it? 1 to 7 rating", ("2", "3"), (1, 7)),
        ("értékelés", ("1", "5"), (1, 5)),
        ("оценка", ("2", "5"), (1, 5)),
        ("滿意度", ("2", "5"), (1, 5)),
    ],
)
def test_scales(name: str, values: tuple[str, ...], scale: tuple[float, float]) -> None:
    assert _scale(name, *values) == scale


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("airline_sentiment_confidence", ("1.0", "0.3486")),
        ("sentiment_score", ("1", "0")),
        ("lead_score", ("10", "20")),
        ("member_rating", ("2", "3")),
        ("score_id", ("1", "2")),
        ("rating", ("good", "bad")),
        ("score", ("0.123", "0.456")),
        ("rating_created_at", ("1", "2")),
        ("satisfied", ("yes", "no")),
    ],
)
def test_what_is_no_score(name: str, values: tuple[str, ...]) -> None:
    assert _scale(name, *values) is None


def test_slips_of_the_pen_do_not_widen_the_scale() -> None:
    values = ["3", "-4", "0", "2"] * 300 + ["-9", "-o", "cc"]
    assert _scale("criticality", *values) == (-5, 5)


def test_recommending_goes_before_the_rest() -> None:
    found = score(columns({"csat": ["4", "5"], "nps": ["7", "9"]}), _ANY)
    assert found is not None
    assert found.rule.column == "nps"
    assert "'csat' stay properties" in found.reason


def test_the_rating_of_a_person_is_no_answer() -> None:
    assert score(columns({"rating": ["1", "5"]}), Subject(concept="customer", noun="customer", people=True)) is None
