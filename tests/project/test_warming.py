"""Kernels compiled ahead, in a process of its own, once."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desireline.project import warming


def test_all_is_compiled_once_in_the_background(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    monkeypatch.setenv(
        "NUMBA_DISABLE_JIT", "1"
    )  # compiling takes half a minute; that all questions are asked is what counts
    assert not warming.is_warm()
    assert warming.warm_in_background()
    assert not warming.warm_in_background()
    deadline = time.monotonic() + 120
    while not warming.is_warm():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert not warming.warm_in_background()


def test_a_start_that_was_killed_is_tried_again_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    started: list[object] = []
    monkeypatch.setattr(subprocess, "Popen", lambda *words, **_: started.append(words))
    assert warming.warm_in_background()
    [begun] = tmp_path.glob("*.begun")
    long_ago = time.time() - 3_600
    os.utime(begun, (long_ago, long_ago))
    assert warming.warm_in_background()
    assert len(started) == 2


def test_a_folder_that_may_not_be_written_is_no_error(tmp_path: Path) -> None:
    code = "from desireline.project.warming import warm_in_background; print(warm_in_background())"
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path / "absent" / "folder")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
