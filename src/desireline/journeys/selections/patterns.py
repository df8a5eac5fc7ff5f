"""Customers whose events hold a pattern."""

from desireline.base.errors import InputError
from desireline.journeys.journeys import Journeys
from desireline.journeys.selections.conditions import Leaf

__all__ = ["pattern"]


def pattern(text: str, journeys: Journeys) -> Leaf:
    """Return the condition that a customer's events hold a pattern.

    Raises:
        InputError: always, as long as this version reads no patterns.
    """
    raise InputError(
        f"pattern({text!r}) cannot be looked for: this version of Desireline reads no patterns; write it with did(…)"
    )
