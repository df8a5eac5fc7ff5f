"""One file, one question to the journeys.

A question is a frozen struct with described parameters and a `run` that gives a typed result. `registry` finds them all: a new file
in this folder is a new question on every surface.
"""

from desireline.analyses._answer import Answer, Group, ask
from desireline.analyses._base import Analysis, Result, registry
from desireline.analyses._cells import Count, counts
from desireline.analyses._comparing import Comparison, Difference
from desireline.analyses._faults import faulty_parameter
from desireline.analyses._members import Member, Members
from desireline.analyses._parameters import Choice, Kind, Parameter
from desireline.analyses._tables import AnswerTable, TableColumn, TableRow, TableValue
from desireline.analyses.attribution import Attribution
from desireline.analyses.funnel import Funnel
from desireline.analyses.journeys import JourneyOutcomes
from desireline.analyses.micro_moments import MicroMoments
from desireline.analyses.overview import Overview
from desireline.analyses.paths import Paths
from desireline.analyses.retention import Retention
from desireline.analyses.transitions import Transitions
from desireline.analyses.visits import Visits

__all__ = [
    "Analysis",
    "Answer",
    "AnswerTable",
    "Attribution",
    "Choice",
    "Comparison",
    "Count",
    "Difference",
    "Funnel",
    "Group",
    "JourneyOutcomes",
    "Kind",
    "Member",
    "Members",
    "MicroMoments",
    "Overview",
    "Parameter",
    "Paths",
    "Result",
    "Retention",
    "TableColumn",
    "TableRow",
    "TableValue",
    "Transitions",
    "Visits",
    "ask",
    "counts",
    "faulty_parameter",
    "registry",
]
