"""What a map says, in sentences of its own language."""

from typing import NamedTuple

from desireline.base.i18n import Translator
from desireline.render.journey_map.model import Leak, MapView, Score
from desireline.render.words import interval, percent

__all__ = [
    "Fact",
    "cost_sentence",
    "evidence",
    "evidence_facts",
    "headline",
    "leak_sentence",
    "map_title",
    "reached_sentence",
    "score_text",
    "speaker",
    "story",
]


def speaker(view: MapView) -> Translator:
    """Return the translator that speaks the map's language and tells its days."""
    return Translator(view.language, view.time_zone)


def map_title(view: MapView) -> str:
    """Return whose map it is, and of which journeys."""
    return speaker(view)("map.title_of", project=view.project, label=view.label)


def headline(view: MapView) -> str:
    """Return the one sentence over the map: where the most customers are lost, and how many.

    Where another touchpoint loses more customers than the worst leak, the sentence says "worst" and not "most".
    """
    words = speaker(view)
    if not view.journeys:
        return words("map.headline.nothing" if view.narrowed else "map.headline.empty")
    if view.reached is None:
        return words("map.headline.no_goal", customers=words("map.customers", n=view.customers))
    if not view.leaks:
        return words(
            "map.headline.none",
            customers=words("map.customers", n=view.customers),
            journeys=words("map.journeys", n=view.journeys),
        )
    leak = view.leaks[0]
    key = "map.headline.most" if leak.most else "map.headline.worst"
    return words(key, customers=words("map.customers", n=leak.customers), **_leak_values(leak, words))


def leak_sentence(leak: Leak, words: Translator) -> str:
    """Return how many of the journeys that came by ended at the leak."""
    return words("map.leak.share", **_leak_values(leak, words))


def cost_sentence(leak: Leak, words: Translator) -> str | None:
    """Return how many more goals there would be without the leak; None where it is less than one or cannot be told."""
    goals = int(leak.goals_lost or 0)
    return words("map.leak.cost", n=goals) if goals else None


def reached_sentence(view: MapView) -> str | None:
    """Return which share of the finished journeys reached the goal; None where none has finished, or there is no goal."""
    if view.reached is None or view.reached.share is None:
        return None
    share = view.reached.share
    words = speaker(view)
    return words("map.reached", n=view.reached.of, share=percent(share, words), range=interval(view.reached, words))


class Fact(NamedTuple):
    """One thing that backs a map.

    Attributes:
        text: what is said.
        counted: the map's field whose number is said, if it opens.
    """

    text: str
    counted: str | None = None


def evidence(view: MapView) -> list[str]:
    """Return what backs the map: counts, period, and what stands outside of it."""
    return [fact.text for fact in evidence_facts(view)]


def evidence_facts(view: MapView) -> list[Fact]:
    """Return the same, each fact with the number it says."""
    words = speaker(view)
    facts = [
        Fact(words("map.events", n=view.events), "events"),
        Fact(words("map.customers", n=view.customers), "customers"),
        Fact(words("map.journeys", n=view.journeys), "journeys"),
    ]
    if view.first_us is not None and view.last_us is not None:
        facts.append(Fact(f"{words.date(view.first_us)} – {words.date(view.last_us)} ({view.time_zone})"))
    if view.anonymous_events is not None:
        facts.append(Fact(words("map.evidence.anonymous", n=view.anonymous_events)))
    facts.append(Fact(words("map.evidence.open", n=view.open_journeys), "open_journeys"))
    if view.recovered:
        facts.append(Fact(words("map.recovered", n=view.recovered), "recovered"))
    facts.append(Fact(words("map.evidence.gap", span=words.span(view.gap_s * 1e6))))
    facts.append(Fact(words("map.evidence.interval")))
    return facts


def score_text(score: Score, words: Translator) -> str:
    """Return a mean on its scale: `4.2 / 5`; where the scale does not start at 0 or 1, all of it: `0.4 (-5–5)`."""
    mean = words.number(score.mean, 1)
    if score.scale_min in (0, 1):
        return f"{mean} / {words.number(score.scale_max)}"
    return f"{mean} ({words.number(score.scale_min)}–{words.number(score.scale_max)})"


def story(view: MapView) -> list[str]:
    """Return the whole story of a map: what it is narrowed to, headline, goal, one or two sentences a leak."""
    words = speaker(view)
    sentences = [*(f"{sentence}." for sentence in view.narrowed), headline(view)]
    reached = reached_sentence(view)
    if view.journeys and reached:
        sentences.append(reached)
    for leak in view.leaks:
        named = words("map.leak.named", label=leak.label, sentence=leak_sentence(leak, words))
        sentences += [named, *filter(None, [cost_sentence(leak, words)])]
    return sentences


def _leak_values(leak: Leak, words: Translator) -> dict[str, str | int]:
    share = leak.lost.share
    shown = "–" if share is None else percent(share, words)
    return {
        "label": leak.label,
        "count": leak.lost.count,
        "n": leak.lost.of,
        "share": shown,
        "range": interval(leak.lost, words),
    }
