"""What customers answered: a score with its scale, and a text with its language."""

import re
from collections.abc import Sequence

import msgspec

from desireline.sources.mapping import ScoreRule, TextRule
from desireline.sources.recognise.content import Column
from desireline.sources.recognise.names import Meaning
from desireline.sources.recognise.subjects import Subject
from desireline.sources.recognise.time_ranks import VERBS

__all__ = ["Score", "Text", "score", "text"]

_SCALES = {"nps": (0.0, 10.0), "csat": (1.0, 5.0), "ces": (1.0, 7.0)}
_RANGES = ((1.0, 5.0), (0.0, 5.0), (1.0, 7.0), (1.0, 10.0), (0.0, 10.0), (0.0, 100.0))
_HALVES = (1.0, 2.0, 3.0, 5.0, 10.0, 100.0)
_NEVER = (
    "not_score", "id", "number", "count", "duration", "contact", "member", "page", "price", "total", "amount", "time", "rank", "case", "zone",
    "thing", "device", "account", "session", "staff", "updated", "not_value", "name", "type", "language",
)  # fmt: skip
_SCALE = re.compile(r"(?<![0-9.-])(-?[0-9]{1,3}) ?(?:-|\u2013|\u2014|\u2212|\.\.|~|to) ?([0-9]{1,3})(?![0-9-])")
_STRAY = 0.005  # share of rows with odd answers that do not widen the scale
_LONG = 25  # mean letters of what people write in sentences
_LONG_HAN = 8


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """The column of scores and why."""

    rule: ScoreRule
    column: Column
    reason: str
    sure: bool


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """The column of texts and why."""

    rule: TextRule
    column: Column
    reason: str
    sure: bool


def score(columns: Sequence[Column], subject: Subject) -> Score | None:
    """Return what customers answered in numbers; scores that a machine worked out (confidence, sentiment) are none."""
    ranked = [(rank, column) for column in columns if (rank := _score_rank(column)) > 0]
    if not ranked or subject.people:
        return None
    rank, column = max(ranked, key=lambda pair: pair[0])
    low, high = _bulk(column)
    minimum, maximum, sure = _named_scale(column.name, low, high) or _scale(column.meaning, low, high)
    reason = f"column '{column.name}': its name says a score"
    if column.numbers:
        reason += f", and its values lie between {low:g} and {high:g}"
    reason += f"; read as a scale from {minimum:g} to {maximum:g}"
    others = [f"'{other.name}'" for other_rank, other in ranked if other is not column]
    if others:
        reason += f"; {', '.join(others[:3])}{' and others' if len(others) > 3 else ''} stay properties"  # noqa: PLR2004
    return Score(rule=ScoreRule(column=column.name, min=minimum, max=maximum), column=column, reason=reason, sure=sure)


def _score_rank(column: Column) -> float:
    says = column.meaning
    if (
        says.any(*_NEVER, *VERBS)
        or (column.empty and says.unknown)
        or not says.any("nps", "csat", "ces", "rating", "score")
        or (column.flag and not column.empty)
    ):
        return 0.0
    if not column.empty and not _answers(column):
        return 0.0
    rank = 5.0 if says.any("nps") else 4.0 if says.any("csat", "ces") else 3.0
    rank += 0.5 if says.any("overall") else 0.0
    return max(rank - 0.4 * len(says.unknown) - (1.0 if column.empty else 0.0), 0.1)


def _answers(column: Column) -> bool:
    """Whether nearly all rows hold whole or half numbers within a hundred; a few slips of the pen are allowed."""
    halves = sum(count for value, count in column.counts.items() if _is_answer(value))
    return halves >= 0.9 * column.filled  # noqa: PLR2004


def _is_answer(value: str) -> bool:
    try:
        found = float(value) if len(value) < 8 else 1000.0  # noqa: PLR2004
    except ValueError:
        return False
    return abs(found) <= 100 and found * 2 == int(found * 2)  # noqa: PLR2004


def _bulk(column: Column) -> tuple[float, float]:
    """Return the lowest and highest answer, stray ones aside."""
    counted = sorted((float(value), count) for value, count in column.counts.items() if _is_answer(value))
    total = sum(count for _, count in counted)
    usual = [value for value, count in counted if count > _STRAY * total]
    usual = usual or [value for value, _ in counted]
    return (usual[0], usual[-1]) if usual else (0.0, 0.0)


def _named_scale(name: str, low: float, high: float) -> tuple[float, float, bool] | None:
    """Read the scale from a name that tells it: `How satisfied are you? (1-5)`."""
    found = _SCALE.search(name)
    if found is None:
        return None
    minimum, maximum = float(found[1]), float(found[2])
    return (minimum, maximum, True) if minimum <= low and high <= maximum and minimum < maximum else None


def _scale(says: Meaning, low: float, high: float) -> tuple[float, float, bool]:
    for concept, (minimum, maximum) in _SCALES.items():
        if says.any(concept) and minimum <= low and high <= maximum:
            return minimum, maximum, True
    if low < 0:
        half = next((half for half in _HALVES if max(-low, high) <= half), max(-low, high))
        return -half, half, True
    if low == high == 0:
        return 0.0, 10.0, False
    fitting = [scale for scale in _RANGES if scale[0] <= low and high <= scale[1]]
    minimum, maximum = fitting[0] if fitting else (low, max(high, low + 1))
    return minimum, maximum, high == maximum and low in (minimum, minimum + 1)


def text(columns: Sequence[Column], subject: Subject) -> Text | None:
    """Return what customers said in words: by the name, and among equals the longest texts."""
    ranked = [(rank, column) for column in columns if (rank := _text_rank(column, subject)) > 0]
    if not ranked and subject.channel in ("survey", "review", "social", "support", "chat"):
        ranked = [(0.1, column) for column in columns if _is_free_text(column)]
    if not ranked:
        return None
    rank, column = max(ranked, key=lambda pair: (pair[0], _mean_length(pair[1])))
    languages = [
        one for one in columns if one.meaning.only("language") and (one.empty or one.share(_is_language) > 0.8)
    ]  # noqa: PLR2004
    language = languages[0].name if languages else None
    said = "its name says a text" if column.meaning.any("text", "review", "message") else "its name says a note"
    said = "its values are sentences" if rank <= 0.1 else said  # noqa: PLR2004
    reason = f"column '{column.name}': {said}" + (
        f", {_mean_length(column):.0f} letters long on average" if not column.empty else "; it is empty here"
    )
    reason += f"; its language stands in '{language}'" if language else ""
    return Text(rule=TextRule(column=column.name, language=language), column=column, reason=reason, sure=rank > 2)  # noqa: PLR2004


def _text_rank(column: Column, subject: Subject) -> float:
    says = column.meaning
    never = (
        "id",
        "number",
        "count",
        "time",
        "type",
        "language",
        "staff",
        "name",
        "status",
        "utm",
        "case",
        "page",
        "product",
        "app",
        "event",
    )
    if (
        column.type not in ("text", "json")
        or says.any(*never)
        or (column.flag and not column.empty)
        or (column.empty and says.unknown)
    ):
        return 0.0
    if not column.empty and (column.numeric or not _is_prose(column)):
        return 0.0
    if says.any("text"):
        rank = 4.0
    elif says.only("review", "message", "survey", "ticket", "chat"):
        rank = 3.5
    elif says.any("note") and (
        subject.channel in ("support", "chat", "review", "survey", "social", "phone") and not subject.purchase
    ):
        rank = 2.0 if not says.unknown else 1.0
    else:
        return 0.0
    return max(rank - 0.3 * len(says.unknown) - 0.2 * (len(says.concepts) - 1) - (2.0 if column.empty else 0.0), 0.1)


def _is_free_text(column: Column) -> bool:
    """Whether values can only be sentences, whatever the name says."""
    web = column.share(lambda value: "://" in value or value.startswith("/")) > 0.2  # noqa: PLR2004
    named = column.meaning.any("id", "demographic", "product", "page", "utm", "device", "app", "name", "time")
    return (
        column.type == "text"
        and not column.empty
        and not web
        and not named
        and column.uniqueness > 0.3
        and _is_prose(column)
    )  # noqa: PLR2004


def _mean_length(column: Column) -> float:
    return sum(map(len, column.distinct)) / len(column.distinct) if column.distinct else 0.0


def _is_prose(column: Column) -> bool:
    """Whether values are sentences rather than codes: many of them differ, and they are long or have several words."""
    han = column.share(lambda value: any("\u3400" <= char <= "\u9fff" for char in value)) > 0.5  # noqa: PLR2004
    long = _mean_length(column) >= (_LONG_HAN if han else _LONG)
    worded = column.share(lambda value: value.count(" ") > 1) > 0.3  # noqa: PLR2004
    return (long or worded) and (len(column.counts) >= 0.05 * column.filled or column.filled < 20)  # noqa: PLR2004


def _is_language(value: str) -> bool:
    return len(value) <= 12 and value[:2].isalpha()  # noqa: PLR2004
