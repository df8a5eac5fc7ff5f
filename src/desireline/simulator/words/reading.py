"""Reading the word lists."""

from functools import cache
from importlib.resources import files

import msgspec

from desireline.base.i18n import Language

__all__ = ["Good", "Names", "Texts", "goods", "people_words", "texts"]

Topic = str


class Good(msgspec.Struct, frozen=True):
    """Something the shop sells, with its price in major units."""

    name: str
    category: str
    price: float


class NameList(msgspec.Struct, frozen=True):
    """Names of one language; pairs where the script is not Latin: as written, and in Latin letters."""

    first: list[str | tuple[str, str]]
    last: list[str | tuple[str, str]]


class Names(msgspec.Struct, frozen=True):
    """What people are called, and where they live, by country."""

    names: dict[Language, NameList]
    cities: dict[str, list[str]]


class Texts(msgspec.Struct, frozen=True):
    """What people write, by language and topic."""

    comments: dict[Language, dict[Topic, list[str]]]
    subjects: dict[Language, dict[Topic, str]]


def _content(name: str) -> bytes:
    return (files("desireline.simulator.words") / name).read_bytes()


@cache
def goods() -> tuple[Good, ...]:
    """Return what the shop sells."""
    return tuple(msgspec.json.decode(_content("goods.json"), type=list[Good]))


@cache
def people_words() -> Names:
    """Return names and cities."""
    return msgspec.json.decode(_content("people.json"), type=Names)


@cache
def texts() -> Texts:
    """Return what people write."""
    return msgspec.json.decode(_content("texts.json"), type=Texts)
