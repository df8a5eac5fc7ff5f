"""The facade: a folder opened in Python, two journey types over one log, settings that change under it."""

import json
from pathlib import Path

import msgspec
import pytest

import desireline as dl
from desireline.base.errors import InputError, NotFoundError
from desireline.base.settings.edit import edit_settings
from desireline.base.settings.model import JourneyType, Settings
from desireline.project import Project, import_files, preview_files
from desireline.project.importing import ImportOptions


def day(number: int) -> str:
    return f"2026-{1 + number // 28:02}-{1 + number % 28:02}T12:00:00Z"


@pytest.fixture
def shop(tmp_path: Path) -> Project:
    rows = [
        {"user_id": "a", "event": "ad", "ts": day(0)},
        {"user_id": "a", "event": "sign up", "ts": day(1)},
        {"user_id": "a", "event": "order", "ts": day(3)},
        {"user_id": "b", "event": "ad", "ts": day(0)},
        {"user_id": "b", "event": "sign up", "ts": day(2)},
        {"user_id": "c", "event": "ad", "ts": day(0)},
        {"user_id": "d", "event": "ad", "ts": day(100)},
    ]
    (tmp_path / "events.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    project = dl.create_project(tmp_path / "shop")
    import_files(project, [tmp_path / "events.jsonl"], ImportOptions())
    kinds = {"purchase": JourneyType(goal="order"), "lead": JourneyType(goal="sign up", gap="10d")}
    project.settings = edit_settings(
        project.settings_file, lambda settings: msgspec.structs.replace(settings, journeys=kinds)
    )
    project.build()
    return project


def test_two_journey_types_over_one_log(shop: Project) -> None:
    purchase = shop.ask(dl.JourneyOutcomes(journey="purchase"))
    assert (purchase.journeys, purchase.reached.count, purchase.missed, purchase.open) == (4, 1, 2, 1)
    lead = shop.ask(dl.JourneyOutcomes(journey="lead"))
    assert (lead.journeys, lead.reached.count, lead.missed, lead.open) == (5, 2, 2, 1)
    assert shop.ask(dl.JourneyOutcomes()).result == purchase.result
    assert shop.map("lead").goals == ["sign up"]
    assert shop.map().journey == "purchase"


def test_the_log_stays_when_the_settings_change(shop: Project) -> None:
    before = shop.ask(dl.Transitions()).result
    shop.settings = edit_settings(
        shop.settings_file,
        lambda settings: msgspec.structs.replace(
            settings, identity=msgspec.structs.replace(settings.identity, limit=9)
        ),
    )
    assert not shop.build().unchanged
    assert shop.ask(dl.Transitions()).result == before
    assert shop.build().unchanged


def test_accepting_a_suggestion_twice_changes_nothing(shop: Project) -> None:
    shop.accept(shop.suggest())
    shop.build()
    text = shop.settings_file.read_text()
    again = shop.suggest()
    assert again.touchpoints == []
    shop.accept(again)
    assert shop.settings_file.read_text() == text


def test_a_preview_writes_nothing(shop: Project, tmp_path: Path) -> None:
    before = sorted(path for path in shop.folder.rglob("*"))
    (preview,) = preview_files(shop, [tmp_path / "events.jsonl"], ImportOptions())
    assert preview.mapping is not None
    assert preview.mapping.identifiers == {"user_id": ["user_id"]}
    assert sorted(path for path in shop.folder.rglob("*")) == before


def test_opening_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"desireline\.yaml does not exist"):
        dl.open(tmp_path / "nowhere")
    project = dl.create_project(tmp_path / "shop")
    assert project.settings == Settings(name=None)
    with pytest.raises(InputError, match="is a project already"):
        dl.create_project(tmp_path / "shop")
    with pytest.raises(NotFoundError, match="there are no journeys yet"):
        project.ask(dl.Visits())


def test_an_empty_project_builds_and_draws(tmp_path: Path) -> None:
    project = dl.create_project(tmp_path / "shop")
    report = project.build()
    assert (report.events, report.customers) == (0, 0)
    view = project.map()
    assert (view.customers, view.journeys, view.leaks) == (0, 0, [])
    assert project.ask(dl.Transitions()).rows == []
    assert project.ask(dl.Visits()).visits == 0
