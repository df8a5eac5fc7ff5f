"""Touchpoints, stages, goals and dimensions proposed from data, each with its reason."""

from desireline.journeys.suggest.accept import accept, write_suggestion
from desireline.journeys.suggest.model import NameStats, PropertyStats, Reason, Suggestion
from desireline.journeys.suggest.propose import suggest

__all__ = ["NameStats", "PropertyStats", "Reason", "Suggestion", "accept", "suggest", "write_suggestion"]
