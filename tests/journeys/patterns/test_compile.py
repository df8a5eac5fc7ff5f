"""Names are checked; what cannot be run in one pass is refused with the reason, at once."""

from pathlib import Path

import pytest

from desireline.base.errors import InputError, NotFoundError
from desireline.base.settings.model import Settings
from desireline.journeys import fold
from desireline.journeys.patterns import compile_pattern, match_customers, occurrences, parse_pattern
from logs import built
from pattern_strategies import journeys_until
from strategies import plain_log


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("aa", "there is no touchpoint 'aa': did you mean a"),
        ("stage:by", "there is no stage 'by': did you mean buy"),
        ("channel:fone", "there is no channel 'fone': did you mean phone"),
        ("not(a | aa)", "no touchpoint 'aa'"),
        ("a, !aa", "no touchpoint 'aa'"),
        ("a, !aa within 7d", "no touchpoint 'aa'"),
    ],
)
def test_unknown_names(text: str, reason: str) -> None:
    with pytest.raises(NotFoundError, match=reason.replace("(", r"\(").replace("|", r"\|")):
        compile_pattern(parse_pattern(text), journeys_until(0))


def test_a_channel_without_events_is_a_channel() -> None:
    assert compile_pattern(parse_pattern("channel:store"), journeys_until(0)).states == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a{1000000}", "has 1,000,000 places for events, more than the 60"),
        ("((a{1000000}){1000000}){1000000}", "far more places"),
        ("((((a{9}){9}){9}){9}){9}", "59,049 places"),
        (", ".join(["a?"] * 40 + ["b"]), "ways from one event to the next"),
        ("a?", "matches even where nothing happens"),
        ("(a* | b, c)", "matches even where nothing happens"),
        ("a within 7d, b", "nothing before it that its window could run from"),
        ("!a within 7d, b", "needs an event before it"),
        ("a, !b within 7d, c", "can only stand at the end"),
        ("a, b?, !c within 7d, c", "can only stand at the end"),
        ("(a, !b) within 7d", "does not say for how long it holds"),
        ("(!b, a, c) within 7d", "does not say for how long it holds"),
        ("((a | b, c){2,}, d within 10m, a within 10m) within 1h", "cannot all be kept apart in one pass"),
    ],
)
def test_what_cannot_be_run_is_refused(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason.replace("(", r"\(")):
        compile_pattern(parse_pattern(text), journeys_until(0))


@pytest.mark.parametrize(
    ("text", "states", "edges"),
    [
        ("a, b, c", 4, 3),
        ("(a | b | stage:buy), c", 3, 2),  # one event, one state
        ("((a+)+)+", 2, 2),
        ("a{2,}, b", 4, 4),
        ("((a | b, c), d within 10m, a within 10m) within 1h", 8, 7),  # written out: (a, d, a | b, c, d, a)
        ("((a, b within 10m){2,}, (c, d within 1h)) within 7d", 7, 7),
    ],
)
def test_states_stay_few(text: str, states: int, edges: int) -> None:
    automaton = compile_pattern(parse_pattern(text), journeys_until(0))
    assert (automaton.states, automaton.edges) == (states, edges)


def test_patterns_over_a_built_store(tmp_path: Path) -> None:
    people = [[(0, "a"), (1, "b")], [(0, "b"), (1, "a")], [(0, "a"), (1, "c"), (2, "b"), (3, "a"), (4, "b")]]
    journeys = built(tmp_path, Settings(), plain_log(people))
    automaton = compile_pattern(parse_pattern("a, b"), journeys)
    matched = fold(journeys, lambda shard, low, high: int(match_customers(automaton, shard, low, high).sum()))
    assert sum(matched) == 2
    counts = fold(journeys, lambda shard, low, high: len(occurrences(automaton, shard, low, high)[0]))
    assert sum(counts) == 3


def test_a_pattern_over_an_empty_store(tmp_path: Path) -> None:
    journeys = built(tmp_path, Settings())
    automaton = compile_pattern(parse_pattern("any, channel:web"), journeys)
    found = fold(journeys, lambda shard, low, high: match_customers(automaton, shard, low, high).tolist())
    assert [one for own in found for one in own] == []
