"""A project behind a server: one answer for equal questions, a new one when data or settings change."""

import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event, Semaphore

import msgspec
import pytest

import desireline as dl
from desireline.analyses import Analysis, Answer, Result, ask
from desireline.base.errors import InputError, NotFoundError
from desireline.base.files import exclusive
from desireline.base.settings.edit import edit_settings
from desireline.base.stopping import StoppedError
from desireline.journeys import BuildReport, Journeys
from desireline.project import Project, ServedProject, import_files, open_project
from desireline.project.access import Accounts
from desireline.project.access.audit import AuditTrail
from desireline.project.importing import ImportOptions

HEAD = "email,event,when\n"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "one.csv").write_text(HEAD + "a@x.example,view,2026-01-01 10:00\na@x.example,order,2026-01-02 10:00\n")
    (tmp_path / "two.csv").write_text(HEAD + "b@x.example,view,2026-01-03 10:00\n")
    project = dl.create_project(tmp_path / "shop")
    import_files(project, [tmp_path / "one.csv"], ImportOptions())
    yield project
    project.compactor.start().join()


def test_equal_questions_are_worked_out_once_until_something_changes(shop: Project, tmp_path: Path) -> None:
    served = ServedProject(shop)
    first, version = served.answer(dl.Visits())
    assert served.answer(dl.Visits()) == (first, version)
    assert served.answer(dl.Visits())[0] is first
    assert served.answer(dl.Visits(gap="1h"))[0] is not first
    import_files(shop, [tmp_path / "two.csv"], ImportOptions())
    second, later = served.answer(dl.Visits())
    assert (first.result.customers, second.result.customers) == (1, 2)
    assert later != version
    edit_settings(shop.settings_file, lambda settings: msgspec.structs.replace(settings, visit_gap="2d"))
    third, last = served.answer(dl.Visits())
    assert (second.result.visits, third.result.visits) == (3, 2)
    assert len({version, later, last}) == 3
    assert served.data_version() == last


def test_what_no_answer_rests_on_drops_no_kept_answer_and_opens_nothing_anew(
    shop: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever looks at a customer is taken down in the trail: it lies in the file that lists what was imported."""
    served = ServedProject(shop)
    first, version = served.answer(dl.Visits())
    drawn = served.map_view(None, None)
    refreshed: list[BuildReport] = []
    refresh = shop.refresh

    def counted() -> BuildReport:
        refreshed.append(refresh())
        return refreshed[-1]

    monkeypatch.setattr(shop, "refresh", counted)
    trail = AuditTrail(shop.log.folder)
    for number in range(3):
        trail.add("person.seen", who="anna", about={"who": f"{number:016x}"})
        assert served.answer(dl.Visits()) == (first, version)
    with closing(sqlite3.connect(shop.log.folder / "state.db")) as state, state:
        assert state.execute("delete from audit").rowcount == 3
    Accounts(shop.log.folder).add("béla", "correct horse battery", "admin")
    assert served.answer(dl.Visits())[0] is first
    assert served.map_view(None, None) is drawn
    assert refreshed == []
    done = import_files(shop, [tmp_path / "two.csv"], ImportOptions())
    assert served.answer(dl.Visits())[0].result.customers == 2
    shop.log.undo(done.records[0].id)
    assert served.answer(dl.Visits())[0].result.customers == 1
    assert len(refreshed) == 2


def test_many_threads_get_the_same(shop: Project) -> None:
    served = ServedProject(shop)
    served.prepare()

    def ask(number: int) -> Answer[object]:  # type: ignore[type-var]  # any answer
        return served.answer(dl.Funnel(steps=["view", "order"], window=f"{1 + number % 3}d"))[0]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(60)))
    assert {answer.result.steps[1].customers for answer in answers} == {1}  # type: ignore[attr-defined]  # a funnel's
    assert served.map_view(None, None).customers == 1


def test_whoever_asks_the_same_meanwhile_waits_for_it(shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    served = ServedProject(shop)
    served.data_version()
    begun, go_on = Event(), Event()
    asked: list[object] = []

    def slowly(question: Analysis[Result], journeys: Journeys) -> Answer[Result]:
        asked.append(question)
        begun.set()
        assert go_on.wait(30)
        if len(asked) == 1:
            raise InputError("the first one fails alone")
        return ask(question, journeys)

    monkeypatch.setattr("desireline.project.served.ask", slowly)
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(served.answer, dl.Visits())
        assert begun.wait(30)
        others = [pool.submit(served.answer, dl.Visits()) for _ in range(3)]
        go_on.set()
        with pytest.raises(InputError, match="fails alone"):
            first.result()
        assert len({id(other.result()[0]) for other in others}) == 1
    assert len(asked) == 2


def test_whoever_comes_later_waits_for_those_who_wait(shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    served = ServedProject(shop)
    served.data_version()
    begun, go_on = Semaphore(0), Semaphore(0)
    asked: list[object] = []

    def slowly(question: Analysis[Result], journeys: Journeys) -> Answer[Result]:
        asked.append(question)
        begun.release()
        assert go_on.acquire(timeout=30)
        if len(asked) == 1:
            raise InputError("the first one fails alone")
        return ask(question, journeys)

    monkeypatch.setattr("desireline.project.served.ask", slowly)
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(served.answer, dl.Visits())
        assert begun.acquire(timeout=30)
        second = pool.submit(served.answer, dl.Visits())
        time.sleep(0.2)  # it waits for the first
        go_on.release()
        assert begun.acquire(timeout=30)
        with pytest.raises(InputError, match="fails alone"):
            first.result()
        third = pool.submit(served.answer, dl.Visits())
        time.sleep(0.2)  # and this one for the second
        go_on.release(2)
        assert third.result()[0] is second.result()[0]
    assert len(asked) == 2


def test_the_map_is_drawn_once_in_the_projects_language(shop: Project) -> None:
    served = ServedProject(shop)
    assert served.map_view(None, None) is served.map_view(None, shop.settings.language)
    assert served.map_view(None, "hu") is not served.map_view(None, None)


def test_what_does_not_exist_is_told(shop: Project) -> None:
    served = ServedProject(shop)
    with pytest.raises(NotFoundError, match="no journey type 'x'"):
        served.map_view("x", None)
    with pytest.raises(NotFoundError, match="no dimension"):
        served.answer(dl.Visits(by="nothing"))


def test_an_answer_while_another_process_writes_is_not_kept_for_ever(shop: Project, tmp_path: Path) -> None:
    served = ServedProject(shop)
    assert served.answer(dl.Visits())[0].result.customers == 1
    import_files(shop, [tmp_path / "two.csv"], ImportOptions())
    with exclusive(shop.log.folder / "lock"):
        assert served.answer(dl.Visits())[0].result.customers == 1
    assert served.answer(dl.Visits())[0].result.customers == 2


def test_others_do_not_wait_for_a_build(shop: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served = ServedProject(shop)
    served.data_version()
    import_files(shop, [tmp_path / "two.csv"], ImportOptions())
    begun, go_on = Event(), Event()
    refresh = shop.refresh

    def slowly() -> BuildReport:
        begun.set()
        assert go_on.wait(30)
        return refresh()

    monkeypatch.setattr(shop, "refresh", slowly)
    with ThreadPoolExecutor(1) as pool:
        builds = pool.submit(served.answer, dl.Visits())
        assert begun.wait(30)
        assert served.answer(dl.Visits())[0].result.customers == 1
        go_on.set()
        assert builds.result()[0].result.customers == 2
    assert served.answer(dl.Visits())[0].result.customers == 2


def test_journeys_are_told_with_their_own_version_whenever_another_thread_opens_newer_ones(shop: Project) -> None:
    class Overtaken(ServedProject):
        """Newer journeys are opened after the given number of looks at what is open."""

        left: int | None = None
        newer: object = None

        def __getattribute__(self, name: str) -> object:
            found = super().__getattribute__(name)
            if name != "_opened" or self.left is None:
                return found
            self.left -= 1
            return found if self.left >= 0 else self.newer

    served = Overtaken(shop)
    journeys, version = served.journeys(), served.data_version()
    later = shop.journeys()
    assert later is not journeys
    served.newer = served._opened._replace(journeys=later, version="later")  # type: ignore[union-attr]  # it is open
    for looks in range(6):
        served.left = looks
        assert served._now() in [(journeys, version), (later, "later")]


def test_what_was_built_last_answers_until_a_job_has_built(
    shop: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = ServedProject(shop)
    assert not served.open_last()  # nothing was built
    shop.build()
    assert (served.open_last(), served.behind) == (True, False)
    import_files(shop, [tmp_path / "two.csv"], ImportOptions())
    edit_settings(shop.settings_file, lambda settings: msgspec.structs.replace(settings, visit_gap="2d"))
    served = ServedProject(open_project(shop.folder))
    with monkeypatch.context() as patch:
        patch.setattr(Project, "build", lambda *_: pytest.fail("a request builds"))
        assert (served.open_last(), served.behind) == (True, True)
        first, version = served.answer(dl.Visits())
        AuditTrail(shop.log.folder).add("person.seen", who="anna")
        assert served.answer(dl.Visits()) == (first, version)
        assert first.result.customers == 1
        with pytest.raises(StoppedError), served.held():  # the job is cancelled
            raise StoppedError
        assert served.answer(dl.Visits()) == (first, version)
    with served.held():
        served.project.build()
    assert (served.behind, served.answer(dl.Visits())[0].result.customers) == (False, 2)


def test_a_build_from_elsewhere_is_taken_up_by_who_waits_for_a_job(shop: Project, tmp_path: Path) -> None:
    shop.build()
    import_files(shop, [tmp_path / "two.csv"], ImportOptions())
    served = ServedProject(shop)
    assert (served.open_last(), served.behind) == (True, True)
    open_project(shop.folder).build()
    assert served.answer(dl.Visits())[0].result.customers == 2
    assert not served.behind


def test_what_holds_somebody_who_was_erased_is_not_shown(shop: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.build()
    monkeypatch.setattr(type(shop.log), "erasures_so_far", lambda _: 1)
    assert not ServedProject(shop).open_last()


def test_what_cannot_be_read_is_not_shown(shop: Project) -> None:
    shop.build()
    (folder,) = (path for path in (shop.log.folder / "journeys").iterdir() if path.is_dir())
    (folder / "store.json").write_bytes(b"{")
    assert not ServedProject(shop).open_last()
