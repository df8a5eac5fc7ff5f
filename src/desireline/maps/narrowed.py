"""What a map is narrowed to: said in words, and when its events begin."""

import numpy as np

from desireline.base.i18n import Translator
from desireline.journeys import Journeys, fold
from desireline.journeys.periods import ALWAYS, period_us
from desireline.journeys.selections import parse_selection, selection_text
from desireline.journeys.selections.model import Segment
from desireline.journeys.store import Shard

__all__ = ["first_event_us", "narrowed_words"]


def narrowed_words(journeys: Journeys, where: str | None, period: str | None, say: Translator) -> list[str]:
    """Return sentences that say which selection and which period; none where there is neither.

    Args:
        journeys: those of the whole project.
        where: the selection.
        period: the period.
        say: the language, and the zone of the days.

    Raises:
        InputError: one of the texts cannot be read.
    """
    told = []
    if where is not None:
        selection = parse_selection(where)
        if isinstance(selection, Segment):
            told.append(say("map.narrowed.segment", name=selection.name))
        else:
            told.append(say("map.narrowed.where", where=selection_text(selection)))
    if period is not None:
        told.append(_period_words(*period_us(period, journeys), say))
    return told


def _period_words(low: int, high: int, say: Translator) -> str:
    first, last = (None if limit in ALWAYS else say.date(day) for limit, day in ((low, low), (high, high - 1)))
    if first is None:
        return say("map.narrowed.until", last=last)
    if last is None:
        return say("map.narrowed.since", first=first)
    return say("map.narrowed.day", day=first) if first == last else say("map.narrowed.days", first=first, last=last)


def first_event_us(journeys: Journeys) -> int | None:
    """Return when the first event of the customers was, µs; None where they have none."""
    if journeys.keep is None:
        return journeys.store.manifest.first_us

    def earliest(shard: Shard, low: int, high: int) -> int:
        begins = shard.ptr[low:high][np.diff(shard.ptr[low : high + 1]) > 0]
        return int(shard.ts[begins].min()) if len(begins) else ALWAYS[1]

    first = min(fold(journeys, earliest), default=ALWAYS[1])
    return None if first == ALWAYS[1] else first
