"""Projects that many tests ask for: made once a process, then copied."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

from desireline.project import Project, open_project

__all__ = ["made_once"]

_Given = ParamSpec("_Given")


def made_once(make: Callable[Concatenate[Path, _Given], Project]) -> Callable[Concatenate[Path, _Given], Project]:
    """Let a maker of a project, which puts it and what belongs to it into an empty folder, work once; who asks gets a copy."""
    made: dict[str, tuple[Path, Path]] = {}

    @wraps(make)
    def copy(folder: Path, /, *args: _Given.args, **options: _Given.kwargs) -> Project:
        asked = repr((args, sorted(options.items())))
        if asked not in made:
            template = Path(tempfile.mkdtemp())
            atexit.register(shutil.rmtree, template, ignore_errors=True)
            made[asked] = (template, make(template, *args, **options).folder.relative_to(template))
        template, place = made[asked]
        shutil.copytree(template, folder, dirs_exist_ok=True)
        return open_project(folder / place)

    return copy
