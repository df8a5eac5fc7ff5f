"""The lane of scores: how customers felt in each stage, as they said it in numbers."""

from itertools import pairwise

from desireline.render.journey_map.columns import Column, Frame
from desireline.render.journey_map.lanes.lane import Lane
from desireline.render.journey_map.links import Openings, openings
from desireline.render.journey_map.markup import Markup, join, number, tag
from desireline.render.journey_map.model import Score
from desireline.render.journey_map.sheet import Sheet, put
from desireline.render.journey_map.story import score_text

__all__ = ["LANE", "level"]

_HEIGHT = 104.0
_TOP, _BOTTOM = 14.0, 82.0


def level(score: Score, value: float) -> float:
    """Return where a value lies on the score's scale: 0 its lowest, 1 its highest answer."""
    span = score.scale_max - score.scale_min
    return min(1.0, max(0.0, (value - score.scale_min) / span)) if span > 0 else 0.5


def _height(_sheet: Sheet, frame: Frame) -> float:
    return _HEIGHT if any(column.stage and column.stage.score for column in frame.columns) else 0.0


def _draw(sheet: Sheet, frame: Frame, top: float) -> Markup:
    scored = [(column, column.stage.score) for column in frame.columns if column.stage and column.stage.score]
    left, right = frame.lanes_left, frame.columns[-1].right
    grid = [
        tag(
            "path",
            d=f"M{number(left)} {number(top + y)}H{number(right)}",
            stroke=sheet.colours.line,
            stroke_width=1,
            stroke_dasharray="2 5",
        )
        for y in (_TOP, (_TOP + _BOTTOM) / 2, _BOTTOM)
    ]
    curves = [_curve(sheet, one, two, top) for one, two in pairwise(scored) if _same_scale(one[1], two[1])]
    return join(*grid, *curves, *(_point(sheet, column, score, top) for column, score in scored))


def _same_scale(one: Score, two: Score) -> bool:
    return (one.scale_min, one.scale_max) == (two.scale_min, two.scale_max)


def _y(score: Score, value: float, top: float) -> float:
    return top + _BOTTOM - level(score, value) * (_BOTTOM - _TOP)


def _x(column: Column) -> float:
    return column.left + 21


def _curve(sheet: Sheet, one: tuple[Column, Score], two: tuple[Column, Score], top: float) -> Markup:
    x1, y1, x2, y2 = _x(one[0]), _y(one[1], one[1].mean, top), _x(two[0]), _y(two[1], two[1].mean, top)
    half = (x1 + x2) / 2
    d = "M{} {}C{} {} {} {} {} {}".format(*(number(value) for value in (x1, y1, half, y1, half, y2, x2, y2)))
    return tag("path", d=d, fill="none", stroke=sheet.colours.mood, stroke_width=2, stroke_opacity=0.45)


def _point(sheet: Sheet, column: Column, score: Score, top: float) -> Markup:
    colours, x, y = sheet.colours, _x(column), _y(score, score.mean, top)
    stage = column.stage.stage if column.stage else None
    whisker = f"M{number(x)} {number(_y(score, score.low, top))}V{number(_y(score, score.high, top))}"
    base = min(max(y + 1, top + _TOP + 6), top + _BOTTOM - 8)
    return tag(
        "g",
        tag("path", d=whisker, stroke=colours.mood, stroke_width=7, stroke_opacity=0.25, stroke_linecap="round"),
        tag("circle", cx=x, cy=y, r=5.5, fill=colours.mood, stroke=colours.paper, stroke_width=2),
        _halo(sheet, score_text(score, sheet.words), x + 15, base, 14, 600, colours.mood, column.width - 36),
        _halo(
            sheet,
            sheet.words("map.answers", n=score.answers),
            x + 15,
            base + 15,
            11.5,
            400,
            colours.muted,
            column.width - 36,
            openings(sheet.words("map.answers", n=score.answers), sheet.link(score.answers, score, "answers")),
        ),
        data_stage=stage,
        data_part="score",
    )


def _halo(
    sheet: Sheet,
    text: str,
    x: float,
    y: float,
    size: float,
    weight: int,
    colour: str,
    room: float,
    numbers: Openings | None = None,
) -> Markup:
    """Words on a rim of paper, so that the curve does not run through them."""
    words = put(text, x, y, size, colour, room=room, weight=weight, numbers=numbers)
    rim = Markup(
        put(text, x, y, size, colour, room=room, weight=weight).replace(
            "<text ",
            f'<text stroke="{sheet.colours.paper}" stroke-width="5" stroke-linejoin="round" aria-hidden="true" ',
            1,
        )
    )
    return join(rim, words)


LANE = Lane("score", _height, _draw)
