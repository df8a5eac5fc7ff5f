"""Plain values as YAML text: short things on one line, texts in quotes only where they need them."""

import json
import re
from typing import Any

__all__ = ["block", "document", "inline"]

_PLAIN = re.compile(r"[^\W\d_][\w.@()/+*-]*( [\w.@()/+*-]+)*")
_DURATION = re.compile(r"\d+(ms|w|d|h|m|s)")
_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf"}
_UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_WIDTH = 100
_INLINE_FROM = 3


def document(data: dict[str, Any]) -> str:
    """Return a whole document in block style, an empty line between its sections."""
    return "\n".join(_entry(key, value, 0, 1) for key, value in data.items())


def inline(value: Any) -> str:
    """Return a value on one line: `[cart, "a: b"]`, `{name: cart}`."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{inline(str(key))}: {inline(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(inline(each) for each in value) + "]"
    if isinstance(value, str):
        return _text(value)
    if value is None:
        return "null"
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return ".inf" if value > 0 else "-.inf"
    return json.dumps(value)


def block(value: Any, indent: int, depth: int) -> str:
    """Return what follows a key's colon: ` value` or, on lines of its own, the block; without a newline at the end.

    Args:
        value: the value.
        indent: how many spaces its own lines begin with.
        depth: how many levels lie above it; deep mappings that are short stand on one line.
    """
    if not isinstance(value, dict | list) or not value or _fits(value, indent, depth):
        return f" {inline(value)}"
    return "\n" + lines(value, indent, depth)


def lines(value: dict[str, Any] | list[Any], indent: int, depth: int) -> str:
    """Return the lines of a filled mapping or list, each with its indent, without a newline at the end."""
    if isinstance(value, dict):
        return "".join(_entry(key, each, indent, depth + 1) for key, each in value.items()).rstrip("\n")
    return "\n".join(item(each, indent, depth + 1) for each in value)


def item(value: Any, indent: int, depth: int) -> str:
    """Return one entry of a list, with its dash, without a newline at the end."""
    pad = " " * indent
    if not isinstance(value, dict | list) or not value or _fits(value, indent, depth):
        return f"{pad}- {inline(value)}"
    return f"{pad}- {lines(value, indent + 2, depth).lstrip(' ')}"


def _entry(key: str, value: Any, indent: int, depth: int) -> str:
    inner = indent + 2
    return f"{' ' * indent}{inline(key)}:{block(value, inner, depth)}\n"


def _fits(value: dict[str, Any] | list[Any], indent: int, depth: int) -> bool:
    if isinstance(value, dict) and depth < _INLINE_FROM:
        return False
    nested = list(value.values()) if isinstance(value, dict) else value
    if isinstance(value, list) and any(isinstance(each, dict | list) for each in nested):
        return False
    return indent + len(inline(value)) <= _WIDTH


def _text(value: str) -> str:
    plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS
    if plain or _DURATION.fullmatch(value):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNPRINTED.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)
