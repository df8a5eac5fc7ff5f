"""The overlay folded back into the base: the same histories, in as few shards as a build from nothing would write."""

from collections.abc import Callable
from contextlib import suppress

import msgspec
import numpy as np

from desireline.base.errors import BusyError, StorageError
from desireline.base.files import exclusive
from desireline.events import EventLog
from desireline.identity import IdentityStore
from desireline.journeys.overlay import everybody, take_over
from desireline.journeys.reading import Columns
from desireline.journeys.report import Clock
from desireline.journeys.store import StoreFolder
from desireline.journeys.store.files import customer_dimensions
from desireline.journeys.store.sharing import link_files
from desireline.journeys.store.writing import write_shards

__all__ = ["compact", "sweep"]


def compact(log: EventLog, progress: Callable[[str], None] = lambda _: None) -> bool:
    """Fold the overlay of the store back into its base, without reading the log; readers keep the version they have.

    Args:
        log: of the project.
        progress: told the name of each step: `read`, `group`, `write`.

    Returns:
        Whether there was anything to fold back.

    Raises:
        BusyError: another process is writing.
        StorageError: the store is damaged, or the disk is full.
    """
    folder = StoreFolder(log.folder / "journeys")
    if not _is_layered(folder):  # looked at without the right to write
        sweep(log)
        return False
    with exclusive(log.folder / "lock"):
        return _fold_back(folder, Clock(progress))


def sweep(log: EventLog) -> None:
    """Remove what a crash left of versions that are not in use, and of erasures; where another process writes, or nobody may, it stays for now."""
    folder = StoreFolder(log.folder / "journeys")
    if folder.has_leftovers or log.erasures.unfinished() is not None:
        with suppress(BusyError, StorageError), exclusive(log.folder / "lock"):
            folder.sweep()
            log.finish_erasures()


def _is_layered(folder: StoreFolder) -> bool:
    store = folder.open()
    return store is not None and bool(store.manifest.overlay_events or store.manifest.gone_events)


def _fold_back(folder: StoreFolder, clock: Clock) -> bool:
    store = folder.open()
    if store is None or not _is_layered(folder):
        return False
    clock.step("read")
    store.verify()  # what is damaged must not get new checksums
    owners = IdentityStore(store.folder / "identity").owners()
    if owners is None:
        raise StorageError(f"{store.folder / 'identity'} is damaged: run desireline build --full")
    customers = len(owners.customer_id)
    everything = everybody(store, owners, np.arange(customers, dtype=np.uint32))
    dimensions = store.manifest.dimensions
    columns = Columns(everything.moved_events, len(dimensions))
    take_over(everything.moved, [], columns)
    clock.step("group")
    version = folder.new_version()
    in_order = np.arange(len(columns.row), dtype=np.uint64)  # each history lies in one piece, and in order
    shards = write_shards(
        version, columns, in_order, owners.customer_id, clock.step, of_customers=customer_dimensions(dimensions)
    )
    source = store.folder / "identity"
    link_files(source, version / "identity", sorted(path.name for path in source.iterdir()))
    folder.switch(version, msgspec.structs.replace(store.manifest, shards=shards))
    clock.step("")
    return True
