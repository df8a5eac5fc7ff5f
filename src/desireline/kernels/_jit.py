"""How kernels are compiled: without the interpreter's lock, kept on disk, one signature each.

Numba wants a writable folder for its cache before it is imported; an unwritable home must not be an error.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from desireline.kernels.folder import cache_folder

__all__ = ["kernel"]


os.environ.setdefault("NUMBA_CACHE_DIR", str(cache_folder() or tempfile.mkdtemp(prefix="desireline-kernels-")))


@contextmanager
def _without_scipy() -> Iterator[None]:
    """Hide SciPy, whose linear algebra Numba looks for: kernels need none, and to import it takes a quarter of a second."""
    hides = "scipy" not in sys.modules
    if hides:
        sys.modules["scipy"] = None  # an import takes that as absent
    try:
        yield
    finally:
        if hides:
            del sys.modules["scipy"]


with _without_scipy():
    import_module("numba.np.arraymath")  # else the first kernel would
    from numba import njit


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function over arrays; `NUMBA_DISABLE_JIT=1` leaves it plain Python."""
    compiled: Callable[..., Any] = njit(cache=True, nogil=True, boundscheck=False, error_model="numpy")(function)
    return compiled
