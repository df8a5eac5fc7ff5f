"""Conditions as people write them: read again, they are the same."""

from decimal import Decimal

from desireline.journeys.selections.model import (
    Amount,
    And,
    Did,
    First,
    Is,
    IsNone,
    Like,
    Not,
    Or,
    Pattern,
    Scored,
    Segment,
    Selection,
    Time,
)
from desireline.journeys.selections.scanner import WORD

__all__ = ["selection_text"]

_RESERVED = {
    "and", "or", "not", "in", "is", "like", "none", "value", "score", "time", "did", "first", "pattern", "segment",
}  # fmt: skip


def selection_text(selection: Selection) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a kind
    """Return a selection as people write it; `parse_selection` of it gives the same selection.

    Example:
        >>> selection_text(Not(part=Is(dimension="country", values=("HU",))))
        'country != "HU"'
    """
    match selection:
        case Or(parts=parts):
            return " or ".join(_within(part, Or) for part in parts)
        case And(parts=parts):
            return " and ".join(_within(part, And, Or) for part in parts)
        case Not(part=part):
            return _negated(part)
        case Is(dimension=dimension, values=values):
            return f"{_name(dimension)} {_values(values)}"
        case IsNone(dimension=dimension):
            return f"{_name(dimension)} is none"
        case Like(dimension=dimension, text=text):
            return f"{_name(dimension)} like {_quoted(text)}"
        case Amount(comparison=comparison, amount=amount, currency=currency):
            return f"value {comparison} {amount}{f' {currency}' if currency else ''}"
        case Scored(comparison=comparison, score=score, scale=scale):
            of = f" of {_number(scale[0])}..{_number(scale[1])}" if scale else ""
            return f"score {comparison} {_number(score)}{of}"
        case Time(period=period):
            return f"time in {period}"
        case Did():
            return _did(selection)
        case First(touchpoints=touchpoints, where=where, period=period):
            return f"first({_events(touchpoints, where)}) in {period}"
        case Pattern(pattern=pattern):
            return f"pattern({_quoted(pattern)})"
        case Segment(name=name):
            return f"segment({_quoted(name)})"


def _within(part: Selection, *wrapped: type) -> str:
    text = selection_text(part)
    return f"({text})" if isinstance(part, wrapped) else text


def _negated(part: Selection) -> str:
    match part:
        case Is(dimension=dimension, values=values):
            text = _values(values)
            return f"{_name(dimension)} {f'!{text}' if len(values) == 1 else f'not {text}'}"
        case IsNone(dimension=dimension):
            return f"{_name(dimension)} is not none"
        case Like(dimension=dimension, text=text):
            return f"{_name(dimension)} not like {_quoted(text)}"
        case _:
            return f"not {_within(part, And, Or)}"


def _values(values: tuple[str, ...]) -> str:
    return f"= {_quoted(values[0])}" if len(values) == 1 else f"in ({', '.join(_quoted(value) for value in values)})"


def _did(did: Did) -> str:
    text = f"did({_events(did.touchpoints, did.where)})"
    if did.times:
        text += f" {did.times.limit} {did.times.times} {'time' if did.times.times == 1 else 'times'}"
    if did.period:
        text += f" in {did.period}"
    if did.within:
        text += f" within {did.within}"
    if did.relation:
        other = " or ".join(_quoted(name) for name in did.other)
        text += f" {did.relation} {other if len(did.other) == 1 else f'({other})'}"
    return text


def _events(touchpoints: tuple[str, ...], where: Selection | None) -> str:
    names = " or ".join(_quoted(name) for name in touchpoints)
    return names if where is None else f"{names}, {selection_text(where)}"


def _name(dimension: str) -> str:
    return dimension if WORD.fullmatch(dimension) and dimension.lower() not in _RESERVED else _quoted(dimension)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _number(number: float) -> str:
    text = f"{Decimal(repr(number)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
