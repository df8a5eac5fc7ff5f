"""What the guide to the map says runs as it stands there."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

from cli.running import desireline
from demo_project import demo_project

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "map.md"


def test_the_guide_runs_as_written(tmp_path: Path) -> None:
    shop = demo_project(tmp_path).folder
    text = GUIDE.read_text(encoding="utf-8")
    commands = [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    assert len(commands) > 5
    for command in commands:
        name, *arguments = shlex.split(command)
        assert name == "desireline"
        done = desireline(*arguments, cwd=shop)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
    for code in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        ran = subprocess.run([sys.executable, "-c", code], cwd=shop, capture_output=True, text=True, check=False)
        assert ran.stdout == "True\n", ran.stderr
