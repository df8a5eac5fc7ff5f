"""Customers whose events hold a pattern."""

import numpy as np
from numpy.typing import NDArray

from desireline.journeys.journeys import Journeys
from desireline.journeys.patterns import compile_pattern, outcomes, parse_pattern
from desireline.journeys.selections.conditions import Leaf, Slice

__all__ = ["pattern"]

_COST = 12.0


def pattern(text: str, journeys: Journeys) -> Leaf:
    """Return the condition that a customer's events hold a pattern.

    Raises:
        InputError: the text is no pattern, or names what does not exist.
    """
    automaton = compile_pattern(parse_pattern(text), journeys)

    def mask(part: Slice, sure: bool) -> NDArray[np.bool_]:
        from desireline.kernels.patterns import MATCHED, UNMATCHED

        found = outcomes(automaton, part.shard, part.low, part.high)
        return np.asarray(found == MATCHED if sure else found != UNMATCHED)

    return Leaf("customers", _COST, mask)
