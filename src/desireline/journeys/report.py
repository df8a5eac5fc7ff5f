"""What a build tells about itself."""

import time
from collections.abc import Callable
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from desireline.base.settings.model import Settings
from desireline.identity import SetAside
from desireline.journeys.ending import Ending
from desireline.journeys.store import Manifest

__all__ = ["BuildReport", "Clock", "UnknownTouchpoint", "report_of", "unknown_touchpoints"]


class UnknownTouchpoint(msgspec.Struct, frozen=True, kw_only=True):
    """A name in a journey type's settings that no touchpoint of the data has."""

    journey: str
    role: Literal["goal", "start", "recovery"]
    touchpoint: str


class BuildReport(msgspec.Struct, frozen=True, kw_only=True):
    """What a build did."""

    unchanged: Annotated[bool, Meta(description="Nothing was new, so nothing was done.")]
    reused: Annotated[int, Meta(description="Events taken over from the store as it was.")]
    events: Annotated[int, Meta(description="Events of customers.")]
    overlay: Annotated[
        int, Meta(description="Events among them that lie in the overlay, until compaction folds it back.")
    ]
    customers: int
    anonymous_events: int
    touchpoints: int
    set_aside: list[SetAside]
    placeholders: Annotated[dict[str, int], Meta(description="Distinct values that are nobody's, by namespace.")]
    seconds: Annotated[dict[str, float], Meta(description="How long each step took.")]
    ending: Annotated[Ending, Meta(description="Where the data end, and how many events lie in the future.")]
    warnings: Annotated[list[UnknownTouchpoint], Meta(description="Names in journey types that fit no touchpoint.")]


def report_of(
    manifest: Manifest,
    set_aside: list[SetAside],
    seconds: dict[str, float],
    settings: Settings,
    *,
    unchanged: bool,
    reused: int,
    placeholders: dict[str, int],
) -> BuildReport:
    """Put a report together from what a version says of itself and what its build counted."""
    return BuildReport(
        unchanged=unchanged,
        reused=reused,
        events=manifest.events,
        overlay=manifest.overlay_events,
        customers=manifest.customers,
        anonymous_events=manifest.anonymous_events,
        touchpoints=len(manifest.touchpoints),
        set_aside=set_aside,
        placeholders=placeholders,
        seconds=seconds,
        ending=manifest.ending,
        warnings=unknown_touchpoints(settings, manifest.touchpoints),
    )


def unknown_touchpoints(settings: Settings, names: list[str]) -> list[UnknownTouchpoint]:
    """Return the names in journey types that are none of the touchpoints there are."""
    known = set(names)
    roles: tuple[Literal["goal", "start", "recovery"], ...] = ("goal", "start", "recovery")
    return [
        UnknownTouchpoint(journey=journey, role=role, touchpoint=name)
        for journey, kind in settings.journeys.items()
        for role, listed in zip(roles, (kind.goal, kind.start or [], kind.recovery), strict=True)
        for name in ([listed] if isinstance(listed, str) else listed)
        if name not in known
    ]


class Clock:
    """Times steps and tells their names."""

    def __init__(self, progress: Callable[[str], None]) -> None:
        self.seconds: dict[str, float] = {}
        self._progress = progress
        self._name = ""
        self._since = time.perf_counter()

    def step(self, name: str) -> None:
        """End the running step and begin the next."""
        now = time.perf_counter()
        if self._name:
            self.seconds[self._name] = self.seconds.get(self._name, 0.0) + now - self._since
        self._name, self._since = name, now
        if name:
            self._progress(name)
