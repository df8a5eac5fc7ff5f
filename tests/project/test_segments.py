"""Segments: counted as every question counts, changed without breaking each other or each other's work."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import desireline as dl
from desireline.base.errors import ChangedError, ConflictError, InputError, NotFoundError, UnreadableError
from desireline.base.settings.load import load_settings
from desireline.journeys.selections.model import Did
from desireline.project import Project
from desireline.project.saved_questions import QuestionFile, save_question
from desireline.project.search import find_people
from desireline.project.segments import add_segment, change_segment, list_segments, remove_segment
from example_maps import HOSTILE
from people_shop import people_shop


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    return people_shop(tmp_path)


def test_counts_are_those_of_questions_and_of_lists(shop: Project) -> None:
    journeys = shop.journeys()
    found = list_segments(shop, journeys)
    assert [row.name for row in found.rows] == ["buyers", "lost"]
    for row in found.rows:
        where = f'segment("{row.name}")'
        assert row.customers == shop.ask(dl.Visits(where=where)).result.customers
        assert row.customers == len(shop.ask(dl.Visits(where=where)).people("/customers"))
        assert row.customers == find_people(journeys, segment=row.name).count
        assert row.share is not None
        assert (row.share.count, row.share.of) == (row.customers, found.of)
    assert found.rows[0].used_by == ["segments.lost"]
    assert found.rows[0].selection == Did(touchpoints=("order",))


def test_a_segment_comes_changes_and_goes(shop: Project) -> None:
    before = shop.settings_file.read_text()
    version = list_segments(shop, None).version
    added = add_segment(shop, shop.journeys(), "Пришли из магазина", 'channel = "store"', expected=version)
    assert list_segments(shop, None).version == added != version
    assert load_settings(shop.settings_file).segments["Пришли из магазина"] == 'channel = "store"'
    changed = change_segment(
        shop, shop.journeys(), "Пришли из магазина", "門市", 'did("order", channel = "store")', expected=added
    )
    assert list(load_settings(shop.settings_file).segments) == ["buyers", "lost", "門市"]
    assert list_segments(shop, shop.journeys()).rows[2].customers == 2
    remove_segment(shop, "門市", expected=changed)
    assert shop.settings_file.read_text() == before


def test_nobody_s_work_is_undone(shop: Project) -> None:
    version = list_segments(shop, None).version
    add_segment(shop, None, "mine", 'channel = "web"', expected=version)
    after = shop.settings_file.read_text()
    with pytest.raises(ChangedError, match="somebody else has changed desireline.yaml"):
        add_segment(shop, None, "yours", 'channel = "web"', expected=version)
    with pytest.raises(ChangedError):
        remove_segment(shop, "mine", expected=version)
    assert shop.settings_file.read_text() == after
    add_segment(shop, None, "yours", 'channel = "web"', expected=None)


def test_of_many_at_once_one_wins(shop: Project) -> None:
    version = list_segments(shop, None).version

    def add(number: int) -> str | None:
        try:
            return add_segment(shop, None, f"s{number}", 'channel = "web"', expected=version)
        except ChangedError:
            return None

    with ThreadPoolExecutor(8) as pool:
        done = [each for each in pool.map(add, range(16)) if each is not None]
    assert len(done) == 1
    assert list_segments(shop, None).version == done[0]
    assert len(load_settings(shop.settings_file).segments) == 3


@pytest.mark.parametrize(
    ("name", "text", "error", "said"),
    [
        ("buyers", 'channel = "web"', ConflictError, "is a segment 'buyers' already"),
        ("x", 'did("cart") an', UnreadableError, "character 13"),
        ("x", 'segment("x")', InputError, "needs itself"),
        ("x", 'segment("nobody")', InputError, "'nobody', which is not among segments"),
        ("x", 'did("nothing")', NotFoundError, "no touchpoint 'nothing'"),
        ("x", 'plan = "pro"', NotFoundError, "no dimension 'plan'"),
        ("", "channel = web", InputError, "cannot be a segment's name"),
        ("a/b", "channel = web", InputError, "no slash"),
        (" x", "channel = web", InputError, "no space at its ends"),
        ("a\nb", "channel = web", InputError, "no line break"),
        ("x" * 121, "channel = web", InputError, "1 to 120"),
        (HOSTILE.replace("/", ""), "channel = web", InputError, "cannot be a segment's name"),
    ],
)
def test_what_is_refused(shop: Project, name: str, text: str, error: type[Exception], said: str) -> None:
    before = shop.settings_file.read_text()
    with pytest.raises(error, match=said):
        add_segment(shop, shop.journeys(), name, text, expected=None)
    assert shop.settings_file.read_text() == before


@pytest.mark.parametrize(
    "name", ["{x}", "a: b", "#x", "'q'", '"q"', "- x", "true", "門市 <b>", "null", "*a", "&a", "!x", "a\\b"]
)
def test_odd_names_come_back_as_they_were(shop: Project, name: str) -> None:
    add_segment(shop, shop.journeys(), name, 'channel = "web"', expected=None)
    assert load_settings(shop.settings_file).segments[name] == 'channel = "web"'
    remove_segment(shop, name, expected=None)


def test_what_others_name_stays(shop: Project) -> None:
    with pytest.raises(ConflictError, match=r"cannot be removed: it is named by segments\.lost"):
        remove_segment(shop, "buyers", expected=None)
    with pytest.raises(ConflictError, match="cannot be renamed"):
        change_segment(shop, None, "buyers", "customers", 'did("order")', expected=None)
    save_question(shop, QuestionFile(title="Lost", question="visits", parameters={"compare": 'not segment("lost")'}))
    with pytest.raises(ConflictError, match="questions/lost"):
        remove_segment(shop, "lost", expected=None)
    with pytest.raises(InputError, match="needs itself"):
        change_segment(shop, None, "buyers", "buyers", 'segment("lost")', expected=None)
    with pytest.raises(NotFoundError, match="no segment 'buyer': the settings have buyers, lost"):
        remove_segment(shop, "buyer", expected=None)
    change_segment(shop, shop.journeys(), "buyers", "buyers", 'did("order") at least 2 times', expected=None)


def test_a_broken_segment_is_told_not_hidden(shop: Project) -> None:
    with shop.settings_file.open("a") as settings:
        settings.write("  broken: did(\n  gone: did(nothing)\n")
    rows = {row.name: row for row in list_segments(shop, shop.journeys()).rows}
    assert (rows["broken"].customers, rows["broken"].selection) == (None, None)
    assert "cannot be read at character 5" in (rows["broken"].fault or "")
    assert "no touchpoint 'nothing'" in (rows["gone"].fault or "")
