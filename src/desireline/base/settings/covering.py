"""Which rules take all events of another rule."""

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from desireline.base.settings.model import When

__all__ = ["Rules", "nothing", "takes"]

_MOST_PARTS = 2_000


def nothing(when: When) -> Iterator[tuple[str, ...]]:
    """Name the conditions of a rule that no event can meet: empty lists."""
    for condition in ("channel", "name", "source"):
        if getattr(when, condition) == []:
            yield (condition,)
    for key, value in when.properties.items():
        if value == []:
            yield "properties", key


def takes(when: When, *, channel: str, name: str, source: str) -> bool:
    """Say whether a rule takes every event of this channel, name and source, whatever its properties."""
    return not when.properties and all(
        conditions is None or any(_wider(each, value) for each in conditions)
        for conditions, value in zip(_parts(when), (channel, name, source), strict=True)
    )


class Rules:
    """Rules in order, asked whether together they leave anything to a later one.

    A rule is cut into its parts (one channel, one name, one source); a part is taken when
    one earlier rule takes all of it.
    What this finds is certain; rules that are covered in ways it cannot see are not reported.
    """

    def __init__(self) -> None:
        self._rules: list[tuple[int, When]] = []

    def add(self, index: int, when: When) -> None:
        """Add the next rule, under the number that `takers` shall give back."""
        self._rules.append((index, when))

    def takers(self, when: When) -> list[int]:
        """Return the numbers of the rules that take all events of `when`, or none where something is left for it."""
        options: list[list[str | None]] = [[*part] if part else [None] for part in _parts(when)]
        if len(options[0]) * len(options[1]) * len(options[2]) > _MOST_PARTS:
            return []
        found: dict[int, None] = {}
        for part in itertools.product(*options):
            taker = next((index for index, rule in self._rules if _covers(rule, part, when)), None)
            if taker is None:
                return []
            found[taker] = None
        return list(found)


def _parts(when: When) -> tuple[list[str] | None, list[str] | None, list[str] | None]:
    channel, name, source = (
        [given] if isinstance(given, str) else given for given in (when.channel, when.name, when.source)
    )
    return channel, name, source  # type: ignore[return-value]  # channels are texts


def _covers(rule: When, part: tuple[str | None, ...], later: When) -> bool:
    for conditions, value in zip(_parts(rule), part, strict=True):
        if conditions is not None and (value is None or not any(_wider(each, value) for each in conditions)):
            return False
    return all(
        key in later.properties and _values(later.properties[key]) <= _values(value)
        for key, value in rule.properties.items()
    )


def _values(given: str | float | bool | list[str]) -> set[str]:
    values = given if isinstance(given, list) else [given]
    return {str(value).lower() if isinstance(value, bool) else str(value) for value in values}


def _wider(pattern: str, other: str) -> bool:
    """Say whether `pattern` takes everything that `other`, a text or itself a pattern, stands for."""
    if "*" not in pattern:
        return pattern == other
    return _compiled(pattern).fullmatch(other) is not None


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    # a `*` in the other text can only be met by a `*` here: so matching patterns as texts is sound
    return re.compile(".*".join(re.escape(piece) for piece in pattern.split("*")), re.IGNORECASE | re.DOTALL)
