"""Shares and their intervals as people read them."""

from desireline.base.i18n import Translator
from desireline.stats.shares import Share

__all__ = ["interval", "percent"]


def percent(value: float, words: Translator) -> str:
    """Return a share of one as a percentage, with a decimal where it is under ten percent and not zero."""
    return words.share(value, _digits(value))


def _digits(value: float) -> int:
    return 1 if 0 < value < 0.0995 else 0  # noqa: PLR2004


def interval(share: Share, words: Translator) -> str:
    """Return the 95 % interval of a share as a range of percentages (`34–37%`); a dash where there is none."""
    if share.low is None or share.high is None:
        return "–"
    digits = _digits(share.low) or _digits(share.high)
    low, high = words.number(share.low * 100, digits), words.share(share.high, digits)
    return high if words.share(share.low, digits) == high else f"{low}–{high}"
