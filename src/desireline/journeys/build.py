"""The log to the packed store: who is who, what is what, all events by customer and time. Only what is new is read again."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

from desireline.base.errors import InputError, StorageError
from desireline.base.files import exclusive, storage_errors
from desireline.base.settings.model import Settings, SparkCluster
from desireline.events import EventLog, Part, classes, combinations
from desireline.identity import Identities, IdentityStore, resolve
from desireline.journeys.changes import Changes, compare
from desireline.journeys.compaction import sweep
from desireline.journeys.country import phone_country
from desireline.journeys.ending import find_end
from desireline.journeys.overlay import Plan, plan, take_over
from desireline.journeys.reading import Columns, Dictionaries, read_parts
from desireline.journeys.report import BuildReport, Clock, report_of
from desireline.journeys.store import Store, StoreFolder
from desireline.journeys.store.files import FORMAT, Manifest, ShardFacts, StoredDimension, customer_dimensions
from desireline.journeys.store.sharing import take_over_shard
from desireline.journeys.store.writing import write_shards
from desireline.journeys.touchpoints import EventClass, TouchpointTable, name_touchpoints
from desireline.journeys.versions import Last, Version, last_version
from desireline.kernels.nobody import NOBODY

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["build", "build_locked", "holds_all_of", "is_current", "write_version"]

_MOST_TOUCHPOINTS = 65_535


def build(
    log: EventLog,
    settings: Settings,
    *,
    full: bool = False,
    compact: bool | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> BuildReport:
    """Bring the store up to date with the log and the settings.

    What is new goes into an overlay: only histories that change are written. Where the overlay would be a tenth of the store or more,
    all is written anew.

    Args:
        log: what happened.
        settings: identity and touchpoint rules.
        full: build anew even where nothing changed.
        compact: whether to fold the overlay back, also where nothing is new; None: only where it has grown too large.
        progress: told the name of each step: `identity`, `read`, `group`, `write`.

    Raises:
        BusyError: another process is writing.
        StorageError: the disk is full or damaged.
    """
    if not full:  # looked at without the right to write, so that reading never waits for a writer
        current = _current(log, settings)
        if current is not None and not (compact and current.overlay):
            sweep(log)
            return current
    with storage_errors(log.folder):
        log.folder.mkdir(parents=True, exist_ok=True)
    with exclusive(log.folder / "lock"):
        return build_locked(log, settings, full=full, compact=compact, progress=progress)


def is_current(log: EventLog, settings: Settings) -> bool:
    """Say whether the store holds all of the log, under these settings."""
    return _current(log, settings) is not None


def holds_all_of(log: EventLog, store: Store) -> bool:
    """Say whether a store holds all of the log and nothing that left it, whatever the settings say. Opens neither."""
    held = store.manifest
    return held.erasures == log.erasures_so_far() and held.parts == [part.number for part in log.parts()]


def _current(log: EventLog, settings: Settings) -> BuildReport | None:
    """Return the report of a build that would find nothing to do; None where there is something."""
    old = last_version(StoreFolder(log.folder / "journeys"), _fingerprint(settings), log.erasures_so_far())
    if old is None or not holds_all_of(log, old.store):
        return None
    return report_of(
        old.store.manifest,
        old.set_aside,
        {},
        settings,
        unchanged=True,
        reused=old.store.manifest.events,
        placeholders=old.placeholders,
    )


def build_locked(
    log: EventLog,
    settings: Settings,
    *,
    full: bool = False,
    compact: bool | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> BuildReport:
    """Build as `build` does, for who has the right to write already."""
    folder = StoreFolder(log.folder / "journeys")
    rules = _fingerprint(settings)
    old = None if full else last_version(folder, rules, log.erasures_so_far())
    current = None if full else _current(log, settings)  # another process may have built in the meantime
    if current is not None and not (compact and current.overlay):
        return current
    clock = Clock(progress)
    made = write_version(log, settings, old, clock, compact=compact)
    made.switch()
    log.finish_erasures()
    clock.step("")
    return report_of(
        made.manifest,
        made.identities.set_aside,
        clock.seconds,
        settings,
        unchanged=False,
        reused=made.reused,
        placeholders=made.identities.placeholders,
    )


def write_version(
    log: EventLog, settings: Settings, old: Last | None, clock: Clock, *, compact: bool | None = None
) -> Version:
    """Write the next version of the store. Only who has the right to write may do so.

    Args:
        log: what happened.
        settings: identity and touchpoint rules.
        old: the last version, of which what did not change is taken over; None: nothing is.
        clock: told the name of each step.
        compact: whether to fold the overlay back; None: where it has grown too large.

    Raises:
        StorageError: the disk is full or damaged.
    """
    folder, rules, parts = StoreFolder(log.folder / "journeys"), _fingerprint(settings), log.parts()
    clock.step("identity")
    combined = {part.number: combinations(log, part) for part in parts}
    identities = resolve(
        [(part, combined[part.number]) for part in parts],
        settings.identity,
        phone_country(settings),
    )
    clock.step("read")
    found = _classes(log, parts)
    kept = _kept(old, parts, combined, identities, settings, found, compact=compact) if old else None
    touchpoints = name_touchpoints(settings, found, kept.store.manifest.touchpoints if kept else None)
    _check_width(touchpoints)
    known = set(kept.store.manifest.parts) if kept else set()
    new_parts = [part for part in parts if part.number not in known]
    columns, numbers, copied = _gather(log, kept, new_parts, combined, identities, touchpoints, settings)
    clock.step("group")
    version = folder.new_version()
    shards = _write(version, kept, columns, numbers, parts, identities, settings.spark, clock)
    IdentityStore(version / "identity").save(identities, parts=[part.number for part in parts], rules=rules)
    events = sum(shard.live_events for shard in shards)
    manifest = Manifest(
        format=FORMAT,
        parts=[part.number for part in parts],
        rules=rules,
        touchpoints=touchpoints.names,
        channels=numbers.channels.values,
        currencies=numbers.currencies.values,
        scales=numbers.scale_pairs,
        customers=identities.customers,
        events=events,
        anonymous_events=sum(part.rows for part in parts) - events,
        first_us=min((shard.first_us for shard in shards if shard.first_us is not None), default=None),
        last_us=max((shard.last_us for shard in shards if shard.last_us is not None), default=None),
        ending=find_end(log, parts),
        shards=shards,
        dimensions=numbers.dimensions,
        erasures=log.erasures_so_far(),
    )
    reused = copied + sum(shard.live_events for shard in shards[: len(kept.plan.stays) if kept else 0])
    return Version(folder=folder, path=version, manifest=manifest, identities=identities, reused=reused)


class _Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What of the last store goes into the next."""

    store: Store
    changes: Changes
    vanished: list[int]
    plan: Plan


def _kept(
    old: Last,
    parts: list[Part],
    combined: dict[int, "pa.Table"],
    identities: Identities,
    settings: Settings,
    found: list[EventClass],
    *,
    compact: bool | None,
) -> _Kept | None:
    """Say what of the last store can be kept; None where it is damaged, or its dictionaries hold what has left the log."""
    store, live = old.store, {part.number for part in parts}
    vanished = [number for number in store.manifest.parts if number not in live]
    if vanished and not _names_stay(store.manifest, settings, found):
        return None
    before = IdentityStore(store.folder / "identity").owners()
    changes = compare(before, identities) if before else None
    if before is None or changes is None:
        return None
    try:
        store.verify()
    except StorageError:
        return None
    known = set(store.manifest.parts)
    read = sum(part.rows for part in parts if part.number not in known)
    read += sum(_chosen_events(combined[part], chosen) for part, chosen in changes.again.items())
    return _Kept(
        store=store,
        changes=changes,
        vanished=vanished,
        plan=plan(store, before, changes, read, compact=compact),
    )


def _names_stay(manifest: Manifest, settings: Settings, found: list[EventClass]) -> bool:
    """Say whether each touchpoint and channel of the last store is one of the log still."""
    known = set(name_touchpoints(settings, found).names)
    return known.issuperset(manifest.touchpoints) and {item.channel for item in found}.issuperset(manifest.channels)


def _fingerprint(settings: Settings) -> str:
    """Return what tells settings apart that shape the store; labels and stages do not."""
    touchpoints = [(touchpoint.name, touchpoint.when) for touchpoint in settings.touchpoints]
    shaping = [FORMAT, settings.identity, phone_country(settings), touchpoints, settings.dimensions]
    return hashlib.blake2b(msgspec.json.encode(shaping, order="deterministic"), digest_size=16).hexdigest()


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
    kept: _Kept | None,
    new_parts: list[Part],
    combined: dict[int, "pa.Table"],
    identities: Identities,
    touchpoints: TouchpointTable,
    settings: Settings,
) -> tuple[Columns, Dictionaries, int]:
    """Put the events of the last store that are written anew, and those that are read, into one set of columns; say how many the former are."""
    old = kept.store.manifest if kept else None
    dimensions = old.dimensions if old else _dimensions(settings)
    numbers = (
        Dictionaries(old.channels, old.currencies, old.scales, dimensions)
        if old
        else Dictionaries([], [], [], dimensions)
    )
    again = kept.changes.again if kept else {}
    columns = Columns(
        (kept.plan.moved_events if kept else 0)
        + sum(part.rows for part in new_parts)
        + sum(_chosen_events(combined[part], chosen) for part, chosen in again.items()),
        len(dimensions),
    )
    start = take_over(kept.plan.moved, kept.vanished, columns) if kept else 0
    parts = [*new_parts, *(part for part in log.parts() if part.number in again)]
    read_parts(log, parts, lambda part: combined[part.number], identities, touchpoints, numbers, columns, start, again)
    return columns, numbers, start


def _dimensions(settings: Settings) -> list[StoredDimension]:
    return [
        StoredDimension(name=rule.name, property=rule.property, scope=rule.scope, values=[])
        for rule in settings.dimensions
    ]


def _chosen_events(combinations: "pa.Table", chosen: NDArray[np.bool_]) -> int:
    return int(combinations["events"].to_numpy()[chosen].sum())


def _write(
    version: Path,
    kept: _Kept | None,
    columns: Columns,
    numbers: Dictionaries,
    parts: list[Part],
    identities: Identities,
    cluster: SparkCluster | None,
    clock: Clock,
) -> list[ShardFacts]:
    """Write the next version's shards: those that stay, and an overlay on them; or all of them, on a cluster where there is one."""
    from desireline.kernels.grouping import order_key

    shards: list[ShardFacts] = []
    if kept is not None:
        store = kept.store
        for number, stays in enumerate(kept.plan.stays):
            old, new = (store.folder, stays.number), (version, number)
            facts, shard = store.manifest.shards[stays.number], store.shards[stays.number]
            shards.append(take_over_shard(old, new, facts, shard, stays.gone))
    customer_id = identities.customer_id
    if shards:
        customer_id = customer_id[_number_few(columns, identities.customers)]
        if not len(customer_id):
            return shards
    key = order_key(columns.row, _ranks(parts))
    of_customers = customer_dimensions(numbers.dimensions)
    if cluster is not None and not shards and len(customer_id):
        from desireline.journeys.engines.writing import write_on_spark

        return write_on_spark(cluster, version, columns, key, customer_id, clock.step, of_customers=of_customers)
    return shards + write_shards(
        version,
        columns,
        key,
        customer_id,
        clock.step,
        of_customers=of_customers,
        number=len(shards),
        overlay=bool(shards),
    )


def _number_few(columns: Columns, customers: int) -> NDArray[np.int64]:
    """Number the customers in `columns` from 0 on, and return the number each had."""
    there = np.zeros(customers + 1, dtype=bool)
    there[np.minimum(columns.customer, customers)] = True
    few = np.flatnonzero(there[:-1])
    numbers = np.full(customers + 1, NOBODY, dtype=np.uint32)
    numbers[few] = np.arange(len(few))
    columns.customer = numbers[np.minimum(columns.customer, customers)]
    return few


def _ranks(parts: list[Part]) -> NDArray[np.uint32]:
    """Return each part's place in the order of the log, by its number."""
    rank = np.zeros(max((part.number for part in parts), default=0) + 1, dtype=np.uint32)
    for place, part in enumerate(parts):
        rank[part.number] = place
    return rank
