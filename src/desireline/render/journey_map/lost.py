"""Journeys that end in a stage short of the goal."""

from desireline.base.i18n import Translator
from desireline.render.journey_map.model import StageColumn

__all__ = ["lost_here", "lost_text"]


def lost_here(stage: StageColumn) -> int:
    """Return how many journeys ended short of the goal at the stage's shown touchpoints (each ends at one)."""
    return sum(cell.lost for cell in stage.cells)


def lost_text(stage: StageColumn, count: int, words: Translator, *, short: bool = False) -> str:
    """Return that number in words; `at least` where touchpoints of the stage are not shown.

    Args:
        stage: where.
        count: what `lost_here` says.
        words: the language.
        short: leave out that these are journeys.
    """
    if stage.hidden:
        return words("map.lost_at_least" if short else "map.journeys_lost_at_least", n=count)
    return words("map.lost" if short else "map.journeys_lost", n=count)
