"""Random selections over what a store has, or over any names at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import msgspec
from hypothesis import strategies as st

from desireline.journeys.selections.model import (
    Amount,
    And,
    Comparison,
    Did,
    First,
    Is,
    IsNone,
    Like,
    Not,
    Or,
    Pattern,
    Scored,
    Segment,
    Selection,
    Time,
    Times,
)

__all__ = ["Words", "any_selections", "selections"]

PERIODS = (
    "1969",
    "1970-01",
    "1970-01-01",
    "1969-12-31",
    "1969-12-31..1970-01",
    "..1969-12-31",
    "1970-01-01..",
    "last 1h",
    "last 3h",
)
DURATIONS = ("10m", "30m", "1h30m", "3h")


@dataclass(frozen=True)
class Words:
    """What there is to name."""

    touchpoints: st.SearchStrategy[str]
    values: st.SearchStrategy[tuple[str, str]]
    """Dimension and value."""
    likes: st.SearchStrategy[str]
    currencies: Sequence[str | None]
    scales: Sequence[tuple[float, float] | None]
    segments: st.SearchStrategy[Segment] | None = None
    patterns: st.SearchStrategy[Pattern] | None = None


def selections(words: Words) -> st.SearchStrategy[Selection]:
    """Return selections of all kinds."""
    events = _of_events(words)
    leaves = st.one_of(events, events, _dids(words, _joined(events)), _dids(words, st.none()), _firsts(words))
    for more in (words.segments, words.patterns):
        leaves = leaves if more is None else st.one_of(leaves, more)
    return _joined(leaves, words)


def any_selections() -> st.SearchStrategy[Selection]:
    """Return selections of any names, as only the text must be read again."""
    text = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=6) | st.sampled_from(
        ["and", "not", "did", "value", "none", 'say "x"', "\\", "a b", "", "İ", "K"]
    )
    words = Words(
        touchpoints=text,
        values=st.tuples(text, text),
        likes=text,
        currencies=(None, "EUR", "NOT", "JPY"),
        scales=(None, (0.0, 10.0), (-2.5, 1.25)),
        segments=st.builds(Segment, name=text),
        patterns=st.builds(Pattern, pattern=text),
    )
    return selections(words)


def _of_events(words: Words) -> st.SearchStrategy[Selection]:
    comparisons: st.SearchStrategy[Comparison] = st.sampled_from(get_args(Comparison))
    found: list[st.SearchStrategy[Selection]] = [
        words.values.map(lambda pair: Is(dimension=pair[0], values=(pair[1],))),
        st.lists(words.values, min_size=2, max_size=3)
        .map(lambda pairs: [pair for pair in pairs if pair[0] == pairs[0][0]])
        .map(lambda pairs: Is(dimension=pairs[0][0], values=tuple(value for _, value in pairs))),
        words.values.map(lambda pair: IsNone(dimension=pair[0])),
        st.builds(Like, dimension=words.values.map(lambda pair: pair[0]), text=words.likes),
        st.builds(Time, period=st.sampled_from(PERIODS)),
    ]
    if words.currencies:
        amounts = st.sampled_from(["0", "1", "-0.05", "2.5", "0.005", "4.999"])
        found.append(
            st.builds(Amount, comparison=comparisons, amount=amounts, currency=st.sampled_from(words.currencies))
        )
    if words.scales:
        found.append(
            st.builds(
                Scored,
                comparison=comparisons,
                score=st.sampled_from([0.0, 2.5, 4.0, 9.0, -1.0]),
                scale=st.sampled_from(words.scales),
            )
        )
    return st.one_of(found)


def _names(words: Words) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(words.touchpoints, min_size=1, max_size=2).map(tuple)


_times = st.none() | st.builds(Times, st.sampled_from(["at least", "at most", "exactly"]), st.integers(0, 3))


def _dids(words: Words, where: st.SearchStrategy[Selection | None]) -> st.SearchStrategy[Selection]:
    names = _names(words)
    plain: st.SearchStrategy[dict[str, object]] = st.just({})
    related = st.fixed_dictionaries(
        {"relation": st.sampled_from(["after", "before", "of"]), "within": st.sampled_from(DURATIONS), "other": names}
    )
    unlimited = st.fixed_dictionaries({"relation": st.sampled_from(["after", "before"]), "other": names})
    base = st.fixed_dictionaries(
        {
            "touchpoints": names,
            "where": st.none() | where,
            "times": _times,
            "period": st.none() | st.sampled_from(PERIODS),
        }
    )
    return st.tuples(base, st.one_of(plain, related, related, unlimited)).map(
        lambda pair: msgspec.convert({"kind": "did", **pair[0], **pair[1]}, Did)
    )


def _firsts(words: Words) -> st.SearchStrategy[Selection]:
    return st.builds(First, touchpoints=_names(words), period=st.sampled_from(PERIODS))


def _joined(leaves: st.SearchStrategy[Selection], words: Words | None = None) -> st.SearchStrategy[Selection]:
    def join(inner: st.SearchStrategy[Selection]) -> st.SearchStrategy[Selection]:
        parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
        several = [parts.map(lambda found: Or(parts=found)), parts.map(lambda found: And(parts=found))]
        if words is not None:
            several.append(_chains(words))
        return st.one_of(*several, inner.map(lambda part: Not(part=part)))

    return st.recursive(leaves, join, max_leaves=4)


@st.composite
def _chains(draw: st.DrawFn, words: Words) -> Selection:
    """Return a did, and another, or none, within a time after it."""
    first = draw(_dids(words, st.none()))
    later: Selection = Did(
        touchpoints=draw(_names(words)),
        times=draw(_times),
        period=draw(st.none() | st.sampled_from(PERIODS)),
        within=draw(st.sampled_from(DURATIONS)),
    )
    between = draw(st.lists(_of_events(words), max_size=1))
    return And(parts=(first, *between, draw(st.sampled_from([later, Not(part=later)]))))
