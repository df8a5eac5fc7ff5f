"""The lane of touchpoints: cards under their stage, with the worn ways between them."""

from desireline.render.journey_map.card import CARD_HEIGHT, card
from desireline.render.journey_map.columns import Column, Frame
from desireline.render.journey_map.lanes.lane import Lane
from desireline.render.journey_map.markup import Markup, join, number, tag, words
from desireline.render.journey_map.model import Cell, Edge
from desireline.render.journey_map.sheet import Sheet, put

__all__ = ["LANE"]

_GAP = 10.0
_NOTE = 22.0
_WAYS = 28
_WIDEST_WAY = 11.0
_LEAST_WAY = 1.0


def _height(_sheet: Sheet, frame: Frame) -> float:
    rows = max((_rows(column) for column in frame.columns), default=0.0)
    return rows + 20 if rows else 0.0


def _rows(column: Column) -> float:
    return (len(column.cells) * (CARD_HEIGHT + _GAP) if column.cells else _NOTE + 10) + (_NOTE if column.hidden else 0)


def _draw(sheet: Sheet, frame: Frame, top: float) -> Markup:
    cards = [
        card(sheet, cell, column.left, top + 6 + at * (CARD_HEIGHT + _GAP), column.width)
        for column in frame.columns
        for at, cell in enumerate(column.cells)
    ]
    return join(_ways(sheet, frame, top + 6), *cards, *(_note(sheet, column, top + 6) for column in frame.columns))


def _note(sheet: Sheet, column: Column, top: float) -> Markup:
    base = top + len(column.cells) * (CARD_HEIGHT + _GAP) + 14
    if not column.cells:
        return put(sheet.words("map.no_touchpoints"), column.left, top + 24, 12, sheet.colours.muted, room=column.width)
    if column.hidden:
        return put(
            sheet.words("map.hidden", n=column.hidden),
            column.left + 2,
            base,
            11.5,
            sheet.colours.muted,
            room=column.width,
        )
    return join()


def _ways(sheet: Sheet, frame: Frame, top: float) -> Markup:
    """The commonest steps to a later stage, drawn under the cards: the wider, the more customers took it."""
    places = {
        cell.touchpoint: (column, top + at * (CARD_HEIGHT + _GAP), cell)
        for column in frame.staged
        for at, cell in enumerate(column.cells)
    }
    steps = [
        (edge, places[cell.touchpoint], places[edge.name])
        for column in frame.staged
        for cell in column.cells
        for edge in cell.ways_out
        if edge.name in places and places[edge.name][0].left > column.left
    ]
    strongest = sorted(steps, key=lambda step: -step[0].customers)[:_WAYS]
    most = max([1, *(edge.customers for edge, _, _ in strongest)])
    return tag("g", *(_way(sheet, edge, one, two, most) for edge, one, two in strongest), data_part="ways")


def _way(
    sheet: Sheet, edge: Edge, one: tuple[Column, float, Cell], two: tuple[Column, float, Cell], most: int
) -> Markup:
    (start, y1, cell), (end, y2, _) = one, two
    x1, x2, y1, y2 = start.right - 2, end.left + 2, y1 + CARD_HEIGHT / 2, y2 + CARD_HEIGHT / 2
    bend = x1 + (end.pitch - end.width) * 0.62
    last = x2 - (end.pitch - end.width) * 0.62
    run = [number(value) for value in (x1, y1, bend, y1, last, y2, x2, y2)]
    title = f"{cell.label} → {edge.label}: {sheet.words('map.customers', n=edge.customers)}"
    return tag(
        "path",
        tag("title", words(title)),
        d="M{} {}C{} {} {} {} {} {}".format(*run),
        fill="none",
        stroke=sheet.colours.earth,
        stroke_width=max(_LEAST_WAY, _WIDEST_WAY * edge.customers / most),
        stroke_opacity=0.6,
        stroke_linecap="round",
        data_from=cell.touchpoint,
        data_to=edge.name,
        data_unit="customers",
        data_count=edge.customers,
        data_cell=sheet.at(edge, "customers"),
    )


LANE = Lane("touchpoints", _height, _draw)
