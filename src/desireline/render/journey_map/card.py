"""One touchpoint as a card: name, channel, score, mark, and a bar of its journeys with those lost at its end."""

from desireline.render.journey_map.icons import ICONS, icon
from desireline.render.journey_map.markup import Markup, join, tag, words
from desireline.render.journey_map.model import Cell, Score
from desireline.render.journey_map.sheet import Sheet, put, smaller
from desireline.render.journey_map.story import score_text
from desireline.render.journey_map.table import channel_name
from desireline.render.journey_map.text import width

__all__ = ["CARD_HEIGHT", "badge", "card"]

CARD_HEIGHT = 88.0
_PAD = 12.0
_SMALL = 11.5


def card(sheet: Sheet, cell: Cell, x: float, y: float, room: float) -> Markup:
    """Return the card of a touchpoint at (x, y), `room` wide and `CARD_HEIGHT` high."""
    colours = sheet.colours
    number = next((at for at, leak in enumerate(sheet.view.leaks, 1) if leak.touchpoint == cell.touchpoint), None)
    edge = colours.leak if number else colours.goal if cell.goal else colours.line
    ground = tag(
        "rect",
        x=x,
        y=y,
        width=room,
        height=CARD_HEIGHT,
        rx=9,
        fill=colours.card,
        stroke=edge,
        stroke_width=1.4 if number or cell.goal else 1,
    )
    mark, taken = _mark(sheet, cell, number, x + room - _PAD, y)
    inner = room - 2 * _PAD
    parts = [
        ground,
        put(
            cell.label,
            x + _PAD,
            y + 21,
            smaller(cell.label, inner - taken, 13.5, 11.5),
            colours.ink,
            room=inner - taken,
            weight=600,
        ),
        mark,
        _channel(sheet, cell, x + _PAD, y, inner),
        _counts(sheet, cell, x + _PAD, y + 54, inner),
        _bar(sheet, cell, x + _PAD, y + CARD_HEIGHT - 11, inner),
    ]
    return tag("g", _tip(sheet, cell), *parts, data_touchpoint=cell.touchpoint, data_part="touchpoint")


def badge(sheet: Sheet, number: int, x: float, y: float, radius: float = 9.0) -> Markup:
    """Return the numbered mark of a leak, its middle at (x, y)."""
    return tag(
        "g",
        tag("title", words(sheet.words("map.leak.number", n=number))),
        tag("circle", cx=x, cy=y, r=radius, fill=sheet.colours.leak),
        put(str(number), x, y + radius * 0.4, radius * 1.2, sheet.colours.paper, weight=600, anchor="middle"),
    )


def _mark(sheet: Sheet, cell: Cell, number: int | None, right: float, y: float) -> tuple[Markup, float]:
    parts, taken = [], 0.0
    if number:
        parts.append(badge(sheet, number, right - 9, y + 17))
        taken += 24
    if cell.goal:
        parts.append(
            tag(
                "g",
                tag("title", words(sheet.words("map.goal"))),
                icon("flag", right - taken - 15, y + 9, 15, sheet.colours.goal, 1.7),
            )
        )
        taken += 20
    return join(*parts), taken


def _channel(sheet: Sheet, cell: Cell, x: float, y: float, room: float) -> Markup:
    chip, taken = (_chip(sheet, cell.score, x + room, y + 39, cell), 62.0) if cell.score else (join(), 0.0)
    glyph = icon(cell.channel if cell.channel in ICONS else "other", x, y + 28, 12, sheet.colours.muted, 1.3)
    return join(
        glyph,
        put(channel_name(cell.channel, sheet.words), x + 17, y + 38, 11.5, sheet.colours.muted, room=room - 17 - taken),
        chip,
    )


def _chip(sheet: Sheet, score: Score, right: float, base: float, cell: Cell) -> Markup:
    text = score_text(score, sheet.words)
    wide = width(text, 11, 600) + 13
    title = f"{text} · {sheet.words('map.answers', n=score.answers)}"
    return tag(
        "g",
        tag("title", words(title)),
        tag("rect", x=right - wide, y=base - 12, width=wide, height=17, rx=8.5, fill=sheet.colours.mood_ground),
        put(
            text,
            right - wide / 2,
            base + 0.8,
            11,
            sheet.colours.mood,
            weight=600,
            anchor="middle",
            unit="answers",
            count=score.answers,
        ),
        data_cell=sheet.at(score, "answers"),
        data_touchpoint=cell.touchpoint,
        data_part="score",
    )


def _counts(sheet: Sheet, cell: Cell, x: float, y: float, room: float) -> Markup:
    """Customers; below them the journeys, and how many of them were lost here."""
    words, colours, own = sheet.words, sheet.colours, cell.touchpoint
    customers, journeys, lost = (
        words("map.customers", n=cell.customers),
        words("map.journeys", n=cell.journeys),
        words("map.lost", n=cell.lost),
    )
    taken = width(lost, _SMALL) + 6 if cell.lost else 0.0
    parts = [
        put(
            customers,
            x,
            y,
            12,
            colours.ink,
            room=room,
            unit="customers",
            count=cell.customers,
            cell=sheet.at(cell, "customers"),
            touchpoint=own,
        ),
        put(
            journeys,
            x,
            y + 16,
            _SMALL,
            colours.muted,
            room=room - taken,
            unit="journeys",
            count=cell.journeys,
            cell=sheet.at(cell, "journeys"),
            touchpoint=own,
        ),
    ]
    if cell.lost:
        end = x + room
        parts.append(
            put(
                lost,
                end,
                y + 16,
                _SMALL,
                colours.leak,
                anchor="end",
                unit="journeys",
                count=cell.lost,
                cell=sheet.at(cell, "lost"),
                touchpoint=own,
                part="lost",
            )
        )
    return join(*parts)


def _bar(sheet: Sheet, cell: Cell, x: float, y: float, room: float) -> Markup:
    full = room * cell.journeys / sheet.widest
    lost = full * min(1.0, cell.lost / cell.journeys) if cell.journeys else 0.0
    parts = [tag("rect", x=x, y=y, width=room, height=4, rx=2, fill=sheet.colours.track)]
    if cell.journeys:
        parts.append(tag("rect", x=x, y=y, width=max(3.0, full), height=4, rx=2, fill=sheet.colours.bar))
    if lost >= 1:
        parts.append(tag("rect", x=x + full - lost, y=y, width=lost, height=4, rx=2, fill=sheet.colours.leak))
    return join(*parts)


def _tip(sheet: Sheet, cell: Cell) -> Markup:
    counts = [sheet.words("map.customers", n=cell.customers), sheet.words("map.journeys", n=cell.journeys)]
    if cell.lost:
        counts.append(sheet.words("map.lost", n=cell.lost))
    return tag("title", words(f"{cell.label}: {', '.join(counts)}"))
