"""The sign of a stage."""

import pytest
from msgspec.structs import replace

from desireline.render.journey_map.icons import ICONS
from desireline.render.journey_map.model import MapView
from desireline.render.journey_map.palette import palette
from desireline.render.journey_map.sheet import Sheet
from desireline.render.journey_map.stage_sign import stage_sign
from desireline.render.journey_map.story import speaker
from example_maps import HOSTILE, shop


@pytest.fixture
def view() -> MapView:
    return shop("hu")


def drawn(view: MapView, stage: int, icon: str | None = None) -> str:
    sheet = Sheet(view=view, words=speaker(view), colours=palette("light"), name="wide")
    named = replace(view.stages[stage], icon=icon or view.stages[stage].icon)
    return stage_sign(sheet, named, 30, 40, radius=21, size=22, line=1.4)


def test_the_icon_lies_in_the_middle_of_the_disc(view: MapView) -> None:
    sign = drawn(view, 0)
    assert 'cx="30" cy="40" r="21"' in sign
    assert "translate(19 29)" in sign
    assert ICONS["eye"] in sign


def test_a_stage_that_holds_a_goal_has_its_colours(view: MapView) -> None:
    colours = palette("light")
    for stage, holds in ((0, False), (2, True)):
        sign = drawn(view, stage)
        assert (colours.goal_ground in sign, colours.edge in sign) == (holds, not holds)


@pytest.mark.parametrize("icon", ["nothing", HOSTILE])
def test_an_unknown_icon_is_a_flag(view: MapView, icon: str) -> None:
    assert drawn(view, 0, icon) == drawn(view, 0, "flag")
