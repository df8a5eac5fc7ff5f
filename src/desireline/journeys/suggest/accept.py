"""A suggestion, or what people left in it, taken into the settings."""

from pathlib import Path

import msgspec

from desireline.base.settings.edit import edit_settings
from desireline.base.settings.model import Settings
from desireline.journeys.suggest.model import Suggestion

__all__ = ["accept", "write_suggestion"]


def accept(settings: Settings, suggestion: Suggestion) -> Settings:
    """Return the settings with a suggestion (all of it, or what people left in it) added behind what they hold."""
    known = {stage.name for stage in settings.stages}
    return msgspec.structs.replace(
        settings,
        stages=[*settings.stages, *(stage for stage in suggestion.stages if stage.name not in known)],
        touchpoints=[*settings.touchpoints, *suggestion.touchpoints],
        journeys={**settings.journeys, **suggestion.journeys},
        dimensions=[*settings.dimensions, *suggestion.dimensions],
    )


def write_suggestion(path: Path, suggestion: Suggestion) -> Settings:
    """Write a suggestion into a settings file and return what the file says now; comments and order stay.

    Raises:
        NotFoundError: there is no such file.
        SettingsError: the file is not allowed, or is not any more what the suggestion was made for.
        StorageError: the file cannot be written.
    """
    return edit_settings(path, lambda settings: accept(settings, suggestion))
