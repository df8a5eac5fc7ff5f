"""Questions of every kind to a store, for tests over the registry: a kind without examples here fails them."""

from collections.abc import Callable
from typing import Any, Literal

from hypothesis import assume
from hypothesis import strategies as st

from desireline.analyses import Analysis, Attribution, Funnel, JourneyOutcomes, Overview, Transitions, Visits
from desireline.journeys import Journeys

__all__ = ["EXAMPLES", "questions"]


@st.composite
def _attributions(draw: st.DrawFn, journeys: Journeys) -> Attribution:
    assume(journeys.kind().goals)
    of: Literal["channel", "touchpoint"] = draw(st.sampled_from(["channel", "touchpoint"]))
    names = journeys.channels if of == "channel" else journeys.touchpoints
    direct = draw(st.lists(st.sampled_from(names), max_size=1))
    half_life = draw(st.sampled_from(["10m", "7d"]))
    return Attribution(of=of, direct=direct, half_life=half_life, collapse=draw(st.booleans()))


EXAMPLES: dict[str, Callable[[Journeys], st.SearchStrategy[Analysis[Any]]]] = {
    "transitions": lambda _: st.builds(Transitions, medians=st.booleans()),
    "funnel": lambda journeys: st.builds(
        Funnel,
        steps=st.lists(st.sampled_from(journeys.touchpoints), min_size=2, max_size=4),
        window=st.sampled_from(["none", "10m", "1h"]),
    ),
    "visits": lambda _: st.builds(Visits, gap=st.sampled_from([None, "10m", "2h"])),
    "attribution": _attributions,
    "overview": lambda _: st.builds(Overview, weeks=st.integers(1, 3), days=st.integers(0, 8)),
    "journeys": lambda _: st.builds(JourneyOutcomes),
}


def questions(name: str, journeys: Journeys) -> st.SearchStrategy[Analysis[Any]]:
    """Return questions of one kind."""
    return EXAMPLES[name](journeys)
