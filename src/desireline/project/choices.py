"""What selections can be made of: dimensions with their values, touchpoints, segments, currencies, scales."""

from threading import Lock
from typing import Annotated, Literal
from weakref import WeakKeyDictionary

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.base.i18n import Language, Translator
from desireline.base.settings.model import BUILT_IN_DIMENSIONS
from desireline.journeys import Journeys, fold
from desireline.journeys.dimensions import Dimension, Scope, dimension_names, frequency
from desireline.journeys.types import label_text, shown_name

__all__ = ["Choices", "DimensionChoice", "TouchpointChoice", "ValueChoice", "choices", "touchpoint_events", "values_of"]

_COMMONEST = 50


class ValueChoice(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a dimension."""

    value: str
    label: Annotated[str, Meta(description="What people call it.")]
    count: Annotated[int, Meta(description="How many have it, in the dimension's unit.")]


class DimensionChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A dimension and its values."""

    dimension: str
    label: Annotated[str, Meta(description="What people call it.")]
    scope: Annotated[Scope, Meta(description="Whether customers, journeys or events have it.")]
    unit: Annotated[Literal["customers", "events"], Meta(description="What `count` counts.")]
    values: Annotated[list[ValueChoice], Meta(description="The commonest first, of equally common ones by name.")]
    found: Annotated[int, Meta(description="How many values there are, those not listed among them.")]
    none: Annotated[int, Meta(description="How many have no value.")]


class TouchpointChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A touchpoint of the data."""

    touchpoint: str
    label: Annotated[str, Meta(description="What people call it.")]
    stage: str | None
    events: int


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """All that selections can name."""

    dimensions: Annotated[list[DimensionChoice], Meta(description="Channel, touchpoint and stage first.")]
    touchpoints: Annotated[list[TouchpointChoice], Meta(description="Most events first.")]
    segments: list[str]
    journeys: Annotated[list[str], Meta(description="Journey types.")]
    currencies: Annotated[list[str], Meta(description="Of the amounts in the data.")]
    currency: Annotated[str, Meta(description="The project's: meant where an amount names none.")]
    scales: Annotated[list[tuple[float, float]], Meta(description="Lowest and highest answer of each.")]
    first_us: int | None
    last_us: int | None


_known: WeakKeyDictionary[Journeys, dict[str, NDArray[np.int64]]] = WeakKeyDictionary()
_lock = Lock()


def choices(journeys: Journeys, language: Language) -> Choices:
    """Return what selections of these journeys can name; values are counted once for as long as data and settings stay."""
    manifest, settings = journeys.store.manifest, journeys.settings
    stages = {each.name: each.stage for each in settings.touchpoints}
    labels = {each.name: each.label for each in settings.touchpoints}
    rows = [
        TouchpointChoice(
            touchpoint=name,
            label=label_text(labels.get(name), name, language),
            stage=stages.get(name),
            events=count,
        )
        for name, count in touchpoint_events(journeys).items()
        if count
    ]
    return Choices(
        dimensions=[values_of(journeys, name, language, most=_COMMONEST) for name in dimension_names(journeys)],
        touchpoints=sorted(rows, key=lambda row: (-row.events, row.touchpoint)),
        segments=list(settings.segments),
        journeys=list(settings.journeys),
        currencies=manifest.currencies,
        currency=settings.currency,
        scales=manifest.scales,
        first_us=manifest.first_us,
        last_us=manifest.last_us,
    )


def touchpoint_events(journeys: Journeys) -> dict[str, int]:
    """Return how many events each touchpoint has."""
    counts = _counted(journeys, journeys.dimension("touchpoint"))
    return dict(zip(journeys.touchpoints, counts[1:].tolist(), strict=True))


def values_of(
    journeys: Journeys, name: str, language: Language, *, text: str = "", most: int = _COMMONEST
) -> DimensionChoice:
    """Return a dimension's values that hold a text, or whose label does; letter case is ignored.

    Raises:
        NotFoundError: there is no dimension of that name.
    """
    own = journeys.dimension(name)
    counts = _counted(journeys, own)
    say = Translator(language)
    label = _labels(journeys, own, say)
    wanted = text.strip().casefold()
    found = [
        ValueChoice(value=value, label=label.get(value, value), count=count)
        for value, count in zip(own.values, counts[1:].tolist(), strict=True)
        if count and (wanted in value.casefold() or wanted in label.get(value, value).casefold())
    ]
    found.sort(key=lambda each: (-each.count, each.value))
    return DimensionChoice(
        dimension=own.name,
        label=say(f"ask.column.{name}") if name in BUILT_IN_DIMENSIONS else name,
        scope=own.scope,
        unit="customers" if own.scope == "customer" else "events",
        values=found[:most],
        found=len(found),
        none=int(counts[0]),
    )


def _counted(journeys: Journeys, own: Dimension) -> NDArray[np.int64]:
    """Return how many customers or events have each value, by its number; of none at 0."""
    with _lock:
        known = _known.setdefault(journeys, {})
        if own.name in known:
            return known[own.name]
    pieces = fold(journeys, lambda shard, low, high: frequency(own, shard, low, high))
    total = sum(pieces, np.zeros(len(own.values) + 1, dtype=np.int64))
    with _lock:
        known[own.name] = total
    return total


def _labels(journeys: Journeys, own: Dimension, say: Translator) -> dict[str, str]:
    settings = journeys.settings
    if own.name == "touchpoint":
        return {each.name: label_text(each.label, each.name, say.lang) for each in settings.touchpoints}
    if own.name == "stage":
        return {each.name: shown_name("stage", each.name, each.label, say) for each in settings.stages}
    if own.name == "channel":
        return {name: say(f"channel.{name}") for name in own.values if say.has(f"channel.{name}")}
    return {}
