"""Changing `desireline.yaml` by program: people's comments, order and spelling stay."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from desireline.base.errors import SettingsError
from desireline.base.files import write_atomic
from desireline.base.settings.load import parse_settings, read_text
from desireline.base.settings.model import Settings
from desireline.base.settings.yaml_patch import patch_yaml
from desireline.base.settings.yaml_tree import read_tree
from desireline.base.settings.yaml_write import document

__all__ = ["edit_settings", "edited_text", "settings_text"]


def edit_settings(path: Path, change: Callable[[Settings], Settings]) -> Settings:
    """Change a settings file and return what it says now.

    The new text is read back and checked before it replaces the file, which happens whole or not at all. A change that
    changes nothing does not touch the file.

    Args:
        path: the file.
        change: given the settings of the file, returns what they shall be.

    Raises:
        NotFoundError: there is no such file.
        SettingsError: the file, or what `change` made of it, is not allowed; the file is as it was.
        StorageError: the file cannot be written.
    """
    before = read_text(path)
    after = edited_text(before, change, path.name)
    if after != before:
        write_atomic(path.resolve(), after.encode())
    return parse_settings(after, path.name)


def edited_text(text: str, change: Callable[[Settings], Settings], name: str = "desireline.yaml") -> str:
    """Return a settings text with a change written into it; see `edit_settings`.

    Raises:
        SettingsError: the text, or what `change` made of it, is not allowed, or the text uses aliases.
    """
    old = parse_settings(text, name)
    new = change(old)
    if new == old:
        return text
    _check(new)
    tree = read_tree(text, name)
    if tree.has_aliases:
        raise SettingsError(
            f"{name} uses YAML aliases (*), which the program cannot edit; write the values out, or edit it by hand"
        )
    patched = patch_yaml(tree, msgspec.to_builtins(old), msgspec.to_builtins(new))
    try:
        said = parse_settings(patched, name)
    except SettingsError as error:
        raise SettingsError(f"{name} is written in a way the program cannot edit; edit it by hand ({error})") from error
    if said != new:
        raise SettingsError(f"{name} is written in a way the program cannot edit; edit it by hand")
    return patched


def settings_text(settings: Settings) -> str:
    """Return settings as YAML, without comments; what has its default value is left out."""
    return document(msgspec.to_builtins(settings)) or "{}\n"


def _check(new: Settings) -> None:
    parse_settings(settings_text(new), "the change")
