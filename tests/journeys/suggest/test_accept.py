"""A suggestion is written into a file that people have worked on."""

from pathlib import Path

import pytest

from desireline.base.errors import SettingsError
from desireline.base.settings.init import fresh_settings
from desireline.base.settings.load import load_settings
from desireline.base.settings.model import Settings
from desireline.journeys.suggest import accept, suggest, write_suggestion
from name_stats import made_up

NAMES = [made_up("Product Viewed", customers=900), made_up("Order Completed", customers=90)]


def test_a_fresh_file_keeps_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "desireline.yaml"
    path.write_text(fresh_settings(name="Tea"))
    before = path.read_text()
    made = suggest(NAMES, [], load_settings(path), lang="en")
    said = write_suggestion(path, made)
    assert said == accept(Settings(name="Tea"), made) == load_settings(path)
    after = path.read_text()
    assert [line for line in after.splitlines() if line.startswith("#")] == [
        line for line in before.splitlines() if line.startswith("#")
    ]
    assert "#     stage: consideration\ntouchpoints:\n  - name: Product Viewed\n" in after  # below its example
    assert "  - name: Order Completed\n    when: {name: Order Completed}\n    stage: purchase\n" in after
    assert "journeys:\n  purchase:\n    goal: Order Completed\n" in after
    assert not [
        line for line in after.splitlines() if line.startswith("    label:")
    ]  # the words are in the translations


def test_a_suggestion_made_for_other_settings_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "desireline.yaml"
    path.write_text("touchpoints:\n  - {name: Product Viewed, when: {channel: web}}\n")
    made = suggest(NAMES, [], Settings(), lang="en")
    with pytest.raises(SettingsError, match=r"touchpoints\[1\]\.name is 'Product Viewed'"):
        write_suggestion(path, made)
    assert path.read_text() == "touchpoints:\n  - {name: Product Viewed, when: {channel: web}}\n"
