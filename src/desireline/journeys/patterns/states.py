"""Places and ways to states and edges: a state is a place just taken and a gap that may follow it."""

from collections.abc import Iterable
from dataclasses import dataclass

from desireline.base.errors import InputError
from desireline.journeys.patterns.fragments import LAST, NOW, START, Gap, Places
from desireline.journeys.patterns.tree import EventClass

__all__ = ["Edge", "State", "States", "states_of"]

_MOST_STATES = 64
_MOST_EDGES = 200

Wait = tuple[frozenset[EventClass], int]


@dataclass(frozen=True)
class State:
    """What was taken, what may follow before the next is taken, and, where the pattern is complete, what may not follow.

    Attributes:
        takes: the event it is entered with; none for the states in which a pattern begins.
        gap: what may lie between that and the next; anything else ends the state.
        accepts: for each way to be complete, what may not follow.
    """

    takes: frozenset[EventClass]
    gap: Gap
    accepts: frozenset[frozenset[Wait]] = frozenset()


@dataclass(frozen=True)
class Edge:
    """From a state to the next by the event that one takes.

    Attributes:
        limits: clocks (in the source) that may not be older than µs.
        copies: by clock the source's clock it is set to, or `NOW`.
    """

    source: int
    target: int
    limits: tuple[tuple[int, int], ...]
    copies: tuple[int, ...]


@dataclass(frozen=True)
class States:
    """An automaton before it knows the numbers of touchpoints; the first `openings` states are alive from the start."""

    states: list[State]
    openings: int
    edges: list[Edge]


def states_of(places: Places, *, from_start: bool) -> States:
    """Return the states and edges of a pattern.

    Raises:
        InputError: there are too many.
    """
    whole = places.whole
    anchored = Gap(loose=False)
    begins = {entry: anchored if from_start else Gap(loose=True, barred=entry.gap.barred) for entry in whole.entries}
    states = [State(frozenset(), gap) for gap in _sorted_gaps(begins.values())]
    openings = len(states)
    of_place: dict[int, list[int]] = {}
    for place, takes in enumerate(places.takes):
        gaps = _sorted_gaps(_plain(way.gap) for way in whole.ways if way.source == place) or [anchored]
        accepts = frozenset(
            exit_.waits | ({(exit_.gap.barred, -1)} if exit_.gap.barred else frozenset())
            for exit_ in whole.exits
            if exit_.place == place
        )
        of_place[place] = list(range(len(states), len(states) + len(gaps)))
        states += [State(takes, gap, accepts) for gap in gaps]
    if len(states) > _MOST_STATES:
        raise InputError(
            f"the pattern needs {len(states)} states, more than the {_MOST_STATES} that are allowed: repeat fewer times or use fewer "
            "exclusions"
        )
    edges: dict[Edge, None] = {}
    for entry in sorted(whole.entries, key=repr):
        source = next(number for number in range(openings) if states[number].gap == begins[entry])
        copies = _copies(places.clocks, {clock: NOW for clock, _ in entry.sets} | {START: NOW})
        for target in of_place[entry.place]:
            edges[Edge(source, target, (), copies)] = None
    for way in sorted(whole.ways, key=lambda way: (way.source, way.target, repr(way.limits), repr(way.sets))):
        source = next(number for number in of_place[way.source] if states[number].gap == _plain(way.gap))
        copies = _copies(places.clocks, dict(way.sets))
        for target in of_place[way.target]:
            edges[Edge(source, target, _tightest(way.limits), copies)] = None
    if len(edges) > _MOST_EDGES:
        raise InputError(
            f"the pattern has {len(edges)} ways from one event to the next, more than the {_MOST_EDGES} that are allowed: use fewer "
            "elements that may be skipped"
        )
    return States(states, openings, list(edges))


def _plain(gap: Gap) -> Gap:
    """Return the gap without exclusions that say nothing: between directly following events there is nothing."""
    return gap if gap.loose else Gap(loose=False)


def _sorted_gaps(gaps: Iterable[Gap]) -> list[Gap]:
    return sorted(set(gaps), key=lambda gap: (gap.loose, sorted(map(repr, gap.barred))))


def _copies(clocks: int, sets: dict[int, int]) -> tuple[int, ...]:
    return tuple(NOW if clock == LAST else sets.get(clock, clock) for clock in range(clocks))


def _tightest(limits: frozenset[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    least: dict[int, int] = {}
    for clock, limit in limits:
        least[clock] = min(limit, least.get(clock, limit))
    return tuple(sorted(least.items()))
