"""How kernels are compiled: without the interpreter's lock, kept on disk, one signature each.

Numba wants a writable folder for its cache before it is imported; an unwritable home must not be an error.
"""

import os
import tempfile
from collections.abc import Callable
from typing import Any

from desireline.kernels.folder import cache_folder

__all__ = ["kernel"]


os.environ.setdefault("NUMBA_CACHE_DIR", str(cache_folder() or tempfile.mkdtemp(prefix="desireline-kernels-")))

from numba import njit


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function over arrays; `NUMBA_DISABLE_JIT=1` leaves it plain Python."""
    compiled: Callable[..., Any] = njit(cache=True, nogil=True, boundscheck=False, error_model="numpy")(function)
    return compiled
