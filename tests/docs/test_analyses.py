"""The page of questions is what the code says."""

from docs.analyses import PAGE, page

from desireline.analyses import registry


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "stale: run python -m docs.analyses"


def test_every_question_has_a_heading() -> None:
    headings = [line[3:] for line in page().splitlines() if line.startswith("## ")]
    assert headings == ["Parameters of every question", *sorted(registry())]
