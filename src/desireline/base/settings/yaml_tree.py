"""YAML text as a tree: plain values, and for each value the line it stands on."""

import re
from typing import Any

from desireline.base.errors import SettingsError

__all__ = ["Path", "Tree", "path_text", "read_tree"]

Path = tuple[str | int, ...]
"""The way to a value: keys and list positions from the top."""

_PLAIN_KEY = re.compile(r"^\w[\w-]*$")
_MOST_VALUES = 200_000
_TAG = "tag:yaml.org,2002:"


def path_text(path: Path) -> str:
    """Return the way to a value as people write it: `touchpoints[2].when.channel`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        elif _PLAIN_KEY.match(part):
            text += f".{part}" if text else part
        else:
            text += f"['{part}']"
    return text


class Tree:
    """A YAML document.

    Attributes:
        text: the document as it stands in the file.
        root: the parser's node at the top; None in an empty document.
        has_aliases: whether a value stands for another place of the document (`*name`).
        data: plain dicts, lists, texts, numbers, booleans and None; an empty document is an empty dict.
    """

    def __init__(self, text: str, name: str, root: Any, scalars: Any) -> None:
        self.text = text
        self.root = root
        self._name = name
        self._scalars = scalars
        self._lines: dict[Path, int] = {(): 1}
        self._open: set[int] = set()
        self._seen: set[int] = set()
        self.has_aliases = False
        self._left = _MOST_VALUES
        self.data: Any = {} if root is None else self._value(root, ())

    def line(self, path: Path) -> int:
        """Return the line, counted from 1, of the value at `path`, or of the nearest value above it."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path]

    def _value(self, node: Any, path: Path) -> Any:
        self._lines.setdefault(path, node.start_mark.line + 1)
        self._left -= 1
        if id(node) in self._open:
            raise self._fault(node, path, "contains itself: write it out without the alias (*)")
        if self._left < 0:
            raise self._fault(node, path, f"makes the document too large: at most {_MOST_VALUES} values are allowed")
        self.has_aliases |= id(node) in self._seen
        self._open.add(id(node))
        self._seen.add(id(node))
        try:
            if node.id == "mapping":
                return self._mapping(node, path)
            if node.id == "sequence":
                self._check_tag(node, path, "seq")
                return [self._value(item, (*path, index)) for index, item in enumerate(node.value)]
            return self._scalar(node, path)
        finally:
            self._open.discard(id(node))

    def _mapping(self, node: Any, path: Path) -> dict[str, Any]:
        self._check_tag(node, path, "map")
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, path)
            line = key_node.start_mark.line + 1
            if key in found:
                first = self._lines[(*path, key)]
                raise SettingsError(
                    f"{self._name}, line {line}: {path_text((*path, key))} is given twice "
                    f"(first in line {first}); keep one of them"
                )
            self._lines[(*path, key)] = line
            found[key] = self._value(value_node, (*path, key))
        return found

    def _key(self, node: Any, path: Path) -> str:
        if node.id != "scalar" or node.tag not in (f"{_TAG}str", f"{_TAG}value"):
            shown = node.value if node.id == "scalar" else "a list or a mapping"
            where = path_text(path) or "the document"
            if node.tag == f"{_TAG}merge":
                raise self._fault(node, path, "uses a merge key (<<), which is not supported: write the keys out")
            raise SettingsError(
                f"{self._name}, line {node.start_mark.line + 1}: the key {shown} in {where} is not a text; "
                "write it in quotes"
            )
        return str(node.value)

    def _scalar(self, node: Any, path: Path) -> Any:
        kind = node.tag.removeprefix(_TAG)
        if kind == "timestamp":
            raise self._fault(
                node, path, f'is {node.value}, which YAML takes for a date; write it in quotes: "{node.value}"'
            )
        if kind not in ("str", "int", "float", "bool", "null", "value"):
            raise self._fault(
                node,
                path,
                f"carries the tag {node.tag.replace(_TAG, '!!')}, which is not allowed; write the value without it",
            )
        if kind in ("str", "value"):
            return str(node.value)
        try:
            return getattr(self._scalars, f"construct_yaml_{kind}")(node)
        except (ValueError, KeyError) as error:
            raise self._fault(
                node, path, f"is {node.value}, which is not a {kind}; write it in quotes if it is a text"
            ) from error

    def _check_tag(self, node: Any, path: Path, kind: str) -> None:
        if node.tag != _TAG + kind:
            raise self._fault(
                node,
                path,
                f"carries the tag {node.tag.replace(_TAG, '!!')}, which is not allowed; write the value without it",
            )

    def _fault(self, node: Any, path: Path, message: str) -> SettingsError:
        return SettingsError(
            f"{self._name}, line {node.start_mark.line + 1}: {path_text(path) or 'the document'} {message}"
        )


def read_tree(text: str, name: str) -> Tree:
    """Read a YAML document (YAML 1.2: `no` and `on` are texts).

    Args:
        text: the document.
        name: what messages call the file.

    Raises:
        SettingsError: the text is not YAML, a key stands twice, or a value is of a kind that settings never have.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        yaml = YAML(typ="safe", pure=True)
        return Tree(text, name, yaml.compose(text), yaml.constructor)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise SettingsError(
            f"{name}, line {line}: the character U+{error.character:04X} is not allowed in YAML; remove it"
        ) from error
    except MarkedYAMLError as error:
        raise SettingsError(_syntax(name, error)) from error
    except YAMLError as error:
        raise SettingsError(f"{name}: not YAML: {' '.join(str(error).split())}") from error
    except RecursionError as error:
        raise SettingsError(f"{name}: nested too deeply to be settings; write fewer levels") from error


def _syntax(name: str, error: Any) -> str:
    mark = error.problem_mark or error.context_mark
    place = f"{name}, line {mark.line + 1}" if mark else name
    began = ""
    if error.context and error.context_mark:
        began = f" ({error.context}, begun in line {error.context_mark.line + 1})"
    hint = "; indent with spaces, not with tabs" if "'\\t'" in str(error.problem) else ""
    return f"{place}: not YAML: {str(error.problem).removeprefix('but ')}{began}{hint}"
