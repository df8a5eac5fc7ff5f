"""The log to the packed store: who is who, what is what, all events by customer and time. Only what is new is read again."""

import hashlib
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.base.errors import InputError, StorageError
from desireline.base.files import exclusive, storage_errors
from desireline.base.settings.model import Settings
from desireline.events import EventLog, Part, classes, combinations
from desireline.identity import Identities, IdentityStore, SetAside, resolve
from desireline.journeys.country import country_of
from desireline.journeys.ending import Ending, find_end
from desireline.journeys.reading import SPARSE, Columns, Dictionaries, Sparse, read_parts
from desireline.journeys.store import Store, StoreFolder
from desireline.journeys.store.files import FORMAT, Manifest, StoredDimension
from desireline.journeys.store.writing import write_shards
from desireline.journeys.touchpoints import EventClass, TouchpointTable, name_touchpoints
from desireline.kernels.nobody import NOBODY

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["BuildReport", "UnknownTouchpoint", "build", "is_current"]

_MOST_TOUCHPOINTS = 65_535


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
    customers: int
    anonymous_events: int
    touchpoints: int
    set_aside: list[SetAside]
    placeholders: Annotated[dict[str, int], Meta(description="Distinct values that are nobody's, by namespace.")]
    seconds: Annotated[dict[str, float], Meta(description="How long each step took.")]
    ending: Annotated[Ending, Meta(description="Where the data end, and how many events lie in the future.")]
    warnings: Annotated[list[UnknownTouchpoint], Meta(description="Names in journey types that fit no touchpoint.")]


def build(
    log: EventLog, settings: Settings, *, full: bool = False, progress: Callable[[str], None] = lambda _: None
) -> BuildReport:
    """Bring the store up to date with the log and the settings.

    Args:
        log: what happened.
        settings: identity and touchpoint rules.
        full: build anew even where nothing changed.
        progress: told the name of each step: `identity`, `read`, `group`, `write`.

    Raises:
        BusyError: another process is writing.
        StorageError: the disk is full or damaged.
    """
    if not full:  # looked at without the right to write, so that reading never waits for a writer
        current = _current(log, settings)
        if current is not None:
            return current
    with storage_errors(log.folder):
        log.folder.mkdir(parents=True, exist_ok=True)
    with exclusive(log.folder / "lock"):
        return _build(log, settings, full=full, progress=progress)


def is_current(log: EventLog, settings: Settings) -> bool:
    """Say whether the store holds all of the log, under these settings."""
    return _current(log, settings) is not None


def _current(log: EventLog, settings: Settings) -> BuildReport | None:
    """Return the report of a build that would find nothing to do; None where there is something."""
    old = _last(StoreFolder(log.folder / "journeys"), _fingerprint(settings))
    if old is None or old.store.manifest.parts != [part.number for part in log.parts()]:
        return None
    return _report(
        old.store.manifest,
        old.set_aside,
        {},
        settings,
        unchanged=True,
        reused=old.store.manifest.events,
        placeholders=old.placeholders,
    )


def _build(log: EventLog, settings: Settings, *, full: bool, progress: Callable[[str], None]) -> BuildReport:
    folder = StoreFolder(log.folder / "journeys")
    rules = _fingerprint(settings)
    old = None if full else _last(folder, rules)
    parts = log.parts()
    current = None if full else _current(log, settings)  # another process may have built in the meantime
    if current is not None:
        return current
    clock = _Clock(progress)
    clock.step("identity")
    combined = {part.number: combinations(log, part) for part in parts}
    identities = resolve(
        [(part, combined[part.number]) for part in parts],
        settings.identity,
        _country(settings),
    )
    base = old.store if old is not None and _extends(old, parts, identities) else None
    touchpoints = name_touchpoints(settings, _classes(log, parts), base.manifest.touchpoints if base else None)
    _check_width(touchpoints)
    clock.step("read")
    kept = set(base.manifest.parts) if base else set()
    new_parts = [part for part in parts if part.number not in kept]
    columns, numbers, reused, anonymous = _gather(log, base, new_parts, combined, identities, touchpoints, settings)
    clock.step("group")
    version = folder.new_version()
    rank = _ranks(parts)
    of_customers = [number for number, known in enumerate(numbers.dimensions) if known.scope == "customer"]
    shards, bounds = write_shards(version, columns, rank, identities.customer_id, clock.step, of_customers=of_customers)
    IdentityStore(version / "identity").save(identities, parts=[part.number for part in parts], rules=rules)
    manifest = Manifest(
        format=FORMAT,
        parts=[part.number for part in parts],
        rules=rules,
        touchpoints=touchpoints.names,
        channels=numbers.channels.values,
        currencies=numbers.currencies.values,
        scales=numbers.scale_pairs,
        customers=identities.customers,
        events=sum(shard.events for shard in shards),
        anonymous_events=anonymous,
        first_us=bounds[0],
        last_us=bounds[1],
        ending=find_end(log, parts),
        shards=shards,
        dimensions=numbers.dimensions,
    )
    folder.switch(version, manifest)
    clock.step("")
    return _report(
        manifest,
        identities.set_aside,
        clock.seconds,
        settings,
        unchanged=False,
        reused=reused,
        placeholders=identities.placeholders,
    )


class _Last(msgspec.Struct, frozen=True, kw_only=True):
    """The store as it was built last."""

    store: Store
    set_aside: list[SetAside]
    placeholders: dict[str, int]


def _last(folder: StoreFolder, rules: str) -> _Last | None:
    """Return the last store if it was built by the same rules; a damaged one counts for nothing, as all of it comes from the log."""
    try:
        store = folder.open()
    except StorageError:
        return None
    summary = IdentityStore(store.folder / "identity").summary() if store else None
    if store is None or summary is None or store.manifest.rules != rules:
        return None
    return _Last(store=store, set_aside=summary.set_aside, placeholders=summary.placeholders)


def _fingerprint(settings: Settings) -> str:
    """Return what tells settings apart that shape the store; labels and stages do not."""
    touchpoints = [(touchpoint.name, touchpoint.when) for touchpoint in settings.touchpoints]
    shaping = [FORMAT, settings.identity, _country(settings), touchpoints, settings.dimensions]
    return hashlib.blake2b(msgspec.json.encode(shaping, order="deterministic"), digest_size=16).hexdigest()


def _country(settings: Settings) -> str | None:
    return settings.country or country_of(settings.time_zone)


def _extends(old: _Last, parts: list[Part], identities: Identities) -> bool:
    """Say whether the old store's events can be taken over: it is whole, no part has gone, no identifier was set aside since."""
    if not set(old.store.manifest.parts) <= {part.number for part in parts}:
        return False
    before = {(item.namespace, item.value) for item in old.set_aside}
    if before != {(item.namespace, item.value) for item in identities.set_aside}:
        return False
    try:
        old.store.verify()
    except StorageError:
        return False
    return True


def _classes(log: EventLog, parts: list[Part]) -> list[EventClass]:
    return [
        EventClass(source=part.source, channel=row["channel"], name=row["name"], events=row["events"])
        for part in parts
        for row in classes(log, part).to_pylist()
    ]


def _check_width(touchpoints: TouchpointTable) -> None:
    if len(touchpoints.names) > _MOST_TOUCHPOINTS:
        raise InputError(
            f"the log has {len(touchpoints.names)} different touchpoints, and {_MOST_TOUCHPOINTS} is the most: give touchpoint rules with `*`"
            " in desireline.yaml that take many event names at once (desireline suggest proposes them)"
        )


def _gather(
    log: EventLog,
    base: Store | None,
    new_parts: list[Part],
    combined: dict[int, "pa.Table"],
    identities: Identities,
    touchpoints: TouchpointTable,
    settings: Settings,
) -> tuple[Columns, Dictionaries, int, int]:
    """Put the events of the old store and those of new parts into one set of columns."""
    old = base.manifest if base else None
    dimensions = old.dimensions if old else _dimensions(settings)
    numbers = (
        Dictionaries(old.channels, old.currencies, old.scales, dimensions)
        if old
        else Dictionaries([], [], [], dimensions)
    )
    reused = old.events if old else 0
    columns = Columns(reused + sum(part.rows for part in new_parts), len(dimensions))
    if base is not None:
        _take_over(base, identities, columns)
    read_parts(log, new_parts, lambda part: combined[part.number], identities, touchpoints, numbers, columns, reused)
    anonymous = int(np.count_nonzero(columns.customer[reused:] == NOBODY)) + (old.anonymous_events if old else 0)
    return columns, numbers, reused, anonymous


def _dimensions(settings: Settings) -> list[StoredDimension]:
    return [
        StoredDimension(name=rule.name, property=rule.property, scope=rule.scope, values=[])
        for rule in settings.dimensions
    ]


def _take_over(base: Store, identities: Identities, columns: Columns) -> None:
    order = np.argsort(identities.identifier_id)
    sorted_ids = identities.identifier_id[order]
    place = 0
    for shard in base.shards:
        ids = shard.column("customer_id")
        now: NDArray[np.uint32] = identities.customer[order[np.searchsorted(sorted_ids, ids)]]
        span = slice(place, place + shard.events)
        columns.customer[span] = np.repeat(now, np.diff(shard.ptr))
        columns.ts[span] = shard.ts
        columns.touchpoint[span] = shard.touchpoint
        columns.channel[span] = shard.channel
        columns.row[span] = shard.column("row")
        for name, values in columns.dense.items():
            values[span] = shard.column(name)
        for name, (_, kind) in SPARSE.items():
            at = shard.column(f"{name}_at").astype(np.int64) + place
            carried = Sparse(
                at, np.asarray(shard.column(name)), np.asarray(shard.column(f"{name}_{kind}")).astype(np.uint8)
            )
            columns.sparse[name].append(carried)
        place += shard.events


def _ranks(parts: list[Part]) -> NDArray[np.uint32]:
    """Return each part's place in the order of the log, by its number."""
    rank = np.zeros(max((part.number for part in parts), default=0) + 1, dtype=np.uint32)
    for place, part in enumerate(parts):
        rank[part.number] = place
    return rank


def _report(
    manifest: Manifest,
    set_aside: list[SetAside],
    seconds: dict[str, float],
    settings: Settings,
    *,
    unchanged: bool,
    reused: int,
    placeholders: dict[str, int],
) -> BuildReport:
    return BuildReport(
        unchanged=unchanged,
        reused=reused,
        events=manifest.events,
        customers=manifest.customers,
        anonymous_events=manifest.anonymous_events,
        touchpoints=len(manifest.touchpoints),
        set_aside=set_aside,
        placeholders=placeholders,
        seconds=seconds,
        ending=manifest.ending,
        warnings=_unknown_names(settings, manifest.touchpoints),
    )


def _unknown_names(settings: Settings, names: list[str]) -> list[UnknownTouchpoint]:
    known = set(names)
    roles: tuple[Literal["goal", "start", "recovery"], ...] = ("goal", "start", "recovery")
    return [
        UnknownTouchpoint(journey=journey, role=role, touchpoint=name)
        for journey, kind in settings.journeys.items()
        for role, listed in zip(roles, (kind.goal, kind.start or [], kind.recovery), strict=True)
        for name in ([listed] if isinstance(listed, str) else listed)
        if name not in known
    ]


class _Clock:
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
