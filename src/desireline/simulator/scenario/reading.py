"""Reading a scenario file; an error names the file, the line, the key and what is allowed."""

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from desireline.base.errors import NotFoundError, SettingsError
from desireline.simulator.scenario.checks import Fault, check
from desireline.simulator.scenario.model import Scenario
from desireline.simulator.scenario.wording import say

__all__ = ["default_scenario", "load_scenario"]

_DEFAULT = "scenarios/shop.yaml"
_AT = re.compile(r"^(?P<words>.*?)(?: - at `\$(?P<at>.*)`)?$", re.DOTALL)
_PART = re.compile(r"\.?([^.\[\]]+)|\[(\d+|\.\.\.)\]")


def load_scenario(path: Path) -> Scenario:
    """Return the scenario that a YAML file describes.

    Raises:
        NotFoundError: there is no such file.
        SettingsError: the file is not YAML, or a key in it is unknown, missing, or has a value that is not allowed.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError(
            f"there is no scenario file {path}: give a YAML file, or leave it out for the shop"
        ) from error
    except OSError as error:
        raise SettingsError(f"the scenario file {path} cannot be read: {error.strerror}") from error
    return _parse(content, str(path))


def default_scenario() -> Scenario:
    """Return the scenario that comes with the program: a tea shop with six planted truths."""
    return _parse((files("desireline.simulator") / _DEFAULT).read_bytes(), _DEFAULT)


def _parse(content: bytes, shown: str) -> Scenario:
    try:
        plain = YAML(typ="safe", pure=True).load(content)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SettingsError(f"{shown}, line {line}: this is not YAML: {error.problem}") from error
    except (YAMLError, UnicodeDecodeError) as error:
        raise SettingsError(f"{shown}: this is not YAML in UTF-8: {str(error).splitlines()[0]}") from error
    try:
        scenario = msgspec.convert(plain, Scenario)
        check(scenario)
    except msgspec.ValidationError as error:
        found = _AT.match(str(error))
        words, at = (found["words"], found["at"] or "") if found else (str(error), "")
        at = at.lstrip(".")
        told = say(words, at)
        if unknown := re.search(r"unknown field `(.*?)`", words):
            at = f"{at}.{unknown[1]}".lstrip(".")
        raise _error(content, shown, at, told) from error
    except Fault as fault:
        raise _error(content, shown, fault.at, fault.words) from fault
    return scenario


def _error(content: bytes, shown: str, at: str, words: str) -> SettingsError:
    """Return the error about the key `at` (such as `personas[0].share`), with its line."""
    where = f"{shown}, line {_line(content, at)}"
    return SettingsError(f"{where}: {at}: {words}" if at else f"{where}: {words}")


def _line(content: bytes, at: str) -> int:
    """Return the line, from 1, of the key `at`, or of the innermost part of it that is there."""
    node: Any = YAML().load(content)
    line = 0
    for name, index in _PART.findall(at):
        key: Any = name or (int(index) if index.isdigit() else None)
        if not hasattr(node, "lc"):
            break
        try:
            places = node.lc.data or {}
            line = places[key][0] if key in places else line
            node = node[key]
        except (KeyError, IndexError, TypeError):
            break
    return line + 1
