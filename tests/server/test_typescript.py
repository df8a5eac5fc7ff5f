"""The app's types are the server's structs, the app's colours are the drawing's."""

from pathlib import Path

import msgspec
import pytest

from desireline.render.journey_map import MapView
from desireline.render.journey_map.palette import stylesheet
from desireline.server.typescript import published, types

FRONTEND = Path(__file__).parents[2] / "frontend"


def test_the_app_s_types_are_fresh() -> None:
    made = published()
    assert (FRONTEND / "src/lib/types.ts").read_text() == made, (
        "run python -m desireline.server.typescript > frontend/src/lib/types.ts"
    )


def test_the_app_s_colours_are_fresh() -> None:
    assert (FRONTEND / "src/ui/palette.css").read_text() == stylesheet()


@pytest.mark.parametrize(
    "line",
    [
        "  readonly customers: number;",
        "  readonly first_us: number | null;",
        '  readonly language: "en" | "hu" | "ru" | "zh-Hant";',
        "  readonly stages: readonly StageColumn[];",
        "  readonly onward: Share | null;",
    ],
)
def test_kinds_of_fields(line: str) -> None:
    assert line in types(MapView).splitlines()


def test_two_structs_of_one_name_are_refused() -> None:
    twins = [msgspec.defstruct("Twin", [("n", int)], module=f"room_{n}") for n in range(2)]
    with pytest.raises(ValueError, match="one name: "):
        types(*twins)
