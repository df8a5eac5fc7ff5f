"""Where the data sets beside the project are."""

import os
from pathlib import Path

import pytest


def data_set(name: str) -> Path:
    """Return the folder (or file) of a data set, or skip the test where the data sets are not there."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    path = Path(os.environ.get("DESIRELINE_DATA") or beside) / name
    if not path.exists():
        pytest.skip(f"the data set {name} is not at {path}: set DESIRELINE_DATA to the folder that holds it")
    return path
