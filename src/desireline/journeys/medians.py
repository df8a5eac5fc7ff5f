"""Exact medians of what a fold gives, without sorting it."""

import math
from collections.abc import Callable, Hashable
from typing import Generic, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from desireline.journeys.fold import fold
from desireline.journeys.journeys import Journeys
from desireline.journeys.processors import on_all_processors
from desireline.journeys.store import Shard, Store

__all__ = [
    "EVERYTHING",
    "Bracket",
    "Guesses",
    "likely_middle",
    "likely_middles",
    "median_of",
    "median_within",
    "some_of",
]

T = TypeVar("T")

_MANY_VALUES = 50_000
_BITS = 3


class Bracket(NamedTuple):
    """Which values are looked at.

    Attributes:
        least: the least.
        most: the greatest.
        likely: what share of all values these are, as far as can be told.
    """

    least: int
    most: int
    likely: float = 1.0


EVERYTHING = Bracket(0, int(np.iinfo(np.int64).max))

_MANY_EVENTS = 1_000_000
_RUNS = 6
_PART = 48
_ASIDE = 0.02
_SIGMAS = 5.0
_SLACK = 0.1
_MOST_GUESSES = 64


class Guesses(Generic[T]):
    """Guesses about whole stores, kept for as long as these are open: at most 64 about each."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Store, dict[Hashable, T]] = WeakKeyDictionary()

    def get(self, store: Store, about: Hashable) -> T | None:
        """Return what was guessed about something before, if anything was."""
        return self._kept.get(store, {}).get(about)

    def keep(self, store: Store, about: Hashable, guess: T) -> T:
        """Keep a guess about something instead of the one before, and return it."""
        kept = self._kept.setdefault(store, {})
        if len(kept) >= _MOST_GUESSES:
            kept.clear()
        kept[about] = guess
        return guess


def median_of(pieces: list[NDArray[np.int64]]) -> float | None:
    """Return the exact median of the values of all pieces, none of which may be below zero; None where there are none."""
    from desireline.kernels.middle import bins, brackets, how_many_bins, middles, within

    count = sum(len(piece) for piece in pieces)
    if count < _MANY_VALUES:
        return float(np.median(np.concatenate(pieces))) if count else None
    many = how_many_bins(max(int(piece.max(initial=0)) for piece in pieces), _BITS)
    counts = sum(on_all_processors(lambda piece: bins(piece, _BITS, many), pieces), np.zeros(many, dtype=np.int64))
    (low,), (high,), below = brackets(counts[None, :], _BITS)
    kept = np.concatenate(on_all_processors(lambda piece: within(piece, low, high), pieces))
    return float(middles(np.zeros(len(kept), dtype=np.uint32), kept, np.array([count]), below)[0])


def likely_middle(journeys: Journeys, values: Callable[[Shard, int, int], NDArray[np.int64]]) -> Bracket:
    """Guess from a few per cent of the customers where the median lies, so that a pass over all need keep only what lies there.

    Args:
        journeys: those whose median is wanted.
        values: gives the values of some customers of a shard, none below zero.
    """
    return likely_middles(journeys, 1, lambda shard, low, high: [values(shard, low, high)])[0]


def likely_middles(
    journeys: Journeys, many: int, values: Callable[[Shard, int, int], list[NDArray[np.int64]]]
) -> list[Bracket]:
    """Guess where several medians lie, as `likely_middle` guesses one.

    Nothing is guessed, and brackets hold everything, where there are few events, or narrowing them down is work of its own.

    Args:
        journeys: those whose medians are wanted.
        many: how many medians.
        values: gives the values of each, of some customers of a shard, none below zero.
    """
    whole = journeys.keep is None and journeys.settings.spark is None
    if not many or not whole or journeys.store.manifest.events < _MANY_EVENTS:
        return [EVERYTHING] * many

    def some(shard: Shard, low: int, high: int) -> list[list[NDArray[np.int64]]]:
        return [values(shard, *run) for run in some_of(shard, low, high)]

    runs = [own for found in fold(journeys, some) for own in found]
    return [
        _about_middle(np.concatenate([np.empty(0, dtype=np.int64), *(run[of] for run in runs)])) for of in range(many)
    ]


def _about_middle(found: NDArray[np.int64]) -> Bracket:
    """Return two of some values between which the median of all lies, most likely."""
    aside = max(_ASIDE, _SIGMAS / 2 / math.sqrt(max(1, len(found))))
    if not len(found) or aside >= 0.5:  # noqa: PLR2004 - a half
        return EVERYTHING
    places = [int(len(found) * (0.5 - aside)), int(len(found) * (0.5 + aside))]
    low, high = np.partition(found, places)[places]
    held = int(((found >= low) & (found <= high)).sum())  # more than lie between the places, where many are alike
    return Bracket(int(low), int(high), held / len(found) * (1 + _SLACK))


def some_of(shard: Shard, low: int, high: int, part: int = 0) -> list[tuple[int, int]]:
    """Return runs of customers from all over a slice: the first of each and one past its last.

    Args:
        shard: where they lie.
        low: first customer of the slice.
        high: one past its last.
        part: how many times as many events the slice has.
    """
    marks = np.linspace(shard.ptr[low], shard.ptr[high], _RUNS + 1).astype(np.int64)  # whole, else ptr is copied
    begins, ends = np.searchsorted(shard.ptr, [marks[:-1], marks[:-1] + (marks[1] - marks[0]) // (part or _PART)])
    return list(zip(begins.tolist(), ends.tolist(), strict=True))


def median_within(kept: list[NDArray[np.int64]], below: int, count: int) -> float | None:
    """Return the exact median of `count` values, of which only those about the middle were kept; None where it lies elsewhere.

    Args:
        kept: all values of a bracket.
        below: how many values are smaller than the bracket's least.
        count: how many values there are in all.
    """
    if sum(len(values) for values in kept) == count:
        return median_of(kept)
    values = np.concatenate([np.empty(0, dtype=np.int64), *kept])
    places = [(count - 1) // 2 - below, count // 2 - below]
    if places[0] < 0 or places[1] >= len(values):
        return None
    return float(np.partition(values, places)[places].mean())
