"""Selections in plain words, for people who will not read their text."""

from desireline.base.i18n import Translator
from desireline.base.settings.model import BUILT_IN_DIMENSIONS, Settings
from desireline.journeys.selections.model import (
    Amount,
    And,
    Comparison,
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
from desireline.journeys.types import label_text, shown_name

__all__ = ["tell"]

_COMPARED: dict[Comparison, str] = {
    "=": "equal", "!=": "unequal", "<": "less", "<=": "most", ">": "more", ">=": "least",
}  # fmt: skip


def tell(selection: Selection, say: Translator, settings: Settings) -> str:
    """Return a selection as one sentence.

    Args:
        selection: what to tell.
        say: the language.
        settings: whose labels people know touchpoints and stages by.
    """
    return say("selection.sentence", what=_Teller(say, settings).told(selection))


class _Teller:
    def __init__(self, say: Translator, settings: Settings) -> None:
        self._say = say
        self._touchpoints = {each.name: label_text(each.label, each.name, say.lang) for each in settings.touchpoints}
        self._stages = {each.name: shown_name("stage", each.name, each.label, say) for each in settings.stages}
        self._currency = settings.currency

    def told(self, selection: Selection, *, negated: bool = False) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a kind
        """Return what a selection says; of what is negated, the opposite."""
        match selection:
            case And(parts=parts):
                return self._group(self._joined("and", [self._within(part, Or) for part in parts]), negated=negated)
            case Or(parts=parts):
                return self._group(self._joined("or", [self._within(part, And) for part in parts]), negated=negated)
            case Not(part=part):
                return self.told(part, negated=not negated)
            case Did():
                return self._did(selection, negated=negated)
            case Is(dimension=dimension, values=values):
                shown = [self._value(dimension, value) for value in values]
                return self._leaf("is", negated, dimension=self._dimension(dimension), values=self._joined("or", shown))
            case IsNone(dimension=dimension):
                return self._leaf("none", negated, dimension=self._dimension(dimension))
            case Like(dimension=dimension, text=text):
                return self._leaf("like", negated, dimension=self._dimension(dimension), text=self._quoted(text))
            case Amount(comparison=comparison, amount=amount, currency=currency):
                money = f"{amount} {currency or self._currency}"
                return self._leaf("value", negated, compared=self._compared(comparison, money))
            case Scored(comparison=comparison, score=score, scale=scale):
                said = self._compared(comparison, self._say.number(score))
                scaled = f" ({self._say.number(scale[0])}–{self._say.number(scale[1])})" if scale else ""
                return self._leaf("score", negated, compared=said + scaled)
            case Time(period=period):
                return self._leaf("time", negated, period=period)
            case First(touchpoints=touchpoints, period=period, where=where):
                return self._leaf("first", negated, names=self._names(touchpoints, where), period=period)
            case Pattern(pattern=pattern):
                return self._leaf("pattern", negated, pattern=self._quoted(pattern))
            case Segment(name=name):
                return self._leaf("segment", negated, name=self._quoted(name))

    def _did(self, did: Did, *, negated: bool) -> str:
        text = self._leaf("did", negated, names=self._names(did.touchpoints, did.where))
        more = []
        if did.times is not None:
            more.append(self._say(f"selection.times.{did.times.limit.removeprefix('at ')}", n=did.times.times))
        if did.period is not None:
            more.append(self._say("selection.in", period=did.period))
        if did.relation is not None:
            key = f"selection.{'within.' if did.within else ''}{did.relation}"
            more.append(self._say(key, time=did.within, names=self._names(did.other, None)))
        elif did.within is not None:
            more.append(self._say("selection.within", time=did.within))
        return (
            self._say("selection.detailed", what=text, details=self._say("selection.comma").join(more))
            if more
            else text
        )

    def _group(self, text: str, *, negated: bool) -> str:
        return self._say("selection.not", what=text) if negated else text

    def _within(self, part: Selection, wrapped: type) -> str:
        text = self.told(part)
        return self._say("selection.group", what=text) if isinstance(part, wrapped) else text

    def _leaf(self, kind: str, negated: bool, **values: object) -> str:
        return self._say(f"selection.{'not.' if negated else ''}{kind}", **values)

    def _joined(self, word: str, parts: list[str]) -> str:
        text = parts[0]
        for part in parts[1:]:
            text = self._say(f"selection.{word}", one=text, other=part)
        return text

    def _names(self, touchpoints: tuple[str, ...], where: Selection | None) -> str:
        names = self._joined("or", [self._quoted(self._touchpoints.get(name, name)) for name in touchpoints])
        return names if where is None else self._say("selection.where", what=names, where=self.told(where))

    def _dimension(self, name: str) -> str:
        return self._say(f"ask.column.{name}") if name in BUILT_IN_DIMENSIONS else name

    def _value(self, dimension: str, value: str) -> str:
        if dimension == "channel" and self._say.has(f"channel.{value}"):
            return self._quoted(self._say(f"channel.{value}"))
        labels = {"touchpoint": self._touchpoints, "stage": self._stages}.get(dimension, {})
        return self._quoted(labels.get(value, value))

    def _compared(self, comparison: Comparison, text: str) -> str:
        return self._say(f"selection.compared.{_COMPARED[comparison]}", what=text)

    def _quoted(self, text: str) -> str:
        return self._say("selection.quoted", what=text)
