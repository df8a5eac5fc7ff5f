"""Numbers of a drawing that open: where each stands in the map, so that a page can make a link of it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from desireline.base.text import plain
from desireline.render.journey_map.markup import Markup, join, piece, tag

__all__ = ["Link", "Openings", "linked", "openings", "places"]

_NUMBER = re.compile(r"\d(?:[\d.,\u00a0\u202f]*\d)?")


class Link(NamedTuple):
    """A number in a sentence.

    Attributes:
        shown: how the sentence writes it.
        cell: where it stands in the map, such as `/leaks/0/customers`.
        counted: the number.
    """

    shown: str
    cell: str
    counted: int


Openings = list[Link | None]
"""What each number of a text opens into, in their order; None: into nothing."""


def places(view: msgspec.Struct) -> dict[int, str]:
    """Return where each struct of a map stands in it, by the struct's identity: `/stages/0/cells/1`."""
    return {id(part): path for part, path in _parts(view, "")}


def _parts(value: object, path: str) -> Iterator[tuple[msgspec.Struct, str]]:
    if isinstance(value, msgspec.Struct):
        yield value, path
        for name in value.__struct_fields__:
            yield from _parts(getattr(value, name), f"{path}/{name}")
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _parts(item, f"{path}/{place}")


def openings(text: str, *links: Link, label: str = "") -> Openings:
    """Return what each number of a text opens into.

    Args:
        text: what is said.
        links: its numbers that open; of equal ones, the first in the text belongs to the first of them.
        label: somebody's words in the text, whose numbers open into nothing.
    """
    waiting = list(links)
    own = plain(label)
    begin = plain(text).find(own) if own else -1
    found: Openings = []
    for match in _NUMBER.finditer(plain(text)):
        said = begin <= match.start() < begin + len(own)
        link = None if said else next((link for link in waiting if link.shown == match[0]), None)
        if link is not None:
            waiting.remove(link)
        found.append(link)
    return found


def linked(text: str, numbers: Openings) -> Markup:
    """Return a line as markup in which numbers that open carry `data-cell` and `data-count`.

    Args:
        text: what is said: a text, or the next line of it.
        numbers: what `openings` gave for the whole text; those of this line are taken out.
    """
    text = plain(text)
    parts: list[Markup] = []
    done = 0
    for match in _NUMBER.finditer(text):
        link = numbers.pop(0) if numbers else None
        if link is not None and link.shown == match[0]:
            number = tag("tspan", piece(match[0]), data_cell=link.cell, data_count=link.counted)
            parts += [piece(text[done : match.start()]), number]
            done = match.end()
    return join(*parts, piece(text[done:]))
