"""Alternatives written out, so that those of different shape do not meet before the end: `(a | b, c), d` as `(a, d | b, c, d)`."""

from itertools import product
from math import prod

import msgspec

from desireline.journeys.patterns.tree import Either, Element, InOrder, Within, is_event_class, most_events

__all__ = ["spread"]

_MOST = 30


def spread(root: Element) -> Element | None:
    """Return an element that means the same, with alternatives outside repetitions written out; None where nothing changes or too much."""
    options = _options(root)
    if options is None or len(options) < 2:  # noqa: PLR2004 - alternatives are at least two
        return None
    return Either(options=options)


def _options(node: Element) -> tuple[Element, ...] | None:
    if isinstance(node, Either) and not all(is_event_class(option) for option in node.options):
        inner = [_options(option) for option in node.options]
        found = [own for own in inner if own is not None]
        return sum(found, ()) if len(found) == len(inner) else None
    if isinstance(node, Within):
        inside = _options(node.of)
        return None if inside is None else tuple(_within(node, option) for option in inside)
    if isinstance(node, InOrder):
        return _orders(node)
    return (node,)


def _within(node: Within, option: Element) -> Element:
    if node.from_first and most_events(option) <= 1:
        return option  # a single event takes no time
    return msgspec.structs.replace(node, of=option)


def _orders(node: InOrder) -> tuple[Element, ...] | None:
    choices = [
        _options(part.of) if isinstance(part.of, Either | InOrder | Within) else (part.of,) for part in node.parts
    ]
    found = [choice for choice in choices if choice is not None]
    if len(found) < len(choices) or prod(map(len, found)) > _MOST:
        return None
    return tuple(
        InOrder(parts=tuple(msgspec.structs.replace(part, of=of) for part, of in zip(node.parts, chosen, strict=True)))
        for chosen in product(*found)
    )
