"""One file, one question to the journeys.

A question is a frozen struct with described parameters and a `run` that gives a typed result. `registry` finds them all: a new file
in this folder is a new question on every surface.
"""

from desireline.analyses._base import Analysis, Result, registry
from desireline.analyses.attribution import Attribution
from desireline.analyses.funnel import Funnel
from desireline.analyses.journeys import JourneyOutcomes
from desireline.analyses.overview import Overview
from desireline.analyses.transitions import Transitions
from desireline.analyses.visits import Visits

__all__ = [
    "Analysis",
    "Attribution",
    "Funnel",
    "JourneyOutcomes",
    "Overview",
    "Result",
    "Transitions",
    "Visits",
    "registry",
]
