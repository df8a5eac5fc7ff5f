"""What customers said in words, and in which language."""

from collections.abc import Sequence

import msgspec

from desireline.sources.mapping import TextRule
from desireline.sources.recognise.content import Column
from desireline.sources.recognise.subjects import Subject

__all__ = ["Text", "text"]

_NEVER = (
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
    "event",
)
_THINGS = ("product", "app")
_NO_SENTENCE = ("id", "demographic", "product", "page", "utm", "device", "app", "name", "time", "email", "staff")
_SAID = ("review", "message", "survey", "ticket", "chat")
_TALK = ("support", "chat", "review", "survey", "social", "phone")
_FREE = ("survey", "review", "social", "support", "chat")
_BY_CONTENT = 0.1
_NOTE = 2.0
_LONG, _LONG_HAN = 25, 8  # mean letters of what people write in sentences
_HALF = 0.5
_SOME = 0.3
_FEW_ROWS = 20
_REPEATED = 0.05  # distinct values a row below which texts are set phrases
_MOSTLY = 0.8
_LANGUAGE_LETTERS = 12


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """The column of texts and why."""

    rule: TextRule
    column: Column
    reason: str
    sure: bool
    named: bool
    """Whether its name says that it is a text; else only its values do."""


def text(columns: Sequence[Column], subject: Subject) -> Text | None:
    """Return what customers said in words: by the name, and among equals the longest texts."""
    ranked = [(rank, column) for column in columns if (rank := _rank(column, subject)) > 0]
    if not ranked and subject.channel in _FREE:
        ranked = [(_BY_CONTENT, column) for column in columns if _is_free(column)]
    if not ranked:
        return None
    rank, column = max(ranked, key=lambda pair: (pair[0], _letters(pair[1])))
    language = next((one.name for one in columns if _is_language(one)), None)
    said = (
        "its values are sentences"
        if rank <= _BY_CONTENT
        else "its name says a note"
        if rank <= _NOTE
        else "its name says a text"
    )
    told = "it is empty in the rows looked at" if column.empty else f"{_letters(column):.0f} letters long on average"
    reason = f"column '{column.name}': {said}, {told}" + (f"; its language stands in '{language}'" if language else "")
    rule = TextRule(column=column.name, language=language)
    return Text(rule=rule, column=column, reason=reason, sure=rank > _NOTE, named=rank > _BY_CONTENT)


def _rank(column: Column, subject: Subject) -> float:
    says = column.meaning
    if column.type not in ("text", "json") or says.any(*_NEVER, *_THINGS):
        return 0.0
    if says.unknown if column.empty else (column.flag or column.numeric or not _is_prose(column)):
        return 0.0
    note = says.any("note") and subject.channel in _TALK and not subject.purchase
    ranks = [(says.any("text"), 4.0), (says.only(*_SAID), 3.5), (note, _NOTE)]
    rank = next((rank for holds, rank in ranks if holds), 0.0)
    rank -= 0.3 * len(says.unknown) + 0.2 * (len(says.concepts) - 1) + (2.0 if column.empty else 0.0)
    return max(rank, 2 * _BY_CONTENT) if any(holds for holds, _ in ranks) else 0.0


def _is_free(column: Column) -> bool:
    """Whether values can only be sentences, whatever the name says."""
    if column.type != "text" or column.empty or column.meaning.any(*_NO_SENTENCE):
        return False
    links = column.share(lambda value: "://" in value or value.startswith(("/", "{", "[")))
    return links < _SOME and column.uniqueness > _SOME and _is_prose(column)


def _letters(column: Column) -> float:
    return sum(map(len, column.distinct)) / len(column.distinct) if column.distinct else 0.0


def _is_prose(column: Column) -> bool:
    """Whether values are sentences rather than codes: many of them differ, and they are long or have several words."""
    han = column.share(lambda value: any("\u3400" <= char <= "\u9fff" for char in value)) > _HALF
    long = _letters(column) >= (_LONG_HAN if han else _LONG)
    worded = column.share(lambda value: value.count(" ") > 1) > _SOME
    varied = len(column.counts) >= _REPEATED * column.filled or column.filled < _FEW_ROWS
    return (long or worded) and varied


def _is_language(column: Column) -> bool:
    if not column.meaning.only("language"):
        return False
    return column.empty or column.share(lambda one: len(one) <= _LANGUAGE_LETTERS and one[:2].isalpha()) > _MOSTLY
