"""The map as a picture in the terminal."""

import re
from typing import Literal

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from desireline.base.i18n import Translator
from desireline.base.text import plain
from desireline.render.journey_map.model import Cell, MapView, StageColumn
from desireline.render.journey_map.story import (
    cost_sentence,
    evidence,
    headline,
    leak_sentence,
    map_title,
    reached_sentence,
    score_text,
    speaker,
)
from desireline.render.journey_map.table import channel_name
from desireline.render.journey_map.terminal_path import path_rows
from desireline.render.words import interval, percent

__all__ = ["terminal"]

_COLUMN = 19  # the narrowest column that still reads well
_NAME = 9  # the narrowest column for a stage's name alone
_WIDEST = 200
_EARTH, _GRASS, _LEAK, _GOAL, _MOOD = "#c49d68", "#7f9a5b", "#d9603f", "#4c9a6e", "#5c94b4"
_MUTED = "dim"
_MARKS = "❶❷❸"
_NO_BREAK = re.compile("[\u00a0\u202f]")
_STAND_IN = "\ue000"  # a letter to rich, so it never breaks there


def terminal(view: MapView, console: Console) -> None:
    """Print the map: stages side by side where the window is wide enough, else below each other.

    Args:
        view: what to print.
        console: where; its width decides the layout, and it leaves colours out where they are not seen.
    """
    words, width = speaker(view), min(console.width, _WIDEST)
    _heading(view, console, width)
    if view.journeys:
        columns = len(view.stages) + bool(view.unstaged)
        if columns and width >= columns * _COLUMN:
            _side_by_side(view, words, console, width)
        else:
            _stacked(view, words, console, width)
        _leaks(view, words, console, width)
    facts = evidence(view) if view.journeys else evidence(view)[:3]
    console.print(Rule(style=_MUTED, characters="─"), width=width)
    _print(console, Text(" · ".join(facts), style=_MUTED), width)


def _print(console: Console, text: Text, width: int, indent: int = 0) -> None:
    """Print a text in lines of that width; unlike in rich's own wrapping, a no-break space keeps a number whole."""
    whole = Text(_NO_BREAK.sub(_STAND_IN, text.plain), style=text.style, spans=text.spans)
    for line in whole.wrap(console, width - indent):
        line.rstrip()
        shown = Text(" " * indent).append_text(
            Text(line.plain.replace(_STAND_IN, "\u00a0"), style=line.style, spans=line.spans)
        )
        console.print(shown, no_wrap=True, crop=True)


def _heading(view: MapView, console: Console, width: int) -> None:
    _print(console, Text(plain(map_title(view)), style=_EARTH), width)
    for sentence in view.narrowed:
        _print(console, Text(plain(sentence), style=_MOOD), width)
    _print(console, Text(plain(headline(view)), style="bold"), width)
    reached = reached_sentence(view)
    if reached:
        _print(console, Text(f"⚑ {reached}", style=_GOAL), width)
    console.print()


def _side_by_side(view: MapView, words: Translator, console: Console, width: int) -> None:
    count = len(view.stages) + bool(view.unstaged)
    each = width // count
    console.print(
        _grid([*(_head(stage, words) for stage in view.stages), *([_unstaged(words)] if view.unstaged else [])], each)
    )
    _path(view, console, each * len(view.stages))
    console.print(_grid([_onward(stage, words) for stage in view.stages], each))
    console.print(Rule(style=_MUTED), width=width)
    lists = [stage.cells for stage in view.stages] + ([view.unstaged] if view.unstaged else [])
    for row in range(max(map(len, lists), default=0)):
        console.print(
            _grid([_cell(cells[row], view, words, each - 2) if row < len(cells) else Text() for cells in lists], each)
        )
    counts = [stage.hidden for stage in view.stages] + ([view.unstaged_hidden] if view.unstaged else [])
    hidden = [Text(words("map.hidden", n=count), style=_MUTED) if count else Text() for count in counts]
    if any(map(str, hidden)):
        console.print(_grid(hidden, each, whole=True))


def _stacked(view: MapView, words: Translator, console: Console, width: int) -> None:
    if view.stages and width >= _NAME * len(view.stages):
        each = width // len(view.stages)
        console.print(_grid([Text(plain(stage.label), style=_EARTH) for stage in view.stages], each))
        _path(view, console, each * len(view.stages))
    for stage in view.stages:
        console.print(Rule(Text(plain(stage.label), style="bold"), align="left", style=_EARTH), width=width)
        counts = f"{words('map.customers', n=stage.customers)} · {words('map.journeys', n=stage.journeys)}"
        _print(console, Text(counts + (f" · {score_text(stage.score, words)}" if stage.score else "")), width, 2)
        _lines(stage.cells, view, words, console, width)
        if stage.hidden:
            _print(console, Text(words("map.hidden", n=stage.hidden), style=_MUTED), width, 2)
        onward = _onward(stage, words)
        if onward.plain:
            _print(console, Text(" · ").join(onward.split()), width, 2)
    if view.unstaged:
        console.print(Rule(Text(words("map.unstaged"), style="bold"), align="left", style=_MUTED), width=width)
        _lines(view.unstaged, view, words, console, width)
        if view.unstaged_hidden:
            _print(console, Text(words("map.hidden", n=view.unstaged_hidden), style=_MUTED), width, 2)


def _lines(cells: list[Cell], view: MapView, words: Translator, console: Console, width: int) -> None:
    counts, losses = _widest(view, words)
    rest = width - 2 - counts - losses - 3
    names = min(38, max(12, rest * 11 // 20))
    table = Table.grid(padding=(0, 1, 0, 0))
    sides: list[tuple[int, Literal["left", "right"]]] = [
        (names, "left"),
        (rest - names, "left"),
        (counts, "right"),
        (losses, "right"),
    ]
    for room, side in sides:
        table.add_column(width=room, no_wrap=True, overflow="ellipsis", justify=side)
    for cell in cells:
        lost = Text(words("map.lost", n=cell.lost), style=_LEAK) if cell.lost else Text()
        table.add_row(_name(cell, view), _bar(cell, view, rest - names), words("map.customers", n=cell.customers), lost)
    console.print(Padding(table, (0, 0, 0, 2)), width=width)


def _widest(view: MapView, words: Translator) -> tuple[int, int]:
    """Cells that the longest count of customers and of lost journeys take, so that all stages line up."""
    cells = [cell for stage in view.stages for cell in stage.cells] + view.unstaged
    counts = max((cell_len(words("map.customers", n=cell.customers)) for cell in cells), default=0)
    return counts, max((cell_len(words("map.lost", n=cell.lost)) for cell in cells if cell.lost), default=0)


def _path(view: MapView, console: Console, width: int) -> None:
    for row in path_rows(view, width):
        console.print(_grassy(row), no_wrap=True, crop=True)


def _grid(cells: list[Text], each: int, *, whole: bool = False) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in cells:
        table.add_column(width=each - 2, no_wrap=not whole, overflow="ellipsis")
    table.add_row(*cells)
    return table


def _head(stage: StageColumn, words: Translator) -> Text:
    goal = any(cell.goal for cell in stage.cells)
    text = Text().append(plain(stage.label), style="bold " + (_GOAL if goal else _EARTH))
    text.append(f"\n{words('map.customers', n=stage.customers)}")
    text.append(f"\n{words('map.journeys', n=stage.journeys)}", style=_MUTED)
    if stage.score:
        text.append(f"\n{score_text(stage.score, words)}", style=_MOOD)
    return text


def _unstaged(words: Translator) -> Text:
    return Text(words("map.unstaged"), style="bold dim")


def _onward(stage: StageColumn, words: Translator) -> Text:
    lines = []
    if stage.onward and stage.onward.share is not None:
        lines.append(Text("→ " + words("map.onward", share=percent(stage.onward.share, words)), style="bold"))
        lines.append(Text(words("map.range_of", range=interval(stage.onward, words), n=stage.onward.of), style=_MUTED))
    if stage.median_s is not None:
        lines.append(Text(words("map.time_to", span=words.span(stage.median_s * 1e6)), style=_MUTED))
    if stage.lost:
        lines.append(Text(words("map.lost", n=stage.lost), style=_LEAK))
    return Text("\n").join(lines)


def _cell(cell: Cell, view: MapView, words: Translator, room: int) -> Text:
    text = _name(cell, view)
    text.append("\n").append_text(_bar(cell, view, room))
    text.append(f"\n{words('map.customers', n=cell.customers)}")
    text.append(f"\n{plain(channel_name(cell.channel, words))}", style=_MUTED)
    if cell.score:
        text.append(f" · {score_text(cell.score, words)}", style=_MOOD)
    if cell.lost:
        text.append(f"\n{words('map.lost', n=cell.lost)}", style=_LEAK)
    text.append("\n")
    return text


def _name(cell: Cell, view: MapView) -> Text:
    leak = next((at for at, leak in enumerate(view.leaks[: len(_MARKS)]) if leak.touchpoint == cell.touchpoint), None)
    text = Text()
    if leak is not None:
        text.append(f"{_MARKS[leak]} ", style=_LEAK)
    if cell.goal:
        text.append("⚑ ", style=_GOAL)
    return text.append(plain(cell.label), style="bold")


def _bar(cell: Cell, view: MapView, room: int) -> Text:
    most = max(
        [
            1,
            *(other.journeys for stage in view.stages for other in stage.cells),
            *(other.journeys for other in view.unstaged),
        ]
    )
    full = max(1, round(room * cell.journeys / most)) if cell.journeys else 0
    lost = min(full, round(full * cell.lost / cell.journeys)) if cell.journeys else 0
    return Text.assemble(("━" * (full - lost), _GRASS), ("╍" * lost, _LEAK))


def _grassy(row: str) -> Text:
    text = Text()
    for char in row:
        text.append(char, style=_GRASS if char in ",'" else _EARTH)
    return text


def _leaks(view: MapView, words: Translator, console: Console, width: int) -> None:
    if not view.leaks:
        return
    console.print(Rule(Text(words("map.lane.leaks"), style="bold"), align="left", style=_LEAK), width=width)
    for mark, leak in zip(_MARKS, view.leaks, strict=False):
        title = Text.assemble(
            (f"{mark} ", _LEAK),
            (plain(leak.label), "bold"),
            "  ",
            (words("map.customers_lost", n=leak.customers), _LEAK),
        )
        _print(console, title, width)
        sentences = " ".join(filter(None, [leak_sentence(leak, words), cost_sentence(leak, words)]))
        _print(console, Text(plain(sentences)), width, 2)
