"""Runs the command line as people do: a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

__all__ = ["Done", "desireline"]

Done = subprocess.CompletedProcess[str]


def desireline(*arguments: str | Path, cwd: Path, **environment: str) -> Done:
    """Run one command in a folder and return what it said and how it ended."""
    command = [sys.executable, "-c", "from desireline.cli import main; main()", *map(str, arguments)]
    env = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "", **environment}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
