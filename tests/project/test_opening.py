"""Numbers of a served map: opened in the data that the map was drawn from."""

from pathlib import Path

import pytest

import desireline as dl
from desireline.base.errors import NotFoundError
from desireline.base.i18n import Language
from desireline.project import Project, ServedProject, import_files
from desireline.project.importing import ImportOptions
from desireline.project.opening import map_people
from desireline.render.journey_map import MapView

HEAD = "email,event,when\n"


def rows(*customers: str) -> str:
    return HEAD + "".join(f"{name}@x.example,view,2026-01-0{day} 10:00\n" for day, name in enumerate(customers, 1))


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    (tmp_path / "one.csv").write_text(rows("a", "b"))
    (tmp_path / "two.csv").write_text(rows("c", "d", "e"))
    project = dl.create_project(tmp_path / "shop")
    import_files(project, [tmp_path / "one.csv"], ImportOptions())
    return project


def test_a_number_opens_in_what_it_is_narrowed_to(shop: Project) -> None:
    served = ServedProject(shop)
    assert len(map_people(served, "/customers")) == 2
    assert len(map_people(served, "/customers", period="2026-01-02")) == 1
    assert len(map_people(served, "/unstaged/0/customers", where="did(view)", language="hu")) == 2
    with pytest.raises(NotFoundError, match="no journey type"):
        map_people(served, "/customers", journey="x")
    shop.compactor.start().join()


def test_what_comes_in_meanwhile_is_in_map_and_members_alike(shop: Project, tmp_path: Path) -> None:
    """An import between the drawing and the opening: both are done again."""

    class Busy(ServedProject):
        drawn = 0

        def map_view(
            self, journey: str | None, lang: Language | None, *, where: str | None = None, period: str | None = None
        ) -> MapView:
            view = super().map_view(journey, lang, where=where, period=period)
            self.drawn += 1
            if self.drawn == 1:
                import_files(self.project, [tmp_path / "two.csv"], ImportOptions())
            return view

    served = Busy(shop)
    members = map_people(served, "/customers")
    assert (len(members), served.drawn) == (5, 2)
    shop.compactor.start().join()
