"""One customer's events over all channels, page by page."""

from typing import Annotated, Any, Literal

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.base.i18n import Language, Translator
from desireline.base.times import from_us, zone
from desireline.events import Event, Identifier, events_at
from desireline.identity import spelled
from desireline.journeys import Journeys
from desireline.journeys.customers import CustomerPlace
from desireline.journeys.histories import visits_of
from desireline.journeys.types import label_text, shown_name
from desireline.project.project import Project

__all__ = ["Direction", "Timeline", "TimelineEvent", "timeline_of"]

Direction = Literal["newest", "oldest"]


class TimelineEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a customer. What only the log knows is null where its import was taken back since the last build."""

    at_us: Annotated[int, Meta(description="When it happened: µs since 1970, UTC.")]
    at: Annotated[str, Meta(description="The same in the project's time zone: 2026-03-05T14:20:00+01:00.")]
    channel: str
    touchpoint: str
    label: Annotated[str, Meta(description="What people call the touchpoint.")]
    stage: Annotated[str | None, Meta(description="The touchpoint's stage.")]
    stage_label: Annotated[str | None, Meta(description="What people call the stage.")]
    visit: Annotated[int, Meta(description="Which visit of the customer it belongs to; 1 is the first of all.")]
    value_minor: Annotated[int | None, Meta(description="Amount in minor units of `currency`.")] = None
    currency: str | None = None
    score: float | None = None
    score_min: Annotated[float | None, Meta(description="The lowest answer that could be given.")] = None
    score_max: Annotated[float | None, Meta(description="The highest answer that could be given.")] = None
    id: str | None = None
    name: Annotated[str | None, Meta(description="What the source calls it.")] = None
    source: str | None = None
    text: Annotated[str | None, Meta(description="What the customer wrote.")] = None
    language: Annotated[str | None, Meta(description="Of the text.")] = None
    identifiers: Annotated[list[Identifier], Meta(description="As the source gave them.")] = []
    properties: Annotated[dict[str, Any], Meta(description="All else that the source said.")] = {}


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a customer's events."""

    customer: Annotated[str, Meta(description="The customer's id.")]
    time_zone: str
    count: Annotated[int, Meta(description="Events in all.")]
    first: Annotated[int, Meta(description="How many were skipped.")]
    rows: list[TimelineEvent]


def timeline_of(
    project: Project,
    journeys: Journeys,
    place: CustomerPlace,
    *,
    direction: Direction = "newest",
    first: int = 0,
    most: int = 100,
    language: Language | None = None,
) -> Timeline:
    """Return a page of a customer's events; only these are read from the log.

    Args:
        project: whose log it is.
        journeys: as they were opened.
        place: the customer.
        direction: which event comes first.
        first: how many to skip.
        most: how many to return.
        language: of the touchpoints' labels; the project's where None.
    """
    count = place.events.stop - place.events.start
    chosen = np.arange(min(first, count), min(first + most, count))
    if direction == "newest":
        chosen = count - 1 - chosen
    shard = place.shard
    rows = np.asarray(shard.row[place.events.start + chosen])
    events = events_at(project.log, rows, journeys.store.manifest.erasures)
    visit = np.searchsorted(visits_of(journeys, place), chosen, side="right")
    value, score = _carried(place, "value"), _carried(place, "score")
    tell = _Teller(journeys, Translator(language or journeys.settings.language))
    told = [
        tell.row(place, at, number, value.get(at), score.get(at), event)
        for at, number, event in zip(chosen.tolist(), visit.tolist(), events, strict=True)
    ]
    return Timeline(
        customer=spelled(place.customer_id),
        time_zone=journeys.settings.time_zone,
        count=count,
        first=first,
        rows=told,
    )


def _carried(place: CustomerPlace, name: Literal["value", "score"]) -> dict[int, tuple[Any, int]]:
    at, values, kind = place.carried(name)
    numbers: NDArray[np.generic] = values
    return {here: (number, own) for here, number, own in zip(at.tolist(), numbers.tolist(), kind.tolist(), strict=True)}


class _Teller:
    def __init__(self, journeys: Journeys, say: Translator) -> None:
        settings = journeys.settings
        self._manifest = journeys.store.manifest
        self._zone = zone(settings.time_zone)
        self._labels = {each.name: label_text(each.label, each.name, say.lang) for each in settings.touchpoints}
        self._stages = {each.name: each.stage for each in settings.touchpoints}
        self._stage_labels = {each.name: shown_name("stage", each.name, each.label, say) for each in settings.stages}

    def row(
        self,
        place: CustomerPlace,
        at: int,
        visit: int,
        value: tuple[Any, int] | None,
        score: tuple[Any, int] | None,
        event: Event | None,
    ) -> TimelineEvent:
        here = place.events.start + at
        touchpoint = self._manifest.touchpoints[int(place.shard.touchpoint[here])]
        low, high = self._manifest.scales[score[1]] if score else (None, None)
        row = TimelineEvent(
            at_us=int(place.shard.ts[here]),
            at=from_us(int(place.shard.ts[here]), self._zone).isoformat(timespec="seconds"),
            channel=self._manifest.channels[int(place.shard.channel[here])],
            touchpoint=touchpoint,
            label=self._labels.get(touchpoint, touchpoint),
            stage=(stage := self._stages.get(touchpoint)),
            stage_label=self._stage_labels.get(stage or ""),
            visit=visit,
            value_minor=value[0] if value else None,
            currency=self._manifest.currencies[value[1]] if value else None,
            score=score[0] if score else None,
            score_min=low,
            score_max=high,
        )
        return row if event is None else msgspec.structs.replace(row, **_told(event))


def _told(event: Event) -> dict[str, Any]:
    """Return what only the log knows of an event."""
    return {
        "id": event.id,
        "name": event.name,
        "source": event.source,
        "text": event.text,
        "language": event.language,
        "identifiers": event.identifiers,
        "properties": _properties(event.properties),
    }


def _properties(text: str | None) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(text or "{}")
    except msgspec.DecodeError:
        return {}
    return {name: value for name, value in found.items() if value is not None} if isinstance(found, dict) else {}
