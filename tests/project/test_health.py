"""What is wrong with a project is found, and said with what to do."""

import shutil
from collections import namedtuple
from pathlib import Path
from typing import get_args

import pytest

from desireline.base.i18n import LANGUAGES, Translator
from desireline.base.times import now_us
from desireline.project import Project, create_project, import_files
from desireline.project.health import ProjectHealth, Subject, health_of
from desireline.project.importing import ImportOptions
from people_shop import people_shop

Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 - as shutil's


def codes(found: ProjectHealth) -> list[tuple[str, str, str | None]]:
    return [(each.code, each.severity, each.cure) for each in found.troubles]


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    return people_shop(tmp_path)


def test_a_project_that_is_well(shop: Project) -> None:
    before = now_us()
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
    assert found.checked == list(get_args(Subject))
    assert before <= found.looked_at_us <= now_us()


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


def test_a_file_of_the_log_that_is_gone_is_told_first(shop: Project) -> None:
    gone = shop.log.parts()[0]
    shop.log.path(gone).unlink()
    found = health_of(shop, Translator())
    assert codes(found)[0] == ("log", "error", None)
    assert gone.file in found.troubles[0].message


def test_rows_that_could_not_be_placed_are_noted_while_their_import_stands(shop: Project, tmp_path: Path) -> None:
    file = tmp_path / "calls.csv"
    rows = [f"2026-01-{day:02} 10:00,call,a@x.example\n" for day in range(1, 20)]
    file.write_text("time,event,email\n" + "".join(rows) + "never,call,b@x.example\n")
    records = import_files(shop, [file], ImportOptions()).records
    shop.build()
    (trouble,) = health_of(shop, Translator()).troubles
    assert (trouble.code, trouble.subject, trouble.severity) == ("rejects", "imports", "note")
    assert trouble.message.startswith("1 row of the imports")
    shop.log.undo(records[0].id)
    shop.build()
    assert health_of(shop, Translator()).troubles == []


def test_what_cannot_be_looked_at_is_not_said_to_be_well(tmp_path: Path) -> None:
    found = health_of(create_project(tmp_path / "new"), Translator())
    assert "rules" not in found.checked
    assert {trouble.subject for trouble in found.troubles} <= set(found.checked)
