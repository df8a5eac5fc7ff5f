"""Questions of every kind to a store, for tests over the registry: a kind without examples here fails them."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from desireline.analyses import Analysis, Funnel, JourneyOutcomes, Transitions, Visits
from desireline.journeys import Journeys

__all__ = ["EXAMPLES", "questions"]

EXAMPLES: dict[str, Callable[[Journeys], st.SearchStrategy[Analysis[Any]]]] = {
    "transitions": lambda _: st.builds(Transitions, medians=st.booleans()),
    "funnel": lambda journeys: st.builds(
        Funnel,
        steps=st.lists(st.sampled_from(journeys.touchpoints), min_size=2, max_size=4),
        window=st.sampled_from(["none", "10m", "1h"]),
    ),
    "visits": lambda _: st.builds(Visits, gap=st.sampled_from([None, "10m", "2h"])),
    "journeys": lambda _: st.builds(JourneyOutcomes),
}


def questions(name: str, journeys: Journeys) -> st.SearchStrategy[Analysis[Any]]:
    """Return questions of one kind."""
    return EXAMPLES[name](journeys)
