"""The commands and the Python of the guide run as they stand there."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "guide"


def test_first_steps_run_as_written(tmp_path: Path) -> None:
    text = (GUIDE / "first-steps.md").read_text(encoding="utf-8")
    commands = [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    assert len(commands) > 8
    for command in commands:
        arguments = shlex.split(command)
        assert arguments[0] == "desireline"
        run = [sys.executable, "-c", "from desireline.cli import main; main()", *arguments[1:]]
        done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        assert "next: desireline" in done.stderr, command
    assert (tmp_path / "map.html").exists()
    for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert re.match(r"\[\d+, \d+\]", done.stdout)
