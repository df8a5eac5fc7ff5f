"""Whether one set of clocks a state is enough.

A state keeps, of all tries that are in it, the latest of each clock. That is exact where a state has at most one clock that still
matters, or where the try that came last is never behind an earlier one in any clock. The second is proven here by finding, for each
state, an edge that is taken whenever any other is, with clocks no older: a simulation between states, as large as can be.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desireline.journeys.patterns.fragments import NOW, START
from desireline.journeys.patterns.states import Edge, States

__all__ = ["live_clocks", "one_try_is_enough"]


def one_try_is_enough(
    automaton: States, takes: Sequence[NDArray[np.bool_]], ends: Sequence[NDArray[np.bool_]], *, with_start: bool
) -> bool:
    """Say whether the latest of each clock, state by state, gives exactly the answers of all tries together.

    Args:
        automaton: states and edges.
        takes: by state, the events it is entered with.
        ends: by state, the events it does not outlive.
        with_start: whether the clock of the first event matters wherever the pattern is complete.
    """
    live = live_clocks(automaton, with_start=with_start)
    if all(len(clocks) <= 1 for clocks in live):
        return True
    into: list[list[Edge]] = [[edge for edge in automaton.edges if edge.target == state] for state in range(len(live))]
    above = _simulation(automaton, live, into, takes, ends)
    in_order = [state < automaton.openings for state in range(len(live))]
    grows = True
    while grows:
        grows = False
        for state, clocks in enumerate(live):
            if not in_order[state] and _has_best(state, clocks, into[state], above, in_order):
                in_order[state] = grows = True
    return all(ordered or len(clocks) <= 1 for ordered, clocks in zip(in_order, live, strict=True))


def live_clocks(automaton: States, *, with_start: bool) -> list[set[int]]:
    """Return each state's clocks that will be read before they are set anew."""
    live = [{START} if with_start and state.accepts else set[int]() for state in automaton.states]
    grows = True
    while grows:
        grows = False
        for edge in automaton.edges:
            read = {clock for clock, _ in edge.limits} | {edge.copies[clock] for clock in live[edge.target]} - {NOW}
            if not read <= live[edge.source]:
                live[edge.source] |= read
                grows = True
    return live


def _simulation(
    automaton: States,
    live: list[set[int]],
    into: list[list[Edge]],
    takes: Sequence[NDArray[np.bool_]],
    ends: Sequence[NDArray[np.bool_]],
) -> list[list[bool]]:
    """Return where `[p][q]` holds: whenever a try is in q, one is in p whose clocks that matter there are no older."""
    count = len(live)
    outlives = [[not (ends[p] & ~ends[q]).any() for q in range(count)] for p in range(count)]
    wider = [[not (takes[q] & ~takes[p]).any() for q in range(count)] for p in range(count)]
    unhurt = [[not (takes[q] & ends[p]).any() for q in range(count)] for p in range(count)]
    above = [
        [outlives[p][q] and (q >= automaton.openings or p < automaton.openings) for q in range(count)]
        for p in range(count)
    ]

    def holds(p: int, q: int) -> bool:
        return all(
            (wider[p][q] and any(above[own.source][edge.source] and _no_older(own, edge, live[p]) for own in into[p]))
            or (unhurt[p][q] and above[p][edge.source] and all(edge.copies[clock] == clock for clock in live[p]))
            for edge in into[q]
        )

    shrinks = True
    while shrinks:
        shrinks = False
        for p in range(count):
            for q in range(count):
                if p != q and above[p][q] and not holds(p, q):
                    above[p][q] = False
                    shrinks = True
    return above


def _no_older(best: Edge, other: Edge, clocks: set[int]) -> bool:
    """Say whether an edge is free wherever another is, and leaves clocks no older, given that its source's are no older."""
    limits = dict(other.limits)
    return all(clock in limits and limits[clock] <= limit for clock, limit in best.limits) and all(
        best.copies[clock] in (NOW, other.copies[clock]) for clock in clocks
    )


def _has_best(state: int, clocks: set[int], into: list[Edge], above: list[list[bool]], in_order: list[bool]) -> bool:
    if all(edge.copies[clock] == NOW for edge in into for clock in clocks):
        return True
    return any(
        in_order[best.source]
        and all(
            edge is best
            or (above[best.source][edge.source] and _no_older(best, edge, clocks))
            or (edge.source == state and _loops_behind(best, edge, clocks))
            for edge in into
        )
        for best in into
    )


def _loops_behind(best: Edge, loop: Edge, clocks: set[int]) -> bool:
    """Say whether a state's edge to itself sets no clock that the best edge does not set as well."""
    return all(loop.copies[clock] == clock or best.copies[clock] == NOW for clock in clocks)
