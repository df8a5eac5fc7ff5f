"""The lane of leaks: the three worst, with what they cost."""

from desireline.render.journey_map.card import badge
from desireline.render.journey_map.columns import Frame
from desireline.render.journey_map.lanes.lane import Lane
from desireline.render.journey_map.links import openings
from desireline.render.journey_map.markup import Markup, join, tag
from desireline.render.journey_map.model import Leak
from desireline.render.journey_map.sheet import Sheet, put
from desireline.render.journey_map.story import cost_sentence, leak_sentence
from desireline.render.journey_map.text import wrap

__all__ = ["LANE", "leak_card", "leak_height"]

_PAD, _GAP, _LINE, _SIZE = 16.0, 18.0, 18.0, 12.5
_HEAD = 58.0


def leak_height(sheet: Sheet, leak: Leak, room: float) -> float:
    """Return how high the card of a leak is in so much room."""
    return _HEAD + len(_lines(sheet, leak, room)) * _LINE + _PAD - 4


def leak_card(sheet: Sheet, leak: Leak, number: int, x: float, y: float, room: float, height: float) -> Markup:
    """Return the card of a leak: its number, where, how many customers, and what it costs."""
    colours = sheet.colours
    lost = sheet.words("map.customers_lost", n=leak.customers)
    numbers = openings(
        leak_sentence(leak, sheet.words),
        sheet.link(leak.lost.count, leak.lost, "count"),
        sheet.link(leak.lost.of, leak.lost, "of"),
    )
    text = [
        put(
            line,
            x + _PAD,
            y + _HEAD + 10 + at * _LINE,
            _SIZE,
            colours.ink if kind else colours.muted,
            numbers=numbers if kind else None,
        )
        for at, (line, kind) in enumerate(_lines(sheet, leak, room))
    ]
    return tag(
        "g",
        tag("rect", x=x, y=y, width=room, height=height, rx=12, fill=colours.leak_ground),
        badge(sheet, number, x + _PAD + 11, y + 27, 12),
        put(leak.label, x + _PAD + 34, y + 23, 15, colours.ink, room=room - 2 * _PAD - 34, weight=600),
        put(
            lost,
            x + _PAD + 34,
            y + 42,
            13.5,
            colours.leak,
            room=room - 2 * _PAD - 34,
            weight=600,
            unit="customers",
            count=leak.customers,
            cell=sheet.at(leak, "customers"),
            touchpoint=leak.touchpoint,
        ),
        *text,
        data_touchpoint=leak.touchpoint,
        data_part="leak",
    )


def _lines(sheet: Sheet, leak: Leak, room: float) -> list[tuple[str, bool]]:
    cost = cost_sentence(leak, sheet.words)
    first = [(line, True) for line in wrap(leak_sentence(leak, sheet.words), room - 2 * _PAD, _SIZE)]
    return first + ([(line, False) for line in wrap(cost, room - 2 * _PAD, _SIZE)] if cost else [])


def _card_width(frame: Frame) -> float:
    return (frame.right - frame.lanes_left - 2 * _GAP) / 3


def _tallest(sheet: Sheet, frame: Frame) -> float:
    return max((leak_height(sheet, leak, _card_width(frame)) for leak in sheet.view.leaks), default=0.0)


def _height(sheet: Sheet, frame: Frame) -> float:
    tallest = _tallest(sheet, frame)
    return tallest + 28 if tallest else 0.0


def _draw(sheet: Sheet, frame: Frame, top: float) -> Markup:
    wide, high = _card_width(frame), _tallest(sheet, frame)
    return join(
        *(
            leak_card(sheet, leak, at + 1, frame.lanes_left + at * (wide + _GAP), top + 6, wide, high)
            for at, leak in enumerate(sheet.view.leaks)
        )
    )


LANE = Lane("leaks", _height, _draw)
