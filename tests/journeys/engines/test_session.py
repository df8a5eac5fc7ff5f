"""The connection to Spark: what people read where there is none."""

import sys
from pathlib import Path

import pytest

from desireline.base.errors import MissingExtraError
from desireline.base.settings.model import Settings
from desireline.journeys.engines.session import _reason
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


TRACEBACK = """\
An exception was thrown from the Python worker. Please see the stack trace below.
Traceback (most recent call last):
  File "shop.py", line 1, in tea
KeyError: 'cup'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "shop.py", line 2, in tea
desireline.base.errors.StorageError: ptr.npy is missing: run desireline build

\tat org.apache.spark.Tea.brew(Tea.scala:1)
java.lang.IllegalStateException: cold
"""


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (TRACEBACK, "desireline.base.errors.StorageError: ptr.npy is missing: run desireline build"),
        (
            "An error occurred.\n: java.lang.IllegalStateException: cold\n\tat a\n",
            "java.lang.IllegalStateException: cold",
        ),
        ("[CODE] Java went away.\n", "[CODE] Java went away."),
        ("", "no reason given"),
    ],
)
def test_one_line_says_why(told: str, reason: str) -> None:
    assert _reason(told) == reason
