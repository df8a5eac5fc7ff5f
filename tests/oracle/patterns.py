"""Patterns matched by writing out every sequence of events a pattern may mean, and trying every choice of events for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise, product

from desireline.base.durations import parse_duration
from desireline.journeys.patterns.tree import (
    AnyEvent,
    AtTouchpoint,
    ByChannel,
    Either,
    Element,
    EventClass,
    Except,
    Exclusion,
    InOrder,
    InStage,
    Pattern,
    Repeat,
    Within,
)

__all__ = ["Event", "Match", "matches", "occurrences", "outcome"]

MATCHED, UNDECIDED, UNMATCHED = 1, 2, 0


@dataclass(frozen=True)
class Event:
    """One event, with the stage of its touchpoint."""

    ts: int
    touchpoint: str
    channel: str = "web"
    stage: str | None = None


@dataclass(frozen=True)
class Between:
    """What may lie between two taken events."""

    others: bool = False
    never: frozenset[EventClass] = frozenset()

    def __add__(self, other: "Between") -> "Between":
        return Between(self.others or other.others, self.never | other.never)


@dataclass(frozen=True)
class Window:
    """Events `first` to `last` of a word in time: from the first, or from the event taken before it."""

    first: int
    last: int
    limit: int
    from_before: bool


@dataclass(frozen=True)
class Word:
    """One sequence of events that a pattern may mean; `before` is all there is of an empty one."""

    events: tuple[frozenset[EventClass], ...] = ()
    between: tuple[Between, ...] = ()
    before: Between = Between()
    after: Between = Between()
    windows: frozenset[Window] = frozenset()
    not_after: frozenset[tuple[frozenset[EventClass], int]] = field(default_factory=frozenset)

    def __add__(self, other: "Word") -> "Word":
        if not self.events:
            return replace(other, before=self.before + other.before)
        if not other.events:
            return replace(self, after=self.after + other.before)
        assert not self.not_after
        shift = len(self.events)
        moved = {replace(own, first=own.first + shift, last=own.last + shift) for own in other.windows}
        return Word(
            self.events + other.events,
            (*self.between, self.after + other.before, *other.between),
            self.before,
            other.after,
            self.windows | moved,
            other.not_after,
        )


def _words(node: Element | Exclusion, most: int) -> set[Word]:
    """Return all words of at most that many events."""
    return {word for word in _all_words(node, most) if len(word.events) <= most}


def _all_words(node: Element | Exclusion, most: int) -> Iterator[Word]:
    match node:
        case Either():
            for option in node.options:
                yield from _words(option, most)
        case InOrder():
            yield from _in_order(node, most)
        case Repeat():
            yield from _repeated(node, most)
        case Within():
            yield from _limited(node, most)
        case Exclusion():
            raise AssertionError(node)
        case _:
            yield Word((frozenset({node}),))


def _limited(node: Within, most: int) -> Iterator[Word]:
    for word in _words(node.of, most):
        assert not word.not_after
        window = Window(0, len(word.events) - 1, parse_duration(node.duration), from_before=not node.from_first)
        yield replace(word, windows=word.windows | {window}) if word.events else word


def _repeated(node: Repeat, most: int) -> Iterator[Word]:
    own = _words(node.of, most)
    times = {word for word in own if word.events}
    least = 1 if len(times) < len(own) else node.least
    if least == 0 or len(times) < len(own):
        yield Word()
    if least <= 1:
        yield from times
    link, built = Word(before=Between(others=not node.directly)), times
    for count in range(2, (most if node.most is None else min(most, node.most)) + 1):
        built = {one + link + other for one in built for other in times if len(one.events) < most}
        built = {word for word in built if len(word.events) <= most}
        if count >= least:
            yield from built


def _in_order(node: InOrder, most: int) -> set[Word]:
    built = {Word()}
    for place, part in enumerate(node.parts):
        if isinstance(part.of, Exclusion):
            never = frozenset(part.of.events)
            if part.of.within is None:
                built = {word + Word(before=Between(others=True, never=never)) for word in built}
            else:
                wait = (never, parse_duration(part.of.within))
                built = {replace(word, not_after=word.not_after | {wait}) for word in built}
            continue
        link = Word(before=Between(others=not part.directly))
        first = place == 0 or all(isinstance(before.of, Exclusion) for before in node.parts[:place])
        built = {
            (one if first else one + link) + other
            for one, other in product(built, _words(part.of, most))
            if len(one.events) + len(other.events) <= most
        }
    return built


@dataclass(frozen=True)
class Match:
    """Positions of a match's first and last event, and whether it is certain that nothing follows that may not."""

    first: int
    last: int
    certain: bool


def matches(pattern: Pattern, events: Sequence[Event], end: int) -> set[Match]:
    """Return all matches in one run of events, given the last moment of the data."""
    found = set()
    for word in _words(pattern.of, len(events)):
        for chosen in combinations(range(len(events)), len(word.events)):
            if pattern.from_start and chosen[0] != 0:
                continue
            if pattern.to_end and chosen[-1] != len(events) - 1:
                continue
            if _fits(word, chosen, events, anchored=pattern.from_start):
                certain = _followed(word, events, chosen[-1], end)
                if certain is not None:
                    found.add(Match(chosen[0], chosen[-1], certain))
    return found


def outcome(pattern: Pattern, events: Sequence[Event], end: int) -> int:
    """Return 1 for a match, 2 where it cannot be told, else 0."""
    found = matches(pattern, events, end)
    return MATCHED if any(match.certain for match in found) else UNDECIDED if found else UNMATCHED


def occurrences(pattern: Pattern, events: Sequence[Event], end: int) -> list[tuple[int, int]]:
    """Return first and last of each occurrence: the soonest to be complete, of those the latest to begin, and so on after it."""
    found = [match for match in matches(pattern, events, end) if match.certain]
    result: list[tuple[int, int]] = []
    while True:
        later = [match for match in found if not result or match.first > result[-1][1]]
        if not later:
            return result
        last = min(match.last for match in later)
        result.append((max(match.first for match in later if match.last == last), last))


def _fits(word: Word, chosen: Sequence[int], events: Sequence[Event], *, anchored: bool) -> bool:
    if not all(_is_any(events[at], wanted) for at, wanted in zip(chosen, word.events, strict=True)):
        return False
    for (one, other), between in zip(pairwise(chosen), word.between, strict=True):
        inside = events[one + 1 : other]
        if inside and (not between.others or any(_is_any(event, between.never) for event in inside)):
            return False
    if not anchored and any(_is_any(event, word.before.never) for event in events[: chosen[0]]):
        return False
    for window in word.windows:
        since = window.first - 1 if window.from_before and window.first else window.first
        if events[chosen[window.last]].ts - events[chosen[since]].ts > window.limit:
            return False
    return True


def _followed(word: Word, events: Sequence[Event], last: int, end: int) -> bool | None:
    """Return None where something follows that may not, else whether that is certain."""
    if any(_is_any(event, word.after.never) for event in events[last + 1 :]):
        return None
    certain = True
    for never, limit in word.not_after:
        if any(_is_any(event, never) and event.ts - events[last].ts <= limit for event in events[last + 1 :]):
            return None
        certain = certain and end - events[last].ts >= limit
    return certain


def _is_any(event: Event, classes: frozenset[EventClass]) -> bool:
    return any(_is(event, one) for one in classes)


def _is(event: Event, wanted: EventClass) -> bool:
    match wanted:
        case AtTouchpoint():
            return event.touchpoint == wanted.name
        case InStage():
            return event.stage == wanted.name
        case ByChannel():
            return event.channel == wanted.name
        case Except():
            return not any(_is(event, one) for one in wanted.events)
        case AnyEvent():
            return True
