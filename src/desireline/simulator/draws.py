"""Chance, from one seed: a stream of its own for every purpose.

A stream depends on the seed, its purpose and its round, and on nothing that happens in the simulation. So two worlds
that differ in one pain meet the same luck everywhere else (common random numbers), and what differs between them is
caused by the pain.
"""

from zlib import crc32

import numpy as np
import numpy.typing as npt

__all__ = ["Bools", "Draws", "Floats", "Ints", "pick"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


class Draws:
    """Streams of random numbers.

    Args:
        seed: equal seeds give equal numbers.
        size: how many numbers a draw gives when it does not say, one a person.
    """

    def __init__(self, seed: int, size: int) -> None:
        self.seed = seed
        self.size = size

    def stream(self, purpose: str, turn: int = 0) -> np.random.Generator:
        """Return the generator of that purpose, at its start."""
        return np.random.Generator(np.random.PCG64(np.random.SeedSequence([self.seed, crc32(purpose.encode()), turn])))

    def uniform(self, purpose: str, turn: int = 0) -> Floats:
        """Return numbers evenly between 0 and 1, one a person."""
        return self.stream(purpose, turn).random(self.size)

    def exponential(self, purpose: str, turn: int = 0) -> Floats:
        """Return waiting times of mean 1, one a person."""
        waits: Floats = -np.log1p(-self.uniform(purpose, turn))
        return waits

    def normal(self, purpose: str, turn: int = 0) -> Floats:
        """Return numbers of mean 0 and standard deviation 1, one a person."""
        return self.stream(purpose, turn).standard_normal(self.size)


def pick(weights: Floats, uniform: Floats, row: Ints | None = None) -> Ints:
    """Return which column each uniform number falls on, as likely as the columns' weights.

    Args:
        weights: shape (columns,), or (rows, columns) where `row` says which row holds for each number.
        uniform: the numbers.
        row: the row of `weights` for each number.
    """
    upto = np.cumsum(weights, axis=-1)
    upto = upto / upto[..., -1:]
    if row is None:
        found: Ints = np.searchsorted(upto, uniform, side="right").astype(np.int64)
        return np.minimum(found, len(upto) - 1)
    chosen = np.zeros(len(uniform), dtype=np.int64)
    for column in range(weights.shape[1] - 1):
        chosen += uniform >= upto[row, column]
    return chosen
