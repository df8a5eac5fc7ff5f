"""Tables of numbers without people: what was spent, shown, clicked or ranked, by day."""

from collections.abc import Sequence

import msgspec

from desireline.sources.mapping import MeasureRule
from desireline.sources.recognise.content import Column, number
from desireline.sources.recognise.currencies import CURRENCY_WORDS
from desireline.sources.recognise.subjects import Subject

__all__ = ["MeasureGuess", "measures"]

_KINDS = {
    "spend": ("spend", "money"),
    "impressions": ("impressions", "count"),
    "clicked": ("clicks", "count"),
    "rank": ("rank", "rank"),
    "reach": ("reach", "count"),
    "footfall": ("footfall", "count"),
    "visit": ("visits", "count"),
    "session": ("visits", "count"),
    "conversion": ("conversions", "count"),
    "sent": ("sent", "count"),
    "opened": ("opens", "count"),
    "delivered": ("delivered", "count"),
    "bounced": ("bounces", "count"),
    "unsubscribed": ("unsubscribes", "count"),
    "anonymous": ("visitors", "count"),
}
"""Concept: the measure's name and unit."""

_ENOUGH = frozenset({"spend", "impressions", "rank", "reach", "footfall"})
"""Measures that alone make a table one of measures; of the others it takes two."""
_BESIDE = ("total", "amount", "count", "overall")
_WORDS = frozenset({"avg", "average", "mean", "daily", "unique", "ad", "ads", "paid", "link", "organic"})
_MOSTLY = 0.9


class MeasureGuess(msgspec.Struct, frozen=True, kw_only=True):
    """One measure and why."""

    rule: MeasureRule
    reason: str


def measures(columns: Sequence[Column], subject: Subject) -> list[MeasureGuess]:
    """Return what is measured; nothing where the columns do not make it a table of measures."""
    if subject.things and subject.concept != "campaign":
        return []
    found: dict[str, MeasureGuess] = {}
    for column in columns:
        kind = next((concept for concept in column.meaning.concepts if concept in _KINDS), None)
        if kind is None or not _counts(column) or _KINDS[kind][0] in found:
            continue
        name, unit = _KINDS[kind]
        reason = f"column '{column.name}': its name says {name}, its values are numbers, and no column names a person"
        found[name] = MeasureGuess(rule=MeasureRule(column=column.name, name=name, unit=unit), reason=reason)
    return list(found.values()) if _ENOUGH & found.keys() or len(found) > 1 else []


def _counts(column: Column) -> bool:
    says = column.meaning
    known = all(word in _WORDS or word in CURRENCY_WORDS for word in says.unknown)
    return known and set(says.concepts) <= {*_KINDS, *_BESIDE} and not column.flag and column.share(number) >= _MOSTLY
