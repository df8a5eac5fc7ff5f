"""Journey types of the settings, ready for the kernels: which touchpoints start, end and recover, and each one's stage."""

import msgspec
import numpy as np
from numpy.typing import NDArray

from desireline.base.durations import parse_duration
from desireline.base.errors import InputError, NotFoundError
from desireline.base.i18n import Translator
from desireline.base.settings.model import JourneyType, Label, Settings, Stage

NO_STAGE = 255

__all__ = ["Kind", "journey_kind", "label_text", "shown_name", "shown_value", "stage_numbers"]


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """One journey type over the touchpoints of a store."""

    name: str
    label: Label
    role: NDArray[np.uint8]
    gap_us: int
    pause_us: int
    stages: list[Stage]
    goals: list[str]

    @property
    def has_goal(self) -> bool:
        """Whether any touchpoint of the data is its goal."""
        from desireline.kernels.journeys import IS_GOAL

        return bool((self.role & IS_GOAL).any())


def journey_kind(settings: Settings, names: list[str], journey: str | None = None) -> Kind:
    """Return the journey type of that name, the first where none is given.

    Where the settings have no journey type, all events of a customer belong to journeys without a goal, cut by 30 days of silence.

    Args:
        settings: the project's.
        names: the store's touchpoints, by number.
        journey: the type's name.

    Raises:
        NotFoundError: there is no such journey type.
    """
    from desireline.kernels.journeys import IS_GOAL, IS_LINGERING, IS_PASSIVE, IS_RECOVERY, IS_START

    if journey is not None and journey not in settings.journeys:
        known = ", ".join(settings.journeys) or "none yet: run desireline suggest --write"
        raise NotFoundError(f"there is no journey type '{journey}': the settings have {known}")
    name = journey or next(iter(settings.journeys), "all")
    chosen = settings.journeys.get(name) or JourneyType(goal=[])
    numbers = {known: number for number, known in enumerate(names)}
    role = np.zeros(len(names), dtype=np.uint8)
    if chosen.start is None:
        starts, lingers = _may_start(settings, names, chosen)
        role[starts] |= IS_START
        role[~starts] |= IS_PASSIVE
        role[lingers] |= IS_LINGERING
    for wanted, bit in ((chosen.start or [], IS_START), (chosen.goal, IS_GOAL), (chosen.recovery, IS_RECOVERY)):
        for touchpoint in [wanted] if isinstance(wanted, str) else wanted:
            if touchpoint in numbers:
                role[numbers[touchpoint]] |= bit
    role[(role & (IS_GOAL | IS_RECOVERY)) > 0] &= ~IS_PASSIVE
    stages = settings.stages
    if chosen.stages is not None:
        by_name = {stage.name: stage for stage in settings.stages}
        missing = [stage for stage in chosen.stages if stage not in by_name]
        if missing:
            raise InputError(
                f"the journey type '{name}' names the stage '{missing[0]}', which is not among the settings' stages: {', '.join(by_name)}"
            )
        stages = [by_name[stage] for stage in chosen.stages]
    goals = [chosen.goal] if isinstance(chosen.goal, str) else chosen.goal
    return Kind(
        name=name,
        label=chosen.label or name,
        role=role,
        gap_us=parse_duration(chosen.gap),
        pause_us=parse_duration(settings.visit_gap),
        stages=stages,
        goals=goals,
    )


def _may_start(
    settings: Settings, names: list[str], chosen: JourneyType
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say which touchpoints start a journey where the settings name none, and which of them do so only after a pause.

    A parcel that arrives after a purchase, or a call about it, is not the start of the next one: touchpoints of stages after
    the goal's start none, nor do those of no stage. Those of the goal's own stage linger: right after a goal they are still
    about it (a page of thanks, the shop's own record of the order).
    """
    stage = stage_numbers(settings, names, settings.stages).astype(np.int64)
    goals = [chosen.goal] if isinstance(chosen.goal, str) else chosen.goal
    is_goal = np.array([name in goals for name in names], dtype=bool)
    reached = stage[is_goal & (stage != NO_STAGE)]
    if not len(reached):
        return np.ones(len(names), dtype=bool), np.zeros(len(names), dtype=bool)
    last = reached.max()
    return stage <= last, (stage == last) & ~is_goal


def stage_numbers(settings: Settings, names: list[str], stages: list[Stage]) -> NDArray[np.uint8]:
    """Return each touchpoint's stage by its place in `stages`; 255 for none of them."""
    places = {stage.name: place for place, stage in enumerate(stages)}
    of = {touchpoint.name: touchpoint.stage for touchpoint in settings.touchpoints}
    return np.array([places.get(of.get(name) or "", NO_STAGE) for name in names], dtype=np.uint8)


def label_text(label: Label | None, name: str, language: str) -> str:
    """Return what people see: the label in their language, else in English, else any, else the name."""
    if label is None:
        return name
    if isinstance(label, str):
        return label
    texts: dict[str, str] = {str(key): value for key, value in label.items()}
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), name)


def shown_name(room: str, name: str, label: Label | None, say: Translator) -> str:
    """Return what people see for a name of the settings: its label, else the language's own word for it, else the name.

    Args:
        room: `journey`, `stage`: under which words the language has for common names stand.
        name: as it stands in the settings.
        label: what the settings say that people see.
        say: the language.
    """
    text = label_text(label, name, say.lang)
    return say(f"{room}.{name}") if text == name and say.has(f"{room}.{name}") else text


def shown_value(settings: Settings, dimension: str, value: str, say: Translator) -> str:
    """Return what people see for a value of a dimension: of touchpoints and stages their label, of channels the language's word."""
    if dimension == "channel":
        return say(f"channel.{value}") if say.has(f"channel.{value}") else value
    if dimension == "touchpoint":
        label = next((each.label for each in settings.touchpoints if each.name == value), None)
        return label_text(label, value, say.lang)
    if dimension == "stage":
        label = next((each.label for each in settings.stages if each.name == value), None)
        return shown_name("stage", value, label, say)
    return value
