"""The sentences that say why something is proposed."""

from collections.abc import Iterator

from desireline.base.durations import parse_duration
from desireline.base.i18n import Language, Translator
from desireline.base.settings.model import Settings, Stage
from desireline.journeys.suggest.dimensions import ProposedDimension
from desireline.journeys.suggest.group import Group
from desireline.journeys.suggest.journey_types import Proposed
from desireline.journeys.suggest.model import Reason
from desireline.journeys.suggest.staging import Place

__all__ = ["Reasons"]

_SHOWN = 3


class Reasons:
    """Says why, in one language.

    Args:
        lang: the language.
        settings: whose stages' labels are shown.
        goal: the name of the main goal, which positions are told by; None where there is none.
    """

    def __init__(self, lang: Language, settings: Settings, goal: str | None) -> None:
        self._say = Translator(lang, settings.time_zone)
        self._stages = {stage.name: stage for stage in settings.stages}
        self._goal = goal

    def touchpoint(self, group: Group, place: Place) -> Iterator[Reason]:
        """Say how a touchpoint was made and why it lies where it lies."""
        about = f"touchpoint:{group.touchpoint}"
        made = self._made(group)
        if made:
            yield Reason(about=about, reason=made, sure=group.why != "pattern")
        yield Reason(about=about, reason=self._place(group, place), sure=place.sure)
        if group.reading and group.reading.concept.kind in ("pain", "recovery", "micro-conversion"):
            words = group.reading.words
            key = f"suggest.kind.{group.reading.concept.kind}"
            yield Reason(about=about, reason=self._say(key, n=len(words), words=self._names(list(words))))

    def left(self, names: list[str]) -> Iterator[Reason]:
        """Say which names get no rule."""
        if names:
            said = self._say("suggest.left", n=len(names), names=self._names(names))
            yield Reason(about="touchpoint:*", reason=said, sure=False)

    def stage(self, name: str, touchpoints: int) -> Reason:
        """Say how much lies in a stage."""
        key = "suggest.stage_filled" if touchpoints else "suggest.stage_empty"
        return Reason(
            about=f"stage:{name}", reason=self._say(key, n=touchpoints, stage=self._stage(name)), sure=touchpoints > 0
        )

    def journey(self, made: Proposed) -> Iterator[Reason]:
        """Say why a journey type has this goal, start, recovery and gap."""
        about, goal = f"journey:{made.name}", made.goal
        for group in goal.groups:
            yield Reason(about=about, reason=self._goal_by(made, group), sure=goal.sure)
            exact = "suggest.reached" if len(group.rows) == 1 else "suggest.reached_least"
            yield Reason(about=about, reason=self._say(exact, n=group.customers, name=self._quoted(group.touchpoint)))
        if goal.others:
            names = self._names([group.touchpoint for group in goal.others])
            twice = any(group.channel == goal.groups[0].channel for group in goal.others) and goal.journey == "purchase"
            yield Reason(about=about, reason=self._say("suggest.others", names=names))
            if twice and goal.by == "words":
                yield Reason(about=about, reason=self._say("suggest.twice"))
        if made.start:
            names = self._names([group.touchpoint for group in made.start])
            yield Reason(about=about, reason=self._say("suggest.start", names=names))
        if made.recovery:
            names = self._names([group.touchpoint for group in made.recovery])
            yield Reason(about=about, reason=self._say("suggest.recovery", names=names))
        gap = self._say.span(parse_duration(made.journey.gap))
        yield Reason(about=about, reason=self._say("suggest.gap", gap=gap), sure=False)

    def no_goal(self) -> Reason:
        """Say that nothing looks like a goal."""
        return Reason(about="journey:*", reason=self._say("suggest.no_goal"), sure=False)

    def dimension(self, made: ProposedDimension) -> Iterator[Reason]:
        """Say why a property makes a dimension of its scope."""
        about, stats = f"dimension:{made.rule.name}", made.stats
        examples = self._names(stats.examples)
        share = self._say.share(made.covered)
        said = self._say(
            "suggest.dimension", n=stats.distinct, property=self._quoted(stats.property), examples=examples, share=share
        )
        yield Reason(about=about, reason=said, sure=made.known is not None)
        yield Reason(about=about, reason=self._say(f"suggest.scope.{made.rule.scope}"))

    def _made(self, group: Group) -> str | None:
        names = self._names(group.names)
        if group.why == "spellings":
            return self._say("suggest.spellings", n=len(group.names), names=names)
        if group.why == "pattern" and group.when:
            return self._say(
                "suggest.pattern", n=len(group.names), names=names, pattern=self._quoted(str(group.when.name))
            )
        return self._say("suggest.channels", name=names) if group.why == "channels" else None

    def _place(self, group: Group, place: Place) -> str:
        if place.by == "record":
            return self._say("suggest.by_record")
        if place.usual is None:
            return self._say("suggest.no_stage")
        if place.stage is None:
            return self._say("suggest.no_such_stage", stage=self._stage(place.usual))
        stage = self._stage(place.stage)
        words = group.reading.stage_words if group.reading else ()
        if place.by == "words":
            return self._say("suggest.by_words", n=len(words), words=self._names(list(words)), stage=stage)
        if place.by == "channel":
            channel = self._quoted(self._say(f"channel.{group.channel}"))
            return self._say("suggest.by_channel", channel=channel, stage=stage)
        return self._say(f"suggest.by_{place.by}", goal=self._quoted(self._goal or ""), stage=stage)

    def _goal_by(self, made: Proposed, group: Group) -> str:
        words = list(group.reading.words) if group.reading else []
        name = self._quoted(group.touchpoint)
        if made.goal.by == "words":
            return self._say("suggest.goal_words", n=len(words), name=name, words=self._names(words))
        return self._say(f"suggest.goal_{made.goal.by}", name=name, share=self._say.share(group.last_share))

    def _stage(self, name: str) -> str:
        stage = self._stages.get(name, Stage(name=name))
        label = stage.label.get(self._say.lang) if isinstance(stage.label, dict) else stage.label
        key = f"stage.{name}"
        return self._quoted(label or (self._say(key) if self._say.has(key) else name))

    def _quoted(self, text: str) -> str:
        return self._say("suggest.quoted", text=text)

    def _names(self, names: list[str]) -> str:
        shown = [self._quoted(name) for name in names[:_SHOWN]]
        return self._say("suggest.join").join(shown) + (self._say("suggest.more") if len(names) > _SHOWN else "")
