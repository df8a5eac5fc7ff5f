"""The published reference is what the code says."""

from pathlib import Path

import pytest

from desireline.base.settings.model import Settings
from desireline.base.settings.reference import published

FOLDER = Path(__file__).parents[3] / "docs" / "reference"


@pytest.mark.parametrize("name", published())
def test_the_published_file_is_up_to_date(name: str) -> None:
    made = published()[name]
    assert (FOLDER / name).read_text(encoding="utf-8") == made, (
        "stale: run python -m desireline.base.settings.reference docs/reference"
    )


def test_every_key_has_a_row() -> None:
    page = published()["settings.md"]
    for key in Settings.__struct_fields__:
        assert f"| `{key}` |" in page
    assert "## `touchpoints[].when`" in page
    assert '| `scope` | one of `customer`, `event`, `journey` | `"event"` |' in page
