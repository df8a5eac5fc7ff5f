"""Customers whose events hold a pattern."""

import numpy as np
from numpy.typing import NDArray

from desireline.journeys.journeys import Journeys
from desireline.journeys.selections.conditions import Leaf, Slice

__all__ = ["pattern"]


def pattern(text: str, journeys: Journeys) -> Leaf:
    """Return the condition that a customer's events hold a pattern.

    Raises:
        InputError: the text is no pattern, or one that cannot be run in one pass.
        NotFoundError: it names something that does not exist.
    """
    from desireline.journeys.patterns import compile_pattern, outcomes, parse_pattern
    from desireline.kernels.patterns import MATCHED, UNMATCHED

    automaton = compile_pattern(parse_pattern(text), journeys)

    def look(part: Slice, sure: bool) -> NDArray[np.bool_]:
        found = outcomes(automaton, part.shard, part.low, part.high)
        return np.asarray(found == MATCHED if sure else found != UNMATCHED)

    return Leaf("customers", 8.0, look)
