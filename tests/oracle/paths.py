"""Paths, one customer after the other, in plain Python."""

from collections.abc import Iterator, Sequence
from itertools import groupby

__all__ = ["paths_of"]


def paths_of(
    names: Sequence[str], *, start: str | None, before: str | None, depth: int, collapse: bool, each: bool
) -> Iterator[tuple[str | None, ...]]:
    """Give the paths of one history, journey or visit, in the order of time; None where there was nothing more."""
    steps = [name for name, _ in groupby(names)] if collapse else list(names)
    wanted = start if before is None else before
    places = [place for place, name in enumerate(steps) if wanted in (None, name)]
    for place in places if each else places[:1]:
        if before is None:
            yield tuple([*steps[place:], None][:depth])
        else:
            yield tuple([None, *steps[:place]][-depth:])
