"""The worn path in half blocks of a terminal, two to a row."""

from desireline.render.journey_map.model import MapView
from desireline.render.journey_map.ribbon import Knot, across, scatter

__all__ = ["path_rows"]

_ROWS = 7
_SWAY = 0.9
_TUFTS_PER_CELL = 0.05


def path_rows(view: MapView, width: int) -> list[str]:
    """Return the rows of the picture, `width` characters each: blocks are path, commas and quotes are grass."""
    if not view.stages or width < len(view.stages):
        return []
    knots = _knots(view, width)
    grass = {
        (int(u * width), int(v * _ROWS)): ",'"[at % 2]
        for at, (u, v) in enumerate(scatter(int(width * _ROWS * _TUFTS_PER_CELL)))
    }
    return ["".join(_char(knots, x, row, grass) for x in range(width)).rstrip() for row in range(_ROWS)]


def _char(knots: list[Knot], x: int, row: int, grass: dict[tuple[int, int], str]) -> str:
    centre, half = across(knots, x + 0.5)
    upper, lower = _in(2 * row, centre, half), _in(2 * row + 1, centre, half)
    if upper or lower:
        return "█" if upper and lower else "▀" if upper else "▄"
    return grass.get((x, row), " ")


def _in(half_row: int, centre: float, half: float) -> bool:
    """Say whether a half row lies in the band; that of its centre always does, unless nobody goes there."""
    return half > 0 and (abs(half_row + 0.5 - centre) <= half or int(centre) == half_row)


def _knots(view: MapView, width: int) -> list[Knot]:
    most, each = max([1, *(stage.journeys for stage in view.stages)]), width / len(view.stages)
    tall = _ROWS - 1.4

    def half(journeys: int) -> float:
        return tall * journeys / most

    knots = []
    for at, stage in enumerate(view.stages):
        sway = _SWAY if at % 2 else -_SWAY
        knots.append(Knot((at + 0.4) * each, _ROWS + sway, half(stage.journeys)))
        if at + 1 < len(view.stages):
            knots.append(Knot((at + 0.9) * each, _ROWS - sway * 0.4, half(stage.onward.count if stage.onward else 0)))
    return knots
