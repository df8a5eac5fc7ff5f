"""Notes: who wrote what about whom, through merges, splits, erasures and hostile texts."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import desireline as dl
from desireline.base.errors import ChangedError, InputError, NotFoundError
from desireline.project import Project, ServedProject
from desireline.project.erasing import erase_person, plan_erasure
from desireline.project.exporting import export_person
from desireline.project.notes import Note, add_note, change_note, notes_of, remove_note
from desireline.project.who import customer_meant
from logs import Batch, Happening, add_batches
from people_shop import ANNA, BELA, START, people_shop


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    return people_shop(tmp_path)


def noted(shop: Project, who: str, text: str, by: str = "eva") -> Note:
    journeys = shop.journeys()
    return add_note(shop, journeys, customer_meant(journeys, who), text, by=by)


def texts(shop: Project, who: str) -> list[str]:
    journeys = shop.journeys()
    return [note.text for note in notes_of(shop, journeys, customer_meant(journeys, who))]


def bring(shop: Project, source: str, *ids: dict[str, str | None]) -> int:
    """Import events of one moment and build; return the import's id."""
    record = add_batches(shop.log, Batch(source, tuple(Happening(START, "view", ids=own) for own in ids)))[0]
    shop.build()
    return record.id


def test_a_note_is_written_changed_removed(shop: Project) -> None:
    assert texts(shop, ANNA) == []
    first = noted(shop, ANNA, "  Called about\nher order  ")
    assert (first.text, first.by, first.edited_by, first.version) == ("Called about\nher order", "eva", None, 1)
    noted(shop, "u1", "Second")
    assert texts(shop, ANNA) == ["Second", "Called about\nher order"]
    assert texts(shop, BELA) == []
    journeys = shop.journeys()
    place = customer_meant(journeys, ANNA)
    changed = change_note(shop, journeys, place, first.id, "Settled", by="pal", expected="1")
    assert (changed.text, changed.by, changed.edited_by, changed.version) == ("Settled", "eva", "pal", 2)
    for expected in ("1", "nonsense"):
        with pytest.raises(ChangedError):
            change_note(shop, journeys, place, first.id, "Mine", by="x", expected=expected)
        with pytest.raises(ChangedError):
            remove_note(shop, journeys, place, first.id, expected=expected)
    for other, number in ((customer_meant(journeys, BELA), first.id), (place, 99)):
        with pytest.raises(NotFoundError, match=f"no note {number}"):
            remove_note(shop, journeys, other, number, expected=None)
    remove_note(shop, journeys, place, first.id, expected="2")
    assert texts(shop, ANNA) == ["Second"]
    assert b"Settled" not in (shop.log.folder / "state.db").read_bytes()


@pytest.mark.parametrize(("text", "said"), [("", "empty"), (" \n ", "empty"), ("x" * 10_001, "at most 10000")])
def test_what_is_no_note(shop: Project, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        noted(shop, ANNA, text)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(min_size=1, max_size=200).filter(str.strip))
def test_any_text_comes_back(shop: Project, text: str) -> None:
    assert texts(shop, BELA)[:0] == []
    note = noted(shop, BELA, text)
    journeys = shop.journeys()
    assert notes_of(shop, journeys, customer_meant(journeys, BELA))[0] == note
    assert note.text == text.strip()


def test_notes_follow_the_person_through_a_merge_and_a_split(shop: Project) -> None:
    noted(shop, ANNA, "of Anna")
    noted(shop, BELA, "of Béla")
    merging = bring(shop, "crm", {"user_id": "u1", "email": BELA})
    assert sorted(texts(shop, ANNA)) == sorted(texts(shop, BELA)) == ["of Anna", "of Béla"]
    noted(shop, ANNA, "of both")
    shop.log.undo(merging)
    shop.build()
    assert sorted(texts(shop, ANNA) + texts(shop, BELA)) == ["of Anna", "of Béla", "of both"]
    assert "of Anna" in texts(shop, ANNA)
    assert "of Béla" in texts(shop, BELA)


def test_an_identifier_that_is_nobody_s_leaves_the_note_where_it_was(shop: Project) -> None:
    noted(shop, ANNA, "kept")
    shared: list[dict[str, str | None]] = [{"email": ANNA, "user_id": f"x{number}"} for number in range(6)]
    bring(shop, "kiosk", *shared)
    assert texts(shop, "u1") == ["kept"]
    with pytest.raises(NotFoundError):
        texts(shop, ANNA)


def test_a_customer_s_export_holds_the_notes_and_an_erasure_removes_them(shop: Project) -> None:
    noted(shop, ANNA, "a secret of hers")
    noted(shop, BELA, "stays")
    journeys = shop.journeys()
    assert [note.text for note in export_person(shop, journeys, customer_meant(journeys, ANNA)).notes] == [
        "a secret of hers"
    ]
    assert plan_erasure(shop, ANNA).notes == 1
    erase_person(shop, ANNA)
    assert texts(shop, BELA) == ["stays"]
    for path in shop.log.folder.glob("state.db*"):
        assert b"a secret of hers" not in path.read_bytes()


def test_a_note_makes_no_answer_be_worked_out_anew(shop: Project) -> None:
    served = ServedProject(shop)
    answer, version = served.answer(dl.Visits())
    journeys = served.journeys()
    add_note(shop, journeys, customer_meant(journeys, ANNA), "x", by="eva")
    again, later = served.answer(dl.Visits())
    assert again is answer
    assert later == version
    assert served.journeys() is journeys
    bring(shop, "more", {"email": "new@example.hu"})
    assert served.answer(dl.Visits())[1] != version
