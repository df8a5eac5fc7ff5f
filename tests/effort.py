"""How hard random tests try: a proof tries harder than an everyday run."""

import os

__all__ = ["examples"]

_TIMES = int(os.environ.get("DESIRELINE_EFFORT", "1"))


def examples(everyday: int) -> int:
    """Return how many random cases a test tries, given how many it tries every day; `DESIRELINE_EFFORT` multiplies them."""
    return everyday * _TIMES
