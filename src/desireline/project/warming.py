"""Kernels compiled ahead: a process of its own asks everything once of a tiny shop while people wait for their import anyway.

Compiled kernels are kept on disk, so this happens once after an installation or an update. `python -m desireline.project.warming` does it.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

__all__ = ["is_warm", "warm", "warm_in_background"]

_GIVEN_UP_S = 600
_started: list[subprocess.Popen[bytes]] = []  # nobody waits for it: it ends by itself
_TINY = """\
customer,event,time,channel,amount,score
anna@shop.example,view,2026-01-01 10:00:00,web,,
anna@shop.example,cart,2026-01-01 10:05:00,web,,
anna@shop.example,order,2026-01-02 10:00:00,web,10.00,
ben@shop.example,view,2026-01-03 10:00:00,email,,
ben@shop.example,survey,2026-01-03 11:00:00,email,,9
"""


def is_warm() -> bool:
    """Say whether the kernels, as they are, have been compiled on this machine."""
    mark = _mark()
    return mark is not None and mark.exists()


def warm_in_background() -> bool:
    """Start a process that compiles what is missing, unless there is one; return whether one was started."""
    mark = _mark()
    if mark is None:
        return False
    begun = mark.with_suffix(".begun")
    try:
        if mark.exists():
            return False
        if begun.exists() and time.time() - begun.stat().st_mtime > _GIVEN_UP_S:
            begun.unlink(missing_ok=True)  # whoever began was killed
        begun.touch(exist_ok=False)
    except OSError:  # another process has begun, or the folder may not be looked into
        return False
    _started.append(
        subprocess.Popen(  # fixed words, our own interpreter
            [sys.executable, "-m", "desireline.project.warming"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    )
    return True


def warm() -> None:
    """Ask every question of a tiny shop, so that all kernels are compiled and kept."""
    from desireline.analyses import ask, registry
    from desireline.project.importing import ImportOptions, import_files
    from desireline.project.project import create_project

    with tempfile.TemporaryDirectory(prefix="desireline-") as name:
        folder = Path(name)
        (folder / "events.csv").write_text(_TINY)
        project = create_project(folder / "shop")
        import_files(project, [folder / "events.csv"], ImportOptions())
        project.build()
        project.accept(project.suggest())
        project.build()
        project.map()
        journeys = project.journeys()
        needed: dict[str, Any] = {"steps": ["view", "order"], "pattern": "view, !order within 1h"}
        for question in registry().values():
            wanted = {key: value for key, value in needed.items() if key in question.__struct_fields__}
            for where in (None, 'did("view") and not did("order") within 7d'):
                ask(question(where=where, **wanted), journeys)
    mark = _mark()
    if mark is not None:
        mark.touch()
        mark.with_suffix(".begun").unlink(missing_ok=True)


def _mark() -> Path | None:
    """Return the file that says that these very kernels are compiled; None where compiled kernels cannot be kept."""
    from desireline import kernels
    from desireline.kernels.folder import cache_folder

    cache = cache_folder()
    if cache is None:
        return None
    folder = Path(kernels.__file__).parent
    facts = [f"{path.name} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in sorted(folder.glob("*.py"))]
    name = hashlib.blake2b("\n".join([*facts, sys.version, str(folder)]).encode(), digest_size=12).hexdigest()
    return cache / f"{name}.warm"


if __name__ == "__main__":
    os.nice(5)
    warm()
