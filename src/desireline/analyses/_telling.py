"""Words that answers share: titles of columns, and shares as sentences say them."""

from desireline.base.i18n import Translator
from desireline.render.words import interval, percent
from desireline.stats.shares import Share

__all__ = ["share_words", "titles"]


def titles(say: Translator, *columns: str) -> dict[str, str]:
    """Return what people read over columns."""
    return {column: say(f"ask.column.{column}") for column in columns}


def share_words(share: Share, say: Translator) -> dict[str, str]:
    """Return `share` and `range` for a sentence; dashes where there is no share."""
    return {"share": "–" if share.share is None else percent(share.share, say), "range": interval(share, say)}
