"""The journey pattern language: text to tree, tree to automaton, and who matches.

`parse_pattern` and `pattern_text` go between text and tree, `compile_pattern` makes the automaton, `match_customers` and `occurrences`
run it over a slice of a shard (`fold` gives them), `match_runs` and `occurrences_in_runs` over journeys.
"""

from desireline.journeys.patterns.compile import Automaton, compile_pattern
from desireline.journeys.patterns.matching import (
    Events,
    match_customers,
    match_runs,
    occurrences,
    occurrences_in_runs,
    outcomes,
    outcomes_of_runs,
)
from desireline.journeys.patterns.syntax import parse_pattern
from desireline.journeys.patterns.tree import Pattern
from desireline.journeys.patterns.wording import pattern_text

__all__ = [
    "Automaton",
    "Events",
    "Pattern",
    "compile_pattern",
    "match_customers",
    "match_runs",
    "occurrences",
    "occurrences_in_runs",
    "outcomes",
    "outcomes_of_runs",
    "parse_pattern",
    "pattern_text",
]
