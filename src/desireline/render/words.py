"""Shares and their intervals, and the names of fields, as people read them."""

from desireline.base.i18n import Translator
from desireline.stats.shares import Share

__all__ = ["field_title", "field_value", "interval", "percent", "place_title"]

_WORDS = {"comparison.verdict", "paths.unit", "retention.every", "attribution.to"}


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


def field_title(name: str, of: str, words: Translator) -> str:
    """Return what people read over a field of an answer to the question `of`; of a comparison, where `of` says so."""
    own = f"ask.column.{of}.{name}"
    return words(own if words.has(own) else f"ask.column.{name}")


def field_value(name: str, of: str, value: str, words: Translator) -> str:
    """Return a text of a field: in words where the field has but few known values, else as it is."""
    key = f"ask.value.{value}"
    return words(key) if f"{of}.{name}" in _WORDS and words.has(key) else value


def place_title(place: str, of: str, words: Translator) -> str:
    """Return in words where a share stands in an answer: `bounce` is said, `rows/cart/share` says `cart`."""
    parts = [part for number, part in enumerate(place.split("/")) if number or part != "rows"]
    if len(parts) > 1 and parts[-1] == "share":
        parts.pop()
    return " · ".join(
        field_title(part, of, words)
        if number in (0, len(parts) - 1) and any(words.has(f"ask.column.{key}") for key in (f"{of}.{part}", part))
        else part
        for number, part in enumerate(parts)
    )
