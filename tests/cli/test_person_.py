"""`desireline person`: a picture for people, the same numbers as JSON, one line where nobody is meant."""

import json
from pathlib import Path

import pytest

from cli.running import desireline
from desireline.base.i18n import LANGUAGES
from people_shop import ANNA, people_shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return people_shop(tmp_path_factory.mktemp("cli")).folder


def test_a_person_in_the_terminal(shop: Path) -> None:
    done = desireline("person", "Anna@Example.hu", "--most", "2", cwd=shop)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{ANNA}  ")
    assert "joined to anonymous_id a-1 by view, Jan 2, 2026" in done.stdout
    assert "kiosk-1  1 event: shared: seen with 2 values of user_id, 1 allowed; it links nobody" in done.stdout
    assert "Purchase: 1 journey; 1 reached the goal, 0 missed it, 0 open" in done.stdout
    assert "Timeline: 1 to 2 of 5" in done.stdout
    assert "  16:00 ·● Store        order  €12.99" in done.stdout
    assert done.stderr.strip().splitlines()[-1].startswith("next: desireline people --where")


def test_the_same_as_json(shop: Path) -> None:
    said = json.loads(desireline("person", ANNA, "--json", "--oldest", "--skip", "3", cwd=shop).stdout)
    assert said["person"]["shown"]["value"] == ANNA
    assert (said["timeline"]["count"], [row["name"] for row in said["timeline"]["rows"]]) == (5, ["view", "order"])
    people = json.loads(desireline("people", "--json", cwd=shop).stdout)
    assert said["person"]["customer"] in {row["customer"] for row in people["rows"]}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_in_every_language(shop: Path, lang: str) -> None:
    done = desireline("person", "p00@other.example", "--lang", lang, cwd=shop)
    assert done.returncode == 0, done.stderr
    assert "{" not in done.stdout


def test_nobody_is_one_line(shop: Path) -> None:
    for who in ("nobody", "", "kiosk-1"):
        done = desireline("person", who, cwd=shop)
        assert (done.returncode, done.stdout) == (2, "")
        assert [line for line in done.stderr.splitlines() if line.startswith("error: no customer is")]
