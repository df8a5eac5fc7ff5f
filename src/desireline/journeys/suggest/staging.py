"""Which stage a touchpoint lies in: by its words, its channel, or where customers pass it on the way to the goal."""

from typing import Literal

import msgspec

from desireline.base.settings.model import Settings, Stage
from desireline.journeys.suggest.goals import Goal
from desireline.journeys.suggest.group import Group
from desireline.journeys.suggest.lexicon import fits, lexicon

__all__ = ["Place", "find_place", "own_stage"]

_MESSAGES = {"email_sent", "email_opened", "email_clicked", "message"}
_RECORD = "record"
_AFTER = 0.05
_AS_MANY = 0.05
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
    by: Literal["words", "channel", "goal", "before", "after", "order", "record", "nothing", "settings"]

    @property
    def sure(self) -> bool:
        """False where people should look."""
        return self.by == "record" or (
            self.by in ("words", "channel", "goal", "settings") and (self.stage is not None or self.by == "settings")
        )


def find_place(group: Group, groups: list[Group], goals: list[Goal], settings: Settings) -> Place:
    """Return where a touchpoint lies; words come before the channel, the channel before the order of events.

    Messages (sent, opened, clicked) have one place together, since each is an answer to the one before.
    """
    if group.why == "settings":
        return Place(stage=group.stage, usual=None, by="settings")
    alike = [each for each in groups if each.channel == group.channel and each.concept in _MESSAGES]
    together = Group(touchpoint="", rows=[row for each in alike for row in each.rows])
    usual, by = _usual(group, goals, (together if group in alike else group).position)
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
    group: Group, goals: list[Goal], place: float | None
) -> tuple[str | None, Literal["words", "channel", "goal", "before", "after", "order", "record", "nothing"]]:
    main = goals[0] if goals else None
    if group.concept == _RECORD:
        return None, "record"
    if _is_twin(group, main):
        return "purchase", "goal"
    if group.reading and group.reading.stage:
        return group.reading.stage, "words"
    if main and group in main.groups:
        return "purchase", "goal"
    by_channel = lexicon().channel_stages.get(group.channel)  # type: ignore[call-overload]  # channels are texts here
    if by_channel:
        return by_channel, "channel"
    return _by_order(place, main)


def _is_twin(group: Group, main: Goal | None) -> bool:
    """Say whether a lead's word (`registered`) stands for the purchase itself: as many customers, at the same place."""
    if not main or main.journey != "purchase" or not group.reading or group.reading.concept.journey != "lead":
        return False
    goal = main.groups[0]
    if group.position is None or goal.position is None:
        return False
    alike = abs(group.customers - goal.customers) <= _AS_MANY * goal.customers
    return alike and abs(group.position - goal.position) <= _AFTER


def _by_order(
    place: float | None, main: Goal | None
) -> tuple[str | None, Literal["before", "after", "order", "nothing"]]:
    goal = main.groups[0].position if main else None
    if place is None:
        return None, "nothing"
    if goal is None:
        return ("awareness" if place < _SOON else "consideration" if place < _LATE else "retention"), "order"
    if place > goal + _AFTER:
        return "retention", "after"
    return ("awareness" if place < goal * _EARLY else "consideration"), "before"
