"""The words of an event name, and terms that fit them: letter case, accents and joints do not matter."""

import re
import unicodedata
from functools import lru_cache

__all__ = ["HEAD", "Fit", "Term", "fold", "split_words"]

HEAD = 2
"""How many characters of a word choose the terms that are tried on it."""

_CJK = "\u3400-\u4dbf\u4e00-\u9fff"
_HUMPS = re.compile(r"(?<=[a-z\u0430-\u044f\u0451])(?=[A-Z\u0410-\u042f\u0401])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(rf"[{_CJK}]+|\d+|[^\W\d_{_CJK}]+")

Fit = tuple[int, int, frozenset[tuple[int, int]], tuple[str, ...]]
"""How a term fits a name: how many words, how many characters, which ones (word, place), and the words as found."""


def fold(text: str) -> str:
    """Return a text without accents and letter case: `Rendelés` becomes `rendeles`."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


@lru_cache(maxsize=4096)
def split_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded; Chinese text between other text is one word.

    Example:
        >>> split_words("addToCart_v2")
        ('add', 'to', 'cart', 'v', '2')
    """
    return tuple(_WORD.findall(fold(_HUMPS.sub(" ", unicodedata.normalize("NFC", name)))))


class Term:
    """One entry of the word list: words that must all be in a name, in any order; `*` stands for any ending."""

    def __init__(self, text: str) -> None:
        self._pieces = tuple(fold(piece) for piece in text.split())

    @property
    def single(self) -> bool:
        """Whether the term is of one word."""
        return len(self._pieces) == 1

    @property
    def head(self) -> str:
        """The first characters of its first word, at most two: only names with a word that begins so can fit."""
        return "" if _is_cjk(self._pieces[0]) else self._pieces[0].rstrip("*")[:HEAD]

    def fit(self, words: tuple[str, ...]) -> Fit | None:
        """Say how the term fits the words of a name, or None where it does not."""
        taken: set[tuple[int, int]] = set()
        found: list[str] = []
        weight = 0
        for piece in self._pieces:
            place = _place(piece, words, taken)
            if place is None:
                return None
            index, start, end = place
            taken |= {(index, at) for at in range(start, end)}
            found.append(words[index][start:end])
            weight += max(1, (end - start) // 2) if _is_cjk(piece) else 1
        size = sum(len(piece.rstrip("*")) for piece in self._pieces)
        return weight, size, frozenset(taken), tuple(found)


def _is_cjk(piece: str) -> bool:
    return "\u3400" <= piece[0] <= "\u9fff"


def _place(piece: str, words: tuple[str, ...], taken: set[tuple[int, int]]) -> tuple[int, int, int] | None:
    stem = piece.rstrip("*")
    for index, word in enumerate(words):
        if _is_cjk(piece):
            start = word.find(stem)
            if start >= 0 and (index, start) not in taken:
                return index, start, start + len(stem)
        elif (index, 0) not in taken and (word == piece or (piece.endswith("*") and word.startswith(stem))):
            return index, 0, len(word)
    return None
