"""How kernels are compiled: without the interpreter's lock, kept on disk, one signature each.

Numba wants a writable folder for its cache before it is imported; an unwritable home must not be an error.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

__all__ = ["kernel"]


def _cache_folder() -> str:
    home = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    for candidate in (
        Path(home) / "desireline" / "kernels",
        Path(tempfile.gettempdir()) / f"desireline-{os.getuid()}" / "kernels",
    ):
        try:
            candidate.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(candidate, os.W_OK) and candidate.stat().st_uid == os.getuid():  # what lies there is run
            return str(candidate)
    return tempfile.mkdtemp(prefix="desireline-kernels-")


os.environ.setdefault("NUMBA_CACHE_DIR", _cache_folder())

from numba import njit  # noqa: E402 - the cache's folder must be known before


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function over arrays; `NUMBA_DISABLE_JIT=1` leaves it plain Python."""
    compiled: Callable[..., Any] = njit(cache=True, nogil=True, boundscheck=False, error_model="numpy")(function)
    return compiled
