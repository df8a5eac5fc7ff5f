"""The desire line of the narrow drawing: the same worn path, running down."""

from typing import NamedTuple

from desireline.render.journey_map.fades import path_fades, trail_fade
from desireline.render.journey_map.icons import icon
from desireline.render.journey_map.links import openings
from desireline.render.journey_map.markup import Markup, join, number, tag, words
from desireline.render.journey_map.model import StageColumn
from desireline.render.journey_map.ribbon import Knot, across, band, line, scatter, side_trail
from desireline.render.journey_map.sheet import Sheet, put
from desireline.render.words import interval, percent

__all__ = ["Stop", "narrow_path", "onward_note"]

_LEAST = 0.9
_SWAY = 4.0
_FULL = (0.02, 0.975)


class Stop(NamedTuple):
    """Where a stage begins on the sheet, and where the next one is gone on to."""

    stage: StageColumn
    top: float
    after: float


def onward_note(sheet: Sheet, stage: StageColumn, x: float, top: float, room: float) -> Markup:
    """Return the lines between two stages: how many go on, of how many, after how long, and how many were lost."""
    colours, said, count = sheet.colours, sheet.words, stage.lost
    lines = []
    if stage.onward and stage.onward.share is not None:
        lines.append(
            put(
                said("map.onward", share=percent(stage.onward.share, said)),
                x,
                top + 16,
                15,
                colours.ink,
                room=room,
                weight=600,
                unit="journeys",
                count=stage.onward.count,
                cell=sheet.at(stage.onward, "count"),
                of=stage.onward.of,
                stage=stage.stage,
                part="onward",
            )
        )
        of = said("map.range_of", range=interval(stage.onward, said), n=stage.onward.of)
        time = "" if stage.median_s is None else " · " + said("map.time_to", span=said.span(stage.median_s * 1e6))
        numbers = openings(of, sheet.link(stage.onward.of, stage.onward, "of"))
        lines.append(put(of + time, x, top + 33, 11.5, colours.muted, room=room, numbers=numbers))
    if count:
        base = top + (51 if lines else 16)
        lost = said("map.journeys_lost", n=count)
        name = stage.stage
        lines.append(
            put(
                lost,
                x,
                base,
                12,
                colours.leak,
                room=room,
                weight=600,
                unit="journeys",
                count=count,
                cell=sheet.at(stage, "lost"),
                stage=name,
                part="lost",
            )
        )
    return join(*lines)


def narrow_path(sheet: Sheet, stops: list[Stop], left: float, room: float, top: float, bottom: float) -> Markup:
    """Return the path with its grass, from the first stage down to the last."""
    if not stops:
        return join()
    colours, centre = sheet.colours, left + room * 0.56
    knots = _knots(sheet, stops, centre, room * 0.36, top, bottom)
    ground = tag("rect", x=left, y=top, width=room, height=bottom - top - 10, rx=14, fill=colours.grass)
    body = tag(
        "path",
        d=band(knots, down=True),
        fill=sheet.url("earth"),
        stroke=sheet.url("edge"),
        stroke_width=1,
        stroke_opacity=0.7,
    )
    marks = [
        tag(
            "path",
            d=line(knots, offset, down=True),
            fill="none",
            stroke=sheet.url("edge"),
            stroke_width=1.2,
            stroke_opacity=0.55,
            stroke_dasharray=dashes,
            stroke_linecap="round",
        )
        for offset, dashes in ((-0.5, "8 16 4 19"), (0.0, "11 13 6 20"), (0.5, "6 18 10 15"))
    ]
    title = tag("title", words(sheet.words("map.lane.path")))
    trails = [_trail(sheet, stop, knots, left) for stop in stops]
    path = tag("g", title, body, *marks, data_part="path")
    return join(
        path_fades(sheet, top, bottom - 10, _FULL, down=True),
        ground,
        _tufts(sheet, knots, left, room, top, bottom - 10),
        *trails,
        path,
        *_flags(sheet, stops, knots),
    )


def _knots(sheet: Sheet, stops: list[Stop], centre: float, widest: float, top: float, bottom: float) -> list[Knot]:
    def half(journeys: int) -> float:
        return max(_LEAST, widest * journeys / sheet.widest) if journeys else 0.0

    knots = [Knot(top, centre, half(stops[0].stage.journeys) * 0.9)]
    for at, (stage, begins, after) in enumerate(stops):
        sway = _SWAY if at % 2 else -_SWAY
        knots.append(Knot(begins + (after - begins) * 0.3, centre + sway, half(stage.journeys)))
        if at + 1 < len(stops):
            knots.append(Knot(after, centre - sway * 0.4, half(stage.onward.count if stage.onward else 0)))
    last = half(stops[-1].stage.journeys)
    return [*knots, Knot(bottom - 10, centre, last * 0.8)]


def _tufts(sheet: Sheet, knots: list[Knot], left: float, room: float, top: float, bottom: float) -> Markup:
    drawn = ""
    for u, v in scatter(int((bottom - top) / 16)):
        x, y = left + 6 + u * (room - 12), top + 14 + v * (bottom - top - 24)
        centre, half = across(knots, y)
        if abs(x - centre) > half + 5:
            root = f"M{number(x)} {number(y)}"
            drawn += f"{root}q-.4-2.4-2-3.6{root}q.2-2.6.4-5{root}q.4-2 2.2-3"
    return tag(
        "path", d=drawn or "M0 0", fill="none", stroke=sheet.colours.blade, stroke_width=1, stroke_linecap="round"
    )


def _trail(sheet: Sheet, stop: Stop, knots: list[Knot], left: float) -> Markup:
    """The journeys that leave the path in this stage, to the outer side."""
    count = stop.stage.lost
    if not count:
        return join()
    along = stop.top + (stop.after - stop.top) * 0.45
    centre, half = across(knots, along)
    wide = max(1.6, 2 * knots[1].half * count / max(1, sheet.view.stages[0].journeys))
    name = f"lost-{sheet.view.stages.index(stop.stage)}"
    tip = left + 5
    fade = trail_fade(sheet, name, centre - half + wide / 2, tip)
    return join(fade, tag("path", d=_outer(along, centre - half + 1, wide, tip), fill=sheet.url(name)))


def _outer(along: float, edge: float, wide: float, tip: float) -> str:
    """A side trail to the left: that of `side_trail` mirrored across the edge."""
    return side_trail((along, edge), -wide, (along + 34 + abs(wide), tip), down=True)


def _flags(sheet: Sheet, stops: list[Stop], knots: list[Knot]) -> list[Markup]:
    flags = []
    for stop in stops:
        if any(cell.goal for cell in stop.stage.cells):
            along = stop.top + (stop.after - stop.top) * 0.3
            centre, half = across(knots, along)
            mark = icon("flag", centre + half - 6, along - 20, 22, sheet.colours.goal, 1.9)
            flags.append(tag("g", tag("title", words(sheet.words("map.goal"))), mark))
    return flags
