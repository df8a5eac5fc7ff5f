"""The word list (`lexicon.json`) and how a name is read by it."""

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from desireline.base.i18n import Language
from desireline.base.settings.model import Channel
from desireline.journeys.suggest.words import HEAD, Fit, Term, split_words

__all__ = ["Concept", "Kind", "Lexicon", "Reading", "fits", "lexicon", "read_name"]

Kind = Literal["goal", "micro-conversion", "recovery", "pain", "neutral"]


class Concept(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that customers do or live through, and the words that stand for it."""

    id: Annotated[str, Meta(description="Its name in the list.")]
    kind: Kind
    stage: Annotated[str | None, Meta(description="The usual stage; null where its place in the data must say.")]
    icon: Annotated[str, Meta(description="Name of an icon.")]
    words: dict[Language, list[str]]
    journey: Annotated[str | None, Meta(description="The journey type a goal ends.")] = None
    weight: Annotated[int, Meta(description="How good a goal it is, up to 100.")] = 0
    alone_in: Annotated[
        list[Channel] | None, Meta(description="Channels in which a term of one word counts; null: all.")
    ] = None
    starts: Annotated[str | None, Meta(description="The journey type it starts.")] = None


class Lexicon(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole list."""

    about: str
    concepts: list[Concept]
    stage_words: Annotated[dict[str, list[str]], Meta(description="Words by which a project's own stages are known.")]
    channel_stages: Annotated[dict[Channel, str], Meta(description="The usual stage of channels that have one.")]
    dimensions: Annotated[
        dict[Literal["customer", "journey", "event"], list[str]], Meta(description="Property words by scope.")
    ]


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a name says."""

    concept: Concept
    words: Annotated[tuple[str, ...], Meta(description="The words it was known by, as in the name but folded.")]
    stage: Annotated[str | None, Meta(description="The stage the words say; null where they say none.")]
    stage_words: Annotated[tuple[str, ...], Meta(description="The words that say the stage.")]


@cache
def lexicon() -> Lexicon:
    """Return the word list, read once."""
    content = (files("desireline.journeys.suggest") / "lexicon.json").read_bytes()
    return msgspec.json.decode(content, type=Lexicon)


def fits(terms: list[str], name: str) -> bool:
    """Say whether one of the terms fits a name."""
    words = split_words(name)
    return any(term.fit(words) for term in map(Term, terms))


def read_name(name: str, channel: str) -> Reading | None:
    """Return what an event name in a channel says, or None where the list has no word for it.

    The term with most words wins, then the longest, then the first in the list. A pain wins over other kinds unless
    the other term covers its words. A pain that says no stage takes that of the next best reading (`Coupon Failed`:
    the coupon's).
    """
    found = _candidates(split_words(name), channel)
    if not found:
        return None
    best, fit = found[0]
    pain = next(((concept, its) for concept, its in found if concept.kind == "pain"), None)
    if pain and not pain[1][2] <= fit[2]:
        best, fit = pain
    stage, stage_words = best.stage, fit[3]
    if stage is None and best.kind == "pain":
        stage, stage_words = next(((concept.stage, its[3]) for concept, its in found if concept.stage), (None, ()))
    return Reading(concept=best, words=fit[3], stage=stage, stage_words=stage_words)


def _candidates(words: tuple[str, ...], channel: str) -> list[tuple[Concept, Fit]]:
    found: dict[int, Fit] = {}
    concepts = lexicon().concepts
    for head in sorted({"", *(word[:size] for word in words for size in range(1, HEAD + 1))}):
        for order, term in _by_head().get(head, ()):
            alone_in = concepts[order].alone_in
            if term.single and alone_in is not None and channel not in alone_in:
                continue
            fit = term.fit(words)
            if fit and (order not in found or fit[:2] > found[order][:2]):
                found[order] = fit

    def rank(order: int) -> tuple[int, bool, int, int]:
        fit, alone_in = found[order], concepts[order].alone_in
        return fit[0], alone_in is not None and channel in alone_in, fit[1], -order

    return [(concepts[order], found[order]) for order in sorted(found, key=rank, reverse=True)]


@cache
def _by_head() -> dict[str, list[tuple[int, Term]]]:
    """Return the terms by how their first word begins, each with its concept's place in the list."""
    found: dict[str, list[tuple[int, Term]]] = {}
    for order, concept in enumerate(lexicon().concepts):
        for text in (text for texts in concept.words.values() for text in texts):
            term = Term(text)
            found.setdefault(term.head, []).append((order, term))
    return found
