"""Differences of two shares: intervals and tests, also where the two groups share customers."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desireline.stats.intervals import Z95, wilson

__all__ = ["Tested", "clustered_difference", "difference", "holm"]

_FEWEST = 20


class Tested(NamedTuple):
    """A difference with its 95 % interval and the p-value of "no difference"; both None where the data cannot tell."""

    difference: float
    low: float | None
    high: float | None
    p: float | None


def difference(count: int, of: int, other_count: int, other_of: int) -> Tested:
    """Return the difference of two independent shares of customers.

    The interval is Newcombe's (his method 10); the test is that of two proportions with the pooled variance.

    Args:
        count: how many of the first group.
        of: the first group; above zero.
        other_count: how many of the other.
        other_of: the other group; above zero.

    Source:
        R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17 (1998).
    """
    share, other = count / of, other_count / other_of
    (low, high), (other_low, other_high) = wilson(count, of), wilson(other_count, other_of)
    gap = share - other
    pooled = (count + other_count) / (of + other_of)
    variance = pooled * (1 - pooled) * (1 / of + 1 / other_of)
    return Tested(
        gap,
        gap - math.hypot(share - low, other_high - other),
        gap + math.hypot(high - share, other - other_low),
        _two_sided(gap / math.sqrt(variance)) if variance > 0 else None,
    )


def clustered_difference(
    count: NDArray[np.uint64], of: NDArray[np.uint64], other_count: NDArray[np.uint64], other_of: NDArray[np.uint64]
) -> Tested:
    """Return the difference of two shares of things that belong to customers, some of whom may be in both groups.

    Journeys of one customer are alike, and a customer in both groups counts on both sides: the variance is that of customers' influence
    on the difference (linearised ratios), not that of things taken as independent.

    Args:
        count: the customer of each thing counted in the first group.
        of: the customer of each thing of the first group; not empty.
        other_count: as `count`, of the other group.
        other_of: as `of`, of the other group; not empty.

    Source:
        W. G. Cochran, Sampling Techniques (1977), chapter 6 (ratio estimators) and 9 (clusters).
    """
    everybody = np.unique(np.concatenate([of, other_of]))
    gap, influence = 0.0, np.zeros(len(everybody))
    for sign, counted, whole in ((1, count, of), (-1, other_count, other_of)):
        counts, wholes = (
            np.bincount(np.searchsorted(everybody, ids), minlength=len(everybody)) for ids in (counted, whole)
        )
        share = len(counted) / len(whole)
        gap += sign * share
        influence += sign * (counts - share * wholes) / len(whole)
    moved = int(np.count_nonzero(influence))
    if moved < _FEWEST:
        return Tested(gap, None, None, None)
    error = math.sqrt(float(np.square(influence).sum()) * len(everybody) / max(1, len(everybody) - 1))
    return Tested(gap, max(-1.0, gap - Z95 * error), min(1.0, gap + Z95 * error), _two_sided(gap / error))


def holm(values: list[float | None]) -> list[float | None]:
    """Return p-values corrected for how many were looked at; those that are None were not.

    Source:
        S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).
    """
    order = sorted((value, place) for place, value in enumerate(values) if value is not None)
    result: list[float | None] = [None] * len(values)
    worst = 0.0
    for rank, (value, place) in enumerate(order):
        worst = max(worst, min(1.0, value * (len(order) - rank)))
        result[place] = worst
    return result


def _two_sided(z: float) -> float:
    return math.erfc(abs(z) / math.sqrt(2))
