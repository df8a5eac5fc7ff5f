"""Which name of a selection's text the data do not have, so that a page can underline it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from desireline.base.errors import InputError, NotFoundError
from desireline.journeys.journeys import Journeys
from desireline.journeys.selections.compile import keep_of
from desireline.journeys.selections.model import And, Did, First, Is, IsNone, Like, Not, Or, Segment, Selection
from desireline.journeys.selections.writing import selection_text

__all__ = ["Fault", "fault_of"]


class Fault(NamedTuple):
    """Why a selection cannot be asked of the data."""

    sentence: str
    at: int | None
    """The character of the text where the name begins that is not known, counted from 0; None where that cannot be told."""


def fault_of(text: str, selection: Selection, journeys: Journeys) -> Fault | None:
    """Return why a selection that can be read cannot be asked; None where it can.

    Args:
        text: as people wrote it.
        selection: what it says.
        journeys: whom it would be asked of.
    """
    try:
        keep_of(selection, journeys)
    except NotFoundError as error:
        return Fault(str(error), _place(text, selection, journeys))
    except InputError as error:
        return Fault(str(error), None)
    return None


def _place(text: str, selection: Selection, journeys: Journeys) -> int | None:
    for leaf in _leaves(selection):
        try:
            keep_of(leaf, journeys)
        except NotFoundError as error:
            for name in _names(leaf):
                if f"'{name}'" in str(error) and (found := _found(name, text)):
                    return found.start()
        except InputError:  # what can stand within a condition only
            continue
    return None


def _leaves(selection: Selection) -> Iterator[Selection]:
    """Give the conditions of a selection, in the order of its text."""
    if isinstance(selection, And | Or):
        for part in selection.parts:
            yield from _leaves(part)
    elif isinstance(selection, Not):
        yield from _leaves(selection.part)
    elif isinstance(selection, Did | First):
        if isinstance(selection, Did) and selection.within is not None and selection.relation is None:
            yield msgspec.structs.replace(selection, within=None)  # alone, it would need an event to count from
        else:
            yield selection
        if selection.where is not None:
            yield from _leaves(selection.where)
    else:
        yield selection


def _names(leaf: Selection) -> tuple[str, ...]:
    match leaf:
        case Did(touchpoints=touchpoints, other=other):
            return (*touchpoints, *other)
        case First(touchpoints=touchpoints):
            return touchpoints
        case Is(dimension=dimension, values=values):
            return (dimension, *values)
        case IsNone(dimension=dimension) | Like(dimension=dimension):
            return (dimension,)
        case Segment(name=name):
            return (name,)
    return ()


def _found(name: str, text: str) -> re.Match[str] | None:
    """Find a name in a text: in quotes, as it would be written, else as a word."""
    double = selection_text(Segment(name=name)).removeprefix("segment(").removesuffix(")")
    single = "'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'"
    written = (re.escape(double), re.escape(single), rf"(?<![\w.\"'-]){re.escape(name)}(?![\w.\"'-])")
    return next((found for each in written if (found := re.search(each, text))), None)
