"""One customer out of everything: log, identities, journeys. The next version is written first, so that nothing is ever half gone."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from desireline.base.errors import BusyError, NotFoundError, StorageError
from desireline.base.files import exclusive, storage_errors
from desireline.base.settings.model import Settings
from desireline.base.times import now_us
from desireline.events import EventLog, Identifier
from desireline.events.erasures import Erasure, NewErasure
from desireline.events.rejected import mentions, old_files, without_mentions
from desireline.events.rewriting import RewrittenLog, rows_by_part, spellings, without_rows
from desireline.identity import IdentityStore, identifiers_of, normalise, spelled
from desireline.journeys.build import build_locked, write_version
from desireline.journeys.country import phone_country
from desireline.journeys.customers import locate
from desireline.journeys.journeys import Journeys, open_journeys
from desireline.journeys.report import Clock

__all__ = ["Traces", "erase", "traces_of", "written"]


@dataclass(frozen=True)
class Traces:
    """What the log and the identities hold of one customer.

    Attributes:
        customer: the id.
        rows: where the events lie in the log (part << 32 | row), by time.
        identifiers: each spelt one way, in the order they were first seen.
    """

    customer: int
    rows: NDArray[np.uint64]
    identifiers: list[Identifier]


def traces_of(journeys: Journeys, customer: int) -> Traces:
    """Return what there is of a customer.

    Args:
        journeys: up to date with the log.
        customer: the 64-bit id.

    Raises:
        NotFoundError: there is no such customer.
        BusyError: the journeys are not those of now any more.
        StorageError: the identities are damaged.
    """
    place = locate(journeys, customer)
    if place is None:
        raise NotFoundError(
            f"there is no customer {spelled(customer)}: desireline people lists them; a customer who was erased is gone for good"
        )
    identities = IdentityStore(journeys.store.folder / "identity")
    known = identifiers_of(identities, np.array([customer], dtype=np.uint64))
    if not journeys.store.folder.exists():
        raise BusyError("the journeys were built anew meanwhile: ask again")
    if customer not in known:
        raise StorageError(f"{journeys.store.folder / 'identity'} is damaged: run desireline build --full")
    return Traces(customer, np.array(place.shard.row[place.events]), known[customer])


def erase(
    log: EventLog,
    settings: Settings,
    customer: int,
    *,
    by: str = "local",
    stays_out: bool = True,
    leftovers: Iterable[str] = (),
    also: Callable[[sqlite3.Connection, Traces], None] = lambda *_: None,
    progress: Callable[[str], None] = lambda _: None,
) -> Erasure:
    """Remove one customer: their events from the log, their rows from the files of rejects, and everything that is made from these.

    Until one moment nothing is changed; from then on the customer is gone from every answer. Files that still hold something are removed
    at once, or by the next build where the process was killed.

    Args:
        log: what happened.
        settings: identity and touchpoint rules.
        customer: the 64-bit id.
        by: who asks for it, for the erasure log.
        stays_out: whether imports leave this person out from now on; else no trace is kept, and another import brings them back.
        leftovers: what else is to be removed, as paths within the data folder.
        also: what else is to happen at that moment, in the same transaction of `state.db`.
        progress: told the name of each step.

    Returns:
        Its entry in the erasure log.

    Raises:
        NotFoundError: there is no such customer.
        BusyError: another process is writing.
        StorageError: the disk is full or damaged; nothing was changed.
    """
    with storage_errors(log.folder):
        log.events.mkdir(parents=True, exist_ok=True)
    with exclusive(log.folder / "lock"):
        log.sweep()
        build_locked(log, settings, progress=progress)
        log.finish_erasures()  # one that was cut off
        traces = traces_of(open_journeys(log.folder / "journeys", settings), customer)
        progress("erase")
        new, after = _rewrite(log, settings, traces, by=by, stays_out=stays_out)
        version = write_version(after, settings, None, Clock(progress))
        new = msgspec.structs.replace(new, leftovers=[*new.leftovers, *leftovers])
        log.erasures.commit(new, lambda connection: also(connection, traces))
        with suppress(StorageError):  # the customer is gone, whatever comes now: the next build does the rest
            version.switch()
            log.finish_erasures()
        return next(one for one in log.erasures.all() if one.id == new.erasure.id)


def _rewrite(
    log: EventLog, settings: Settings, traces: Traces, *, by: str, stays_out: bool
) -> tuple[NewErasure, RewrittenLog]:
    """Write everything anew that holds the customer, beside what is in use."""
    number = log.erasures.next_id()
    rows = rows_by_part(traces.rows)
    names = written(log, settings, traces)
    parts, emptied = without_rows(log, rows)
    rejects = without_mentions(log, mentions(value for _, value in names), number)
    import_of = {part.number: part.import_id for part in log.parts()}
    erased: dict[int, int] = {}
    for part, places in rows.items():
        erased[import_of[part]] = erased.get(import_of[part], 0) + len(places)
    new = NewErasure(
        erasure=Erasure(
            id=number,
            at_us=now_us(),
            by=by,
            customer=spelled(traces.customer),
            events=len(traces.rows),
            identifiers=len(traces.identifiers),
            imports=len(erased),
            rejected=sum(gone for _, gone in rejects.values()),
            stays_out=stays_out,
        ),
        parts=parts,
        emptied=emptied,
        erased=erased,
        rejects={import_id: name for import_id, (name, _) in rejects.items()},
        identifiers=names,
        leftovers=old_files(log, rejects),
    )
    return new, RewrittenLog(log, parts, emptied, number)


def written(log: EventLog, settings: Settings, traces: Traces) -> set[tuple[str, str]]:
    """Return a customer's own identifiers in all spellings: (namespace, value), as the sources write them and in the one spelling.

    Those that their events carry as well, but that were set aside or link nobody, are not among them.
    """
    import pyarrow as pa

    own = {(known.namespace, known.value) for known in traces.identifiers}
    spelt = spellings(log, rows_by_part(traces.rows))
    kept = set(own)
    for namespace in {namespace for namespace, _ in spelt}:
        values = pa.array(sorted(value for name, value in spelt if name == namespace), pa.string())
        known = normalise(namespace, values, settings.identity, phone_country(settings))
        pairs = zip(values.to_pylist(), known.to_pylist(), strict=True)
        kept |= {(namespace, value) for value, normal in pairs if (namespace, normal) in own}
    return kept
