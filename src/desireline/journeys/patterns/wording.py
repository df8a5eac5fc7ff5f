"""From a pattern's tree to its text: the one that reads back as the same tree."""

import re

from desireline.journeys.patterns.tokens import KEYWORDS, WORD
from desireline.journeys.patterns.tree import (
    AnyEvent,
    AtTouchpoint,
    ByChannel,
    Either,
    Element,
    EventClass,
    Except,
    Exclusion,
    InOrder,
    InStage,
    Part,
    Pattern,
    Repeat,
    Within,
    is_event_class,
)

__all__ = ["name_text", "pattern_text"]

_PLAIN = re.compile(rf"{WORD}(?: {WORD})*")
_SHORT = {(0, 1): "?", (1, None): "+", (0, None): "*"}


def pattern_text(pattern: Pattern) -> str:
    """Return a pattern as people write it.

    Example:
        >>> from desireline.journeys.patterns import parse_pattern
        >>> pattern_text(parse_pattern('"cart" ,order  within 1h 30m'))
        'cart, order within 1h30m'
    """
    return f"{'^ ' if pattern.from_start else ''}{_sequence(pattern.of)}{' $' if pattern.to_end else ''}"


def name_text(name: str) -> str:
    """Return a name as it stands in a pattern: in quotation marks where it needs them."""
    if _PLAIN.fullmatch(name) and not set(name.split(" ")) & set(KEYWORDS):
        return name
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _sequence(node: Element | Exclusion) -> str:
    """Return a node where parentheses around a sequence are not needed."""
    if isinstance(node, InOrder):
        return "".join(_part(part, first=place == 0) for place, part in enumerate(node.parts))
    return _element(node)


def _part(part: Part, *, first: bool) -> str:
    return ("" if first else " > " if part.directly else ", ") + _element(part.of)


def _element(node: Element | Exclusion) -> str:
    match node:
        case Exclusion():
            listed = " | ".join(map(_event, node.events))
            text = f"!({listed})" if len(node.events) > 1 else f"!{listed}"
            return text if node.within is None else f"{text} within {node.within}"
        case Either():
            return f"({' | '.join(map(_sequence, node.options))})"
        case InOrder():
            return f"({_sequence(node)})"
        case Repeat():
            return _grouped(node.of) + _times(node)
        case Within():
            of = _grouped(node.of) if node.from_first else _element(node.of)
            return f"{of} within {node.duration}"
        case _:
            return _event(node)


def _event(event: EventClass) -> str:
    match event:
        case AtTouchpoint():
            return name_text(event.name)
        case InStage():
            return f"stage:{name_text(event.name)}"
        case ByChannel():
            return f"channel:{name_text(event.name)}"
        case AnyEvent():
            return "any"
        case Except():
            return f"not({' | '.join(map(_event, event.events))})"


def _grouped(node: Element) -> str:
    return _element(node) if is_event_class(node) or isinstance(node, Either | InOrder) else f"({_element(node)})"


def _times(node: Repeat) -> str:
    if not node.directly and (node.least, node.most) in _SHORT:
        return _SHORT[node.least, node.most]
    most = "" if node.most == node.least else "," if node.most is None else f",{node.most}"
    return f"{{{'>' if node.directly else ''}{node.least}{most}}}"
