"""Reading YAML: plain values, and errors as one sentence with the line."""

from pathlib import Path
from typing import Any

from desireline.base.errors import InputError, NotFoundError

__all__ = ["read_yaml"]


def read_yaml(path: Path) -> Any:
    """Return the content of a YAML file as plain values.

    Raises:
        NotFoundError: there is no such file.
        InputError: it is not YAML.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NotFoundError(f"there is no file {path}: check the name") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8: save it as UTF-8") from error
    try:
        return YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError(f"{path}, line {line}: not YAML ({error.problem}): mend that line") from error
    except YAMLError as error:
        raise InputError(f"{path} is not YAML ({str(error).splitlines()[0]})") from error
