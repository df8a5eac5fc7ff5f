"""Patterns against writing out all they may mean and trying every choice of events."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from desireline.base.errors import InputError
from desireline.journeys.patterns import (
    Automaton,
    Pattern,
    compile_pattern,
    match_customers,
    match_runs,
    occurrences,
    occurrences_in_runs,
    outcomes,
    outcomes_of_runs,
    parse_pattern,
    pattern_text,
)
from desireline.kernels.funnel import funnel_reach
from desireline.kernels.patterns import pattern_occurrences, pattern_outcomes
from oracle import patterns as oracle
from oracle.patterns import Event
from oracle.walks import Step
from packed import pack
from pattern_strategies import STAGE_OF, gathered, histories, journeys_until, patterns, windowed
from strategies import MINUTE, NAMES, customers

END = 150 * MINUTE
HARD = settings(max_examples=150, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])

FEW = settings(HARD, max_examples=60)


def compiled(pattern: Pattern | str, end: int = END) -> Automaton:
    try:
        return compile_pattern(parse_pattern(pattern) if isinstance(pattern, str) else pattern, journeys_until(end))
    except InputError as error:
        if isinstance(pattern, str):
            raise
        event(f"refused: {str(error)[:40]}")
        assume(False)  # noqa: FBT003
        raise


def history(text: str) -> list[Event]:
    """Read `a0 b5@phone`: a touchpoint, minutes, and a channel where it is not the web."""
    found = []
    for word in text.split():
        event, _, channel = word.partition("@")
        found.append(Event(int(event[1:]) * MINUTE, event[0], channel or "web", STAGE_OF[event[0]]))
    return found


def found_in(automaton: Automaton, own: list[Event]) -> tuple[int, list[tuple[int, int]]]:
    shard = gathered([own])
    _, first, last = occurrences(automaton, shard, 0, 1)
    return int(outcomes(automaton, shard, 0, 1)[0]), list(zip(first.tolist(), last.tolist(), strict=True))


@HARD
@given(patterns(), st.lists(histories(), max_size=5))
def test_random_patterns_in_random_histories(pattern: Pattern, people: list[list[Event]]) -> None:
    check_against_trying_all(pattern, people)


@HARD
@given(windowed().map(parse_pattern), st.lists(histories(), min_size=3, max_size=5))
def test_windows_within_windows(pattern: Pattern, people: list[list[Event]]) -> None:
    check_against_trying_all(pattern, people)


def check_against_trying_all(pattern: Pattern, people: list[list[Event]]) -> None:
    automaton = compiled(pattern)
    assume(automaton.edges <= 30)  # writing out all that a larger one means takes too long
    shard = gathered(people)
    found = outcomes(automaton, shard, 0, len(people))
    assert found.tolist() == [oracle.outcome(pattern, own, END) for own in people], pattern_text(pattern)
    expected = [
        (customer, int(shard.ptr[customer]) + first, int(shard.ptr[customer]) + last)
        for customer, own in enumerate(people)
        for first, last in oracle.occurrences(pattern, own, END)
    ]
    searched = replace(automaton, placing=automaton.tables)  # every way to find where it begins says the same
    for one in (automaton, searched):
        columns = [array.tolist() for array in occurrences(one, shard, 0, len(people))]
        assert list(zip(*columns, strict=True)) == expected, pattern_text(pattern)
    event("placed in the pass" if automaton.placing.placed else "placed by searching")


@FEW
@given(patterns(), st.lists(histories(), max_size=4), st.data())
def test_runs_are_matched_like_customers_of_their_own(
    pattern: Pattern, people: list[list[Event]], data: st.DataObject
) -> None:
    automaton = compiled(pattern)
    cuts = [sorted(data.draw(st.lists(st.integers(0, len(own)), min_size=2, max_size=2))) for own in people]
    shard = gathered(people)
    first = shard.ptr[:-1] + np.array([low for low, _ in cuts], dtype=np.int64)
    past = shard.ptr[:-1] + np.array([high for _, high in cuts], dtype=np.int64)
    alone = gathered([own[low:high] for own, (low, high) in zip(people, cuts, strict=True)])
    whole = outcomes(automaton, alone, 0, len(people))
    assert outcomes_of_runs(automaton, shard, first, past).tolist() == whole.tolist()
    assert match_runs(automaton, shard, first, past).tolist() == (whole == 1).tolist()
    assert match_customers(automaton, alone, 0, len(people)).tolist() == (whole == 1).tolist()
    run, begin, last = occurrences_in_runs(automaton, shard, first, past)
    customer, one, other = occurrences(automaton, alone, 0, len(people))
    shift = (first - alone.ptr[:-1])[run]
    assert (run.tolist(), (begin - shift).tolist(), (last - shift).tolist()) == (
        customer.tolist(), one.tolist(), other.tolist(),
    )  # fmt: skip


@FEW
@given(patterns(), st.lists(histories(most=12), max_size=6))
def test_no_event_costs_more_than_the_edges(pattern: Pattern, people: list[list[Event]]) -> None:
    automaton = compiled(pattern)
    shard = gathered(people)
    columns = (shard.ptr[:-1], shard.ptr[1:], shard.touchpoint, shard.channel, shard.ts)
    most = len(shard.ts) * (automaton.edges + len(automaton.tables.wait_us))
    assert pattern_outcomes(automaton.tables, *columns)[1] <= most
    if automaton.placing.placed:
        assert pattern_occurrences(automaton.placing, *columns)[3] <= most


@given(
    customers(),
    st.lists(st.sampled_from(NAMES), min_size=2, max_size=4),
    st.sampled_from(["10m", "40m", "150m", None]),
)
def test_a_funnel_is_the_patterns_of_its_first_steps(
    people: list[list[Step]], names: list[str], window: str | None
) -> None:
    packed = pack(people)
    bits = np.zeros(len(NAMES), dtype=np.uint64)
    for place, name in enumerate(names):
        bits[NAMES.index(name)] |= np.uint64(1) << np.uint64(place)
    limit = np.int64(-1 if window is None else int(window[:-1]) * MINUTE)
    reach, *_ = funnel_reach(packed.ptr, packed.touchpoint, packed.ts, 0, packed.customers, bits, limit)
    shard = gathered([[Event(when, name) for when, name in own] for own in people])
    for depth in range(1, len(names) + 1):
        text = ", ".join(names[:depth])
        automaton = compiled(f"({text}) within {window}" if window and depth > 1 else text)
        assert match_customers(automaton, shard, 0, len(people)).tolist() == (reach >= depth).tolist()


@pytest.mark.parametrize(
    ("pattern", "own", "outcome", "expected"),
    [
        ("a, b", "a0 c1 b2", 1, [(0, 2)]),
        ("a > b", "a0 c1 b2 a3 b4", 1, [(3, 4)]),
        ("a, b", "a0 a1 b2 a3 b4", 1, [(1, 2), (3, 4)]),  # of matches that end there the latest to begin
        ("a, b", "b0 a0", 0, []),  # equal times keep their order
        ("a, a", "a0", 0, []),  # an event is taken once
        ("a{2,}", "a0 a1 a2 a3 a4", 1, [(0, 1), (2, 3)]),  # as soon as it can be complete
        ("a{3}", "a0 b1 a2 b3 a4", 1, [(0, 4)]),
        ("a{>2}", "a0 b1 a2 a3", 1, [(2, 3)]),
        ("(a > b){2}", "a0 b1 c2 a3 b4", 1, [(0, 4)]),
        ("(a > b){>2}", "a0 b1 c2 a3 b4", 0, []),
        ("a?, b", "a0 b1 b2", 1, [(1, 1), (2, 2)]),
        ("a > b? > c", "a0 c1 a2 b3 c4 a5 d6 c7", 1, [(0, 1), (2, 4)]),
        ("a, !c, b", "a0 c1 b2 a3 d4 b5", 1, [(3, 5)]),
        ("a, !c, c", "a0 c1", 1, [(0, 1)]),  # what is taken does not lie between
        ("!c, a", "a0 c1 a2", 1, [(0, 0)]),  # from the very start, also after an occurrence
        ("a, !b", "a0 b1 a2", 1, [(2, 2)]),
        ("a, !b", "a0 b1", 0, []),
        ("a, !b within 10m", "a0 b10 a20 b31", 1, [(2, 2)]),
        ("a, !b within 10m", "a141", 2, []),  # the data end before it can be told
        ("a, !b within 10m", "a140", 1, [(0, 0)]),
        ("a, !b within 10m", "a0 a145", 1, [(0, 0)]),
        ("a, !b within 10m", "a145 b146", 0, []),
        ("a, b within 10m", "a0 b11 a12 b22", 1, [(2, 3)]),
        ("(a, b, c) within 10m", "a0 b5 a6 c11 b12 c16", 1, [(2, 5)]),
        ("a, c{2} within 10m", "a0 c1 c11 c12", 0, []),  # all of it, after the event before
        ("a, (c{2}) within 10m", "a0 c1 c11 c12", 1, [(0, 2)]),  # a group by itself
        ("c{2} within 10m", "c0 c11 c12", 1, [(1, 2)]),  # nothing before it: by itself
        ("a, b?, c within 10m", "a0 b9 c19", 1, [(0, 2)]),
        ("a, b?, c within 10m", "a0 c11", 0, []),
        ("^ a, b", "a0 c1 b2 a3 b4", 1, [(0, 2)]),
        ("^ a, b", "c0 a1 b2", 0, []),
        ("a, b $", "a0 b1 c2", 0, []),
        ("a, b $", "a0 b1 c2 b3", 1, [(0, 3)]),
        ("^ any{>3} $", "a0 b1 c2", 1, [(0, 2)]),
        ("^ any{>3} $", "a0 b1 c2 d3", 0, []),
        ("stage:look, channel:phone", "b0 c1@phone", 1, [(0, 1)]),
        ("not(stage:look | channel:phone)", "a0 c1@phone d2", 1, [(2, 2)]),
        ("(a | b, c), d", "b0 d1 c2 d3", 1, [(0, 3)]),
        ("a, b{2,} within 10m, !c, d", "a0 b1 b2 c3 b4 d5", 1, [(0, 5)]),
    ],
)
def test_patterns_by_hand(pattern: str, own: str, outcome: int, expected: list[tuple[int, int]]) -> None:
    events = history(own)
    assert found_in(compiled(pattern), events) == (outcome, expected)
    tree = parse_pattern(pattern)
    assert (oracle.outcome(tree, events, END), oracle.occurrences(tree, events, END)) == (outcome, expected)


def test_many_events_cross_blocks() -> None:
    """A customer longer than a block, among empty ones, and one that begins where a block ends."""
    long = [Event(number, NAMES[number % 3], "web", None) for number in range(4095)]
    people: list[list[Event]] = [[], long, [], history("a0 d1"), history("d0"), long, []]
    shard = gathered(people)
    customer, first, last = occurrences(compiled("(a > b > c){2}, d?"), shard, 0, len(people))
    per_customer = 4095 // 6
    assert np.bincount(customer, minlength=7).tolist() == [0, per_customer, 0, 0, 0, per_customer, 0]
    assert set((last - first).tolist()) == {5}
    assert match_customers(compiled("a, d"), shard, 0, 7).tolist() == [False] * 3 + [True] + [False] * 3
    assert match_customers(compiled("a, d"), shard, 3, 5).tolist() == [True, False]


def test_no_customers_and_no_events() -> None:
    automaton = compiled("a, b")
    cases: list[list[list[Event]]] = [[], [[]], [[], []]]
    for people in cases:
        shard = gathered(people)
        assert match_customers(automaton, shard, 0, len(people)).tolist() == [False] * len(people)
        assert [len(array) for array in occurrences(automaton, shard, 0, len(people))] == [0, 0, 0]


def test_runs_out_of_order_are_refused() -> None:
    shard = gathered([history("a0 b1 c2")])
    for first, past in (([0, 1], [2, 3]), ([2, 0], [3, 1]), ([1], [0])):
        with pytest.raises(ValueError, match="in order"):
            match_runs(compiled("a"), shard, np.array(first), np.array(past))
