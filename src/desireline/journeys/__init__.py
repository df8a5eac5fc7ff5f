"""Touchpoints, journey types, and the packed store every question reads.

`build` makes the store from the log, `compact` folds its overlay back; `open_journeys` opens it; `fold` runs a kernel over it.
"""

from desireline.journeys.build import build, holds_all_of, is_current
from desireline.journeys.compaction import compact
from desireline.journeys.fold import fold
from desireline.journeys.journeys import Journeys, open_journeys
from desireline.journeys.medians import median_of
from desireline.journeys.processors import on_all_processors
from desireline.journeys.report import BuildReport, UnknownTouchpoint
from desireline.journeys.types import Kind, journey_kind

__all__ = [
    "BuildReport",
    "Journeys",
    "Kind",
    "UnknownTouchpoint",
    "build",
    "compact",
    "fold",
    "holds_all_of",
    "is_current",
    "journey_kind",
    "median_of",
    "on_all_processors",
    "open_journeys",
]
