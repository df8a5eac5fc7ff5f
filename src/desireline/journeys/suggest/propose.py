"""Settings proposed from data."""

from desireline.base.i18n import Language
from desireline.base.settings.model import Settings, Touchpoint
from desireline.journeys.suggest.dimensions import propose_dimensions
from desireline.journeys.suggest.goals import find_goals
from desireline.journeys.suggest.grouping import group_names
from desireline.journeys.suggest.journey_types import propose_journeys
from desireline.journeys.suggest.model import NameStats, PropertyStats, Reason, Suggestion
from desireline.journeys.suggest.reasons import Reasons
from desireline.journeys.suggest.staging import find_place

__all__ = ["suggest"]


def suggest(
    names: list[NameStats], properties: list[PropertyStats], settings: Settings, *, lang: Language
) -> Suggestion:
    """Propose touchpoints, stages, goals and dimensions from what the log holds, each with its reason.

    Touchpoints, journeys and dimensions are those that the settings lack; stages are those of the settings, and the
    reasons say what lies in them. Together with the settings (`accept`) they are valid.

    Args:
        names: event names, by source and channel.
        properties: properties, by source.
        settings: what the project says already; it is kept.
        lang: the language of the reasons.
    """
    groups, left = group_names(names, settings)
    goals = find_goals(groups)
    reasons = Reasons(lang, settings, goals[0].groups[0].touchpoint if goals else None)
    said: list[Reason] = []
    touchpoints: list[Touchpoint] = []
    filled = {stage.name: 0 for stage in settings.stages}
    for group in groups:
        place = find_place(group, groups, goals, settings)
        if place.stage in filled:
            filled[place.stage] += 1
        if group.when is not None:
            touchpoints.append(Touchpoint(name=group.touchpoint, when=group.when, stage=place.stage))
            said += reasons.touchpoint(group, place)
    said += reasons.left(left)
    if touchpoints:
        said += [reasons.stage(name, count) for name, count in filled.items()]
    journeys = propose_journeys(goals, groups, settings)
    for journey in journeys:
        said += reasons.journey(journey)
    if groups and not journeys and not settings.journeys:
        said.append(reasons.no_goal())
    dimensions = propose_dimensions(properties, names, settings)
    for dimension in dimensions:
        said += reasons.dimension(dimension)
    return Suggestion(
        touchpoints=touchpoints,
        stages=settings.stages,
        journeys={journey.name: journey.journey for journey in journeys},
        dimensions=[dimension.rule for dimension in dimensions],
        reasons=said,
    )
