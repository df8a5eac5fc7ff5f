"""The connection to Spark: what people read where there is none."""

import sys
from pathlib import Path

import pytest

from desireline.base.errors import MissingExtraError
from desireline.base.settings.model import Settings
from logs import Batch, Happening, built


def test_without_pyspark_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(MissingExtraError, match=r"the engine 'spark' needs the extra 'spark'.*desireline\[spark\]"):
        built(tmp_path, Settings(engine="spark"), Batch("web", (Happening(1, "a", ids={"user_id": "u"}),)))
    assert not list((tmp_path / ".desireline" / "journeys").glob("*/store.json"))


def test_an_empty_log_needs_no_spark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    assert built(tmp_path, Settings(engine="spark")).customers == 0
