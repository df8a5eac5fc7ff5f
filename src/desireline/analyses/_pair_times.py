"""All pairs of directly following touchpoints with exact medians, in one pass over the events."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from desireline.journeys import Journeys, fold, on_all_processors
from desireline.journeys.medians import Guesses, some_of
from desireline.journeys.processors import processors
from desireline.journeys.store import Shard

if TYPE_CHECKING:
    from desireline.kernels.pair_times import TimedPairs

__all__ = ["Pairs", "timed_pairs"]

_MANY_EVENTS = 400_000
_PART = 32
_LARGER_PART = 4
_FEWEST = 32
_SIGMAS = 5.0
_SLACK = 0.1
_PIECES = 4


T = TypeVar("T", bound=np.generic)

Times: TypeAlias = tuple[NDArray[np.uint32], NDArray[T]]
"""Pairs, and µs or their codes."""


@dataclass(frozen=True)
class Pairs:
    """Numbers of each pair that occurs.

    Attributes:
        pair: `before * (touchpoints + 1) + after`; `touchpoints` stands for the start before, for the end after.
        count: how many times.
        customers: how many customers.
        median_us: exact median of the µs between; NaN at starts and ends, and where medians were not wanted.
    """

    pair: NDArray[np.int64]
    count: NDArray[np.int64]
    customers: NDArray[np.int64]
    median_us: NDArray[np.float64]

    @classmethod
    def of(cls, count: NDArray[np.int64], customers: NDArray[np.int64], median_us: NDArray[np.float64]) -> "Pairs":
        """Return what three matrices say of the pairs that occur."""
        pair = np.flatnonzero(count)
        return cls(pair, count.ravel()[pair], customers.ravel()[pair], median_us.ravel()[pair])


class Brackets(NamedTuple):
    """Which times are looked at.

    Attributes:
        least: of each pair, the least code.
        most: the greatest.
        shift: as `parts_of` gives it.
        likely: the share of all times that these are, as far as can be told.
    """

    least: NDArray[np.uint32]
    most: NDArray[np.uint32]
    shift: NDArray[np.uint64]
    likely: float


def timed_pairs(journeys: Journeys) -> Pairs:
    """Count pairs and find the exact median µs of each.

    From some customers it is guessed between which times each pair's median lies, so widely that a guess hardly ever fails; should one
    fail, another pass looks at all times.
    """
    guess = _kept_guess(journeys) if journeys.events >= _MANY_EVENTS else None
    found = None if guess is None else _timed(journeys, guess)
    if found is None:
        everything = _everything(journeys)
        if guess is not None and journeys.keep is None:
            _guesses.keep(journeys.store, "refined", everything)
        found = _timed(journeys, everything)
    assert found is not None  # all times were kept
    return found


def _everything(journeys: Journeys) -> Brackets:
    from desireline.kernels.pair_times import GREATEST, parts_of

    least = np.zeros(journeys.width**2, dtype=np.uint32)
    most = np.full(journeys.width**2, GREATEST, dtype=np.uint32)
    return Brackets(least, most, parts_of(least, most, _span(journeys)), 1.0)


_guesses: Guesses[Brackets] = Guesses()


def _kept_guess(journeys: Journeys) -> Brackets:
    """Return a guess; that of a whole store is kept for as long as the store is open, and worth more work once it is asked again."""
    if journeys.keep is not None:
        return _guess(journeys)
    store = journeys.store
    if (refined := _guesses.get(store, "refined")) is not None:
        return refined
    if (rough := _guesses.get(store, "rough")) is not None:
        return _guesses.keep(store, "refined", _refined(journeys, rough))
    return _guesses.keep(store, "rough", _guess(journeys))


def _guess(journeys: Journeys) -> Brackets:
    """Return brackets of pairs that are common among some customers; those of rare ones hold everything."""
    from desireline.kernels.middle import by_group
    from desireline.kernels.pair_times import guess_brackets, parts_of, some_times

    width = journeys.width

    def some(shard: Shard, low: int, high: int) -> Times[np.uint32]:
        runs = np.array(some_of(shard, low, high, _PART), dtype=np.int64)
        found: Times[np.uint32] = some_times(shard.ptr, shard.touchpoint, shard.ts, runs, width)
        return found

    pair, code = _joined(fold(journeys, some), np.uint32)
    edge, times = by_group(pair, code, width**2)
    marks = np.searchsorted(edge, np.linspace(0, len(times), processors() * _PIECES + 1))
    marks[0], marks[-1] = 0, width**2
    guesses = on_all_processors(
        lambda run: guess_brackets(edge[run[0] : run[1] + 1], times, _FEWEST, _SIGMAS), list(pairwise(marks))
    )
    least, most = (np.concatenate([guess[place] for guess in guesses]) for place in range(2))
    held = sum(guess[2] for guess in guesses)
    shift = parts_of(least, most, _span(journeys))
    return Brackets(least, most, shift, held / max(1, len(times)) * (1 + _SLACK))


def _refined(journeys: Journeys, rough: Brackets) -> Brackets:
    """Return narrower brackets, from more customers: between the parts of the rough ones that the middle of their times lies in."""
    from desireline.kernels.pair_times import PARTS, how_many_parts, parts_of, timed_transitions

    width = journeys.width
    pairs = width**2
    if how_many_parts(pairs) < PARTS:
        return rough

    def some(shard: Shard, low: int, high: int) -> tuple[NDArray[np.uint32], ...]:
        inner, shorter = np.zeros(pairs, dtype=np.uint32), np.zeros(pairs, dtype=np.uint32)
        parts = np.zeros((pairs, PARTS), dtype=np.uint32)
        for first, past in some_of(shard, low, high, _LARGER_PART):
            own = timed_transitions(shard.ptr, shard.touchpoint, shard.ts, first, past, width, *rough)
            inner += own.count[:width, :width].ravel().astype(np.uint32)
            shorter += own.shorter
            parts += own.parts
        return inner, shorter, parts

    inner, shorter, parts = (
        sum((own.astype(np.int64) for own in column[1:]), column[0].astype(np.int64))
        for column in zip(*fold(journeys, some), strict=True)
    )
    running = np.cumsum(parts, axis=1) + shorter[:, None]
    aside = np.sqrt(inner) / 2 * _SIGMAS
    ranks = (inner - 1) / 2 - aside, (inner - 1) / 2 + aside
    told = (inner >= _FEWEST) & (ranks[0] >= shorter) & (ranks[1] < running[:, -1])
    begin, end = ((running <= rank[:, None]).sum(axis=1) for rank in ranks)
    edges = [rough.least.astype(np.int64) + (place << rough.shift.astype(np.int64)) for place in (begin, end + 1)]
    least = np.where(told, edges[0], rough.least).astype(np.uint32)
    most = np.where(told & (end < PARTS - 1), edges[1] - 1, rough.most).astype(np.uint32)
    place = np.arange(PARTS)
    held = int(parts[~told[:, None] | ((place >= begin[:, None]) & (place <= end[:, None]))].sum())
    return Brackets(least, most, parts_of(least, most, _span(journeys)), held / max(1, int(inner.sum())) * (1 + _SLACK))


def _timed(journeys: Journeys, brackets: Brackets) -> Pairs | None:
    """Return pairs with medians; None where a median lies outside its bracket."""
    from desireline.kernels.pair_times import timed_transitions

    width = journeys.width
    partials: list[TimedPairs] = fold(
        journeys,
        lambda shard, low, high: timed_transitions(shard.ptr, shard.touchpoint, shard.ts, low, high, width, *brackets),
    )
    count, people, shorter, parts = _added(partials, width)
    found = _middles(partials, count[:width, :width].ravel(), shorter, parts)
    if found is None:
        return None
    median = np.full(count.shape, np.nan)
    median[:width, :width] = found.reshape(width, width)
    return Pairs.of(count, people, median)


def _added(
    partials: list["TimedPairs"], width: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return counts, customers, times shorter than each pair's bracket and times in each part of it, of all partial results."""
    from desireline.kernels.pair_times import how_many_parts

    count, people = (np.zeros((width + 1, width + 1), dtype=np.int64) for _ in range(2))
    shorter, parts = np.zeros(width**2, dtype=np.int64), np.zeros((width**2, how_many_parts(width**2)), dtype=np.int64)
    for own in partials:
        count += own.count
        people += own.people
        shorter += own.shorter
        parts += own.parts
    return count, people, shorter, parts


def _middles(
    partials: list["TimedPairs"], count: NDArray[np.int64], shorter: NDArray[np.int64], parts: NDArray[np.int64]
) -> NDArray[np.float64] | None:
    """Return the median µs of each pair, NaN where it never occurs; None where one of them was not kept.

    Args:
        partials: what was kept.
        count: how many times each pair has in all.
        shorter: how many lie before its bracket.
        parts: how many in each part of it.
    """
    from desireline.kernels.middle import middles
    from desireline.kernels.pair_times import of_parts

    running = np.cumsum(parts, axis=1) + shorter[:, None]
    first, last = (count - 1) // 2, count // 2
    if ((count > 0) & ((first < shorter) | (last >= running[:, -1]))).any():
        return None
    begin, end = ((running <= rank[:, None]).sum(axis=1) for rank in (first, last))
    below = np.take_along_axis(running, np.maximum(begin - 1, 0)[:, None], axis=1)[:, 0]
    middle = begin.astype(np.uint64), end.astype(np.uint64)
    few = on_all_processors(lambda own: of_parts(own.pair, own.part, own.gap, own.parts, *middle), partials)
    found: NDArray[np.float64] = middles(*_joined(few, np.int64), count, np.where(begin > 0, below, shorter))
    return found


def _span(journeys: Journeys) -> int:
    """Return the µs from the first event of all to the last: no time between two is longer."""
    manifest = journeys.store.manifest
    return (manifest.last_us or 0) - (manifest.first_us or 0)


def _joined(pieces: list[Times[T]], kind: type[T]) -> Times[T]:
    nothing = np.empty(0, dtype=np.uint32), np.empty(0, dtype=kind)
    pairs, times = zip(nothing, *pieces, strict=True)
    return np.concatenate(pairs), np.concatenate(times)
