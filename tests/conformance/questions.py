"""Questions of every kind to a store, for tests over the registry: a kind without examples here fails them."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from desireline.analyses import Analysis, Funnel, JourneyOutcomes, MicroMoments, Transitions, Visits
from desireline.journeys import Journeys
from desireline.journeys.patterns.wording import name_text

__all__ = ["ASKED", "EXAMPLES", "questions"]

ASKED: dict[str, Callable[[Journeys], Analysis[Any]]] = {
    "transitions": lambda _: Transitions(),
    "funnel": lambda journeys: Funnel(steps=journeys.touchpoints[:3], window="30d"),
    "visits": lambda _: Visits(gap="1h"),
    "journeys": lambda _: JourneyOutcomes(),
    "micro_moments": lambda journeys: MicroMoments(pattern=f'"{journeys.touchpoints[0]}", any within 1h'),
}
"""One question of each kind, for stores whose touchpoints are not known here."""

EXAMPLES: dict[str, Callable[[Journeys], st.SearchStrategy[Analysis[Any]]]] = {
    "transitions": lambda _: st.builds(Transitions, medians=st.booleans()),
    "funnel": lambda journeys: st.builds(
        Funnel,
        steps=st.lists(st.sampled_from(journeys.touchpoints), min_size=2, max_size=4),
        window=st.sampled_from(["none", "10m", "1h"]),
    ),
    "visits": lambda _: st.builds(Visits, gap=st.sampled_from([None, "10m", "2h"])),
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
