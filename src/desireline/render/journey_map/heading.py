"""The top and the bottom of the drawing: whose map, the one sentence, the goal; and what backs it all."""

from desireline.render.journey_map.icons import icon
from desireline.render.journey_map.links import Openings, openings
from desireline.render.journey_map.markup import Markup, join, number, tag
from desireline.render.journey_map.sheet import Sheet, put
from desireline.render.journey_map.story import Fact, evidence_facts, headline, map_title
from desireline.render.journey_map.text import width, wrap
from desireline.render.words import interval, percent

__all__ = ["brand", "evidence_lines", "goal_block", "heading", "headline_numbers", "narrowed_lines"]

_GOAL_ROOM = 260.0


def heading(sheet: Sheet, left: float, right: float) -> tuple[Markup, float]:
    """Return the head of the wide drawing, and where the lanes begin."""
    goal = goal_block(sheet, right - _GOAL_ROOM, 40, _GOAL_ROOM)
    room = min(right - left, 1360.0) - (_GOAL_ROOM + 48 if goal else 0)
    lines = wrap(headline(sheet.view), room, 27, 600, lines=3)
    whose = brand(sheet, left, 34, right - left - _GOAL_ROOM - 40)
    scope, low = narrowed_lines(sheet, left, 72, room)
    numbers, ink = headline_numbers(sheet), sheet.colours.ink
    text = [put(line, left, low + 24 + at * 36, 27, ink, weight=600, numbers=numbers) for at, line in enumerate(lines)]
    return join(whose, scope, *text, goal), max(low + 24 + (len(lines) - 1) * 36 + 34, 150.0)


def headline_numbers(sheet: Sheet) -> Openings:
    """Return what the numbers of the headline open into."""
    view, said = sheet.view, headline(sheet.view)
    if not view.leaks:
        return openings(
            said, sheet.link(view.customers, view, "customers"), sheet.link(view.journeys, view, "journeys")
        )
    leak = view.leaks[0]
    return openings(
        said,
        sheet.link(leak.customers, leak, "customers"),
        sheet.link(leak.lost.count, leak.lost, "count"),
        sheet.link(leak.lost.of, leak.lost, "of"),
        label=leak.label,
    )


def narrowed_lines(sheet: Sheet, left: float, top: float, room: float) -> tuple[Markup, float]:
    """Return what the map is narrowed to, beside a funnel, and where it ends; nothing where it is not."""
    lines = [line for sentence in sheet.view.narrowed for line in wrap(sentence, room - 29, 13.5, 600, lines=2)]
    if not lines:
        return join(), top
    mood = sheet.colours.mood
    text = [put(line, left + 29, top + 11 + at * 19, 13.5, mood, weight=600) for at, line in enumerate(lines)]
    mark = icon("filter", left + 2, top - 2, 16, mood, 1.7)
    return tag("g", mark, *text, data_part="narrowed"), top + len(lines) * 19 + 14


def brand(sheet: Sheet, left: float, top: float, room: float) -> Markup:
    """Return the line that says whose map this is."""
    title = map_title(sheet.view)
    if width(title, 14, 600) > room - 29:
        title = f"{sheet.view.project} · {sheet.view.label}"
    return join(
        icon("path", left, top - 2, 20, sheet.colours.edge, 2),
        put(title, left + 29, top + 13, 14, sheet.colours.muted, room=room - 29, weight=600),
    )


def goal_block(sheet: Sheet, x: float, y: float, room: float) -> Markup:
    """Return the share of journeys that reached the goal; nothing where none has finished."""
    reached, words, colours = sheet.view.reached, sheet.words, sheet.colours
    if reached is None or reached.share is None:
        return join()
    share = percent(reached.share, words)
    taken = width(share, 40, 600) + 12
    said = words("map.range_of_finished", n=reached.of, range=interval(reached, words))
    of, numbers = wrap(said, room, 12, lines=2), openings(said, sheet.link(reached.of, reached, "of"))
    return tag(
        "g",
        put(
            share,
            x,
            y + 34,
            40,
            colours.goal,
            weight=600,
            unit="journeys",
            count=reached.count,
            cell=sheet.at(reached, "count"),
            of=reached.of,
            part="reached",
        ),
        icon("flag", x + taken, y + 2, 15, colours.goal, 1.6),
        put(words("map.reach_goal"), x + taken, y + 33, 14, colours.goal, room=room - taken, weight=600),
        *(put(line, x, y + 54 + at * 16, 12, colours.muted, numbers=numbers) for at, line in enumerate(of)),
        data_part="reached",
    )


def evidence_lines(
    sheet: Sheet, left: float, text_left: float, right: float, top: float, size: float = 12.0
) -> tuple[Markup, float]:
    """Return the foot of a drawing, and where the sheet ends."""
    facts = evidence_facts(sheet.view)
    facts = [*facts, Fact(sheet.words("map.evidence.width"))] if sheet.view.journeys else facts[:3]
    lines = wrap("  ·  ".join(fact.text for fact in facts), right - text_left, size)
    rule = tag("path", d=f"M{number(left)} {number(top)}H{number(right)}", stroke=sheet.colours.line, stroke_width=1)
    beside = text_left > left
    name = put(sheet.words("map.lane.evidence"), left, top + 28, size + 0.5, sheet.colours.muted, weight=600)
    first = top + (28 if beside else 48)
    numbers, muted = [opens for fact in facts for opens in _opens(sheet, fact)], sheet.colours.muted
    text = [
        put(line, text_left, first + at * size * 1.6, size, muted, numbers=numbers) for at, line in enumerate(lines)
    ]
    return tag("g", rule, name, *text, data_part="evidence"), first + len(lines) * size * 1.6 + 12


def _opens(sheet: Sheet, fact: Fact) -> Openings:
    if fact.counted is None:
        return openings(fact.text)
    count: int = getattr(sheet.view, fact.counted)
    return openings(fact.text, sheet.link(count, sheet.view, fact.counted))
