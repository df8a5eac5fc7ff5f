"""Which parameter of a question a mistake lies in, so that a form can tell it there."""

from collections.abc import Callable
from typing import Any

from desireline.analyses._base import Analysis
from desireline.analyses._parameters import Kind, Parameter
from desireline.base.durations import parse_duration
from desireline.base.errors import InputError
from desireline.base.i18n import Translator
from desireline.journeys import Journeys

__all__ = ["faulty_parameter"]


def faulty_parameter(question: Analysis[Any], journeys: Journeys) -> str | None:
    """Return the name of the first parameter whose text cannot be read or names nothing that there is; None where all are fine."""
    for parameter in question.parameters(Translator()):
        given = getattr(question, parameter.name)
        for text in given if isinstance(given, list) else [given]:
            if isinstance(text, str) and not _fine(text, parameter, question, journeys):
                return parameter.name
    return None


def _fine(text: str, parameter: Parameter, question: Analysis[Any], journeys: Journeys) -> bool:
    if parameter.endless and text == "none":
        return True
    try:
        if parameter.of is not None:
            _of_dimension(text, getattr(question, parameter.of), journeys)
        elif parameter.kind in _CHECKS:
            _CHECKS[parameter.kind](text, journeys)
    except InputError:
        return False
    return True


def _of_dimension(text: str, dimension: str, journeys: Journeys) -> None:
    if text not in journeys.dimension(dimension).values:
        raise InputError(f"'{text}' is no value of {dimension}")


def _pattern(text: str, journeys: Journeys) -> None:
    from desireline.journeys.patterns import compile_pattern, parse_pattern

    compile_pattern(parse_pattern(text), journeys)


def _selection(text: str, journeys: Journeys) -> None:
    from desireline.journeys.selections import keep_of

    keep_of(text, journeys)


def _period(text: str, journeys: Journeys) -> None:
    from desireline.journeys.periods import period_us

    period_us(text, journeys)


_CHECKS: dict[Kind, Callable[[str, Journeys], object]] = {
    "touchpoint": lambda text, journeys: journeys.touchpoint(text),
    "dimension": lambda text, journeys: journeys.dimension(text),
    "journey": lambda text, journeys: journeys.kind(text),
    "duration": lambda text, _: parse_duration(text),
    "pattern": _pattern,
    "selection": _selection,
    "period": _period,
}
