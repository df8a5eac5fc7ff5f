"""The paints that run out."""

from xml.etree import ElementTree as ET

import pytest

from desireline.render.journey_map.fades import path_fades, trail_fade
from desireline.render.journey_map.palette import palette
from desireline.render.journey_map.sheet import Sheet
from desireline.render.journey_map.story import speaker
from example_maps import shop


@pytest.fixture
def sheet() -> Sheet:
    view = shop()
    return Sheet(view=view, words=speaker(view), colours=palette("light"), name="wide")


@pytest.mark.parametrize(("down", "ends"), [(False, ("10", "90", "0", "0")), (True, ("0", "0", "10", "90"))])
def test_the_path_is_unseen_at_its_ends(sheet: Sheet, down: bool, ends: tuple[str, ...]) -> None:
    earth, edge = ET.fromstring(path_fades(sheet, 10, 90, (0.1, 0.8), down=down))
    assert (earth.get("id"), edge.get("id")) == (sheet.id("earth"), sheet.id("edge"))
    for paint in (earth, edge):
        assert tuple(paint.get(name) for name in ("x1", "x2", "y1", "y2")) == ends
        assert [(stop.get("offset"), stop.get("stop-opacity")) for stop in paint] == [
            ("0", "0"),
            ("0.1", "1"),
            ("0.8", "1"),
            ("1", "0"),
        ]


def test_a_trail_begins_as_the_path_and_pales(sheet: Sheet) -> None:
    (paint,) = ET.fromstring(trail_fade(sheet, "lost-2", 5, 50, down=True))
    assert (paint.get("id"), paint.get("y1"), paint.get("y2")) == (sheet.id("lost-2"), "5", "50")
    assert [stop.get("stop-color") for stop in paint] == [sheet.colours.earth, sheet.colours.leak, sheet.colours.leak]
    assert [float(stop.get("stop-opacity", 1)) for stop in paint] == [1, 0.75, 0.25]
