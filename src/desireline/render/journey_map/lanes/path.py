"""The desire line: a path worn into the grass, as wide as the journeys that go along it."""

from desireline.render.journey_map.columns import Column, Frame
from desireline.render.journey_map.fades import path_fades, trail_fade
from desireline.render.journey_map.icons import icon
from desireline.render.journey_map.lanes.lane import Lane
from desireline.render.journey_map.links import openings
from desireline.render.journey_map.markup import Markup, join, number, tag, words
from desireline.render.journey_map.ribbon import Knot, across, band, line, scatter, side_trail
from desireline.render.journey_map.sheet import Sheet, put
from desireline.render.journey_map.text import width
from desireline.render.words import interval, percent

__all__ = ["LANE"]

_HEIGHT = 232.0
_CENTRE = 128.0
_HALF = 42.0
_LEAST = 1.2
_SWAY = 9.0
_TUFTS_PER_PIXEL = 0.17


def _draw(sheet: Sheet, frame: Frame, top: float) -> Markup:
    columns = frame.staged
    if not columns:
        return join()
    left, right = frame.lanes_left - 14, columns[-1].right + 14
    knots = _knots(sheet, columns, top + _CENTRE, left, right)
    ground = tag("rect", x=left, y=top, width=right - left, height=_HEIGHT - 14, rx=16, fill=sheet.colours.grass)
    notes = [_onward(sheet, column, top, knots) for column in columns[:-1]]
    lost = [_lost(sheet, column, top, knots, last=column is columns[-1]) for column in columns]
    return join(
        ground,
        _tufts(sheet, knots, left, right, top),
        *lost,
        _path(sheet, knots, left, right),
        *notes,
        *_flags(sheet, columns, knots),
    )


def _knots(sheet: Sheet, columns: list[Column], centre: float, left: float, right: float) -> list[Knot]:
    def half(journeys: int) -> float:
        return max(_LEAST, _HALF * journeys / sheet.widest) if journeys else 0.0

    knots = []
    for at, column in enumerate(columns):
        stage = column.stage
        assert stage
        sway = _SWAY if at % 2 else -_SWAY
        here = half(stage.journeys)
        if at == 0:
            knots.append(Knot(left, centre + _SWAY, here * 0.92))
        knots.append(Knot(column.left + column.width * 0.38, centre + sway, here))
        if at + 1 < len(columns):
            knots.append(
                Knot(
                    column.right + (column.pitch - column.width) / 2,
                    centre - sway * 0.4,
                    half(stage.onward.count if stage.onward else 0),
                )
            )
        else:
            knots.append(Knot(right, centre - sway, here * 0.8))
    return knots


def _path(sheet: Sheet, knots: list[Knot], left: float, right: float) -> Markup:
    """The path itself, with foot marks along it, fading at both ends."""
    colours = sheet.colours
    marks = [
        tag(
            "path",
            d=line(knots, offset),
            fill="none",
            stroke=sheet.url("edge"),
            stroke_width=1.3,
            stroke_opacity=0.55,
            stroke_dasharray=dashes,
            stroke_linecap="round",
        )
        for offset, dashes in ((-0.62, "9 15 4 19"), (-0.22, "12 11 6 21"), (0.2, "7 17 11 13"), (0.6, "5 20 10 16"))
    ]
    body = tag(
        "path", d=band(knots), fill=sheet.url("earth"), stroke=sheet.url("edge"), stroke_width=1.2, stroke_opacity=0.7
    )
    worn = tag(
        "path",
        d=band([Knot(along, centre, half * 0.55) for along, centre, half in knots]),
        fill=colours.paper,
        fill_opacity=0.16,
    )
    return join(
        path_fades(sheet, left, right, (0.035, 0.955)),
        tag("g", tag("title", words(sheet.words("map.lane.path"))), body, worn, *marks, data_part="path"),
    )


def _tufts(sheet: Sheet, knots: list[Knot], left: float, right: float, top: float) -> Markup:
    """Tufts of grass beside the path, none on it and few near words."""
    drawn = ""
    for u, v in scatter(int((right - left) * _TUFTS_PER_PIXEL)):
        x, y = left + 14 + u * (right - left - 28), top + 74 + v * (_HEIGHT - 14 - 74 - 34)
        centre, half = across(knots, x)
        if abs(y - centre) > half + 9:
            lean = 1.4 * (v - 0.5)
            root = f"M{number(x)} {number(y)}"
            drawn += f"{root}q-.6-3-2.6-4.6{root}q.2-3 {number(lean)}-6.2{root}q.6-2.6 2.8-3.8"
    return tag(
        "path", d=drawn or "M0 0", fill="none", stroke=sheet.colours.blade, stroke_width=1, stroke_linecap="round"
    )


def _onward(sheet: Sheet, column: Column, top: float, knots: list[Knot]) -> Markup:
    """How many go on, between this stage and the next."""
    stage, colours = column.stage, sheet.colours
    if stage is None or stage.onward is None or stage.onward.share is None:
        return join()
    x, room = column.right + (column.pitch - column.width) / 2, column.pitch - 26
    share, base = stage.onward, top + 23
    said = sheet.words("map.onward", share=percent(share.share or 0.0, sheet.words))
    of = sheet.words("map.range_of", range=interval(share, sheet.words), n=share.of)
    centre, half = across(knots, x)
    parts = [
        tag(
            "path",
            d=f"M{number(x)} {number(top + 62)}V{number(centre - half - 3)}",
            stroke=colours.edge,
            stroke_width=1,
            stroke_dasharray="1.5 3.5",
        ),
        put(
            said,
            x,
            base,
            15,
            colours.ink,
            room=room,
            weight=600,
            anchor="middle",
            unit="journeys",
            count=share.count,
            cell=sheet.at(share, "count"),
            of=share.of,
            stage=stage.stage,
            part="onward",
        ),
        put(
            of,
            x,
            top + 39,
            11.5,
            colours.muted,
            room=room,
            anchor="middle",
            numbers=openings(of, sheet.link(share.of, share, "of")),
        ),
    ]
    if stage.median_s is not None:
        span = sheet.words("map.time_to", span=sheet.words.span(stage.median_s * 1e6))
        wide = min(room, width(span, 11.5) + 15)
        parts.append(icon("clock", x - wide / 2, top + 45, 11.5, colours.muted, 1.2))
        parts.append(
            put(
                span,
                x - wide / 2 + 15,
                top + 54.5,
                11.5,
                colours.muted,
                room=room - 15,
                part="median",
                stage=stage.stage,
            )
        )
    return join(*parts)


def _lost(sheet: Sheet, column: Column, top: float, knots: list[Knot], *, last: bool) -> Markup:
    """The journeys that leave the path here and come to nothing."""
    stage, colours = column.stage, sheet.colours
    assert stage
    count = stage.lost
    if not count:
        return join()
    wide = max(2.0, 2 * _HALF * count / sheet.widest)
    start, base = column.left + column.width * (0.05 if last else 0.3), top + _HEIGHT - 14
    centre, half = across(knots, start)
    end = (start + 56 + wide * 0.9, base - 18)
    name = f"lost-{sheet.view.stages.index(stage)}"
    fade = trail_fade(sheet, name, centre + half - wide / 2, end[1], down=True)
    strand = tag("path", d=side_trail((start, centre + half - 1), wide, end), fill=sheet.url(name))
    x = end[0] + 8
    room = (column.right + 8 if last else column.left + column.pitch + column.width * 0.3) - x  # up to the next trail
    text = sheet.words("map.journeys_lost", n=count)
    if width(text, 12, 600) > room:
        text = sheet.words("map.lost", n=count)
    label = put(
        text,
        x,
        base - 14,
        12,
        colours.leak,
        room=room,
        weight=600,
        unit="journeys",
        count=count,
        cell=sheet.at(stage, "lost"),
        stage=stage.stage,
        part="lost",
    )
    return join(fade, strand, label)


def _flags(sheet: Sheet, columns: list[Column], knots: list[Knot]) -> list[Markup]:
    """A flag on the path at each stage that holds a goal."""
    flags = []
    for column in columns:
        if any(cell.goal for cell in column.cells):
            x = column.left + column.width * 0.46
            centre, half = across(knots, x)
            size = 30.0
            flags.append(
                tag(
                    "g",
                    tag("title", words(sheet.words("map.goal"))),
                    icon("flag", x, centre - half - size * 0.82, size, sheet.colours.goal, 2),
                )
            )
    return flags


LANE = Lane("path", lambda _sheet, frame: _HEIGHT if frame.staged else 0.0, _draw)
