"""The few kinds of chart that answers are drawn as, in one style.

Colours are told apart without red and green, axes start at zero, intervals are drawn where there are any, and every mark tells its
numbers when it is pointed at.
"""

from collections.abc import Sequence
from typing import Any

__all__ = ["PALETTE", "Row", "bars", "heat", "lines"]

PALETTE = ("#2f6f8f", "#d9822b", "#7a5195", "#3f9c8b", "#b5536d", "#8c8c3c", "#5b7fc7", "#a06b4a", "#4b4b4b", "#c9a227")
"""Told apart in common kinds of colour blindness."""

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_FONT = "Noto Sans, Noto Sans CJK TC, system-ui, sans-serif"
_INTERVAL = "#33333399"
_NUMBER = ",.12~g"
_ABOVE = {"titleAngle": 0, "titleAlign": "left", "titleX": 0, "titleY": -12}  # Chinese does not stand on its side

Row = dict[str, str | int | float | None]


def bars(
    rows: Sequence[Row],
    *,
    of: str,
    value: str,
    titles: dict[str, str],
    share: bool = False,
    low: str | None = None,
    high: str | None = None,
    by: str | None = None,
) -> dict[str, Any]:
    """Return lying bars in the order of the rows, with intervals where `low` and `high` are named.

    Args:
        rows: plain values by column.
        of: the column that names each bar.
        value: the column of its length.
        titles: words for columns, as people read them.
        share: whether values are shares of one.
        low: the column of the interval's lower end.
        high: the column of its upper end.
        by: the column of groups, drawn beside each other.
    """
    number = ".1%" if share else ",.6~g"
    y = {"field": of, "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 260}}
    x = {
        "field": value,
        "type": "quantitative",
        "title": titles.get(value, value),
        "axis": _numbers(share),
        "scale": {"zero": True},
    }
    bar: dict[str, Any] = {
        "mark": {"type": "bar", "cornerRadiusEnd": 2},
        "encoding": {"y": y, "x": x, "tooltip": _tooltip(rows, titles, {value: number})},
    }
    if by is not None:
        bar["encoding"] |= {"yOffset": {"field": by, "sort": None}, "color": _colour(by, titles)}
    layers = [bar]
    if low is not None and high is not None:
        ends = {"y": y, "x": {"field": low, "type": "quantitative"}, "x2": {"field": high}}
        if by is not None:
            ends["yOffset"] = {"field": by, "sort": None}
        layers.append({"mark": {"type": "rule", "strokeWidth": 2, "color": _INTERVAL}, "encoding": ends})
    return _spec(rows, {"layer": layers, "height": {"step": 22}})


def lines(
    rows: Sequence[Row],
    *,
    over: str,
    value: str,
    titles: dict[str, str],
    share: bool = False,
    low: str | None = None,
    high: str | None = None,
    by: str | None = None,
) -> dict[str, Any]:
    """Return lines over an ordered column (numbers, or days as `2026-03-01`), with a band where `low` and `high` are named."""
    days = bool(rows) and isinstance(rows[0][over], str)
    x: dict[str, Any] = {
        "field": over,
        "type": "temporal" if days else "quantitative",
        "title": titles.get(over, over),
        "axis": {"format": "%Y-%m-%d", "tickCount": 8, "labelOverlap": True}
        if days
        else {},  # no names of months: they would be English
        **({"scale": {"type": "utc"}} if days else {}),  # a day is the same day wherever it is read
    }
    y = {
        "field": value,
        "type": "quantitative",
        "title": titles.get(value, value),
        "axis": _numbers(share) | _ABOVE,
        "scale": {"zero": True},
    }
    colour = {"color": _colour(by, titles)} if by else {}
    drawn = {
        "mark": {"type": "line", "point": True},
        "encoding": {"x": x, "y": y, **colour, "tooltip": _tooltip(rows, titles, {value: ".1%" if share else ",.6~g"})},
    }
    layers: list[dict[str, Any]] = []
    if low is not None and high is not None:
        band = {"x": x, "y": {**y, "field": low}, "y2": {"field": high}, **colour}
        layers.append({"mark": {"type": "area", "opacity": 0.18}, "encoding": band})
    return _spec(rows, {"layer": [*layers, drawn], "height": 280})


def heat(
    rows: Sequence[Row], *, across: str, down: str, value: str, titles: dict[str, str], share: bool = False
) -> dict[str, Any]:
    """Return a table of coloured cells, light to dark; numbers stand upright below it, names on a slant, so that each has its place."""
    names = any(isinstance(row[across], str) for row in rows)
    number = ".1%" if share else ",.6~g"
    encoding = {
        "x": {
            "field": across,
            "type": "ordinal",
            "sort": None,
            "title": titles.get(across, across),
            "axis": {"labelAngle": -40, "labelLimit": 120} if names else {"labelAngle": 0, "labelOverlap": True},
        },
        "y": {"field": down, "type": "ordinal", "sort": None, "title": titles.get(down, down), "axis": _ABOVE},
        "color": {
            "field": value,
            "type": "quantitative",
            "title": titles.get(value, value),
            "scale": {"scheme": "blues"},
            "legend": {"format": "%" if share else _NUMBER},
        },
        "tooltip": _tooltip(rows, titles, {value: number}),
    }
    return _spec(rows, {"mark": "rect", "encoding": encoding, "height": {"step": 22}})


def _numbers(share: bool) -> dict[str, Any]:
    return {"format": "%" if share else _NUMBER, "tickCount": 7}


def _colour(by: str, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "field": by,
        "type": "nominal",
        "sort": None,
        "title": titles.get(by, by),
        "scale": {"range": list(PALETTE)},
    }


def _tooltip(rows: Sequence[Row], titles: dict[str, str], formats: dict[str, str]) -> list[dict[str, Any]]:
    """Tell each column that has a title, in the order of the titles."""
    columns = rows[0] if rows else {}
    found = []
    for name, title in titles.items():
        if name in columns:
            number = any(isinstance(row[name], int | float) for row in rows)
            shown: dict[str, Any] = {"field": name, "title": title, "type": "quantitative" if number else "nominal"}
            if number:
                shown["format"] = formats.get(name, ",.6~g")
            found.append(shown)
    return found


def _spec(rows: Sequence[Row], drawn: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": _SCHEMA,
        "data": {"values": list(rows)},
        "width": "container",
        **drawn,
        "config": {
            "font": _FONT,
            "background": None,
            "bar": {"color": PALETTE[0]},
            "line": {"color": PALETTE[0]},
            "view": {"stroke": None},
            "axis": {"grid": True, "gridOpacity": 0.25, "labelFontSize": 12, "titleFontSize": 12},
        },
    }
