"""The home page: counts that open, ages that are right, and next steps that the data give a reason for."""

from pathlib import Path

import msgspec
import pytest

import desireline as dl
from desireline.base.i18n import LANGUAGES
from desireline.base.settings.edit import edit_settings
from desireline.project import Project, ServedProject
from desireline.project.home import Home, home_of
from desireline.project.opening import map_people
from desireline.project.saved_questions import QuestionFile, save_question
from example_maps import HOSTILE
from logs import Batch, Happening, add_batches
from people_shop import DAY, START, people_shop

NOW = START + 65 * DAY


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    return people_shop(tmp_path)


def kinds(home: Home) -> list[tuple[str, int, str | None]]:
    return [(step.kind, step.n, step.name) for step in home.next_steps]


def test_an_empty_project_has_one_next_step(tmp_path: Path) -> None:
    home = home_of(ServedProject(dl.create_project(tmp_path / "new", name="New")))
    assert (home.project, home.counts, home.freshness.sources, kinds(home)) == ("New", [], [], [("import", 0, None)])


def test_every_count_opens(shop: Project) -> None:
    served = ServedProject(shop)
    home = home_of(served, at_us=NOW)
    assert len(home.counts) == 4
    for count in home.counts:
        members = served.answer(dl.Overview())[0].people(count.cell)
        assert (len(members), members.unit) == (count.value, count.unit)
    reached = home.counts[-1]
    assert reached.title == "Reached the goal: Purchase"
    assert reached.share is not None
    assert reached.share.count == reached.value
    assert home.sentences == served.answer(dl.Overview())[0].story()


def test_what_is_fresh_and_what_is_not(shop: Project) -> None:
    home = home_of(ServedProject(shop), at_us=NOW)
    told = [(each.source, each.age_s, each.behind_s) for each in home.freshness.sources]
    day = 86_400
    assert told[0] == ("mail", 5 * day, 0)
    assert [source for source, _, _ in told] == ["mail", "web", "till"]
    assert home.freshness.age_s == 5 * day
    steps = kinds(home)
    assert steps[:2] == [("quiet", 57, "web"), ("quiet", 58, "till")]
    assert ("stale", 5, None) not in steps
    assert ("stale", 12, None) in kinds(home_of(ServedProject(shop), at_us=NOW + 7 * DAY))


def test_the_leak_opens(shop: Project) -> None:
    served = ServedProject(shop)
    leak = next(step for step in home_of(served, at_us=NOW).next_steps if step.kind == "leak")
    assert leak.cell is not None
    assert len(map_people(served, leak.cell)) == leak.n


def test_what_the_settings_lack(shop: Project) -> None:
    add_batches(shop.log, Batch("new", (Happening(START, "chat", channel="chat", ids={"email": "x@x.hu"}),)))
    served = ServedProject(shop)
    assert ("unstaged", 1, "chat") in kinds(home_of(served, at_us=NOW))
    edit_settings(shop.settings_file, lambda own: msgspec.structs.replace(own, journeys={}))
    assert ("goal", 0, None) in kinds(home_of(served, at_us=NOW))
    edit_settings(
        shop.settings_file, lambda own: msgspec.structs.replace(own, touchpoints=[], segments={"x": "did(nothing)"})
    )
    save_question(shop, QuestionFile(title="Mine", question="visits", pinned=1))
    (shop.folder / "questions" / "bad.yaml").write_text("title: Bad\nquestion: none\n")
    home = home_of(served, at_us=NOW)
    steps = kinds(home)
    assert steps[0] == ("suggest", 4, None)
    assert {("segment", 1, "x"), ("question", 1, "bad")} <= set(steps)
    assert [each.title for each in home.pinned] == ["Mine"]


def test_a_pinned_question_that_cannot_be_asked_says_why_in_the_readers_language(shop: Project) -> None:
    folder = shop.folder / "questions"
    folder.mkdir()
    (folder / "bad.yaml").write_text("title: Bad\nquestion: visits\nparameters: {gap: 3}\npinned: 1\n")
    served = ServedProject(shop)
    faults = {lang: home_of(served, language=lang, at_us=NOW).pinned[0].fault for lang in LANGUAGES}
    assert "gap" in (faults["en"] or "")
    assert len(set(faults.values())) == len(LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_steps_are_sentences_in_every_language(shop: Project, lang: str) -> None:
    add_batches(shop.log, Batch("new", (Happening(START, HOSTILE.replace("\ud800", ""), ids={"email": "x@x.hu"}),)))
    english = home_of(ServedProject(shop), language="en", at_us=NOW)
    home = home_of(ServedProject(shop), language=lang, at_us=NOW)  # type: ignore[arg-type]  # one of LANGUAGES
    assert kinds(home) == kinds(english)
    for step, other in zip(home.next_steps, english.next_steps, strict=True):
        assert step.text[-1] in ".?。？"
        assert "{" not in step.text
        assert "\u202e" not in step.text
        assert lang == "en" or step.text != other.text
