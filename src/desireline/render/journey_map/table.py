"""All touchpoints of a map as a table: what the picture shows, for those who read or copy it."""

from collections.abc import Iterator

from desireline.base.i18n import Translator
from desireline.render.journey_map.model import Cell, Edge, MapView
from desireline.render.journey_map.story import score_text

__all__ = ["COLUMNS", "channel_name", "rows"]

COLUMNS = ("stage", "touchpoint", "channel", "customers", "journeys", "events", "lost", "score", "in", "out")
"""Ends of the keys `map.table.NAME` of the columns' heads."""


def channel_name(channel: str, words: Translator) -> str:
    """Return what people see for a channel; its own name where it is none of ours."""
    key = f"channel.{channel}"
    return words(key) if words.has(key) else channel


def rows(view: MapView, words: Translator) -> Iterator[tuple[str, ...]]:
    """Yield a row a touchpoint, in the order of the map, each with as many texts as `COLUMNS`."""
    for stage in view.stages:
        for cell in stage.cells:
            yield _row(stage.label, cell, words)
    for cell in view.unstaged:
        yield _row(words("map.unstaged"), cell, words)


def _row(stage: str, cell: Cell, words: Translator) -> tuple[str, ...]:
    number = words.number
    score = f"{score_text(cell.score, words)} ({words('map.answers', n=cell.score.answers)})" if cell.score else ""
    label = f"{cell.label} ({words('map.goal')})" if cell.goal else cell.label
    counts = (number(cell.customers), number(cell.journeys), number(cell.events), number(cell.lost))
    return (
        stage,
        label,
        channel_name(cell.channel, words),
        *counts,
        score,
        _edges(cell.ways_in, words),
        _edges(cell.ways_out, words),
    )


def _edges(edges: list[Edge], words: Translator) -> str:
    return ", ".join(f"{edge.label} {words.number(edge.customers)}" for edge in edges)
