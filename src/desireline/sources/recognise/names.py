"""What a column's name means: its words, in any of the four languages, as concepts."""

import functools
import re
import unicodedata

import msgspec

from desireline.sources.recognise.lexicon import CONCEPTS, GLUE

__all__ = ["Meaning", "fold", "meaning", "singular", "words"]

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_SHORTEST_PART = 3  # of a compound: shorter words (`id`, `no`) only stand at its end
_ENDINGS = ("id", "no", "nr", "ts", "at")


class Meaning(msgspec.Struct, frozen=True):
    """A name read into concepts of the lexicon, in the order of its words."""

    words: tuple[str, ...]
    concepts: tuple[str, ...]
    unknown: tuple[str, ...]
    """Words the lexicon does not know, digits and glue words aside."""

    def any(self, *concepts: str) -> bool:
        """Return whether the name says at least one of them."""
        return any(concept in self.concepts for concept in concepts)

    def only(self, *concepts: str) -> bool:
        """Return whether the name says nothing but these, and something."""
        return bool(self.concepts) and not self.unknown and all(concept in concepts for concept in self.concepts)

    @property
    def extra(self) -> int:
        """How many words the name has beyond its first concept: the plainer, the better."""
        return max(len(self.concepts) - 1, 0) + len(self.unknown)


def fold(text: str) -> str:
    """Return the text without letter case, accents and width: `Létrehozás` and `letrehozas` are one word."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def words(name: str) -> list[str]:
    """Return the folded words of a name: `createdAt`, `created_at`, `Created At` and `case:created-at` alike."""
    spaced: list[str] = []
    previous = ""
    for place, char in enumerate(name):
        following = name[place + 1 : place + 2]
        if char.isupper() and (previous.islower() or (previous.isupper() and following.islower())):
            spaced.append(" ")
        spaced.append(char if char.isalnum() else " ")
        previous = char
    found: list[str] = []
    for run in fold("".join(spaced)).split():
        start = 0
        for han in _HAN.finditer(run):
            found += [part for part in (run[start : han.start()], han.group()) if part]
            start = han.end()
        found += [run[start:]] if run[start:] else []
    return found


@functools.cache
def _phrases() -> dict[tuple[str, ...], str]:
    phrases: dict[tuple[str, ...], str] = {}
    for concept, text in CONCEPTS.items():
        for phrase in text.split(","):
            if key := tuple(words(phrase)):
                phrases.setdefault(key, concept)
    return phrases


@functools.cache
def _longest() -> int:
    return max(len(key) for key in _phrases())


def _word(word: str) -> str | None:
    """Return the concept of one word, in the singular where English makes a plural of it."""
    phrases = _phrases()
    for form in (word, singular(word)):
        if concept := phrases.get((form,)):
            return concept
    return None


@functools.lru_cache(maxsize=4096)
def _parts(word: str) -> tuple[str, ...] | None:
    """Return the known words that a compound is wholly made of: `ugyfelszam`, `userid`; None where it is not."""
    if _word(word):
        return (word,)
    if word in _ENDINGS:
        return (word,)
    for cut in range(len(word) - 2, _SHORTEST_PART - 1, -1):
        if (
            _word(word[:cut])
            and (rest := _parts(word[cut:]))
            and (len(rest[-1]) >= _SHORTEST_PART or word.endswith(_ENDINGS))
        ):
            return (word[:cut], *rest)
    return None


def _han_parts(run: str) -> list[str]:
    """Cut a run of Chinese characters into the longest known words; what is left stays as it is."""
    parts: list[str] = []
    unknown = ""
    place = 0
    while place < len(run):
        size = next((size for size in range(min(8, len(run) - place), 0, -1) if _word(run[place : place + size])), 0)
        if not size:
            unknown += run[place]
            place += 1
            continue
        parts += [unknown] if unknown else []
        unknown = ""
        parts.append(run[place : place + size])
        place += size
    return [*parts, unknown] if unknown else parts


def _split(name: str) -> list[str]:
    """Return the words of a name with compounds taken apart."""
    split: list[str] = []
    for word in words(name):
        if _HAN.fullmatch(word):
            split += _han_parts(word)
        else:
            split += _parts(word.rstrip("0123456789") or word) or (word,)
    return split


@functools.lru_cache(maxsize=4096)
def meaning(name: str) -> Meaning:
    """Return what the name says."""
    split = _split(name)
    concepts: list[str] = []
    unknown: list[str] = []
    place = 0
    while place < len(split):
        size, concept = _phrase(split, place)
        if concept:
            concepts.append(concept)
        elif split[place] not in GLUE and not split[place].isdigit():
            unknown.append(split[place])
        place += size
    return Meaning(tuple(split), tuple(concepts), tuple(unknown))


def _phrase(split: list[str], place: int) -> tuple[int, str | None]:
    """Return how many words from `place` on make the longest known phrase, and its concept."""
    phrases = _phrases()
    for size in range(min(_longest(), len(split) - place), 1, -1):
        if concept := phrases.get(tuple(split[place : place + size])):
            return size, concept
    return 1, None if split[place] in GLUE else _word(split[place])


def singular(word: str) -> str:
    """Return an English word in the singular: `orders` is `order`, `replies` is `reply`, `status` stays."""
    if word.endswith("ies") and len(word) > len("ties"):
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _SHORTEST_PART:
        return word[:-1]
    return word
