"""The small drawing's stages below each other, for narrow places: the path runs down the left side."""

from desireline.render.journey_map.markup import Markup, join, tag
from desireline.render.journey_map.model import StageColumn
from desireline.render.journey_map.narrow_path import Stop, narrow_path
from desireline.render.journey_map.sheet import Sheet, put, smaller
from desireline.render.journey_map.stage_sign import stage_sign
from desireline.render.journey_map.text import width
from desireline.render.words import percent

__all__ = ["small_rows"]

_STRIP = 46.0
_ROW = 62.0
_LAST = 46.0
_ICON = 34.0


def small_rows(sheet: Sheet, top: float) -> tuple[Markup, float]:
    """Return the rows, and where they end."""
    stages = sheet.view.stages
    rows = [_row(sheet, stage, top + at * _ROW) for at, stage in enumerate(stages)]
    bottom = top + (len(stages) - 1) * _ROW + _LAST
    stops = [
        Stop(stage, top + at * _ROW + 6, top + at * _ROW + (54 if at + 1 < len(stages) else 40))
        for at, stage in enumerate(stages)
    ]
    path = narrow_path(sheet, stops, 0, _STRIP, top, bottom + 10) if sheet.view.journeys else join()
    return join(path, *rows), bottom


def _row(sheet: Sheet, stage: StageColumn, top: float) -> Markup:
    """A stage: icon, name, customers; and below it how many go on, and how many were lost."""
    colours, x = sheet.colours, _STRIP + 10
    said = sheet.words("map.customers", n=stage.customers)
    room = sheet.wide - x - _ICON
    if width(stage.label, 11, 600) + width(said, 12) + 8 > room:
        said = sheet.words.number(stage.customers)
    room -= width(said, 12) + 8
    return tag(
        "g",
        stage_sign(sheet, stage, x + 13, top + 17, radius=13, size=15, line=1.2),
        put(
            stage.label,
            x + _ICON,
            top + 22,
            smaller(stage.label, room, 14.5, 11),
            colours.ink,
            room=room,
            weight=600,
        ),
        put(
            said,
            sheet.wide - 2,
            top + 22,
            12,
            colours.ink,
            anchor="end",
            unit="customers",
            count=stage.customers,
            cell=sheet.at(stage, "customers"),
            stage=stage.stage,
        ),
        _between(sheet, stage, x + _ICON, top + 43),
        data_stage=stage.stage,
        data_part="stage",
    )


def _between(sheet: Sheet, stage: StageColumn, x: float, base: float) -> Markup:
    colours, share, parts = sheet.colours, stage.onward, []
    lost = sheet.words("map.lost", n=stage.lost) if stage.lost else ""
    if share is not None and share.share is not None:
        said = sheet.words("map.onward", share=percent(share.share, sheet.words))
        room = sheet.wide - x - width(lost, 12) - 6
        if width(said, 11) > room:
            x, room = x - _ICON, room + _ICON  # below the icon
        parts.append(
            put(
                said,
                x,
                base,
                smaller(said, room, 12, 11, weight=400),
                colours.muted,
                room=room,
                unit="journeys",
                count=share.count,
                of=share.of,
                cell=sheet.at(share, "count"),
                stage=stage.stage,
                part="onward",
            )
        )
    if lost:
        parts.append(
            put(
                lost,
                sheet.wide - 2,
                base,
                12,
                colours.leak,
                anchor="end",
                unit="journeys",
                count=stage.lost,
                cell=sheet.at(stage, "lost"),
                stage=stage.stage,
                part="lost",
            )
        )
    return join(*parts)
