"""A build that is killed anywhere leaves the last good store."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

EVERY = [pytest.param(what, 1, marks=pytest.mark.slow) for what in ("anew", "overlay", "undo", "compact", "erase")]


@pytest.mark.parametrize(("what", "step"), [*EVERY, ("overlay", 40), ("compact", 40), ("erase", 40)])
def test_a_build_killed_at_any_file_operation(tmp_path: Path, what: str, step: int) -> None:
    script = Path(__file__).with_name("killed_builds.py")
    tests, source = Path(__file__).parents[1], Path(__file__).parents[2] / "src"
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path), what, str(step)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": f"{source}:{tests}"},
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 100
