"""What to do next, derived from what there is: no step that the data or the settings do not give a reason for."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from desireline.base.error_words import translated
from desireline.base.errors import InputError
from desireline.base.i18n import Translator
from desireline.base.text import plain
from desireline.journeys import Journeys
from desireline.journeys.selections import keep_of, parse_selection
from desireline.project.choices import touchpoint_events
from desireline.project.freshness import Freshness
from desireline.project.project import Project
from desireline.project.saved_questions import list_questions
from desireline.render.journey_map.model import MapView

__all__ = ["Advice", "StepKind", "next_steps"]

StepKind = Literal["import", "suggest", "goal", "stale", "quiet", "rejects", "unstaged", "leak", "segment", "question"]

_STALE_S = 7 * 86_400
_QUIET_S = 14 * 86_400
_MOST_QUIET = 3
_MOST_BROKEN = 3


class Advice(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do."""

    kind: Annotated[
        StepKind,
        Meta(
            description="import: there are no data; suggest: no touchpoint has a rule; goal: no journey type has a goal that the data have;"
            " stale: the data end long ago; quiet: a source has fallen silent; rejects: rows could not be read; unstaged: touchpoints that no"
            " rule names have no stage; leak: where most is lost; segment, question: one that cannot be asked."
        ),
    ]
    text: Annotated[str, Meta(description="What is the matter and what to do, in one sentence.")]
    room: Annotated[Literal["data", "map", "people", "explore"], Meta(description="Where it is done.")]
    n: Annotated[int, Meta(ge=0, description="How many: rows, touchpoints, days, customers, as the text says.")]
    name: Annotated[
        str | None, Meta(description="Of the source, touchpoint, segment or question (its id) it is about.")
    ] = None
    cell: Annotated[
        str | None, Meta(description="Where the customers behind it stand on the map: `POST /map/people` opens it.")
    ] = None


def next_steps(
    project: Project, journeys: Journeys | None, freshness: Freshness, view: MapView | None, say: Translator
) -> list[Advice]:
    """Return what to do next, the most urgent first.

    Args:
        project: whose.
        journeys: as they were opened; None where nothing was built.
        freshness: of its data.
        view: the map of its first journey type; None where there are no data.
        say: the language.
    """
    if journeys is None or not freshness.sources:
        return [Advice(kind="import", text=say("home.step.import"), room="data", n=0)]
    return [
        *_settings(project, journeys, say),
        *_data(project, freshness, say),
        *(_leaks(view, say) if view is not None else []),
        *_broken(project, journeys, say),
    ]


def _settings(project: Project, journeys: Journeys, say: Translator) -> list[Advice]:
    settings, events = project.settings, touchpoint_events(journeys)
    there = {name: count for name, count in events.items() if count}
    if not settings.touchpoints:
        text = say("home.step.suggest", n=len(there))
        return [Advice(kind="suggest", text=text, room="data", n=len(there))]
    found = []
    goals = [set([own.goal] if isinstance(own.goal, str) else own.goal) for own in settings.journeys.values()]
    if not any(goal & there.keys() for goal in goals):
        found.append(Advice(kind="goal", text=say("home.step.goal"), room="data", n=len(settings.journeys)))
    ruled = {each.name for each in settings.touchpoints}
    loose = {name: count for name, count in there.items() if name not in ruled}
    if loose:
        share = sum(loose.values()) / max(1, sum(there.values()))
        text = say("home.step.unstaged", n=len(loose), share=say.share(share, 1 if share < 0.1 else 0))  # noqa: PLR2004 - of few percent, the decimal tells
        found.append(
            Advice(kind="unstaged", text=text, room="data", n=len(loose), name=max(loose, key=loose.__getitem__))
        )
    return found


def _data(project: Project, freshness: Freshness, say: Translator) -> list[Advice]:
    found = []
    if freshness.age_s is not None and freshness.last_us is not None and freshness.age_s > _STALE_S:
        days = int(freshness.age_s // 86_400)
        text = say("home.step.stale", n=days, date=say.date(freshness.last_us))
        found.append(Advice(kind="stale", text=text, room="data", n=days))
    quiet = [each for each in freshness.sources if each.behind_s is not None and each.behind_s > _QUIET_S]
    for each in sorted(quiet, key=lambda each: -each.events)[:_MOST_QUIET]:
        days = int((each.behind_s or 0) // 86_400)
        found.append(
            Advice(
                kind="quiet",
                text=say("home.step.quiet", n=days, source=plain(each.source)),
                room="data",
                n=days,
                name=each.source,
            )
        )
    rejected = sum(record.rejected for record in project.log.imports() if record.undone_us is None)
    if rejected:
        found.append(Advice(kind="rejects", text=say("home.step.rejects", n=rejected), room="data", n=rejected))
    return found


def _leaks(view: MapView, say: Translator) -> list[Advice]:
    return [
        Advice(
            kind="leak",
            text=say("home.step.leak", n=leak.customers, touchpoint=plain(leak.label)),
            room="map",
            n=leak.customers,
            name=leak.touchpoint,
            cell="/leaks/0/customers",
        )
        for leak in view.leaks[:1]
    ]


def _broken(project: Project, journeys: Journeys, say: Translator) -> list[Advice]:
    """Return the segments and pinned questions that cannot be asked any more."""
    found = []
    for name, text in project.settings.segments.items():
        try:
            keep_of(parse_selection(text), journeys)
        except InputError as error:
            said = say("home.step.segment", segment=plain(name), fault=plain(translated(str(error), say.lang)))
            found.append(Advice(kind="segment", text=said, room="people", n=1, name=name))
    for question in list_questions(project):
        if question.fault is not None:
            said = say(
                "home.step.question", question=plain(question.title), fault=plain(translated(question.fault, say.lang))
            )
            found.append(Advice(kind="question", text=said, room="explore", n=1, name=question.id))
    return found[:_MOST_BROKEN]
