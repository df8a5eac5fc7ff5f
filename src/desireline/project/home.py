"""What the home page needs, in one piece: what the data say, how fresh they are, what to do next."""

from typing import Annotated

import msgspec
from msgspec import Meta

from desireline.analyses import Answer, Overview
from desireline.analyses.overview import OverviewResult
from desireline.base.errors import NotFoundError
from desireline.base.i18n import Language, Translator
from desireline.base.settings.model import Settings
from desireline.base.times import now_us
from desireline.base.units import Unit
from desireline.journeys import Journeys
from desireline.journeys.types import shown_name
from desireline.project.freshness import Freshness, freshness_of
from desireline.project.next_steps import Advice, next_steps
from desireline.project.saved_questions import SavedQuestion, list_questions, said_in
from desireline.project.served import ServedProject
from desireline.stats.shares import Share

__all__ = ["Home", "HomeCount", "home_of"]


class HomeCount(msgspec.Struct, frozen=True, kw_only=True):
    """A count of the home page; it opens as the count of the question `overview` that stands at `cell`."""

    title: Annotated[str, Meta(description="What is counted, in words.")]
    value: Annotated[int, Meta(ge=0)]
    unit: Unit
    cell: Annotated[str, Meta(description="Where it stands in the answer to `overview` without parameters.")]
    share: Annotated[Share | None, Meta(description="Of what it is a part; null where it is a whole.")] = None


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """The home page."""

    project: Annotated[str, Meta(description="What the business is called.")]
    version: Annotated[str | None, Meta(description="Of data and settings; null before anything was built.")]
    sentences: Annotated[list[str], Meta(description="What the data say.")]
    counts: Annotated[list[HomeCount], Meta(description="The key counts; none where there are no events of customers.")]
    overview: Annotated[OverviewResult | None, Meta(description="Weeks, days, channels and journey types in numbers.")]
    freshness: Freshness
    next_steps: Annotated[list[Advice], Meta(description="What to do next, the most urgent first.")]
    pinned: Annotated[list[SavedQuestion], Meta(description="Questions that stand here, in their order.")]


def home_of(served: ServedProject, *, language: Language | None = None, at_us: int | None = None) -> Home:
    """Return the home page as it is now.

    Args:
        served: the project behind the server, which keeps its answers.
        language: of the words; the project's where None.
        at_us: the moment that ages are counted to; None: this one.
    """
    now = now_us() if at_us is None else at_us
    answer, version, journeys = _answer(served)
    settings = served.project.settings
    say = Translator(language or settings.language, settings.time_zone)
    freshness = freshness_of(served.project, journeys, now)
    view = served.map_view(None, language) if answer is not None and answer.result.events else None
    return Home(
        project=served.project.name,
        version=version,
        sentences=answer.story(language) if answer is not None else [],
        counts=_counts(answer.result, settings, say) if view is not None and answer is not None else [],
        overview=answer.result if answer is not None else None,
        freshness=freshness,
        next_steps=next_steps(served.project, journeys, freshness, view, say),
        pinned=[said_in(each, say.lang) for each in list_questions(served.project) if each.pinned is not None],
    )


def _answer(served: ServedProject) -> tuple[Answer[OverviewResult] | None, str | None, Journeys | None]:
    try:
        answer, version = served.answer(Overview())
    except NotFoundError:  # nothing has been built: there is nothing to count yet
        return None, None, None
    return answer, version, served.journeys()


def _counts(result: OverviewResult, settings: Settings, say: Translator) -> list[HomeCount]:
    found = [
        HomeCount(title=say("home.count.customers"), value=result.customers, unit="customers", cell="/customers"),
        HomeCount(title=say("home.count.events"), value=result.events, unit="events", cell="/events"),
    ]
    full = [place for place, week in enumerate(result.weeks) if week.complete]
    if full:
        week = result.weeks[full[-1]]
        found.append(
            HomeCount(title=say("home.count.new"), value=week.new, unit="customers", cell=f"/weeks/{full[-1]}/new")
        )
    for place, kind in enumerate(result.journey_types):
        own = settings.journeys.get(kind.journey)
        name = shown_name("journey", kind.journey, own.label if own else None, say)
        cell = f"/journey_types/{place}"
        if kind.reached is None:
            title = say("home.count.journeys", journey=name)
            found.append(HomeCount(title=title, value=kind.journeys, unit="journeys", cell=f"{cell}/journeys"))
        else:
            title = say("home.count.reached", journey=name)
            found.append(
                HomeCount(
                    title=title,
                    value=kind.reached.count,
                    unit="journeys",
                    cell=f"{cell}/reached/count",
                    share=kind.reached,
                )
            )
    return found
