"""Tables of numbers without people: what was spent, shown, clicked or ranked, by day."""

from collections.abc import Sequence

import msgspec

from desireline.sources.mapping import MeasureRule
from desireline.sources.recognise.content import Column, number
from desireline.sources.recognise.subjects import Subject

__all__ = ["MeasureGuess", "measures"]

_KINDS = {"spend": ("spend", "money"), "impressions": ("impressions", "count"), "clicked": ("clicks", "count"), "rank": ("rank", "rank"),
          "reach": ("reach", "count"), "footfall": ("footfall", "count"), "visit": ("visits", "count"), "session": ("visits", "count"),
          "conversion": ("conversions", "count"), "sent": ("sent", "count"), "opened": ("opens", "count"), "delivered": ("delivered", "count"),
          "bounced": ("bounces", "count"), "unsubscribed": ("unsubscribes", "count"), "anonymous": ("visitors", "count")}  # fmt: skip
_ALONE = (
    "spend",
    "impressions",
    "rank",
    "reach",
    "footfall",
)  # those that make a table one of measures; the rest only join them
_NEVER = (
    "id",
    "number",
    "time",
    "utm",
    "duration",
    "channel",
    "campaign",
    "uuid",
    "not_value",
    "name",
    "type",
    "unit_price",
)
_BESIDE = ("total", "amount", "count", "overall")
_WORDS = frozenset("avg average mean daily unique usd eur huf rub twd gbp ad ads paid link organic".split())
_MOSTLY = 0.9


class MeasureGuess(msgspec.Struct, frozen=True, kw_only=True):
    """One measure and why."""

    rule: MeasureRule
    reason: str


def measures(columns: Sequence[Column], subject: Subject) -> list[MeasureGuess]:
    """Return what is measured; nothing where no column alone makes it a table of measures."""
    found: list[MeasureGuess] = []
    kinds: set[str] = set()
    for column in columns:
        kind = next((concept for concept in column.meaning.concepts if concept in _KINDS), None)
        plain = set(column.meaning.concepts) <= {*_KINDS, *_BESIDE} and all(
            word in _WORDS for word in column.meaning.unknown
        )
        if (
            kind is None
            or not plain
            or column.meaning.any(*_NEVER)
            or column.flag
            or column.share(number) < _MOSTLY
            or _KINDS[kind][0] in kinds
        ):
            continue
        name, unit = _KINDS[kind]
        kinds.add(name)
        reason = f"column '{column.name}': its name says {name}, its values are numbers, and no column names a person"
        found.append(MeasureGuess(rule=MeasureRule(column=column.name, name=name, unit=unit), reason=reason))
    if subject.things and subject.concept != "campaign":
        return []
    alone = {_KINDS[concept][0] for concept in _ALONE}
    two = len(kinds) > 1
    return found if kinds & alone or two else []
