"""The memory of this process, and what questions leave behind in it."""

import ctypes
import os
from collections.abc import Callable
from pathlib import Path

__all__ = ["give_back", "own_memory"]

_MUCH = 150_000_000
"""Bytes of this process that are no file's: with less, what is left is better kept for the next question than asked for anew."""

_trim: Callable[[ctypes.c_size_t], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)


def give_back() -> None:
    """Give memory that is free back to the system, which glibc would keep, where this process has much: at the end of a question."""
    if _trim is not None and own_memory() > _MUCH:
        _trim(ctypes.c_size_t(0))


def own_memory() -> int:
    """Return how many bytes of memory this process has that are no file's."""
    try:
        _, resident, shared, *_ = Path("/proc/self/statm").read_text(encoding="ascii").split()
    except OSError:  # not on this system
        return 0
    return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")
