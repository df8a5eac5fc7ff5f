"""What questions leave behind in memory."""

import ctypes
from collections.abc import Callable

__all__ = ["give_back"]

_MANY_EVENTS = 20_000_000
"""Of fewer, little is left behind, and the next question uses it again."""

_trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)


def give_back(events: int) -> None:
    """Give the memory that a question over so many events used back to the system, which glibc would keep for another."""
    if _trim is not None and events > _MANY_EVENTS:
        _trim(0)
