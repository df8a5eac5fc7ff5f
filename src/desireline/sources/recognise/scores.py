"""What customers answered in numbers, and on which scale."""

import re
from collections.abc import Sequence

import msgspec

from desireline.sources.mapping import ScoreRule
from desireline.sources.recognise.content import Column, plain_number
from desireline.sources.recognise.names import Meaning
from desireline.sources.recognise.subjects import Subject
from desireline.sources.recognise.time_ranks import VERBS

__all__ = ["Score", "score"]

_ANSWERS = {"nps": 5.0, "csat": 4.0, "ces": 4.0, "rating": 3.0, "score": 3.0}
_SCALES = {"nps": (0.0, 10.0), "csat": (1.0, 5.0), "ces": (1.0, 7.0)}
_RANGES = ((1.0, 5.0), (0.0, 5.0), (1.0, 7.0), (1.0, 10.0), (0.0, 10.0), (0.0, 100.0))
_HALVES = (1.0, 2.0, 3.0, 5.0, 10.0, 100.0)
_NEVER = frozenset(
    """not_score,id,number,count,duration,contact,member,page,price,total,amount,time,rank,case,zone,thing,device,account,
    session,staff,updated,not_value,name,type,language""".replace("\n    ", "").split(",")
)
_IN_NAME = re.compile(r"(?<![0-9.-])(-?[0-9]{1,3}) ?(?:-|\u2013|\u2014|\u2212|\.\.|~|to) ?([0-9]{1,3})(?![0-9-])")
_MOSTLY = 0.9
_HIGHEST = 100
_STRAY = 0.005  # share of rows with odd answers (slips of the pen) that do not widen the scale
_SHOWN = 3


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """The column of scores and why."""

    rule: ScoreRule
    column: Column
    reason: str
    sure: bool


def score(columns: Sequence[Column], subject: Subject) -> Score | None:
    """Return what customers answered in numbers; scores that a machine worked out (confidence, sentiment) are none."""
    ranked = [(rank, column) for column in columns if (rank := _rank(column)) > 0]
    if not ranked or subject.people:  # the rating of a person is no answer of theirs
        return None
    _, column = max(ranked, key=lambda pair: pair[0])
    low, high = _usual(column)
    minimum, maximum, sure = _named_scale(column.name, low, high) or _scale(column.meaning, low, high)
    reason = f"column '{column.name}': its name says a score"
    if column.numbers:
        reason += f", and its values lie between {low:g} and {high:g}"
    reason += f"; read as a scale from {minimum:g} to {maximum:g}"
    others = [f"'{other.name}'" for _, other in ranked if other is not column]
    if others:
        reason += f"; {', '.join(others[:_SHOWN])}{' and others' if len(others) > _SHOWN else ''} stay properties"
    rule = ScoreRule(column=column.name, min=minimum, max=maximum)
    return Score(rule=rule, column=column, reason=reason, sure=sure and not column.empty)


def _rank(column: Column) -> float:
    says = column.meaning
    rank = max((rank for concept, rank in _ANSWERS.items() if says.any(concept)), default=0.0)
    if not rank or says.any(*_NEVER, *VERBS):
        return 0.0
    if column.empty:
        return 0.0 if says.unknown else rank - 1.0
    if not _holds_answers(column) or column.flag:
        return 0.0
    return max(rank + (0.5 if says.any("overall") else 0.0) - 0.4 * len(says.unknown), 0.1)


def _holds_answers(column: Column) -> bool:
    """Whether nearly all rows hold whole or half numbers within a hundred."""
    held = sum(count for value, count in column.counts.items() if _answer(value) is not None)
    return column.type != "boolean" and held >= _MOSTLY * column.filled


def _answer(value: str) -> float | None:
    found = plain_number(value)
    return found if found is not None and abs(found) <= _HIGHEST and found * 2 == int(found * 2) else None


def _usual(column: Column) -> tuple[float, float]:
    """Return the lowest and highest answer, stray ones aside."""
    counted = [(answer, count) for value, count in column.counts.items() if (answer := _answer(value)) is not None]
    total = sum(count for _, count in counted)
    usual = sorted(answer for answer, count in counted if count > _STRAY * total)
    usual = usual or sorted(answer for answer, _ in counted)
    return (usual[0], usual[-1]) if usual else (0.0, 0.0)


def _named_scale(name: str, low: float, high: float) -> tuple[float, float, bool] | None:
    """Read the scale from a name that tells it: `How satisfied are you? (1-5)`."""
    if not (found := _IN_NAME.search(name)):
        return None
    minimum, maximum = float(found[1]), float(found[2])
    return (minimum, maximum, True) if minimum <= low and high <= maximum and minimum < maximum else None


def _scale(says: Meaning, low: float, high: float) -> tuple[float, float, bool]:
    """Return the usual scale that the answers fit, and whether they reach its ends."""
    for concept, (minimum, maximum) in _SCALES.items():
        if says.any(concept) and (low == high == 0 or (minimum <= low and high <= maximum)):
            return minimum, maximum, True
    if low < 0:
        half = next((half for half in _HALVES if max(-low, high) <= half), max(-low, high))
        return -half, half, True
    if low == high == 0:
        return 0.0, 10.0, False
    fitting = [scale for scale in _RANGES if scale[0] <= low and high <= scale[1]]
    minimum, maximum = fitting[0] if fitting else (low, max(high, low + 1))
    return minimum, maximum, high == maximum and low in (minimum, minimum + 1)
