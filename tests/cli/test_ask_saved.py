"""`desireline ask --saved`: a question from a file of the project."""

import json
from pathlib import Path

import pytest

from cli.running import desireline
from desireline.project.saved_questions import QuestionFile, save_question
from people_shop import people_shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = people_shop(tmp_path_factory.mktemp("saved"))
    save_question(project, QuestionFile(title="Losses", question="funnel", parameters={"steps": ["cart", "order"]}))
    return project.folder


def test_the_same_answer_as_asked_by_hand(shop: Path) -> None:
    saved = desireline("ask", "--saved", "losses", "--json", cwd=shop)
    assert saved.returncode == 0, saved.stderr
    by_hand = desireline("ask", "funnel", "--steps", "cart", "--steps", "order", "--json", cwd=shop)
    assert json.loads(saved.stdout) == json.loads(by_hand.stdout)
    assert "--saved losses  Losses (funnel)" in desireline("ask", "--list", cwd=shop).stdout
    assert desireline("ask", "--saved", "losses", "-o", "x.csv", cwd=shop).returncode == 0
    assert (shop / "x.csv").read_text().startswith("step,")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--saved", "../desireline"], "there is no saved question '../desireline': there are losses"),
        (["--saved", "losses", "visits"], "leave one of them out"),
    ],
)
def test_what_is_refused(shop: Path, words: list[str], said: str) -> None:
    done = desireline("ask", *words, cwd=shop)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
