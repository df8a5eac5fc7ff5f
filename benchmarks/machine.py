"""What the figures were measured on."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

import desireline

__all__ = ["Machine", "machine"]

_PACKAGES = ("numba", "numpy", "pyarrow", "duckdb", "polars", "chdb", "pm4py", "pandas")


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """A machine and what is installed on it."""

    processor: str
    cores: int
    memory_gb: float
    load: float
    python: str
    versions: dict[str, str]

    def __str__(self) -> str:
        """Return two lines for people."""
        packages = ", ".join(f"{name} {number}" for name, number in self.versions.items())
        return (
            f"{self.processor}, {self.cores} cores, {self.memory_gb:.0f} GB, load {self.load:.1f} at the start\n"
            f"Python {self.python}, {packages}"
        )


def machine() -> Machine:
    """Look at this machine."""
    return Machine(
        processor=_processor(),
        cores=len(os.sched_getaffinity(0)),
        memory_gb=os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30,
        load=os.getloadavg()[0],
        python=platform.python_version(),
        versions={"desireline": desireline.__version__}
        | {name: number for name in _PACKAGES if (number := _version(name))},
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
