"""Texts of strangers, made safe to show."""

import unicodedata

__all__ = ["NO_BREAK", "plain", "printable"]

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
NO_BREAK = "\u00a0\u202f"  # inside numbers, in Russian and Hungarian


def plain(text: str) -> str:
    """Return the text on one line, without control, direction-changing or broken characters."""
    shown = "".join(
        _space(char) if char.isspace() else char
        for char in text
        if char.isspace() or unicodedata.category(char) not in _UNSEEN
    )
    return " ".join(part for part in shown.split(" ") if part)


def _space(char: str) -> str:
    return char if char in NO_BREAK else " "


def printable(text: str) -> str:
    """Return the text as it is laid out, without what would steer a terminal or turn the direction of writing."""
    return "".join(char for char in text if char == "\n" or unicodedata.category(char) not in _UNSEEN)
