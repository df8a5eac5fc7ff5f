"""The journey pattern language: text to tree, tree to automaton, and who matches.

`parse_pattern` and `pattern_text` go between text and tree, `compile_pattern` makes the automaton, `match_customers` and `occurrences`
run it over a slice of a shard (`fold` gives them).
"""

from desireline.journeys.patterns.syntax import parse_pattern
from desireline.journeys.patterns.tree import Pattern
from desireline.journeys.patterns.wording import pattern_text

__all__ = ["Pattern", "parse_pattern", "pattern_text"]
