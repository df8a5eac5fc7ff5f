"""Which properties are good for filtering and comparing: few values, on most events."""

import re
from typing import Literal

import msgspec

from desireline.base.settings.model import BUILT_IN_DIMENSIONS, DimensionRule, Settings
from desireline.journeys.suggest.lexicon import fits, lexicon
from desireline.journeys.suggest.model import NameStats, PropertyStats
from desireline.journeys.suggest.words import split_words

__all__ = ["ProposedDimension", "propose_dimensions"]

_FEWEST, _MOST = 2, 50
_COVERED = 0.5
_CONSTANT, _NEARLY_CONSTANT = 1.02, 1.3
_PER_VALUE = 3
_UNKNOWN = 5
_LONGEST = 120
_NOT = {
    "id",
    "ids",
    "uuid",
    "guid",
    "hash",
    "token",
    "key",
    "email",
    "phone",
    "ip",
    "timestamp",
    "time",
    "date",
    "url",
    "at",
    "ts",
}
_THE_EVENT = {"event", "event name", "event type", "name", "type", "action", "activity", "channel"}
_VAGUE = {"type", "name", "value", "code", "label", "title", "kind", "class"}

Known = Literal["customer", "journey", "event"]


class ProposedDimension(msgspec.Struct, frozen=True, kw_only=True):
    """One dimension, with the property it was made from."""

    rule: DimensionRule
    stats: PropertyStats
    known: Known | None
    covered: float


def propose_dimensions(
    properties: list[PropertyStats], names: list[NameStats], settings: Settings
) -> list[ProposedDimension]:
    """Return the dimensions that the settings lack: those the word list knows, then a few others of few values.

    A property counts where it has 2 to 50 values, three events a value, and stands on half the events of its source.
    """
    totals: dict[str, int] = {}
    for row in names:
        totals[row.source] = totals.get(row.source, 0) + row.events
    taken = {*BUILT_IN_DIMENSIONS, *(rule.name.casefold() for rule in settings.dimensions)}
    properties_taken = {rule.property for rule in settings.dimensions}
    made: list[ProposedDimension] = []
    unknown = 0
    for stats in sorted(properties, key=lambda each: (_known(each) is None, -each.events, each.property, each.source)):
        covered = stats.events / max(1, totals.get(stats.source, stats.events))
        known = _known(stats)
        name = _name(stats.property)
        if not _useful(stats, known, covered) or stats.property in properties_taken or name.casefold() in taken:
            continue
        if known is None and (unknown := unknown + 1) > _UNKNOWN - len(settings.dimensions):
            continue
        taken.add(name.casefold())
        properties_taken.add(stats.property)
        rule = DimensionRule(name=name, property=stats.property, scope=_scope(stats, known))
        made.append(ProposedDimension(rule=rule, stats=stats, known=known, covered=min(1.0, covered)))
    return made


def _known(stats: PropertyStats) -> Known | None:
    last = stats.property.rsplit(".", 2)[-2:]
    for scope, terms in lexicon().dimensions.items():
        if fits(terms, " ".join(last)):
            return scope
    return None


def _useful(stats: PropertyStats, known: Known | None, covered: float) -> bool:
    if not _FEWEST <= stats.distinct <= _MOST or stats.events < _PER_VALUE * stats.distinct or covered < _COVERED:
        return False
    words = split_words(stats.property)
    if _NOT & set(words) or " ".join(words) in _THE_EVENT:
        return False
    return known is not None or not all(re.fullmatch(r"-?\d+([.,]\d+)?", value.strip()) for value in stats.examples)


def _scope(stats: PropertyStats, known: Known | None) -> Known:
    if known == "event":
        return "event"
    if stats.per_customer <= (_NEARLY_CONSTANT if known == "customer" else _CONSTANT):
        return "customer"
    return "journey" if known in ("customer", "journey") else "event"


def _name(path: str) -> str:
    parts = [part for part in re.split(r"[./]", path) if part.strip()]
    last = parts[-2:] if len(parts) > 1 and parts[-1].casefold() in _VAGUE else parts[-1:]
    return " ".join(" ".join(last).split())[:_LONGEST].strip() or "(no name)"
