"""One file, one question to the journeys.

A question is a frozen struct with described parameters and a `run` that gives a typed result. `registry` finds them all: a new file
in this folder is a new question on every surface. Whoever else counts (the map) opens its counts with what lists members here.
"""

from desireline.analyses._answer import Answer, Group, ask
from desireline.analyses._base import Analysis, Result, registry
from desireline.analyses._cells import Cell, Count, counts, no_such_cell, parse_cell
from desireline.analyses._comparing import Comparison, Difference
from desireline.analyses._faults import faulty_parameter
from desireline.analyses._members import Member, Members, all_customers, all_events, customers_with, events_of
from desireline.analyses._outcomes import by_outcome, customers_where, journeys_where
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
    "Cell",
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
    "all_customers",
    "all_events",
    "ask",
    "by_outcome",
    "counts",
    "customers_where",
    "customers_with",
    "events_of",
    "faulty_parameter",
    "journeys_where",
    "no_such_cell",
    "parse_cell",
    "registry",
]
