"""The narrow drawing, for telephones: the path runs down the left side, stages below each other."""

from desireline.render.journey_map.card import CARD_HEIGHT, card
from desireline.render.journey_map.columns import Column
from desireline.render.journey_map.heading import brand, evidence_lines, goal_block, headline_numbers, narrowed_lines
from desireline.render.journey_map.lanes.leaks import leak_card, leak_height
from desireline.render.journey_map.lanes.reach import stage_head
from desireline.render.journey_map.links import openings
from desireline.render.journey_map.markup import Markup, join
from desireline.render.journey_map.model import Score, StageColumn
from desireline.render.journey_map.narrow_path import Stop, narrow_path, onward_note
from desireline.render.journey_map.sheet import Sheet, put
from desireline.render.journey_map.story import headline, score_text
from desireline.render.journey_map.text import wrap

__all__ = ["narrow"]

_WIDTH = 360.0
_MARGIN = 16.0
_STRIP = 62.0
_ROOM = _WIDTH - 2 * _MARGIN
_LEFT = _MARGIN + _STRIP
_CARDS = _WIDTH - _MARGIN - _LEFT
_GAP = 8.0
_HEAD = 74.0
_NOTE = 74.0


def narrow(sheet: Sheet) -> tuple[Markup, float, float]:
    """Return the drawing's content with its width and height."""
    head, top = _heading(sheet)
    leaks, top = _leaks(sheet, top)
    stages, top = _stages(sheet, top + 8)
    foot, height = evidence_lines(sheet, _MARGIN, _MARGIN, _WIDTH - _MARGIN, top, 11.5)
    return join(head, leaks, stages, foot), _WIDTH, height


def _heading(sheet: Sheet) -> tuple[Markup, float]:
    lines = wrap(headline(sheet.view), _ROOM, 19, 600, lines=8)
    scope, low = narrowed_lines(sheet, _MARGIN, 56, _ROOM)
    numbers, ink = headline_numbers(sheet), sheet.colours.ink
    text = [
        put(line, _MARGIN, low + 16 + at * 26, 19, ink, weight=600, numbers=numbers) for at, line in enumerate(lines)
    ]
    top = low + 16 + len(lines) * 26
    goal = goal_block(sheet, _MARGIN, top, _ROOM)
    return join(brand(sheet, _MARGIN, 20, _ROOM), scope, *text, goal), top + (94 if goal else 4)


def _leaks(sheet: Sheet, top: float) -> tuple[Markup, float]:
    parts = []
    for number, leak in enumerate(sheet.view.leaks, 1):
        height = leak_height(sheet, leak, _ROOM)
        parts.append(leak_card(sheet, leak, number, _MARGIN, top, _ROOM, height))
        top += height + _GAP
    return join(*parts), top + (8 if parts else 0)


def _stages(sheet: Sheet, top: float) -> tuple[Markup, float]:
    parts, stops = [], []
    start = top
    for stage in sheet.view.stages:
        column = Column(stage, stage.cells, stage.hidden, _LEFT, _CARDS, 0)
        parts.append(stage_head(sheet, column, top + 6))
        if stage.score:
            parts.append(_score(sheet, stage, stage.score, top + 78))
        below = top + _HEAD + (20 if stage.score else 0)
        cards, after = _cards(sheet, column, below)
        note = onward_note(sheet, stage, _LEFT, after + 4, _CARDS)
        stops.append(Stop(stage, top + 30, after + _NOTE / 2 if note else after))
        parts += [cards, note]
        top = after + (_NOTE + 10 if note else 14)
    path = narrow_path(sheet, stops, _MARGIN, _STRIP - 12, start, top) if sheet.view.journeys else join()
    if sheet.view.unstaged:
        column = Column(None, sheet.view.unstaged, sheet.view.unstaged_hidden, _MARGIN, _ROOM, 0)
        parts.append(stage_head(sheet, column, top + 6))
        cards, top = _cards(sheet, column, top + 42)
        parts.append(cards)
    return join(path, *parts), top + 12


def _score(sheet: Sheet, stage: StageColumn, score: Score, base: float) -> Markup:
    mean, answers = score_text(score, sheet.words), sheet.words("map.answers", n=score.answers)
    numbers = [*openings(mean), *openings(answers, sheet.link(score.answers, score, "answers"))]
    x, room = _LEFT + 53, _CARDS - 53
    return put(f"{mean} · {answers}", x, base, 12, sheet.colours.mood, room=room, numbers=numbers, stage=stage.stage)


def _cards(sheet: Sheet, column: Column, top: float) -> tuple[Markup, float]:
    parts = [
        card(sheet, cell, column.left, top + at * (CARD_HEIGHT + _GAP), column.width)
        for at, cell in enumerate(column.cells)
    ]
    after = top + len(column.cells) * (CARD_HEIGHT + _GAP)
    note = (
        sheet.words("map.hidden", n=column.hidden)
        if column.hidden
        else ""
        if column.cells or not sheet.view.journeys
        else sheet.words("map.no_touchpoints")
    )
    if note:
        parts.append(put(note, column.left + 2, after + 12, 11.5, sheet.colours.muted, room=column.width))
        after += 22
    return join(*parts), after
