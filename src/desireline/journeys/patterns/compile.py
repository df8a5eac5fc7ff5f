"""A pattern's tree to the tables that the kernel runs, over the touchpoints, stages and channels of a store."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from desireline.base.errors import InputError, NotFoundError
from desireline.base.settings.model import CHANNELS
from desireline.journeys.journeys import Journeys
from desireline.journeys.patterns.dominance import live_clocks, one_try_is_enough
from desireline.journeys.patterns.fragments import NOW, START, places_of
from desireline.journeys.patterns.spreading import spread
from desireline.journeys.patterns.states import Edge, States, states_of
from desireline.journeys.patterns.tree import AtTouchpoint, ByChannel, Element, EventClass, Except, InStage, Pattern
from desireline.journeys.patterns.wording import pattern_text
from desireline.journeys.types import stage_numbers

if TYPE_CHECKING:
    from desireline.kernels.patterns import Tables

__all__ = ["Automaton", "compile_pattern"]

Flags = NDArray[np.bool_]

_MOST_KINDS = 65_535


@dataclass(frozen=True)
class Automaton:
    """A pattern, ready to run over one store.

    Attributes:
        pattern: what it looks for.
        tables: the kernel's, to say whether it occurs.
        placing: the kernel's, to say where.
        states: how many states it has.
        edges: how many ways lead from one to the next: no event costs more steps than that.
    """

    pattern: Pattern
    tables: "Tables"
    placing: "Tables"
    states: int
    edges: int


def compile_pattern(pattern: Pattern, journeys: Journeys) -> Automaton:
    """Return the automaton of a pattern over the numbers of a store.

    Raises:
        NotFoundError: it names a touchpoint, stage or channel that does not exist.
        InputError: it cannot be run in one pass; the message says why.
    """
    plan = _planned(pattern.of, pattern, journeys)
    if not plan.is_exact(with_start=False):
        plan = _spread(pattern, journeys)
    end = journeys.end_us
    tables = _tables(pattern, plan, placed=False, end=end)
    placed = plan.is_exact(with_start=True)
    return Automaton(
        pattern=pattern,
        tables=tables,
        placing=_tables(pattern, plan, placed=True, end=end) if placed else tables,
        states=len(plan.automaton.states),
        edges=len(plan.automaton.edges),
    )


@dataclass(frozen=True)
class _Plan:
    """An automaton, with the events that its states take and that end them."""

    automaton: States
    events: "_Events"
    takes: list[Flags]
    ends: list[Flags]

    def is_exact(self, *, with_start: bool) -> bool:
        return one_try_is_enough(self.automaton, self.takes, self.ends, with_start=with_start)


def _planned(root: Element, pattern: Pattern, journeys: Journeys) -> _Plan:
    automaton = states_of(places_of(root), from_start=pattern.from_start)
    events = _Events(journeys, automaton)
    takes = [events.of(state.takes) for state in automaton.states]
    ends = [events.of(state.gap.barred) if state.gap.loose else events.all for state in automaton.states]
    return _Plan(automaton, events, takes, ends)


def _spread(pattern: Pattern, journeys: Journeys) -> _Plan:
    """Return the plan of the same pattern with its alternatives written out."""
    refusal = InputError(
        f"the windows of the pattern {_shortened(pattern)} cannot all be kept apart in one pass, because elements of different shape "
        "meet inside one window: ask for each alternative on its own, or leave out one of the windows"
    )
    root = spread(pattern.of)
    if root is None:
        raise refusal
    try:
        plan = _planned(root, pattern, journeys)
    except InputError as error:  # what was few places has become too many
        raise refusal from error
    if not plan.is_exact(with_start=False):
        raise refusal
    return plan


class _Events:
    """Which classes of events (touchpoint, and channel where the pattern asks for it) the parts of a pattern mean."""

    def __init__(self, journeys: Journeys, automaton: States) -> None:
        self._journeys = journeys
        self._stages = stage_numbers(journeys.settings, journeys.touchpoints, journeys.settings.stages)
        self._known: dict[EventClass, Flags] = {}
        self.channels = 1
        classes = {event for state in automaton.states for event in state.takes | state.gap.barred} | {
            event for wait in _waits(automaton) for event in wait[0]
        }
        if any(_asks_channel(event) for event in classes):
            self.channels = max(1, len(journeys.channels))
        self.all: Flags = np.ones(max(1, journeys.width) * self.channels, dtype=bool)

    def of(self, events: Iterable[EventClass]) -> Flags:
        result = ~self.all
        for event in events:
            if event not in self._known:
                self._known[event] = self._one(event)
            result = result | self._known[event]
        return result

    def _one(self, event: EventClass) -> Flags:
        touchpoint = np.zeros(max(1, self._journeys.width), dtype=bool)
        channel = np.zeros(self.channels, dtype=bool)
        match event:
            case AtTouchpoint():
                touchpoint[self._journeys.touchpoint(event.name)] = True
            case InStage():
                touchpoint[: len(self._stages)] = self._stages == self._stage(event.name)
            case ByChannel():
                wanted = self._channel(event.name)
                for number, name in enumerate(self._journeys.channels):
                    channel[number] = name == wanted
            case Except():
                return ~self.of(event.events)
            case _:
                return self.all
        return (touchpoint[:, None] | channel[None, :]).ravel()

    def _stage(self, name: str) -> int:
        names = [stage.name for stage in self._journeys.settings.stages]
        if name not in names:
            raise _unknown("stage", name, names)
        return names.index(name)

    def _channel(self, name: str) -> str:
        known = list(dict.fromkeys([*self._journeys.channels, *CHANNELS]))
        if name not in known:
            raise _unknown("channel", name, known)
        return name


def _asks_channel(event: EventClass) -> bool:
    return isinstance(event, ByChannel) or (isinstance(event, Except) and any(map(_asks_channel, event.events)))


def _unknown(what: str, name: str, names: Sequence[str]) -> NotFoundError:
    from difflib import get_close_matches

    near = get_close_matches(name, names, n=3, cutoff=0.5) or names
    return NotFoundError(
        f"there is no {what} '{name}': did you mean {', '.join(near) or f'(the settings have no {what}s yet)'}?"
    )


def _waits(automaton: States) -> list[tuple[frozenset[EventClass], int]]:
    found = {wait for state in automaton.states for accept in state.accepts for wait in accept}
    return sorted(found, key=lambda wait: (wait[1], sorted(map(repr, wait[0]))))


def _tables(pattern: Pattern, plan: _Plan, *, placed: bool, end: int) -> "Tables":
    from desireline.kernels.patterns import Tables

    automaton, events, states = plan.automaton, plan.events, plan.automaton.states
    edges, clocks = _with_clocks_that_matter(automaton, with_start=placed)
    waits = _waits(automaton)
    ends = _bits([own if state.gap.loose else ~events.all for state, own in zip(states, plan.ends, strict=True)])
    halts = _bits([events.of(barred) for barred, _ in waits] or [~events.all])
    rows, kind = _rows([_bits(plan.takes), ends, halts])
    if len(rows) > _MOST_KINDS:
        raise InputError(
            f"the pattern tells {len(rows):,} kinds of events apart, more than the {_MOST_KINDS:,} that are allowed: name fewer events"
        )
    listed = [
        [
            number
            for number, edge in sorted(enumerate(edges), key=lambda item: item[1].target)
            if int(row[0]) >> edge.target & 1
        ]
        for row in rows
    ]
    ways = max(1, *(len(state.accepts) for state in states))
    return Tables(
        kind=kind.astype(np.uint16),
        channels=np.uint64(events.channels),
        first=_offsets(listed),
        edges=np.array([number for row in listed for number in row], dtype=np.uint16),
        leads=np.array([sum({1 << edges[number].source for number in row}) for row in listed], dtype=np.uint64),
        ends=rows[:, 1].copy(),
        halts=rows[:, 2].copy(),
        source=np.array([edge.source for edge in edges], dtype=np.uint8),
        target=np.array([edge.target for edge in edges], dtype=np.uint8),
        guards=_offsets([edge.limits for edge in edges]),
        guard_clock=np.array([clock for edge in edges for clock, _ in edge.limits], dtype=np.uint8),
        guard_us=np.array([limit for edge in edges for _, limit in edge.limits], dtype=np.int64),
        copies=np.array([edge.copies for edge in edges], dtype=np.uint8).reshape(len(edges), clocks),
        opening=np.uint64((1 << automaton.openings) - 1),
        tight=_mask(not state.gap.loose for state in states),
        accept=_mask(bool(state.accepts) for state in states),
        waits=np.array([_accepts(state.accepts, waits, ways) for state in states], dtype=np.uint64),
        wait_us=np.array([limit for _, limit in waits], dtype=np.int64),
        to_end=pattern.to_end,
        placed=placed,
        end=np.int64(end),
    )


def _with_clocks_that_matter(automaton: States, *, with_start: bool) -> tuple[list[Edge], int]:
    """Return the edges with the clocks that are ever read, numbered anew (`START` first), and how many they are."""
    live = live_clocks(automaton, with_start=with_start)
    kept = sorted(set[int]().union(*live), key=lambda clock: (clock != START, clock))
    number = {clock: place for place, clock in enumerate(kept)} | {NOW: len(kept)}
    edges = [
        Edge(
            edge.source,
            edge.target,
            tuple((number[clock], limit) for clock, limit in edge.limits),
            tuple(
                number.get(edge.copies[clock], len(kept)) if clock in live[edge.target] else len(kept) for clock in kept
            ),
        )
        for edge in automaton.edges
    ]
    return list(dict.fromkeys(edges)), len(kept)


def _rows(columns: list[NDArray[np.uint64]]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the distinct rows of columns, the first all zero, and each row's number; column by column, which is quicker than by row."""
    zero = np.zeros(1, dtype=np.uint64)
    padded = [np.concatenate([zero, column]) for column in columns]
    number = np.zeros(len(padded[0]), dtype=np.int64)
    for column in padded:
        if not column.any():
            continue
        values, own = np.unique(column, return_inverse=True)
        number = np.unique(number * len(values) + own, return_inverse=True)[1]
    at = np.unique(number, return_index=True)[1]
    return np.column_stack([column[at] for column in padded]), number[1:]


def _bits(flags: list[Flags]) -> NDArray[np.uint64]:
    """Return, by event class, the flags that hold as bits."""
    result = np.zeros(len(flags[0]), dtype=np.uint64)
    for number, own in enumerate(flags):
        result |= own.astype(np.uint64) << np.uint64(number)
    return result


def _mask(flags: Iterable[bool]) -> np.uint64:
    return np.uint64(sum(1 << number for number, flag in enumerate(flags) if flag))


def _offsets(listed: Sequence[Sequence[object]]) -> NDArray[np.uint64]:
    return np.cumsum([0, *map(len, listed)]).astype(np.uint64)


def _accepts(
    accepts: frozenset[frozenset[tuple[frozenset[EventClass], int]]],
    waits: list[tuple[frozenset[EventClass], int]],
    ways: int,
) -> list[int]:
    """Return each way to be complete as bits of its waits; the first again where there are fewer."""
    found = sorted(sum(1 << waits.index(wait) for wait in accept) for accept in accepts) or [0]
    return found + found[:1] * (ways - len(found))


def _shortened(pattern: Pattern) -> str:
    text = pattern_text(pattern)
    return f"'{text if len(text) <= 80 else text[:79] + '…'}'"  # noqa: PLR2004 - a line
