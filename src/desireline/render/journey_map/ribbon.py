"""Bands of changing thickness: the geometry of the worn path, without any drawing."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from desireline.render.journey_map.markup import number

__all__ = ["Knot", "across", "band", "line", "scatter", "side_trail"]


class Knot(NamedTuple):
    """A point of the path: how far along, where across, and half its thickness there."""

    along: float
    centre: float
    half: float


def band(knots: Sequence[Knot], *, down: bool = False) -> str:
    """Return the outline of the band through the knots, level at each of them.

    Args:
        knots: at least two, in order along.
        down: the path runs down the sheet, not to the right.
    """
    there = [(knot.along, knot.centre - knot.half) for knot in knots]
    back = [(knot.along, knot.centre + knot.half) for knot in reversed(knots)]
    edges = [f"{_point(edge[0], down=down)}{_curves(edge, down=down)}" for edge in (there, back)]
    return f"M{edges[0]}L{edges[1]}Z"


def line(knots: Sequence[Knot], offset: float, *, down: bool = False) -> str:
    """Return the line that runs in the band at `offset` (-1 one edge, 0 the middle, 1 the other)."""
    points = [(knot.along, knot.centre + knot.half * offset) for knot in knots]
    return f"M{_point(points[0], down=down)}{_curves(points, down=down)}"


def across(knots: Sequence[Knot], along: float) -> tuple[float, float]:
    """Return centre and half thickness of the band at a point along it."""
    if along <= knots[0].along:
        return knots[0].centre, knots[0].half
    for one, two in pairwise(knots):
        if along <= two.along:
            part = (along - one.along) / (two.along - one.along)
            eased = part * part * (3 - 2 * part)
            return one.centre + (two.centre - one.centre) * eased, one.half + (two.half - one.half) * eased
    return knots[-1].centre, knots[-1].half


def scatter(count: int) -> list[tuple[float, float]]:
    """Return evenly strewn points of the unit square, always the same ones (the plastic number's sequence)."""
    return [((0.5 + at * 0.754877666) % 1, (0.5 + at * 0.569840291) % 1) for at in range(1, count + 1)]


def side_trail(start: tuple[float, float], wide: float, end: tuple[float, float], *, down: bool = False) -> str:
    """Return the outline of a trail that leaves the band and peters out.

    Args:
        start: where its outer edge leaves the band's edge.
        wide: its width there.
        end: its tip.
        down: as for `band`; both points are given as (along, across).
    """
    (s, t), (e, f) = start, end
    rise, run = f - t, e - s
    outer = [(s, t), (s + run * 0.45, t), (e - run * 0.12, t + rise * 0.45), (e, f)]
    inner = [
        (e + min(wide * 0.12, 3), f - rise * 0.55 - wide * 0.2),
        (s + run * 0.62 + wide * 0.3, t - wide),
        (s + wide * 0.2, t - wide),
    ]
    points = [_point(point, down=down) for point in [*outer, *inner]]
    return "M{}C{} {} {}C{} {} {}Z".format(*points)


def _curves(points: Sequence[tuple[float, float]], *, down: bool) -> str:
    drawn = ""
    for one, two in pairwise(points):
        middle = (one[0] + two[0]) / 2
        drawn += (
            f"C{_point((middle, one[1]), down=down)} {_point((middle, two[1]), down=down)} {_point(two, down=down)}"
        )
    return drawn


def _point(point: tuple[float, float], *, down: bool) -> str:
    x, y = (point[1], point[0]) if down else point
    return f"{number(x)} {number(y)}"
