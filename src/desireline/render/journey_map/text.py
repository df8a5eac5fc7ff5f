"""How wide a text is, and how it is cut to the room it has.

Widths come from a small table in hundredths of the font size, after the proportions of Noto Sans: no font file is read.
"""

import unicodedata
from functools import cache

from desireline.base.text import NO_BREAK, plain

__all__ = ["fit", "width", "wrap"]

_ASCII = (
    26, 27, 41, 65, 57, 83, 73, 22, 30, 30, 55, 57, 27, 32, 27, 37, 57, 57, 57, 57, 57, 57, 57, 57, 57, 57, 27,
    27, 57, 57, 57, 43, 90, 64, 65, 63, 73, 56, 52, 73, 74, 34, 27, 62, 52, 91, 76, 78, 60, 78, 62, 55, 56, 73,
    60, 93, 59, 57, 57, 33, 37, 33, 57, 44, 28, 56, 62, 48, 62, 56, 34, 62, 62, 26, 26, 53, 26, 94, 62, 60, 62,
    62, 41, 48, 36, 62, 51, 79, 53, 51, 47, 38, 55, 38, 57,
)  # fmt: skip
_WIDE_CYRILLIC = frozenset("жмшщъыюфЖМШЩЮФЫ")
_CYRILLIC, _CYRILLIC_CAPITAL, _CYRILLIC_WIDE = 58, 68, 84
_FULL, _OTHER = 100, 62
_BOLD = 1.045
_SAFETY = 1.03  # the reader's own sans-serif may run a little wider
_BOLD_FROM = 600
ELLIPSIS = "…"


@cache
def _hundredths(char: str) -> int:
    code = ord(char)
    if 32 <= code < 127:  # noqa: PLR2004 - printable ASCII
        return _ASCII[code - 32]
    if unicodedata.category(char) in _NO_WIDTH:
        return 0
    if unicodedata.east_asian_width(char) in ("W", "F"):
        return _FULL
    base = unicodedata.normalize("NFD", char)[0]
    if base != char and ord(base) < 127:  # noqa: PLR2004
        return _hundredths(base)
    return _cyrillic(base) if "\u0400" <= base <= "\u052f" else _MARKS.get(char, _OTHER)


def _cyrillic(char: str) -> int:
    if char in _WIDE_CYRILLIC:
        return _CYRILLIC_WIDE
    return _CYRILLIC_CAPITAL if char.isupper() else _CYRILLIC


_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})
_MARKS = {
    "—": 100,
    "…": 100,
    "№": 100,
    "–": 57,
    "“": 57,
    "”": 57,
    "„": 57,
    "«": 57,
    "»": 57,
    "×": 57,
    "·": 57,
} | dict.fromkeys(NO_BREAK + "\u2009", 26)


def width(text: str, size: float, weight: int = 400) -> float:
    """Return about how wide a text is, in the unit of `size` (a little more rather than less)."""
    return sum(map(_hundredths, text)) / 100 * size * _SAFETY * (_BOLD if weight >= _BOLD_FROM else 1)


def fit(text: str, room: float, size: float, weight: int = 400) -> str:
    """Return the text on one line, cut with an ellipsis where it is wider than `room`."""
    text = plain(text)
    if width(text, size, weight) <= room:
        return text
    left = room - width(ELLIPSIS, size, weight)
    kept = ""
    for char in text:
        left -= width(char, size, weight)
        if left < 0:
            break
        kept += char
    return kept.rstrip() + ELLIPSIS


def wrap(text: str, room: float, size: float, weight: int = 400, lines: int = 99) -> list[str]:
    """Return the text in at most `lines` lines no wider than `room`; an ellipsis ends the last where more would follow.

    Lines break at spaces, and between characters of Chinese.
    """
    done: list[str] = []
    line = ""
    pieces = _pieces(plain(text))
    for at, piece in enumerate(pieces):
        if width((line + piece).rstrip(), size, weight) <= room or not line.strip():
            line += piece
            continue
        if len(done) == lines - 1:
            return [*done, fit(line + "".join(pieces[at:]), room, size, weight)]
        done.append(fit(line, room, size, weight))
        line = piece.lstrip()
    return [*done, fit(line, room, size, weight)] if line.strip() or not done else done


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may break: after a space, and around a character of Chinese."""
    pieces = [""]
    for char in text:
        if pieces[-1] and _may_break(pieces[-1][-1], char):
            pieces.append(char)
        else:
            pieces[-1] += char
    return pieces


def _may_break(before: str, after: str) -> bool:
    """Say whether a line may end between the two; closing marks stay with what they close."""
    if after in _CLOSING or after == " " or before in _OPENING:
        return False
    return before == " " or _is_full(before) or _is_full(after)


def _is_full(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F")


_CLOSING = frozenset("，。；：、！？）」』】…%,.;:!?)»”")
_OPENING = frozenset("（「『【(«“„")
