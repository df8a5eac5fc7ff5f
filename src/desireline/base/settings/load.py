"""Reading `desireline.yaml`: what is wrong is said with its line, its value and what is allowed."""

from pathlib import Path

import msgspec

from desireline.base.errors import NotFoundError, SettingsError
from desireline.base.settings.model import Settings
from desireline.base.settings.rules import rule_faults
from desireline.base.settings.shape import shape_faults
from desireline.base.settings.yaml_tree import Tree, read_tree

__all__ = ["FILE_NAME", "load_settings", "parse_settings", "read_text", "settings_faults"]

FILE_NAME = "desireline.yaml"


def load_settings(path: Path) -> Settings:
    """Return the settings in a file.

    Raises:
        NotFoundError: there is no such file.
        SettingsError: the file is not text, not YAML, or says something that is not allowed; one line with file, line,
            place, value and what is allowed.
    """
    return parse_settings(read_text(path), path.name)


def read_text(path: Path) -> str:
    """Return the text of a settings file.

    Raises:
        NotFoundError: there is no such file.
        SettingsError: it is not UTF-8, or it cannot be read.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise NotFoundError(
            f"{path} does not exist: name a project folder, or make one with desireline init"
        ) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SettingsError(
            f"{path.name}, line {line}: the byte {error.object[error.start]:#04x} is not UTF-8; save the file as UTF-8"
        ) from error
    except OSError as error:
        raise SettingsError(
            f"{path} cannot be read ({error.strerror}); give the path of a readable {FILE_NAME}"
        ) from error


def parse_settings(text: str, name: str = FILE_NAME) -> Settings:
    """Return the settings that a YAML text says.

    Args:
        text: the YAML; an empty text gives the default settings.
        name: what messages call the file.

    Raises:
        SettingsError: the first fault, and how many more there are.
    """
    settings, faults = _read(text, name)
    if settings is None or faults:
        more = f" ({len(faults) - 1} more below)" if len(faults) > 1 else ""
        raise SettingsError(faults[0] + more)
    return settings


def settings_faults(text: str, name: str = FILE_NAME) -> list[str]:
    """Return every fault of a settings text, one line each, in the order of the file; none when it is fine."""
    try:
        return _read(text, name)[1]
    except SettingsError as error:
        return [str(error)]


def _read(text: str, name: str) -> tuple[Settings | None, list[str]]:
    tree = read_tree(text, name)
    faults = shape_faults(tree.data, Settings)
    if faults:
        return None, _sentences(tree, faults, name)
    settings = msgspec.convert(tree.data, Settings)
    return settings, _sentences(tree, rule_faults(settings), name)


def _sentences(tree: Tree, faults: list[tuple[tuple[str | int, ...], str]], name: str) -> list[str]:
    placed = sorted(((tree.line(path), sentence) for path, sentence in faults), key=lambda each: each[0])
    return [f"{name}, line {line}: {sentence}" for line, sentence in placed]
