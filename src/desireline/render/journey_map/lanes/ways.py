"""The lanes of ways in and out: what comes directly before or after a stage's touchpoints, outside of the stage."""

from collections.abc import Callable

from desireline.render.journey_map.columns import Column, Frame
from desireline.render.journey_map.icons import icon
from desireline.render.journey_map.lanes.lane import Lane
from desireline.render.journey_map.markup import Markup, join, tag, words
from desireline.render.journey_map.model import Cell, Edge
from desireline.render.journey_map.sheet import Sheet, put
from desireline.render.journey_map.text import width

__all__ = ["IN", "OUT", "outside"]

_ROWS = 3
_ROW = 35.0


def outside(cells: list[Cell], edges: Callable[[Cell], list[Edge]]) -> list[tuple[Cell, Edge]]:
    """Return the three commonest ways between these touchpoints and others, most customers first."""
    own = {cell.touchpoint for cell in cells}
    found = [(cell, edge) for cell in cells for edge in edges(cell) if edge.name not in own]
    return sorted(found, key=lambda way: (-way[1].customers, way[0].touchpoint))[:_ROWS]


def _lane(name: str, edges: Callable[[Cell], list[Edge]]) -> Lane:
    def height(_sheet: Sheet, frame: Frame) -> float:
        rows = max((len(outside(column.cells, edges)) for column in frame.columns), default=0)
        return rows * _ROW + 20 if rows else 0.0

    def draw(sheet: Sheet, frame: Frame, top: float) -> Markup:
        return join(
            *(
                _row(sheet, column, cell, edge, top + 8 + at * _ROW, name)
                for column in frame.columns
                for at, (cell, edge) in enumerate(outside(column.cells, edges))
            )
        )

    return Lane(name, height, draw)


def _row(sheet: Sheet, column: Column, cell: Cell, edge: Edge, top: float, side: str) -> Markup:
    colours, x = sheet.colours, column.left
    count = sheet.words.number(edge.customers)
    taken = width(count, 12) + 10
    other = edge.label or sheet.words("map.starts" if side == "in" else "map.ends")
    ends = edge.name is None and side == "out"
    title = tag(
        "title",
        words(f"{other}: {sheet.words('map.customers', n=edge.customers)}, {sheet.words('map.times', n=edge.count)}"),
    )
    first, second = (other, cell.label) if side == "in" else (cell.label, other)
    return tag(
        "g",
        title,
        put(first, x, top + 12, 12, colours.ink, room=column.width - taken),
        icon("arrow", x + 1, top + 17, 10.5, colours.leak if ends else colours.edge, 1.4),
        put(second, x + 17, top + 26, 11.5, colours.leak if ends else colours.muted, room=column.width - 17),
        put(
            count,
            column.right,
            top + 12,
            12,
            colours.ink,
            anchor="end",
            unit="customers",
            count=edge.customers,
            cell=sheet.at(edge, "customers"),
            touchpoint=cell.touchpoint,
        ),
        data_touchpoint=cell.touchpoint,
        data_part=side,
    )


IN = _lane("in", lambda cell: cell.ways_in)
OUT = _lane("out", lambda cell: cell.ways_out)
