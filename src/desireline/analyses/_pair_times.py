"""All pairs of directly following touchpoints with exact medians, in one pass over the events."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from desireline.journeys import Journeys, fold, on_all_processors
from desireline.journeys.medians import some_of

if TYPE_CHECKING:
    from desireline.journeys.store import Shard
    from desireline.kernels.pair_times import TimedPairs

__all__ = ["Pairs", "timed_pairs"]

_MANY_EVENTS = 400_000
_PART = 32
_FEWEST = 32
_SIGMAS = 5.0


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


Brackets: TypeAlias = tuple[NDArray[np.uint64], NDArray[np.uint64]]
"""For each pair the least and the most µs that are looked at."""

Times: TypeAlias = tuple[NDArray[np.uint32], NDArray[np.int64]]
"""Pairs, and µs."""


def timed_pairs(journeys: Journeys) -> Pairs:
    """Count pairs and find the exact median µs of each.

    From a few customers it is guessed between which times each pair's median lies, so widely that a guess hardly ever fails; should one
    fail, another pass looks at all times.
    """
    from desireline.kernels.pair_times import ANY

    pairs = journeys.width**2
    everything = np.zeros(pairs, dtype=np.uint64), np.full(pairs, ANY, dtype=np.uint64)
    found = _timed(journeys, _guess(journeys, everything))
    if found is None:
        found = _timed(journeys, everything)
    assert found is not None  # all times were kept
    return found


def _guess(journeys: Journeys, everything: Brackets) -> Brackets:
    """Return brackets of pairs that are common among some customers; those of rare ones hold everything."""
    from desireline.kernels.pair_times import guess_brackets, timed_transitions

    if journeys.events < _MANY_EVENTS:
        return everything
    width = journeys.width

    def some(shard: "Shard", low: int, high: int) -> list["TimedPairs"]:
        runs = some_of(shard, low, high, _PART)
        return [timed_transitions(shard.ptr, shard.touchpoint, shard.ts, *run, width, *everything) for run in runs]

    found = [own for runs in fold(journeys, some) for own in runs]
    times = _joined([(own.pair, own.gap) for own in found])
    guessed: Brackets = guess_brackets(*times, width**2, _FEWEST, _SIGMAS)
    return guessed


def _timed(journeys: Journeys, brackets: Brackets) -> Pairs | None:
    """Return pairs with medians; None where a median lies outside its bracket."""
    from desireline.kernels.pair_times import timed_transitions

    width = journeys.width
    partials: list[TimedPairs] = fold(
        journeys,
        lambda shard, low, high: timed_transitions(shard.ptr, shard.touchpoint, shard.ts, low, high, width, *brackets),
    )
    shape = (width + 1, width + 1)
    count = sum((own.count for own in partials), np.zeros(shape, dtype=np.int64))
    people = sum((own.people for own in partials), np.zeros(shape, dtype=np.int64))
    shorter = np.zeros(width**2, dtype=np.int64)
    for own in partials:
        shorter += own.shorter
    found = _middles([(own.pair, own.gap) for own in partials], brackets, count[:width, :width].ravel(), shorter)
    if found is None:
        return None
    median = np.full(shape, np.nan)
    median[:width, :width] = found.reshape(width, width)
    return Pairs.of(count, people, median)


def _middles(
    kept: list[Times],
    brackets: Brackets,
    count: NDArray[np.int64],
    shorter: NDArray[np.int64],
) -> NDArray[np.float64] | None:
    """Return the median µs of each pair, NaN where it never occurs; None where one of them was not kept.

    Args:
        kept: pair and µs of the times within brackets.
        brackets: by pair.
        count: how many times each pair has in all.
        shorter: how many lie before its bracket.
    """
    from desireline.kernels.middle import middles
    from desireline.kernels.pair_times import PARTS, by_part, of_parts, shifts

    parts = brackets[0], shifts(*brackets, max((int(gap.max(initial=0)) for _, gap in kept), default=0))
    counts = on_all_processors(lambda own: by_part(*own, *parts), kept)
    running = np.cumsum(sum(counts, np.zeros((len(count), PARTS), dtype=np.int64)), axis=1) + shorter[:, None]
    first, last = (count - 1) // 2, count // 2
    if ((count > 0) & ((first < shorter) | (last >= running[:, -1]))).any():
        return None
    begin, end = ((running <= rank[:, None]).sum(axis=1) for rank in (first, last))
    below = np.take_along_axis(running, np.maximum(begin - 1, 0)[:, None], axis=1)[:, 0]
    middle = begin.astype(np.uint64), end.astype(np.uint64)
    few = on_all_processors(lambda own: of_parts(*own, *parts, *middle), kept)
    found: NDArray[np.float64] = middles(*_joined(few), count, np.where(begin > 0, below, shorter))
    return found


def _joined(pieces: list[Times]) -> Times:
    nothing = np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.int64)
    pairs, gaps = zip(nothing, *pieces, strict=True)
    return np.concatenate(pairs), np.concatenate(gaps)
