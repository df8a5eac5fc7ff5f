"""The picture in the terminal keeps to its width, in every language."""

import io

import msgspec
import pytest
from rich.cells import cell_len
from rich.console import Console

from desireline.base.i18n import LANGUAGES, Language
from desireline.render.journey_map.model import MapView
from desireline.render.journey_map.terminal import terminal
from example_maps import HOSTILE, empty, shop


def printed(view: MapView, width: int, *, colour: bool = False) -> str:
    file = io.StringIO()
    terminal(view, Console(file=file, width=width, force_terminal=colour, color_system="truecolor" if colour else None))
    return file.getvalue()


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_is_wider_than_the_window(lang: Language, width: int) -> None:
    lines = printed(shop(lang), width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert any("█" in line for line in lines)


@pytest.mark.parametrize("width", [60, 130])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_shows_every_touchpoint_and_leak(lang: Language, width: int) -> None:
    view, text = shop(lang), printed(shop(lang), width)
    for stage in view.stages:
        for cell in stage.cells:
            assert cell.label[:5] in text
    for mark in "❶❷❸⚑":
        assert mark in text


def test_colour_only_where_it_is_seen() -> None:
    assert "\x1b" not in printed(shop(), 100)
    assert "\x1b[" in printed(shop(), 100, colour=True)


def test_numbers_are_not_broken_over_lines() -> None:
    for width in range(60, 75):
        assert "1\u00a0234" in printed(shop("hu"), width).split("Felfedezés")[0]


def test_empty() -> None:
    text = printed(empty(), 80)
    assert "No journeys yet" in text
    assert "█" not in text


def test_hostile_words_cannot_steer_the_terminal() -> None:
    view = shop()
    cell = msgspec.structs.replace(view.stages[0].cells[0], label=HOSTILE + "\x1b[31m[bold]", channel="\x1b[2J")
    stage = msgspec.structs.replace(view.stages[0], cells=[cell], label="\x1b]0;x\x07[red]")
    text = printed(msgspec.structs.replace(view, project="\x1b[2J", stages=[stage]), 80)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[red]" in text
