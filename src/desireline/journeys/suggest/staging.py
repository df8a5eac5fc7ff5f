"""Which stage a touchpoint lies in: by its words, its channel, or where customers pass it on the way to the goal."""

from typing import Literal

import msgspec

from desireline.base.settings.model import Settings, Stage
from desireline.journeys.suggest.goals import Goal
from desireline.journeys.suggest.group import Group
from desireline.journeys.suggest.lexicon import fits, lexicon

__all__ = ["Place", "find_place", "own_stage"]

_AFTER = 0.05
_EARLY = 0.4
_SOON, _LATE = 1 / 3, 2 / 3


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a touchpoint lies.

    Attributes:
        stage: one of the project's stages, None where none fits.
        usual: the usual stage (awareness, consideration, purchase, retention, advocacy), None where nothing says one.
        by: what it was known by.
    """

    stage: str | None
    usual: str | None
    by: Literal["words", "channel", "goal", "before", "after", "order", "nothing", "settings"]

    @property
    def sure(self) -> bool:
        """False where people should look."""
        return self.by in ("words", "channel", "goal", "settings") and (self.stage is not None or self.by == "settings")


def find_place(group: Group, goals: list[Goal], settings: Settings) -> Place:
    """Return where a touchpoint lies; words come before the channel, the channel before the order of events."""
    if group.why == "settings":
        return Place(stage=group.stage, usual=None, by="settings")
    usual, by = _usual(group, goals)
    return Place(stage=own_stage(usual, settings.stages) if usual else None, usual=usual, by=by)


def own_stage(usual: str, stages: list[Stage]) -> str | None:
    """Return the project's own stage for a usual one: of the same name, else of a name or label that means it."""
    for stage in stages:
        if stage.name.casefold() == usual:
            return stage.name
    terms = lexicon().stage_words.get(usual, [])
    for stage in stages:
        labels = stage.label.values() if isinstance(stage.label, dict) else [stage.label or ""]
        if any(fits(terms, text) for text in (stage.name, *labels)):
            return stage.name
    return None


def _usual(
    group: Group, goals: list[Goal]
) -> tuple[str | None, Literal["words", "channel", "goal", "before", "after", "order", "nothing"]]:
    main = goals[0] if goals else None
    if main and main.by != "words" and group in main.groups:
        return "purchase", "goal"
    if group.reading and group.reading.stage and not _is_late_lead(group, main):
        return group.reading.stage, "words"
    by_channel = lexicon().channel_stages.get(group.channel)  # type: ignore[call-overload]  # channels are texts here
    if by_channel:
        return by_channel, "channel"
    return _by_order(group, main)


def _is_late_lead(group: Group, main: Goal | None) -> bool:
    """A word such as `registered` at the very goal is not a lead any more."""
    if not main or main.journey != "purchase" or group in main.groups or not group.reading:
        return False
    place, goal = group.position, main.groups[0].position
    return group.reading.concept.journey == "lead" and place is not None and goal is not None and place > goal - _AFTER


def _by_order(
    group: Group, main: Goal | None
) -> tuple[str | None, Literal["before", "after", "order", "nothing", "goal"]]:
    place = group.position
    goal = main.groups[0].position if main else None
    if place is None:
        return None, "nothing"
    if goal is None:
        return ("awareness" if place < _SOON else "consideration" if place < _LATE else "retention"), "order"
    if place > goal + _AFTER:
        return "retention", "after"
    if _is_late_lead(group, main):
        return "purchase", "goal"
    return ("awareness" if place < goal * _EARLY else "consideration"), "before"
