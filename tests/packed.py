"""Histories in plain Python as the arrays that kernels take."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from oracle.walks import Step
from strategies import NAMES

__all__ = ["Packed", "pack"]


class Packed(NamedTuple):
    """One shard's arrays; touchpoints are numbered as in `NAMES`."""

    ptr: NDArray[np.int64]
    touchpoint: NDArray[np.uint16]
    ts: NDArray[np.int64]
    customers: int


def pack(customers: Sequence[Sequence[Step]]) -> Packed:
    """Return customers' histories one after the other."""
    ptr = np.concatenate([[0], np.cumsum([len(steps) for steps in customers], dtype=np.int64)]).astype(np.int64)
    touchpoint = np.array([NAMES.index(name) for steps in customers for _, name in steps], dtype=np.uint16)
    ts = np.array([when for steps in customers for when, _ in steps], dtype=np.int64)
    return Packed(ptr, touchpoint, ts, len(customers))
