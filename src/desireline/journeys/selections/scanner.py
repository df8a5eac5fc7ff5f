"""Words, texts, numbers and times, read one after the other; what is wrong is told with its place."""

import re
from collections.abc import Callable
from typing import NoReturn

from desireline.base.durations import parse_duration
from desireline.base.errors import InputError, UnreadableError
from desireline.journeys.periods import normal_period

__all__ = ["WORD", "Scanner"]

WORD = re.compile(r"[^\W\d][\w.-]*")
_SPACE = re.compile(r"\s*")
_BARE = re.compile(r"\w[\w.-]*")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"|' + r"'((?:[^'\\]|\\.)*)'", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_NUMBER = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?(?![\w.]|\.[0-9])")
_RANGE_END = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,18})?")
_DURATION = re.compile(r"(?:[0-9]+(?:\.[0-9]+)?\s*(?:ms|w|d|h|m|s))+(?!\w)", re.IGNORECASE)
_DAY = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
_PERIOD = re.compile(
    rf"last\s+[0-9][\w.]*(?:\s*(?:ms|w|d|h|m|s)\b)?|(?:{_DAY})?\s*\.\.\s*(?:{_DAY})?|{_DAY}", re.IGNORECASE
)
_EXCERPT = 24


class Scanner:
    """A text and how far it has been read.

    Args:
        text: all of it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._skip()

    def fail(self, what: str, at: int | None = None) -> NoReturn:
        """Refuse the text.

        Args:
            what: what is wrong, or what could stand there.
            at: the place, where it is not the one reached.

        Raises:
            UnreadableError: always.
        """
        place = self.at if at is None else at
        rest = " ".join(self.text[place : place + _EXCERPT].split())
        more = "…" if len(self.text) > place + _EXCERPT else ""
        where = f"before {rest}{more}" if rest else "the end"
        raise UnreadableError(f"the selection cannot be read at character {place + 1} ({where}): {what}", place)

    def ended(self) -> bool:
        """Say whether all was read."""
        return self.at == len(self.text)

    def word(self) -> str | None:
        """Return the word that comes next, without reading it."""
        match = WORD.match(self.text, self.at)
        return match[0] if match else None

    def calls(self, name: str) -> bool:
        """Say whether a name with an opening parenthesis comes next."""
        return self.sees(name) and re.compile(r"\s*\(").match(self.text, self.at + len(name)) is not None

    def sees(self, word: str) -> bool:
        """Say whether a word comes next; letter case is ignored."""
        found = self.word()
        return found is not None and found.lower() == word

    def take(self, *words: str) -> bool:
        """Read words if they come next."""
        start = self.at
        for word in words:
            found = self.word()
            if found is None or found.lower() != word:
                self.at = start
                return False
            self._read(len(found))
        return True

    def sign(self, *signs: str) -> str | None:
        """Read one of several signs, the first that fits, if one comes next."""
        for sign in signs:
            if self.text.startswith(sign, self.at):
                self._read(len(sign))
                return sign
        return None

    def need(self, sign: str, what: str) -> None:
        """Read a sign that must come next."""
        if self.sign(sign) is None:
            self.fail(what)

    def quoted(self) -> str | None:
        """Read a text in quotes if one comes next."""
        if self.text[self.at : self.at + 1] not in ('"', "'"):
            return None
        match = _QUOTED.match(self.text, self.at)
        if not match:
            self.fail("the quote that opens here is never closed")
        self._read(len(match[0]))
        return _ESCAPED.sub(r"\1", match[1] if match[1] is not None else match[2])

    def name(self, what: str) -> str:
        """Read a text in quotes, or one word."""
        found = self.quoted()
        if found is not None:
            return found
        match = _BARE.match(self.text, self.at)
        if not match:
            self.fail(f"{what} must come here, in quotes")
        self._read(len(match[0]))
        return match[0]

    def number(self) -> str:
        """Read a number."""
        return self._match(_NUMBER, "a number must come here, such as 100 or 99.90")

    def scale(self) -> tuple[float, float]:
        """Read the ends of a scale."""
        example = "a scale must come here, such as 0..10"
        low = self._match(_RANGE_END, example)
        self.need("..", example)
        return float(low), float(self._match(_RANGE_END, example))

    def duration(self) -> str:
        """Read a duration."""
        start = self.at
        found = self._match(_DURATION, "a duration must come here: a number and a unit (ms, s, m, h, d, w), such as 7d")
        self._checked(lambda: parse_duration(found), start)
        return "".join(found.split()).lower()

    def period(self) -> str:
        """Read a period."""
        start = self.at
        example = "a period must come here: 2026, 2026-03, 2026-03-05, 2026-01-01..2026-03-31 or last 30d"
        found = self._match(_PERIOD, example)
        return self._checked(lambda: normal_period(found), start)

    def _match(self, pattern: re.Pattern[str], what: str) -> str:
        match = pattern.match(self.text, self.at)
        if not match:
            self.fail(what)
        self._read(len(match[0]))
        return match[0].strip()

    def _checked(self, check: Callable[[], object], start: int) -> str:
        try:
            return str(check())
        except InputError as error:
            self.fail(str(error), start)

    def _read(self, characters: int) -> None:
        self.at += characters
        self._skip()

    def _skip(self) -> None:
        match = _SPACE.match(self.text, self.at)
        assert match is not None
        self.at = match.end()
