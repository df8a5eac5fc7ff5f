"""The small drawing's stages side by side: a short piece of the worn path, with a way mark for each."""

from itertools import pairwise

from desireline.render.journey_map.fades import path_fades, trail_fade
from desireline.render.journey_map.markup import Markup, join, number, tag, words
from desireline.render.journey_map.model import StageColumn
from desireline.render.journey_map.ribbon import Knot, across, band, line, scatter, side_trail
from desireline.render.journey_map.sheet import Sheet, put, smaller
from desireline.render.journey_map.stage_sign import stage_sign
from desireline.render.journey_map.text import width
from desireline.render.words import interval, percent

__all__ = ["small_strip"]

_HEAD = 44.0
_GRASS = 122.0
_CENTRE = 48.0
_HALF = 21.0
_LEAST = 1.2
_SWAY = 5.0
_MARK = 14.0


def small_strip(sheet: Sheet, top: float) -> tuple[Markup, float]:
    """Return the strip, and where it ends."""
    stages = sheet.view.stages
    pitch = sheet.wide / len(stages)
    middles = [(at + 0.5) * pitch for at in range(len(stages))]
    grass = top + _HEAD
    knots = _knots(sheet, middles, grass + _CENTRE)
    heads = [_head(sheet, stage, x, top, pitch - 10) for stage, x in zip(stages, middles, strict=True)]
    ground = tag("rect", x=0, y=grass, width=sheet.wide, height=_GRASS, rx=14, fill=sheet.colours.grass)
    trails = [_lost(sheet, stage, x, pitch, grass, knots) for stage, x in zip(stages, middles, strict=True)]
    marks = [_mark(sheet, stage, x, knots) for stage, x in zip(stages, middles, strict=True)]
    shares = [
        _share(sheet, stage, (one + two) / 2, knots)
        for stage, (one, two) in zip(stages, pairwise(middles), strict=False)
    ]
    path = _path(sheet, knots) if sheet.view.journeys else join()
    return join(*heads, ground, _tufts(sheet, knots, grass), *trails, path, *marks, *shares), grass + _GRASS


def _head(sheet: Sheet, stage: StageColumn, x: float, top: float, room: float) -> Markup:
    """The stage's name over its customers."""
    said = sheet.words("map.customers", n=stage.customers)
    if width(said, 12) > room:
        said = sheet.words.number(stage.customers)
    return tag(
        "g",
        put(
            stage.label,
            x,
            top + 15,
            smaller(stage.label, room, 14, 11),
            sheet.colours.ink,
            room=room,
            weight=600,
            anchor="middle",
        ),
        put(
            said,
            x,
            top + 33,
            12,
            sheet.colours.muted,
            anchor="middle",
            unit="customers",
            count=stage.customers,
            cell=sheet.at(stage, "customers"),
            stage=stage.stage,
        ),
        data_stage=stage.stage,
        data_part="stage",
    )


def _knots(sheet: Sheet, middles: list[float], centre: float) -> list[Knot]:
    def half(journeys: int) -> float:
        return max(_LEAST, _HALF * journeys / sheet.widest) if journeys else 0.0

    stages, pitch = sheet.view.stages, sheet.wide / len(middles)
    knots = [Knot(0, centre + _SWAY, half(stages[0].journeys) * 0.9)]
    for at, (stage, x) in enumerate(zip(stages, middles, strict=True)):
        sway = _SWAY if at % 2 else -_SWAY
        knots.append(Knot(x, centre + sway, half(stage.journeys)))
        if at + 1 < len(stages):
            onward = stage.onward.count if stage.onward else 0
            knots.append(Knot(x + pitch / 2, centre - sway * 0.4, half(onward)))
    return [*knots, Knot(sheet.wide, centre, half(stages[-1].journeys) * 0.8)]


def _path(sheet: Sheet, knots: list[Knot]) -> Markup:
    edge = sheet.url("edge")
    marks = [
        tag(
            "path",
            d=line(knots, offset),
            fill="none",
            stroke=edge,
            stroke_width=1.1,
            stroke_opacity=0.5,
            stroke_dasharray=dashes,
            stroke_linecap="round",
        )
        for offset, dashes in ((-0.5, "8 16 4 19"), (0.0, "11 13 6 20"), (0.5, "6 18 10 15"))
    ]
    body = tag("path", d=band(knots), fill=sheet.url("earth"), stroke=edge, stroke_width=1, stroke_opacity=0.7)
    title = tag("title", words(sheet.words("map.lane.path")))
    fades = path_fades(sheet, 0, sheet.wide, (0.05, 0.95))
    return join(fades, tag("g", title, body, *marks, data_part="path"))


def _tufts(sheet: Sheet, knots: list[Knot], top: float) -> Markup:
    drawn = ""
    for u, v in scatter(int(sheet.wide * 0.16)):
        x, y = 10 + u * (sheet.wide - 20), top + 12 + v * (_GRASS - 20)
        centre, half = across(knots, x)
        if abs(y - centre) > half + 12 and y < top + _GRASS - 34:
            root = f"M{number(x)} {number(y)}"
            drawn += f"{root}q-.5-2.6-2.2-4{root}q.2-2.8.4-5.6{root}q.5-2.2 2.4-3.3"
    return tag(
        "path", d=drawn or "M0 0", fill="none", stroke=sheet.colours.blade, stroke_width=1, stroke_linecap="round"
    )


def _mark(sheet: Sheet, stage: StageColumn, x: float, knots: list[Knot]) -> Markup:
    """The way mark: the stage's sign on the path."""
    centre, _ = across(knots, x)
    return tag("g", stage_sign(sheet, stage, x, centre, radius=_MARK, size=16, line=1.3))


def _share(sheet: Sheet, stage: StageColumn, x: float, knots: list[Knot]) -> Markup:
    """How many go on to a later stage, on the path where they do."""
    share = stage.onward
    if share is None or share.share is None:
        return join()
    said, colours = percent(share.share, sheet.words), sheet.colours
    whole = sheet.words("map.onward", share=said)
    ranged = sheet.words("map.range_of", range=interval(share, sheet.words), n=share.of)
    centre, _ = across(knots, x)
    wide = width(said, 12.5, 600) + 14
    return tag(
        "g",
        tag("title", words(f"{whole} ({ranged})")),
        tag(
            "rect", x=x - wide / 2, y=centre - 11, width=wide, height=22, rx=11, fill=colours.paper, stroke=colours.edge
        ),
        put(
            said,
            x,
            centre + 4.5,
            12.5,
            colours.ink,
            weight=600,
            anchor="middle",
            unit="journeys",
            count=share.count,
            of=share.of,
            cell=sheet.at(share, "count"),
            stage=stage.stage,
            part="onward",
        ),
    )


def _lost(sheet: Sheet, stage: StageColumn, x: float, pitch: float, top: float, knots: list[Knot]) -> Markup:
    """The journeys that leave the path in this stage."""
    if not stage.lost:
        return join()
    wide = max(1.6, 2 * _HALF * stage.lost / sheet.widest)
    start = x - _MARK - 4
    centre, half = across(knots, start)
    end = (start + 20 + wide * 0.5, top + _GRASS - 20)
    name = f"lost-{sheet.view.stages.index(stage)}"
    fade = trail_fade(sheet, name, centre + half - wide / 2, end[1], down=True)
    trail = tag("path", d=side_trail((start, centre + half - 1), wide, end), fill=sheet.url(name))
    said = put(
        sheet.words("map.lost", n=stage.lost),
        x,
        top + _GRASS - 8,
        11.5,
        sheet.colours.leak,
        room=pitch - 8,
        weight=600,
        anchor="middle",
        unit="journeys",
        count=stage.lost,
        cell=sheet.at(stage, "lost"),
        stage=stage.stage,
        part="lost",
    )
    return join(fade, trail, said)
