"""Selections: conditions that pick customers and events, as text for people and as data for programs.

`keep_of` makes one ready for journeys: `journeys.only(keep_of('country = "HU" and did("checkout")', journeys))`.
"""

from desireline.journeys.selections.compile import keep_of
from desireline.journeys.selections.model import Selection
from desireline.journeys.selections.saved import segment_faults, segments_in
from desireline.journeys.selections.syntax import parse_selection
from desireline.journeys.selections.writing import selection_text

__all__ = ["Selection", "keep_of", "parse_selection", "segment_faults", "segments_in", "selection_text"]
