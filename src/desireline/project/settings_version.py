"""Changing `desireline.yaml` only as it was when somebody looked at it."""

from collections.abc import Callable
from hashlib import blake2b
from threading import Lock

from desireline.base.errors import ChangedError
from desireline.base.settings.edit import edit_settings
from desireline.base.settings.load import load_settings
from desireline.base.settings.model import Settings
from desireline.project.project import Project

__all__ = ["change_settings", "settings_now"]

_changing = Lock()


def settings_now(project: Project) -> tuple[Settings, str]:
    """Return what the file says now, and its version: the same text has the same."""
    version = _version(project)
    return load_settings(project.settings_file), version


def change_settings(project: Project, change: Callable[[Settings], Settings], *, expected: str | None) -> str:
    """Change the settings and return their new version; comments and order of the file stay.

    Args:
        project: whose.
        change: given the settings as they are, returns what they shall be.
        expected: the version they must have; None: any.

    Raises:
        ChangedError: they have another by now; nothing was changed.
        SettingsError: what `change` makes of them is not allowed; the file is as it was.
        StorageError: the file cannot be written.
    """
    with _changing:
        if expected is not None and expected != _version(project):
            raise ChangedError(
                "somebody else has changed desireline.yaml since you looked at it: nothing was changed; look at it again,"
                " then make your change"
            )
        project.settings = edit_settings(project.settings_file, change)
        return _version(project)


def _version(project: Project) -> str:
    path = project.settings_file
    return blake2b(path.read_bytes() if path.exists() else b"", digest_size=12).hexdigest()
