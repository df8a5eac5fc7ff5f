"""Paths as whole numbers: packed, counted and looked up, exact at any depth and any number of touchpoints."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from desireline.journeys import on_all_processors

__all__ = ["Counted", "PathKeys"]

_WORD, _FEWEST_BITS = 64, 1
_MANY, _RANGES, _EVERY = 200_000, 4, 64
Words = NDArray[np.unsignedinteger]
"""Keys, shape (words, paths), as `desireline.kernels.paths` packs them."""


class PathKeys:
    """How paths over some touchpoints are packed. Touchpoints are coded in the order of their names, so keys are ordered as names are.

    Args:
        touchpoints: their names, by number.
        depth: steps of a path at most.

    Attributes:
        code: of each touchpoint, shape (touchpoints,).
        bits: of a code.
        size: bits of a key.
        words: 64-bit words of a key.
    """

    def __init__(self, touchpoints: Sequence[str], depth: int) -> None:
        self.depth = depth
        self.bits = max(_FEWEST_BITS, len(touchpoints).bit_length())
        self._per = _WORD // self.bits
        self.words = -(-depth // self._per)
        self.size = self.bits * depth
        order = sorted(range(len(touchpoints)), key=touchpoints.__getitem__)
        self._names = [None, *(touchpoints[number] for number in order)]
        self.code = np.empty(len(touchpoints), dtype=np.uint64)
        self.code[order] = np.arange(1, len(touchpoints) + 1, dtype=np.uint64)

    @cached_property
    def _codes(self) -> dict[str | None, int]:
        return {name: code for code, name in enumerate(self._names)}

    def empty(self, paths: int = 0) -> Words:
        """Return room for keys."""
        small = self.size <= np.iinfo(np.uint32).bits
        return np.empty((self.words, paths), dtype=np.uint32 if small else np.uint64)

    def pack(
        self,
        at: NDArray[np.int64],
        edge: NDArray[np.int64],
        touchpoint: NDArray[np.uint16],
        *,
        collapse: bool,
        back: bool,
    ) -> Words:
        """Return the key of the path from each event on, as far as `edge`; or before it."""
        from desireline.kernels.paths import pack_steps

        keys = self.empty(len(at))
        pack_steps(at, edge, touchpoint, self.code, self.depth, self.bits, collapse, back, keys)
        return keys

    def names(self, key: Sequence[int]) -> list[str | None]:
        """Return the steps of a key, nearest first; None at the end of one that ended sooner."""
        found: list[str | None] = []
        for place in range(self.depth):
            word, shift = self._where(place)
            name = self._names[key[word] >> shift & ((1 << self.bits) - 1)]
            found.append(name)
            if name is None:
                break
        return found

    def span(self, steps: Sequence[str | None]) -> tuple[list[int], list[int]]:
        """Return the smallest and the largest key of paths that begin with these steps."""
        least, most = [0] * self.words, [0] * self.words
        for place in range(self.depth):
            word, shift = self._where(place)
            code = self._codes[steps[place]] if place < len(steps) else None
            least[word] |= (code or 0) << shift
            most[word] |= ((1 << self.bits) - 1 if code is None else code) << shift
        return least, most

    def begins(self, keys: Words, steps: Sequence[str | None]) -> NDArray[np.bool_]:
        """Say which keys are of paths that begin with these steps."""
        least, most = self.span(steps)
        found = np.ones(keys.shape[1], dtype=bool)
        for word, low, high in zip(keys, least, most, strict=True):
            shared = np.uint64(~(low ^ high) & ((1 << _WORD) - 1))
            found &= (word.astype(np.uint64) & shared) == np.uint64(low) & shared
        return found

    def _where(self, place: int) -> tuple[int, int]:
        """Return the word a step's code lies in, and how far from its low end."""
        word, within = divmod(place, self._per)
        held = min(self._per, self.depth - word * self._per)
        return word, (held - 1 - within) * self.bits


class Counted:
    """Different keys in order, and how often each occurs.

    Args:
        keys: shape (words, different keys).
        count: of each.
    """

    def __init__(self, keys: Words, count: NDArray[np.int64]) -> None:
        self.keys = keys
        self.count = count

    @classmethod
    def of(cls, keys: Words, bits: int) -> "Counted":
        """Count keys of so many bits; they may be put in another order where they lie."""
        from desireline.kernels.paths import divided

        none = np.empty(0, dtype=np.int64)
        if len(keys) > 1 or keys.shape[1] <= _MANY:
            return cls._of(keys, none, bits)
        middle = np.sort(keys[0, ::_EVERY])[keys.shape[1] // _EVERY // 2]
        halves = on_all_processors(lambda own: cls._of(own[None], none, bits), divided(keys[0], middle))
        return cls._one_after_the_other(halves)

    @classmethod
    def together(cls, partials: Sequence["Counted"], words: int, bits: int) -> "Counted":
        """Add up counts of the same keys."""
        if len(partials) == 1:
            return partials[0]
        if words == 1 and sum(len(own.count) for own in partials) > _MANY:
            return cls._by_ranges(partials, bits)
        keys = np.concatenate([np.empty((words, 0), dtype=np.uint32), *(own.keys for own in partials)], axis=1)
        return cls._of(keys, np.concatenate([np.empty(0, dtype=np.int64), *(own.count for own in partials)]), bits)

    @classmethod
    def _of(cls, keys: Words, count: NDArray[np.int64], bits: int) -> "Counted":
        if len(keys) == 1:
            from desireline.kernels.digits import count_keys

            different, total = count_keys(keys[0], count, bits)
            return cls(different[None], total)
        order = np.lexsort(keys[::-1])
        keys = keys[:, order]
        begins = np.ones(keys.shape[1], dtype=bool)
        np.any(keys[:, 1:] != keys[:, :-1], axis=0, out=begins[1:])
        places = np.flatnonzero(begins)
        if not len(count):
            return cls(keys[:, places], np.diff(places, append=keys.shape[1]))
        return cls(keys[:, places], np.add.reduceat(count[order], places))

    @classmethod
    def _by_ranges(cls, partials: Sequence["Counted"], bits: int) -> "Counted":
        """Add up counts of keys of one word, ranges of keys on all processors."""
        some = np.sort(np.concatenate([own.keys[0, ::_EVERY] for own in partials]))
        marks = some[len(some) * np.arange(1, _RANGES) // _RANGES]
        cuts = [np.concatenate([[0], np.searchsorted(own.keys[0], marks), [len(own.count)]]) for own in partials]

        def within(number: int) -> Counted:
            parts = [slice(cut[number], cut[number + 1]) for cut in cuts]
            keys = np.concatenate([own.keys[:, part] for own, part in zip(partials, parts, strict=True)], axis=1)
            return cls._of(
                keys, np.concatenate([own.count[part] for own, part in zip(partials, parts, strict=True)]), bits
            )

        return cls._one_after_the_other(on_all_processors(within, range(_RANGES)))

    @classmethod
    def _one_after_the_other(cls, found: Sequence["Counted"]) -> "Counted":
        return cls(np.concatenate([own.keys for own in found], axis=1), np.concatenate([own.count for own in found]))

    def top(self, most: int) -> NDArray[np.intp]:
        """Return the places of the commonest, the commonest first; of equally common ones those that come first in order."""
        few = min(most, len(self.count))
        if not few:
            return np.empty(0, dtype=np.intp)
        least = np.partition(self.count, len(self.count) - few)[len(self.count) - few]
        chosen = np.flatnonzero(self.count > least)
        chosen = np.concatenate([chosen, np.flatnonzero(self.count == least)[: few - len(chosen)]])
        chosen.sort()
        return chosen[np.argsort(-self.count[chosen], kind="stable")]

    def within(self, spans: Sequence[tuple[list[int], list[int]]]) -> NDArray[np.int64]:
        """Return how often keys from the smallest to the largest of each span occur."""
        from desireline.kernels.paths import bounds

        shape = (len(spans), len(self.keys))
        least = np.array([low for low, _ in spans], dtype=np.uint64).reshape(shape).T.copy()
        most = np.array([high for _, high in spans], dtype=np.uint64).reshape(shape).T.copy()
        before = np.concatenate([[0], np.cumsum(self.count)])
        past, first = bounds(self.keys, most, after=True), bounds(self.keys, least, after=False)
        found: NDArray[np.int64] = before[past] - before[first]
        return found
