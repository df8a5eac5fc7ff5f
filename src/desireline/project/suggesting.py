"""What the data suggest for the settings, piece by piece with reasons, and taken over piece by piece."""

from collections.abc import Sequence
from threading import Lock
from typing import Annotated, Any, NamedTuple
from weakref import WeakKeyDictionary

import msgspec
from msgspec import Meta

from desireline.base.errors import NotFoundError
from desireline.base.i18n import Language
from desireline.base.settings.model import DimensionRule, JourneyType, Settings, Touchpoint
from desireline.base.settings.rules import texts
from desireline.base.settings.shape import nearest, shown
from desireline.journeys import Journeys
from desireline.journeys.suggest.model import NameStats, PropertyStats, Reason, Suggestion
from desireline.project.project import Project
from desireline.project.settings_version import change_settings, settings_now

__all__ = [
    "SettingsSuggestion",
    "SuggestedDimension",
    "SuggestedJourney",
    "SuggestedTouchpoint",
    "accept_suggested",
    "suggestion_of",
]

Id = Annotated[str, Meta(description="Stable as long as it is suggested; by it, it is accepted.")]
Reasons = Annotated[list[Reason], Meta(description="Why, in sentences.")]
Sure = Annotated[bool, Meta(description="False where people should look.")]


class SuggestedTouchpoint(msgspec.Struct, frozen=True, kw_only=True):
    """A rule that the settings lack."""

    id: Id
    rule: Touchpoint
    events: Annotated[int, Meta(description="Events in the log that it would take, behind the rules there are.")]
    reasons: Reasons
    sure: Sure


class SuggestedJourney(msgspec.Struct, frozen=True, kw_only=True):
    """A journey type that the settings lack."""

    id: Id
    name: str
    journey: JourneyType
    needs: Annotated[list[str], Meta(description="Ids of suggested touchpoints that it names: they come with it.")]
    reasons: Reasons
    sure: Sure


class SuggestedDimension(msgspec.Struct, frozen=True, kw_only=True):
    """A dimension that the settings lack."""

    id: Id
    rule: DimensionRule
    reasons: Reasons
    sure: Sure


class SettingsSuggestion(msgspec.Struct, frozen=True, kw_only=True):
    """All that the data suggest, given what the settings say already."""

    version: Annotated[str, Meta(description="Of the settings it was made for; the answer's ETag.")]
    touchpoints: Annotated[list[SuggestedTouchpoint], Meta(description="Behind those there are, in this order.")]
    journeys: list[SuggestedJourney]
    dimensions: list[SuggestedDimension]
    remarks: Annotated[
        list[Reason], Meta(description="What is to be said besides: of stages, of names left as they are.")
    ]


class _Counted(NamedTuple):
    names: list[NameStats]
    properties: list[PropertyStats]


_known: WeakKeyDictionary[Journeys, _Counted] = WeakKeyDictionary()
_lock = Lock()


def suggestion_of(project: Project, journeys: Journeys, language: Language | None = None) -> SettingsSuggestion:
    """Return what the data suggest; the log is counted once for as long as the journeys stay.

    Args:
        project: whose.
        journeys: as they were opened.
        language: of the reasons; the project's where None.
    """
    settings, version = settings_now(project)
    found = _suggest(project, journeys, settings, language)
    events = _events(journeys, settings, found, _counted(project, journeys).names)
    own = {f"touchpoint:{rule.name}" for rule in found.touchpoints}
    return SettingsSuggestion(
        version=version,
        touchpoints=[
            SuggestedTouchpoint(
                id=(mine := f"touchpoint:{rule.name}"), rule=rule, events=events.get(rule.name, 0), **_why(found, mine)
            )
            for rule in found.touchpoints
        ],
        journeys=[
            SuggestedJourney(
                id=(mine := f"journey:{name}"),
                name=name,
                journey=journey,
                needs=[each for each in _named(journey) if each in own],
                **_why(found, mine),
            )
            for name, journey in found.journeys.items()
        ],
        dimensions=[
            SuggestedDimension(id=(mine := f"dimension:{rule.name}"), rule=rule, **_why(found, mine))
            for rule in found.dimensions
        ],
        remarks=[each for each in found.reasons if each.about.startswith("stage:") or each.about.endswith(":*")],
    )


def accept_suggested(project: Project, journeys: Journeys, ids: Sequence[str] | None, *, expected: str | None) -> str:
    """Write what is suggested into the settings and return their version; touchpoints that an accepted journey names come with it.

    Args:
        project: whose.
        journeys: as they were opened.
        ids: what of it; None: all.
        expected: the version of the settings that it was suggested for; None: any.

    Raises:
        NotFoundError: something of that id is not suggested, or not any more.
        ChangedError: somebody else has changed the settings meanwhile.
        SettingsError: the file cannot be edited; it is as it was.
    """
    from desireline.journeys.suggest import accept

    def change(settings: Settings) -> Settings:
        found = _suggest(project, journeys, settings, None)
        return accept(settings, found if ids is None else _part(found, ids))

    return change_settings(project, change, expected=expected)


def _part(found: Suggestion, ids: Sequence[str]) -> Suggestion:
    journeys = {f"journey:{name}": journey for name, journey in found.journeys.items()}
    known = [
        *(f"touchpoint:{rule.name}" for rule in found.touchpoints),
        *journeys,
        *(f"dimension:{rule.name}" for rule in found.dimensions),
    ]
    for each in ids:
        if each not in known:
            listed = ", ".join(known) or "nothing any more"
            raise NotFoundError(f"{shown(each)} is not suggested; suggested: {listed}{nearest(each, known)}")
    wanted = set(ids)
    wanted.update(named for each in ids if each in journeys for named in _named(journeys[each]))
    return msgspec.structs.replace(
        found,
        touchpoints=[rule for rule in found.touchpoints if f"touchpoint:{rule.name}" in wanted],
        journeys={name: journey for name, journey in found.journeys.items() if f"journey:{name}" in wanted},
        dimensions=[rule for rule in found.dimensions if f"dimension:{rule.name}" in wanted],
    )


def _named(journey: JourneyType) -> list[str]:
    names = [*texts(journey.goal), *texts(journey.start), *journey.recovery]
    return [f"touchpoint:{name}" for name in dict.fromkeys(names)]


def _why(found: Suggestion, mine: str) -> dict[str, Any]:
    reasons = [each for each in found.reasons if each.about == mine]
    return {"reasons": reasons, "sure": all(each.sure for each in reasons)}


def _suggest(project: Project, journeys: Journeys, settings: Settings, language: Language | None) -> Suggestion:
    from desireline.journeys.suggest import suggest

    counted = _counted(project, journeys)
    return suggest(counted.names, counted.properties, settings, lang=language or settings.language)


def _counted(project: Project, journeys: Journeys) -> _Counted:
    from desireline.journeys.suggest.statistics import name_statistics, property_statistics

    with _lock:
        counted = _known.get(journeys)
    if counted is None:
        counted = _Counted(name_statistics(project.log, journeys), property_statistics(project.log))
        with _lock:
            _known[journeys] = counted
    return counted


def _events(journeys: Journeys, settings: Settings, found: Suggestion, names: list[NameStats]) -> dict[str, int]:
    """Return how many events each touchpoint takes whose rules look at no property, with all that is suggested accepted."""
    from desireline.journeys.suggest import accept
    from desireline.journeys.touchpoints import EventClass, name_touchpoints

    own = [EventClass(source=each.source, channel=each.channel, name=each.name, events=each.events) for each in names]
    table = name_touchpoints(accept(settings, found), own, journeys.touchpoints)
    events: dict[str, int] = {}
    for each in own:
        name = table.names[table.classes[each.source, each.channel, each.name].otherwise]
        events[name] = events.get(name, 0) + each.events
    return events
