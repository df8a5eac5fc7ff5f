"""Saved questions: files that come back as they were, and that no name leads out of their folder."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import desireline as dl
from desireline.base.errors import ChangedError, InputError, NotFoundError
from desireline.project import Project
from desireline.project.saved_questions import (
    QuestionFile,
    asked_of,
    list_questions,
    pin_questions,
    remove_question,
    save_question,
    saved_question,
)
from example_maps import HOSTILE

LOSSES = QuestionFile(
    title="Checkout losses", question="funnel", parameters={"steps": ["cart", "order"], "window": "7d"}
)


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    return dl.create_project(tmp_path / "shop", time_zone="Europe/Budapest")


def test_a_question_comes_back_ready_to_be_asked(shop: Project) -> None:
    saved = save_question(shop, msgspec.structs.replace(LOSSES, by="anna"))
    assert saved.id == "checkout-losses"
    assert saved == saved_question(shop, "checkout-losses")
    assert (saved.by, saved.fault, saved.pinned) == ("anna", None, None)
    assert saved.at is not None
    assert saved.at.endswith(("+01:00", "+02:00"))
    assert asked_of(saved) == dl.Funnel(steps=["cart", "order"], window="7d")
    again = save_question(shop, LOSSES)
    assert again.id.startswith("checkout-losses-")
    remove_question(shop, again.id)
    assert [each.id for each in list_questions(shop)] == ["checkout-losses"]


def test_comments_of_people_stay(shop: Project) -> None:
    path = shop.folder / "questions" / "mine.yaml"
    path.parent.mkdir()
    path.write_text("# why we ask\ntitle: Mine  # for now\nquestion: visits\nparameters:\n  gap: 1h # short\n")
    content = QuestionFile(title="Ours", question="visits", parameters={"gap": "2h"}, pinned=1)
    save_question(shop, content, name="mine", expected=saved_question(shop, "mine").version)
    text = path.read_text()
    assert all(part in text for part in ("# why we ask", "title: Ours  # for now", "gap: 2h # short", "pinned: 1"))
    assert "by:" not in text


def test_somebody_else_s_change_is_not_undone(shop: Project) -> None:
    first = save_question(shop, LOSSES)
    renamed = msgspec.structs.replace(LOSSES, title="Losses")
    second = save_question(shop, renamed, name=first.id, expected=first.version)
    for expected in (first.version, "nonsense"):
        with pytest.raises(ChangedError, match="'checkout-losses' since you looked"):
            save_question(shop, LOSSES, name=first.id, expected=expected)
        with pytest.raises(ChangedError):
            remove_question(shop, first.id, expected=expected)
    assert saved_question(shop, first.id) == second


def test_pins_have_an_order(shop: Project) -> None:
    one, two, three = (
        save_question(shop, msgspec.structs.replace(LOSSES, title=title)).id for title in ("c", "b", "a")
    )
    assert [each.id for each in list_questions(shop)] == [three, two, one]
    assert [(each.id, each.pinned) for each in pin_questions(shop, [one, three])] == [(one, 1), (three, 2), (two, None)]
    assert pin_questions(shop, [two])[0].id == two
    for wrong, error in (([one, one], InputError), (["nobody"], NotFoundError), (["../desireline"], NotFoundError)):
        with pytest.raises(error):
            pin_questions(shop, wrong)
    assert [each.id for each in list_questions(shop) if each.pinned] == [two]


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../desireline",
        "/etc/passwd",
        "a/../../desireline",
        "x\x00",
        "A",
        "é",
        "-x",
        "x.yaml",
        HOSTILE,
        "x" * 300,
    ],
)
def test_no_name_leads_anywhere_else(shop: Project, name: str) -> None:
    save_question(shop, LOSSES)
    (shop.folder / "desireline.yaml").rename(shop.folder / "desireline.yaml")
    for touch in (
        lambda: saved_question(shop, name),
        lambda: remove_question(shop, name),
        lambda: save_question(shop, LOSSES, name=name),
    ):
        with pytest.raises(NotFoundError, match="there is no saved question"):
            touch()
    assert sorted(path.name for path in shop.folder.iterdir() if not path.name.startswith(".")) == [
        "desireline.yaml",
        "questions",
    ]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    title=st.text(min_size=1, max_size=60).filter(lambda text: text.isprintable()),
    where=st.one_of(st.none(), st.sampled_from(['channel = "web"', "time in 2026-03"])),
    gap=st.sampled_from(["1h", "30m", "2d"]),
)
def test_any_title_makes_a_file_that_comes_back(shop: Project, title: str, where: str | None, gap: str) -> None:
    parameters = {"gap": gap} | ({"where": where} if where else {})
    saved = save_question(shop, QuestionFile(title=title, question="visits", parameters=parameters))
    assert (saved.title, saved.parameters, saved.fault) == (title, parameters, None)
    files = list((shop.folder / "questions").iterdir())
    assert [path.name for path in files] == [f"{saved.id}.yaml"]
    remove_question(shop, saved.id, expected=saved.version)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (QuestionFile(title="x", question="nothing"), "there is no question 'nothing'"),
        (QuestionFile(title="x", question="funnel"), "lacks 'steps'"),
        (QuestionFile(title="x", question="visits", parameters={"gop": "1h"}), "'gop' is not a known key"),
        (QuestionFile(title="x", question="visits", parameters={"gap": 5}), "gap is 5"),
        (QuestionFile(title="x", question="visits", parameters={"where": "did("}), "cannot be read at character 5"),
        (QuestionFile(title="x" * 201, question="visits"), "at most 200"),
        (QuestionFile(title="x", question="visits", pinned=0), "1 is the least"),
    ],
)
def test_what_cannot_be_asked_is_not_saved(shop: Project, content: QuestionFile, said: str) -> None:
    with pytest.raises(InputError, match=said.replace("(", r"\(")):
        save_question(shop, content)
    assert list_questions(shop) == []


@pytest.mark.parametrize(
    "text", ["", "[", "title: 5\n", "title: x\nquestion: nothing\n", "\x00", "a: &a [*a]\n", "- 1\n"]
)
def test_a_broken_file_is_told_with_its_fault(shop: Project, text: str) -> None:
    folder = shop.folder / "questions"
    folder.mkdir()
    (folder / "broken.yaml").write_text(text)
    (folder / "latin.yaml").write_bytes(b"title: \xe9\n")
    save_question(shop, LOSSES)
    found = list_questions(shop)
    assert found[0].id == "checkout-losses"
    assert all(each.fault for each in found[1:])
    pin_questions(shop, ["checkout-losses"])
    save_question(shop, LOSSES, name="broken")
    assert saved_question(shop, "broken").fault is None
