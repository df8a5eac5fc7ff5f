"""Where compiled kernels are kept."""

import os
import tempfile
from pathlib import Path

__all__ = ["cache_folder"]


def cache_folder() -> Path | None:
    """Return a folder of this user's own that may be written; None where there is none."""
    if os.environ.get("NUMBA_CACHE_DIR"):
        return Path(os.environ["NUMBA_CACHE_DIR"])
    home = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    for candidate in (
        Path(home) / "desireline" / "kernels",
        Path(tempfile.gettempdir()) / f"desireline-{os.getuid()}" / "kernels",
    ):
        try:
            candidate.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(candidate, os.W_OK) and candidate.stat().st_uid == os.getuid():  # what lies there is run
            return candidate
    return None
