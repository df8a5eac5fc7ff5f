"""What is wrong with a project is found, and said with what to do."""

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from desireline.base.i18n import LANGUAGES, Translator
from desireline.project import Project, create_project
from desireline.project.health import ProjectHealth, health_of
from people_shop import people_shop

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 - as shutil's


def codes(found: ProjectHealth) -> list[tuple[str, str, str | None]]:
    return [(each.code, each.severity, each.cure) for each in found.troubles]


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    return people_shop(tmp_path)


def test_a_project_that_is_well(shop: Project) -> None:
    found = health_of(shop, Translator(), verify=True)
    assert (found.troubles, found.journeys.state, found.engine) == ([], "current", "local")
    assert found.journeys.events is not None
    assert found.journeys.anonymous_events is not None
    assert found.events == found.journeys.events + found.journeys.anonymous_events
    assert (found.imports, found.parts, found.journeys.customers) == (3, 3, shop.journeys().customers)
    assert sum(found.disk.used.values()) == sum(
        path.stat().st_size for path in shop.log.folder.rglob("*") if path.is_file()
    )
    assert {"events", "journeys", "state"} <= found.disk.used.keys()


def test_what_is_wrong_is_found(shop: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes(health_of(create_project(tmp_path / "new"), Translator())) == [("never", "warning", "build")]
    text = shop.settings_file.read_text()
    shop.settings_file.write_text(
        text.replace("{goal: order, gap: 30d}", "{goal: ordr, gap: 30d}") + "identity: {limit: 7}\n"
    )
    shop.reload()
    assert codes(health_of(shop, Translator())) == [("stale", "warning", "build"), ("unknown", "warning", "settings")]
    shop.build()
    assert codes(health_of(shop, Translator())) == [("unknown", "warning", "settings")]
    shop.settings_file.write_text(text + "visit_gap: soon\n")
    assert ("settings", "error", "settings") in codes(health_of(shop, Translator()))
    shop.settings_file.write_text(text)
    shop.reload()
    shop.build()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12 - 5 * 10**8, 5 * 10**8))
    for lang in LANGUAGES:
        (trouble,) = health_of(shop, Translator(lang)).troubles
        assert (trouble.code, trouble.severity) == ("disk", "warning")
        assert Translator(lang).number(0.5, 1) in trouble.message


def test_damage_is_found_by_looking_closely(shop: Project) -> None:
    column = next(shop.journeys().store.folder.rglob("ts.npy"))
    content = bytearray(column.read_bytes())
    content[-1] ^= 1
    column.write_bytes(content)
    assert codes(health_of(shop, Translator())) == []
    found = health_of(shop, Translator(), verify=True)
    assert codes(found) == [("damaged", "error", "build-full")]
    assert found.journeys.why is not None
    assert found.journeys.why in found.troubles[0].message
