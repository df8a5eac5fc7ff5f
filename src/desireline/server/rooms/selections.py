"""Selections on their way: read, told in words, counted, and what they can be made of."""

from typing import Annotated

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody, QueryParameter
from msgspec import Meta

from desireline.base.error_words import translated
from desireline.base.errors import InputError
from desireline.base.i18n import Translator
from desireline.journeys.selections import Selection, parse_selection, segments_in, selection_text
from desireline.journeys.selections.telling import tell
from desireline.journeys.selections.unknown import fault_of
from desireline.project import ServedProject
from desireline.project.choices import Choices, DimensionChoice, choices, values_of
from desireline.project.counting import Counted, count_selection
from desireline.server.rights import Right, needs
from desireline.server.rooms.maps import Lang, asked_language
from desireline.server.rooms.segments import journeys_if_any

__all__ = ["ReadSelection", "SelectionToRead", "handlers"]


class SelectionToRead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A selection, as text or as data: one of the two."""

    text: Annotated[str | None, Meta(description="As people write it.")] = None
    selection: Annotated[Selection | None, Meta(description="As data.")] = None


class ReadSelection(msgspec.Struct, frozen=True, kw_only=True):
    """A selection in all its forms."""

    text: Annotated[str, Meta(description="As people write it, spaces and quotes in order.")]
    selection: Annotated[Selection, Meta(description="The same as data.")]
    sentence: Annotated[str, Meta(description="The same in plain words of the language asked for.")]
    segments: Annotated[list[str], Meta(description="The segments it names.")]
    fault: Annotated[str | None, Meta(description="What it names that the data do not have; null where all is there.")]
    fault_at: Annotated[
        int | None, Meta(description="The character of the text that was sent where that name begins, counted from 0.")
    ]


@post("/selections/parse", sync_to_thread=True, status_code=200, opt=needs(Right.READ))
def parse(data: JSONBody[SelectionToRead], served: NamedDependency[ServedProject], lang: Lang = None) -> ReadSelection:
    """Read a selection and return it as text, as data, and in words. Where it cannot be read, the answer's `at` is the character."""
    selection = _given(data)
    settings = served.project.settings
    say = Translator(asked_language(lang) or settings.language, settings.time_zone)
    journeys = journeys_if_any(served)
    fault = fault_of(data.text or "", selection, journeys) if journeys is not None else None
    return ReadSelection(
        text=selection_text(selection),
        selection=selection,
        sentence=tell(selection, say, settings),
        segments=list(dict.fromkeys(segments_in(selection))),
        fault=translated(fault.sentence, say.lang) if fault else None,
        fault_at=fault.at if fault else None,
    )


@post("/selections/count", sync_to_thread=True, status_code=200, opt=needs(Right.READ))
def count(data: JSONBody[SelectionToRead], served: NamedDependency[ServedProject]) -> Counted:
    """Return how many customers a selection picks."""
    return count_selection(served.journeys(), _given(data))


@get("/selections/words", sync_to_thread=True, opt=needs(Right.READ))
def words(served: NamedDependency[ServedProject], lang: Lang = None) -> Choices:
    """Return what selections can be made of: dimensions with their commonest values, touchpoints, segments, currencies, scales."""
    journeys = served.journeys()
    return choices(journeys, asked_language(lang) or journeys.settings.language)


@get("/selections/values", sync_to_thread=True, opt=needs(Right.READ))
def values(
    served: NamedDependency[ServedProject],
    dimension: FromQuery[str],
    text: Annotated[
        str, QueryParameter(max_length=300, description="What the values hold; letter case is ignored.")
    ] = "",
    most: Annotated[int, QueryParameter(ge=1, le=1_000, description="How many to return.")] = 50,
    lang: Lang = None,
) -> DimensionChoice:
    """Return a dimension's values that hold a text, the commonest first."""
    journeys = served.journeys()
    language = asked_language(lang) or journeys.settings.language
    return values_of(journeys, dimension, language, text=text, most=most)


def _given(data: SelectionToRead) -> Selection:
    """Return the selection that was sent.

    Raises:
        UnreadableError: it cannot be read.
        InputError: neither text nor data were sent, or both.
    """
    if data.text is not None and data.selection is None:
        return parse_selection(data.text)
    if data.selection is not None and data.text is None:
        return parse_selection(selection_text(data.selection))  # what could not be written could not be saved
    raise InputError("send a selection either as text or as data: give one of text and selection, not both")


handlers = [parse, count, words, values]
