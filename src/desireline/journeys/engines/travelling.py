"""Kernels as bytes: closures go by value, compiled functions by name, so that no process compiles what lies in the cache."""

import io
import pickle
from functools import lru_cache
from importlib import import_module
from typing import Any

__all__ = ["pack", "unpack"]


def pack(value: object) -> bytes:
    """Return anything, closures among it, as bytes."""
    from pyspark import cloudpickle

    class Pickler(cloudpickle.CloudPickler):  # type: ignore[misc]  # it has no types
        def reducer_override(self, obj: Any) -> Any:
            compiled = getattr(obj, "py_func", None)
            if compiled is not None and obj is getattr(import_module(compiled.__module__), compiled.__name__, None):
                return _named, (compiled.__module__, compiled.__name__)
            return super().reducer_override(obj)

    packed = io.BytesIO()
    Pickler(packed, pickle.HIGHEST_PROTOCOL).dump(value)
    return packed.getvalue()


@lru_cache(maxsize=1)
def unpack(packed: bytes) -> Any:
    """Return what was packed; the last is kept, so that a process opens a store once for all its slices."""
    return pickle.loads(packed)  # noqa: S301 - we wrote it


def _named(module: str, name: str) -> object:
    found: object = getattr(import_module(module), name)
    return found
