"""What the shape of settings cannot say: names given twice, stages that do not exist, rules that can never match."""

from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import available_timezones

from desireline.base.durations import parse_duration
from desireline.base.errors import InputError
from desireline.base.settings.covering import Rules, nothing
from desireline.base.settings.model import (
    BUILT_IN_DIMENSIONS,
    DimensionRule,
    JourneyType,
    Settings,
    Stage,
    Touchpoint,
    When,
)
from desireline.base.settings.shape import nearest
from desireline.base.settings.yaml_tree import Path, path_text
from desireline.base.times import zone

__all__ = ["rule_faults", "texts"]

Found = tuple[Path, str]


def texts(value: Sequence[str] | str | None) -> list[str]:
    """Return one text or several, as they stand in settings, as a list."""
    return [value] if isinstance(value, str) else list(value or [])


def rule_faults(settings: Settings) -> list[Found]:
    """Return what cannot hold in settings whose shape is right: where it lies and the sentence that says it.

    A goal, start or recovery may name a touchpoint that no rule defines: an event that no rule takes is its own
    touchpoint, and only the build knows which events there are.
    """
    return [
        *_time_faults(settings),
        *_twice(settings.stages, "stages"),
        *_twice(settings.touchpoints, "touchpoints"),
        *_twice(settings.dimensions, "dimensions"),
        *_built_in_faults(settings.dimensions),
        *_touchpoint_faults(settings),
        *_journey_faults(settings),
    ]


def _time_faults(settings: Settings) -> Iterator[Found]:
    try:
        zone(settings.time_zone)
    except InputError:
        close = nearest(settings.time_zone, sorted(available_timezones()))
        yield (
            ("time_zone",),
            f"time_zone is '{settings.time_zone}'; allowed: an IANA name such as Europe/Budapest or UTC{close}",
        )
    yield from _duration_faults(settings.visit_gap, ("visit_gap",))


def _duration_faults(text: str, path: Path) -> Iterator[Found]:
    try:
        parse_duration(text)
    except InputError as error:
        yield path, f"{path_text(path)}: {error}"


def _twice(parts: Iterable[Stage | Touchpoint | DimensionRule], section: str) -> Iterator[Found]:
    first: dict[str, int] = {}
    for index, part in enumerate(parts):
        if part.name in first:
            taken = f"{section}[{index}].name is '{part.name}', which {section}[{first[part.name]}] is called already"
            yield (section, index, "name"), f"{taken}; give each its own name"
        first.setdefault(part.name, index)


def _built_in_faults(dimensions: Sequence[DimensionRule]) -> Iterator[Found]:
    for index, dimension in enumerate(dimensions):
        if dimension.name in BUILT_IN_DIMENSIONS:
            fault = f"dimensions[{index}].name is '{dimension.name}', which every project has"
            yield ("dimensions", index, "name"), f"{fault}; give it another name"


def _touchpoint_faults(settings: Settings) -> Iterator[Found]:
    stages = [stage.name for stage in settings.stages]
    earlier = Rules()
    for index, touchpoint in enumerate(settings.touchpoints):
        path: Path = ("touchpoints", index)
        if touchpoint.stage is not None:
            yield from _stage_faults(touchpoint.stage, stages, (*path, "stage"))
        impossible = list(_when_faults(touchpoint.when, (*path, "when")))
        yield from impossible
        if impossible:
            continue
        takers = earlier.takers(touchpoint.when)
        if takers:
            names = " and ".join(f"'{settings.touchpoints[taker].name}'" for taker in takers)
            fault = f"touchpoints[{index}] ('{touchpoint.name}') can never match: {names} above takes all its events"
            yield (*path, "when"), f"{fault}; put it before them or narrow them"
        earlier.add(index, touchpoint.when)


def _stage_faults(stage: str, stages: Sequence[str], path: Path) -> Iterator[Found]:
    if stage not in stages:
        yield (
            path,
            f"{path_text(path)} is '{stage}', which is no stage; allowed: {', '.join(stages)}{nearest(stage, stages)}",
        )


def _when_faults(when: When, path: Path) -> Iterator[Found]:
    if when == When():
        fault = f"{path_text(path)} has no condition, so it would take every event"
        yield path, f"{fault}; give channel, name, source or properties"
    for condition in nothing(when):
        yield (
            (*path, *condition),
            f"{path_text((*path, *condition))} is an empty list, so the rule takes no event; give at least one value",
        )


def _journey_faults(settings: Settings) -> Iterator[Found]:
    stages = [stage.name for stage in settings.stages]
    for name, journey in settings.journeys.items():
        path: Path = ("journeys", name)
        if not name.strip():
            yield path, f"a journey is called '{name}'; give it a name"
        yield from _goal_faults(journey, path)
        yield from _gap_faults(journey.gap, settings.visit_gap, (*path, "gap"))
        for index, stage in enumerate(journey.stages or []):
            yield from _stage_faults(stage, stages, (*path, "stages", index))
            if stage in (journey.stages or [])[:index]:
                yield (
                    (*path, "stages", index),
                    f"{path_text((*path, 'stages', index))} is '{stage}', which stands there already; name it once",
                )
        if journey.stages == []:
            here = (*path, "stages")
            yield here, f"{path_text(here)} is an empty list; name at least one stage, or leave the line out for all"


def _goal_faults(journey: JourneyType, path: Path) -> Iterator[Found]:
    goals = texts(journey.goal)
    for key, given in (("goal", journey.goal), ("start", journey.start)):
        if given is not None and not any(each.strip() for each in texts(given)):
            yield (*path, key), f"{path_text((*path, key))} names no touchpoint; name at least one"
    for index, name in enumerate(journey.recovery):
        if name in goals:
            fault = f"{path_text((*path, 'recovery', index))} is '{name}', which is a goal of the same journey"
            yield (*path, "recovery", index), f"{fault}; what follows a missed goal must be something else"


def _gap_faults(gap: str, visit_gap: str, path: Path) -> Iterator[Found]:
    wrong = list(_duration_faults(gap, path))
    yield from wrong
    if wrong or list(_duration_faults(visit_gap, ("visit_gap",))):
        return
    if parse_duration(gap) <= parse_duration(visit_gap):
        fault = f"{path_text(path)} is {gap}, which is not longer than visit_gap ({visit_gap})"
        yield path, f"{fault}; a journey must outlast the pause within a visit"
