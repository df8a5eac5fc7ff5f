"""Which touchpoint an event belongs to: rules decided once a class (source, channel, name), by SQL only where properties matter."""

import re
from collections.abc import Iterable, Sequence
from fnmatch import translate
from typing import Annotated

import msgspec
from msgspec import Meta

from desireline.base.settings.model import Settings, When
from desireline.events import json_text, quote_text

__all__ = ["ClassRule", "EventClass", "TouchpointTable", "name_touchpoints", "property_text"]


class EventClass(msgspec.Struct, frozen=True, kw_only=True):
    """Events of one source, channel and name."""

    source: str
    channel: str
    name: str
    events: int


class ClassRule(msgspec.Struct, frozen=True, kw_only=True):
    """What the events of a class are: conditions on properties in order, each with its touchpoint, then the touchpoint of the rest."""

    conditions: list[tuple[str, int]]
    otherwise: int


class TouchpointTable(msgspec.Struct, frozen=True, kw_only=True):
    """All touchpoints, numbered: those of the settings first, in order, then events that no rule takes."""

    names: Annotated[list[str], Meta(description="By number.")]
    classes: dict[tuple[str, str, str], ClassRule]


def name_touchpoints(
    settings: Settings, classes: Iterable[EventClass], known: list[str] | None = None
) -> TouchpointTable:
    """Decide for each class of events which touchpoint it is.

    Args:
        settings: the rules; the first that takes an event wins.
        classes: what the log holds.
        known: names that have numbers already; they keep them, and new ones follow.
    """
    numbers: dict[str, int] = {}
    for name in known or []:
        numbers.setdefault(name, len(numbers))
    for touchpoint in settings.touchpoints:
        numbers.setdefault(touchpoint.name, len(numbers))
    ruled = {touchpoint.name for touchpoint in settings.touchpoints}
    decided: dict[tuple[str, str, str], ClassRule] = {}
    for item in sorted(classes, key=lambda item: (-item.events, item.name, item.source, item.channel)):
        key = (item.source, item.channel, item.name)
        if key in decided:
            continue
        conditions: list[tuple[str, int]] = []
        otherwise: int | None = None
        for touchpoint in settings.touchpoints:
            if not _takes_class(touchpoint.when, item):
                continue
            if not touchpoint.when.properties:
                otherwise = numbers[touchpoint.name]
                break
            conditions.append((_condition(touchpoint.when), numbers[touchpoint.name]))
        if otherwise is None:
            otherwise = numbers.setdefault(
                item.name if item.name not in ruled else f"{item.name} (other)", len(numbers)
            )
        decided[key] = ClassRule(conditions=conditions, otherwise=otherwise)
    return TouchpointTable(names=list(numbers), classes=decided)


def _takes_class(when: When, item: EventClass) -> bool:
    return _among(when.source, item.source) and _among(when.channel, item.channel) and _among(when.name, item.name)


def _among(allowed: Sequence[str] | str | None, value: str) -> bool:
    if allowed is None:
        return True
    patterns = [allowed] if isinstance(allowed, str) else allowed
    return any(_matches(pattern, value) for pattern in patterns)


def _matches(pattern: str, value: str) -> bool:
    if "*" not in pattern:
        return pattern == value
    return re.match(_glob(pattern), value, re.IGNORECASE) is not None


def _glob(pattern: str) -> str:
    """Return the regular expression of a pattern in which only `*` is special."""
    return translate(pattern.replace("[", "[[]").replace("?", "[?]"))


def _condition(when: When) -> str:
    """Return SQL that is true where an event's properties are as the rule says."""
    parts = []
    for path, wanted in when.properties.items():
        value = property_text(path)
        choices = wanted if isinstance(wanted, list) else [wanted]
        parts.append("(" + " or ".join(_equals(value, choice) for choice in choices) + ")")
    return " and ".join(parts)


def property_text(path: str) -> str:
    """Return SQL of a property's text: of that very name, else reached by the dots in it."""
    named = json_text("s.properties", path)
    return f"coalesce({named}, {json_text('s.properties', *path.split('.'))})" if "." in path else named


def _equals(value: str, choice: str | float | bool) -> str:
    if isinstance(choice, bool):
        return f"lower({value}) = {quote_text(str(choice).lower())}"
    if isinstance(choice, int | float):
        return f"try_cast({value} as double) = try_cast({quote_text(str(choice))} as double)"
    if "*" in choice:
        pattern = ".*".join(re.escape(piece) for piece in choice.split("*"))
        return f"regexp_full_match({value}, {quote_text('(?is)' + pattern)})"
    return f"{value} = {quote_text(choice)}"
