"""Every key of a scenario is described, and stands in the guide."""

from pathlib import Path
from typing import Any

import msgspec

from desireline.simulator import Scenario
from desireline.simulator.words.events import EVENT_NAMES

GUIDE = (Path(__file__).parents[3] / "docs" / "guide" / "simulate.md").read_text("utf-8")


def described() -> dict[tuple[str, str], dict[str, Any]]:
    """Struct and key: the key's part of the schema."""
    schema = msgspec.json.schema(Scenario)
    return {
        (name, key): part
        for name, struct in schema["$defs"].items()
        for key, part in struct.get("properties", {}).items()
        if key != "kind"
    }


def test_every_key_says_what_it_is() -> None:
    assert [key for key, part in described().items() if not part.get("description")] == []


def test_every_key_stands_in_the_guide() -> None:
    assert sorted({key for _, key in described() if f"`{key}`" not in GUIDE}) == []


def test_every_web_event_has_a_name_of_its_own() -> None:
    assert len(set(EVENT_NAMES)) == len(EVENT_NAMES) >= 25
