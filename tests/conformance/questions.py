"""Questions of every kind to a store, for tests over the registry: a kind without examples here fails them."""

from collections.abc import Callable
from typing import Any, Literal

from hypothesis import assume
from hypothesis import strategies as st

from desireline.analyses import (
    Analysis,
    Attribution,
    Funnel,
    JourneyOutcomes,
    MicroMoments,
    Overview,
    Paths,
    Retention,
    Transitions,
    Visits,
)
from desireline.journeys import Journeys
from desireline.journeys.patterns.wording import name_text

__all__ = ["ASKED", "EXAMPLES", "questions"]

ASKED: dict[str, Callable[[Journeys], Analysis[Any]]] = {
    "transitions": lambda _: Transitions(),
    "funnel": lambda journeys: Funnel(steps=journeys.touchpoints[:3], window="30d"),
    "visits": lambda _: Visits(gap="1h"),
    "journeys": lambda _: JourneyOutcomes(),
    "attribution": lambda _: Attribution(),
    "overview": lambda _: Overview(weeks=6),
    "paths": lambda _: Paths(within="visit", top=5),
    "retention": lambda _: Retention(),
    "micro_moments": lambda journeys: MicroMoments(pattern=f'"{journeys.touchpoints[0]}", any within 1h'),
}
"""One question of each kind, for stores whose touchpoints are not known here."""


@st.composite
def paths(draw: st.DrawFn, journeys: Journeys) -> Paths:
    """Return questions about paths of every kind."""
    touchpoint = st.sampled_from(journeys.touchpoints)
    ends = st.sampled_from(["start", "before", "neither"])
    end, name = draw(ends), draw(touchpoint)
    return Paths(
        start=name if end == "start" else None,
        before=name if end == "before" else None,
        depth=draw(st.integers(1, 10)),
        collapse=draw(st.booleans()),
        within=draw(st.sampled_from(["history", "journey", "visit"])),
        each=draw(st.booleans()),
        top=draw(st.integers(1, 4)),
    )


@st.composite
def _attributions(draw: st.DrawFn, journeys: Journeys) -> Attribution:
    assume(journeys.kind().goals)
    to: Literal["channel", "touchpoint"] = draw(st.sampled_from(["channel", "touchpoint"]))
    names = journeys.channels if to == "channel" else journeys.touchpoints
    direct = draw(st.lists(st.sampled_from(names), max_size=1))
    half_life = draw(st.sampled_from(["10m", "7d"]))
    return Attribution(to=to, direct=direct, half_life=half_life, collapse=draw(st.booleans()))


EXAMPLES: dict[str, Callable[[Journeys], st.SearchStrategy[Analysis[Any]]]] = {
    "transitions": lambda _: st.builds(Transitions, medians=st.booleans()),
    "funnel": lambda journeys: st.builds(
        Funnel,
        steps=st.lists(st.sampled_from(journeys.touchpoints), min_size=2, max_size=4),
        window=st.sampled_from(["none", "10m", "1h"]),
    ),
    "paths": paths,
    "retention": lambda journeys: st.builds(
        Retention,
        first=st.none() | st.sampled_from(journeys.touchpoints),
        again=st.none() | st.sampled_from(journeys.touchpoints),
        every=st.sampled_from(["day", "week", "month"]),
        measure=st.sampled_from(["in", "from"]),
        later=st.integers(1, 5),
    ),
    "visits": lambda _: st.builds(Visits, gap=st.sampled_from([None, "10m", "2h"])),
    "attribution": _attributions,
    "overview": lambda _: st.builds(Overview, weeks=st.integers(1, 3), days=st.integers(0, 8)),
    "journeys": lambda _: st.builds(JourneyOutcomes),
    "micro_moments": lambda journeys: st.builds(MicroMoments, pattern=_patterns(journeys)),
}


def questions(name: str, journeys: Journeys) -> st.SearchStrategy[Analysis[Any]]:
    """Return questions of one kind."""
    return EXAMPLES[name](journeys)


def _patterns(journeys: Journeys) -> st.SearchStrategy[str]:
    names = [name_text(name) for name in journeys.touchpoints]
    shapes = ["{0}, {1}", "{0} > {1}", "{0}, !{1} within 1h", "({0} | {1}){{2,}} within 10m", "^ any, {0}", "{0} $"]
    return st.builds(
        lambda shape, one, other: shape.format(one, other),
        st.sampled_from(shapes),
        st.sampled_from(names),
        st.sampled_from(names),
    )
