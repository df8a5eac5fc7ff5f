"""Intervals around shares and means."""

import math

__all__ = ["Z95", "mean_interval", "wilson"]

Z95 = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""


def wilson(count: float, of: float, z: float = Z95) -> tuple[float, float]:
    """Return the Wilson score interval of a share.

    Args:
        count: how many.
        of: of how many; above zero. Neither need be whole: what counts as so many independent ones may be any number.
        z: the normal quantile of the level.

    Source:
        E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
    """
    share = count / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    low = 0.0 if count == 0 else max(0.0, middle - half)
    high = 1.0 if count == of else min(1.0, middle + half)
    return low, high


def mean_interval(total: float, squares: float, count: int, z: float = Z95) -> tuple[float, float, float]:
    """Return a mean with its normal interval, from the sum, the sum of squares and the number of values (above zero)."""
    mean = total / count
    if count == 1:
        return mean, -math.inf, math.inf
    variance = max(0.0, (squares - count * mean * mean) / (count - 1))
    half = z * math.sqrt(variance / count)
    return mean, mean - half, mean + half
