"""Where the data sets for tests lie: beside the project, and not in it."""

import os
from pathlib import Path

import pytest

__all__ = ["data_set"]


def data_set(name: str) -> Path:
    """Return the file or folder of that name among the data sets; skip the test where it is absent."""
    folder = Path(os.environ.get("DESIRELINE_DATA") or Path(__file__).parents[1] / ".." / "shared" / "data")
    path = folder / name
    if not path.exists():
        pytest.skip(f"the data set {name} is not beside the project: set DESIRELINE_DATA to the folder that holds it")
    return path
