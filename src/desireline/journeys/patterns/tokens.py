"""A pattern's text cut into words and signs, and errors that point at the character."""

import re
from typing import Literal, NamedTuple

from desireline.base.errors import InputError, UnreadableError

__all__ = ["KEYWORDS", "WORD", "Token", "fault", "tokens"]

KEYWORDS = ("any", "not", "within")
WORD = r"[\w.\-]+"

_LONGEST = 10_000
_SHOWN = 60
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
    |(?P<quoted>"(?:[^"\\]|\\["\\])*")
    |(?P<braces>\{{\s*(?P<directly>>)?\s*(?P<least>[0-9]{{1,9}})\s*(?P<comma>,)?\s*(?P<most>[0-9]{{1,9}})?\s*\}})
    |(?P<word>{WORD})
    |(?P<sign>[,>|()!^$?+*:])""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """One piece of a pattern's text."""

    kind: Literal["word", "quoted", "braces", "sign", "end"]
    text: str
    at: int
    """Its first character, counted from 0."""


def tokens(text: str) -> list[Token]:
    """Cut a text into tokens; the last stands for its end.

    Raises:
        InputError: it is too long, or holds what no pattern has.
    """
    if len(text) > _LONGEST:
        raise InputError(f"the pattern is {len(text)} characters long: write it in at most {_LONGEST}")
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or (match["braces"] and match["most"] and not match["comma"]):
            raise fault(text, at, _reason(text[at]))
        if match["quoted"]:
            found.append(Token("quoted", re.sub(r"\\(.)", r"\1", match["quoted"][1:-1]), at))
        elif match["braces"]:
            found.append(Token("braces", match["braces"], at))
        elif match["word"]:
            found.append(Token("word", match["word"], at))
        elif match["sign"]:
            found.append(Token("sign", match["sign"], at))
        at = match.end()
    return [*found, Token("end", "", len(text))]


def fault(text: str, at: int, reason: str) -> UnreadableError:
    """Return the error that says a reason and shows the line of the text with a mark under the character."""
    begin = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[begin : len(text) if end < 0 else end]
    place = at - begin
    cut = max(0, place - _SHOWN // 2)
    shown = "".join(char if char.isprintable() else " " for char in line[cut : cut + _SHOWN])
    return UnreadableError(f"{reason} (character {at + 1} of the pattern)\n  {shown}\n  {' ' * (place - cut)}^", at)


def _reason(char: str) -> str:
    if char == '"':
        return 'the quotation mark " is never closed: close it, and write \\" and \\\\ for these signs within'
    if char == "{":
        return "a repetition is written {3}, {2,} or {2,5}, and {>3} for times that follow each other directly"
    return f"'{char}' has no meaning in a pattern: put names that hold it in quotation marks" + (
        ', such as "a/b"' if char.isprintable() else ""
    )
