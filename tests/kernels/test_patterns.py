"""Patterns against writing out all they may mean and trying every choice of events."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from desireline.base.errors import InputError
from desireline.journeys.patterns import (
    Automaton,
    Pattern,
    compile_pattern,
    occurrences,
    occurrences_in_runs,
    outcomes,
    outcomes_of_runs,
    parse_pattern,
    pattern_text,
)
from desireline.kernels.patterns import pattern_occurrences, pattern_outcomes
from oracle import patterns as oracle
from oracle.patterns import Event
from pattern_strategies import STAGE_OF, gathered, histories, journeys_until, patterns
from strategies import MINUTE

END = 150 * MINUTE


def compiled(pattern: Pattern, end: int = END) -> Automaton:
    try:
        return compile_pattern(pattern, journeys_until(end))
    except InputError as error:
        event(f"refused: {str(error)[:40]}")
        assume(False)  # noqa: FBT003
        raise


@settings(max_examples=400, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(patterns(), st.lists(histories(), max_size=5))
def test_random_patterns_in_random_histories(pattern: Pattern, customers: list[list[Event]]) -> None:
    automaton = compiled(pattern)
    shard = gathered(customers)
    found = outcomes(automaton, shard, 0, len(customers))
    assert found.tolist() == [oracle.outcome(pattern, own, END) for own in customers], pattern_text(pattern)
    where = [list(pair) for pair in zip(*(array.tolist() for array in occurrences(automaton, shard, 0, len(customers))), strict=True)]
    expected = [
        [customer, int(shard.ptr[customer]) + first, int(shard.ptr[customer]) + last]
        for customer, own in enumerate(customers)
        for first, last in oracle.occurrences(pattern, own, END)
    ]
    assert where == expected, pattern_text(pattern)
    event("placed in the pass" if automaton.placing.placed else "placed by searching")
