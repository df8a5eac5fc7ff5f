"""The sentences of errors, and the reasons of guesses, in the reader's language.

Whoever raises an error writes an English sentence and nothing else. `locales/errors/LANGUAGE.json` maps the templates those
sentences are made from, with numbered places for their values, to what is said instead. At the edge, where an error is told,
the template is found again by the words between the values.
"""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from string import Formatter
from typing import NamedTuple

from desireline.base.i18n import Language

__all__ = ["parts", "translated"]

_PREFIX = 4  # letters by which templates are looked up
_DEEPEST = 6  # sentences within sentences
_QUOTES = ("''", "``", '""', "«»")


def translated(sentence: str, language: Language) -> str:
    """Return an error's English sentence in a language; as it is where no template makes it, or for English.

    Values are taken over as they are. Where a value is itself a sentence of the catalogue, as the cause within another
    error, it is translated too, except in quotes: what stands there is a name.
    """
    return sentence if language == "en" else _catalogue(language).say(sentence, _DEEPEST)


def parts(template: str) -> tuple[list[str], list[int]]:
    """Return the words around a template's places, one more than there are places, and the places' numbers.

    Raises:
        ValueError: a place has no number, or braces are not written twice where they are meant as such.
    """
    words, places = [""], []
    for text, place, _, _ in Formatter().parse(template):
        words[-1] += text
        if place is not None:
            places.append(int(place))
            words.append("")
    return words, places


class _Template(NamedTuple):
    words: list[str]
    names: frozenset[int]  # places in quotes
    said_words: list[str]
    said_places: list[int]

    @property
    def length(self) -> int:
        return sum(map(len, self.words))

    @property
    def joins(self) -> bool:
        """Whether it has no words of its own, only what stands between two sentences."""
        return not any(char.isalpha() for char in "".join(self.words))

    def values(self, sentence: str) -> list[str] | None:
        """Return the values it was filled with, None where it was not; one pass, whatever the values hold."""
        first, *inner, last = self.words
        end = len(sentence) - len(last)
        place = len(first)
        if end < place or not sentence.startswith(first) or not sentence.endswith(last):
            return None
        found: list[str] = []
        for word in inner:
            at = sentence.find(word, place, end)
            if at < 0:
                return None
            found.append(sentence[place:at])
            place = at + len(word)
        return [*found, sentence[place:end]]

    def fill(self, values: list[str]) -> str:
        shown = [word + values[place] for word, place in zip(self.said_words, self.said_places, strict=False)]
        return "".join([*shown, self.said_words[-1]])


class _Catalogue:
    """The templates of one language, found by their first letters; the longest that fits makes the sentence."""

    def __init__(self, texts: dict[str, str]) -> None:
        self._whole: dict[str, str] = {}
        self._by_prefix: dict[str, list[_Template]] = {"": []}
        for english, said in texts.items():
            words, places = parts(english)
            said_words, said_places = parts(said)
            if not places:
                self._whole[words[0]] = said_words[0]
                continue
            names = frozenset(i for i, around in enumerate(pairwise(words)) if _quoted(*around))
            prefix = words[0][:_PREFIX] if len(words[0]) >= _PREFIX else ""
            self._by_prefix.setdefault(prefix, []).append(_Template(words, names, said_words, said_places))
        for templates in self._by_prefix.values():
            templates.sort(key=lambda each: -each.length)

    def say(self, sentence: str, depth: int) -> str:
        if sentence in self._whole:
            return self._whole[sentence]
        for template, values in self._made_from(sentence) if depth else ():
            said = [
                value if number in template.names else self.say(value, depth - 1) for number, value in enumerate(values)
            ]
            if said != values or not template.joins:
                return template.fill(said)
        return sentence

    def _made_from(self, sentence: str) -> Iterator[tuple[_Template, list[str]]]:
        """Yield the templates that may have made a sentence, the likeliest first.

        Those whose first words it begins with come first. Among those that begin with a value, the one whose value is the
        shortest: `a.yaml, line 3: b is empty` is a line's fault before it is the emptiness of all that stands before.
        """
        for template in self._by_prefix.get(sentence[:_PREFIX], ()):
            values = template.values(sentence)
            if values is not None:
                yield template, values
        opened = [
            (template, values) for template in self._by_prefix[""] if (values := template.values(sentence)) is not None
        ]
        yield from sorted(opened, key=lambda made: len(made[1][0]))


def _quoted(before: str, after: str) -> bool:
    return before[-1:] + after[:1] in _QUOTES


@cache
def _catalogue(language: Language) -> _Catalogue:
    content = (files("desireline.base") / "locales" / "errors" / f"{language}.json").read_text(encoding="utf-8")
    texts: dict[str, str] = json.loads(content)
    return _Catalogue(texts)
