"""A pattern's tree as places that events take, and the ways from one place to the next (Glushkov's construction, with clocks).

V. M. Glushkov, The abstract theory of automata, Russian Mathematical Surveys 16 (1961).
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from desireline.base.durations import parse_duration
from desireline.base.errors import InputError
from desireline.journeys.patterns.tree import (
    Either,
    Element,
    EventClass,
    Exclusion,
    InOrder,
    Repeat,
    Within,
    is_event_class,
    most_events,
)

__all__ = ["LAST", "MOST_PLACES", "NOW", "START", "Entry", "Exit", "Fragment", "Gap", "Places", "Way", "places_of"]

MOST_PLACES = 60

LAST, START = 0, 1
"""Clocks every pattern has: the event taken last, the event taken first. The others run from where windows begin."""
NOW = -1
"""What a clock is set to when it starts at the event that is taken; else it is set to another clock."""


@dataclass(frozen=True)
class Gap:
    """What may lie between two events that are taken one after the other."""

    loose: bool
    barred: frozenset[EventClass] = frozenset()

    def then(self, other: "Gap") -> "Gap":
        """Return the gap where what stands between two gaps is skipped: the looser of both, with the exclusions of both."""
        return Gap(self.loose or other.loose, self.barred | other.barred)


_NOTHING = Gap(loose=False)
_ANYTHING = Gap(loose=True)


@dataclass(frozen=True)
class Entry:
    """A place an element may begin with."""

    place: int
    gap: Gap = _NOTHING
    limits: frozenset[tuple[int, int]] = frozenset()
    sets: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Exit:
    """A place an element may end with, and what may not follow: each with its µs, below zero for no end."""

    place: int
    gap: Gap = _NOTHING
    waits: frozenset[tuple[frozenset[EventClass], int]] = frozenset()


@dataclass(frozen=True)
class Way:
    """A way from one place to another: the gap, clocks that may not be older than µs, and what clocks are set to."""

    source: int
    target: int
    gap: Gap
    limits: frozenset[tuple[int, int]] = frozenset()
    sets: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Fragment:
    """An element's places; `skips` are the gaps it may leave where it takes no event at all."""

    entries: frozenset[Entry]
    exits: frozenset[Exit]
    ways: frozenset[Way] = frozenset()
    skips: frozenset[Gap] = frozenset()


@dataclass(frozen=True)
class Places:
    """All places of a pattern: what event each takes, and the whole as one fragment."""

    takes: list[frozenset[EventClass]]
    whole: Fragment
    clocks: int


def places_of(root: Element) -> Places:
    """Return the places of a pattern's root.

    Raises:
        InputError: there are too many, or a part of the pattern says nothing that could be told.
    """
    count = _how_many(root)
    if count > MOST_PLACES:
        shown = f"{count:,}" if count < 1 << 40 else "far more"
        raise InputError(
            f"the pattern has {shown} places for events, more than the {MOST_PLACES} that are allowed: repeat fewer times, "
            "or write {2,} for two times or more"
        )
    builder = _Builder()
    whole = builder.build(root)
    if whole.skips:
        raise InputError("the pattern matches even where nothing happens: make at least one of its events necessary")
    if all(entry.limits and not entry.sets for entry in whole.entries):
        raise InputError(
            "the first event of the pattern has nothing before it that its window could run from: put what should happen in that time "
            "in parentheses, such as (a, b) within 7d"
        )
    return Places(builder.takes, whole, builder.clocks)


def _how_many(node: Element | Exclusion) -> int:
    inner: tuple[Element | Exclusion, ...]
    match node:
        case Exclusion():
            return 0
        case Repeat():
            inner, times = (node.of,), max(1, node.least) if node.most is None else node.most
        case Either():
            inner, times = node.options[:1] if _single(node) else node.options, 1
        case InOrder():
            inner, times = tuple(part.of for part in node.parts), 1
        case Within():
            inner, times = (node.of,), 1
        case _:
            return 1
    return times * sum(_how_many(one) for one in inner)


def _single(node: Either) -> bool:
    """Say whether each alternative is one event and no more, so that all are one place."""
    return all(is_event_class(option) or (isinstance(option, Either) and _single(option)) for option in node.options)


def _classes(node: Element) -> frozenset[EventClass]:
    if isinstance(node, Either):
        return frozenset().union(*(_classes(option) for option in node.options))
    assert not isinstance(node, Repeat | InOrder | Within)
    return frozenset({node})


class _Builder:
    def __init__(self) -> None:
        self.takes: list[frozenset[EventClass]] = []
        self._clock: dict[
            int, int
        ] = {}  # a window has one clock, however often it is repeated: it is open once at a time

    @property
    def clocks(self) -> int:
        return START + 1 + len(self._clock)

    def build(self, node: Element) -> Fragment:
        match node:
            case Either() if not _single(node):
                return _either([self.build(option) for option in node.options])
            case InOrder():
                return self._in_order(node)
            case Repeat():
                return self._repeat(node)
            case Within():
                return self._within(node)
            case _:
                place = len(self.takes)
                self.takes.append(_classes(node))
                return Fragment(frozenset({Entry(place)}), frozenset({Exit(place)}))

    def _in_order(self, node: InOrder) -> Fragment:
        result: Fragment | None = None
        gap = _NOTHING
        for part in node.parts:
            if isinstance(part.of, Exclusion):
                if part.of.within is not None:
                    if result is None:
                        raise _timed_too_early(part.of)
                    result = _and_wait(result, frozenset(part.of.events), parse_duration(part.of.within))
                else:
                    gap = gap.then(Gap(loose=True, barred=frozenset(part.of.events)))
                continue
            own = self.build(part.of)
            link = gap if part.directly else gap.then(_ANYTHING)
            result = _after(own, gap) if result is None else _joined(result, link, own)
            gap = _NOTHING
        assert result is not None
        return result if gap == _NOTHING else _before(result, gap)

    def _repeat(self, node: Repeat) -> Fragment:
        """Chain copies; a time that takes no event is no time, so an element that may be skipped may be repeated no times."""
        gap = _NOTHING if node.directly else _ANYTHING
        copies = [self.build(node.of) for _ in range(max(1, node.least) if node.most is None else node.most)]
        may_skip = bool(copies[0].skips) or node.least == 0
        least = 1 if copies[0].skips else max(1, node.least)
        ways = frozenset[Way]().union(*(copy.ways for copy in copies))
        for one, other in pairwise(copies):
            ways |= _ways(one.exits, gap, other.entries)
        if node.most is None:
            ways |= _ways(copies[-1].exits, gap, copies[-1].entries)
        exits = frozenset[Exit]().union(*(copy.exits for copy in copies[least - 1 :]))
        return Fragment(copies[0].entries, exits, ways, frozenset({_NOTHING} if may_skip else ()))

    def _within(self, node: Within) -> Fragment:
        own = self.build(node.of)
        limit = parse_duration(node.duration)
        if any(exit_.gap.barred or exit_.waits for exit_ in own.exits) or any(
            entry.gap.barred for entry in own.entries
        ):
            raise InputError(
                f"an exclusion at the edge of a group within {node.duration} does not say for how long it holds: write it outside the "
                f"group, such as (a, b) within {node.duration}, !c"
            )
        if most_events(node.of) <= 1:
            return replace(
                own, entries=frozenset(replace(entry, limits=entry.limits | {(LAST, limit)}) for entry in own.entries)
            )
        clock = self._clock.setdefault(id(node), START + 1 + len(self._clock))
        begins = frozenset({(clock, NOW if node.from_first else LAST)})
        at_once = frozenset[tuple[int, int]]() if node.from_first else frozenset({(LAST, limit)})
        return replace(
            own,
            entries=frozenset(
                replace(entry, sets=entry.sets | begins, limits=entry.limits | at_once) for entry in own.entries
            ),
            ways=frozenset(replace(way, limits=way.limits | {(clock, limit)}) for way in own.ways),
        )


def _timed_too_early(exclusion: Exclusion) -> InputError:
    return InputError(
        f"an exclusion within {exclusion.within} needs an event before it from which the time runs: write it after one"
    )


def _either(options: list[Fragment]) -> Fragment:
    return Fragment(
        frozenset[Entry]().union(*(option.entries for option in options)),
        frozenset[Exit]().union(*(option.exits for option in options)),
        frozenset[Way]().union(*(option.ways for option in options)),
        frozenset[Gap]().union(*(option.skips for option in options)),
    )


def _after(own: Fragment, gap: Gap) -> Fragment:
    """Return an element with a gap before it."""
    return replace(
        own,
        entries=frozenset(replace(entry, gap=gap.then(entry.gap)) for entry in own.entries),
        skips=frozenset(gap.then(skip) for skip in own.skips),
    )


def _before(own: Fragment, gap: Gap) -> Fragment:
    """Return an element with a gap after it."""
    return replace(
        own,
        exits=frozenset(replace(exit_, gap=exit_.gap.then(gap)) for exit_ in own.exits),
        skips=frozenset(skip.then(gap) for skip in own.skips),
    )


def _and_wait(own: Fragment, barred: frozenset[EventClass], limit: int) -> Fragment:
    if own.skips:
        raise InputError(
            "an exclusion with a window follows an element that may be skipped, so nothing says when its time begins: make that "
            "element necessary"
        )
    return replace(own, exits=frozenset(replace(exit_, waits=exit_.waits | {(barred, limit)}) for exit_ in own.exits))


def _ways(exits: frozenset[Exit], gap: Gap, entries: frozenset[Entry]) -> frozenset[Way]:
    if any(exit_.waits for exit_ in exits):
        raise InputError(
            "an exclusion with a window can only stand at the end of a pattern: write the exclusion without it, and the window on what "
            "follows, such as a, !b, c within 7d"
        )
    return frozenset(
        Way(exit_.place, entry.place, exit_.gap.then(gap).then(entry.gap), entry.limits, entry.sets)
        for exit_ in exits
        for entry in entries
    )


def _joined(one: Fragment, gap: Gap, other: Fragment) -> Fragment:
    entries, exits = one.entries, other.exits
    for skip in one.skips:
        entries |= _after(other, skip.then(gap)).entries
    for skip in other.skips:
        exits |= _before(one, gap.then(skip)).exits
    skips = frozenset(first.then(gap).then(last) for first in one.skips for last in other.skips)
    return Fragment(entries, exits, one.ways | other.ways | _ways(one.exits, gap, other.entries), skips)
