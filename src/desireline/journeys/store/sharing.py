"""Shards that a new version takes over from the one before: the same files, linked."""

import os
import shutil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desireline.base.files import fsync_dir, storage_errors
from desireline.journeys.store.files import GONE, Shard, ShardFacts, shard_folder, write_shard

__all__ = ["link_files", "take_over_shard"]


def take_over_shard(
    old: tuple[Path, int], new: tuple[Path, int], facts: ShardFacts, shard: Shard, gone: NDArray[np.bool_]
) -> ShardFacts:
    """Put a shard of one version into the next, without copying it, and say who in it is gone.

    Args:
        old: the version it lies in, and its number there.
        new: the next version, and its number there.
        facts: what the old version says of it.
        shard: it, opened.
        gone: of each of its customers, whether their history lies elsewhere from now on; a customer that was gone stays gone.

    Raises:
        StorageError: the disk is full.
    """
    source, target = shard_folder(*old), shard_folder(*new)
    columns = {name: checksum for name, checksum in facts.columns.items() if name != GONE}
    link_files(source, target, [f"{name}.npy" for name in columns])
    places = np.flatnonzero(gone)
    if len(places):
        columns |= write_shard(target, {GONE: places.astype(np.uint32)})
    sizes = np.diff(shard.ptr)
    first, last = _ends(shard, np.flatnonzero(~gone & (sizes > 0)))
    return ShardFacts(
        customers=facts.customers,
        events=facts.events,
        columns=columns,
        overlay=facts.overlay,
        gone_events=int(sizes[places].sum()),
        first_us=first,
        last_us=last,
    )


def _ends(shard: Shard, live: NDArray[np.int64]) -> tuple[int | None, int | None]:
    """Return the times of the first and last event of some customers; each one's events lie in the order of time."""
    if not len(live):
        return None, None
    return int(shard.ts[shard.ptr[live]].min()), int(shard.ts[shard.ptr[live + 1] - 1].max())


def link_files(source: Path, target: Path, names: list[str]) -> None:
    """Give files a second name in another folder, or copies where the disk knows no links.

    Raises:
        StorageError: the disk is full.
    """
    with storage_errors(target):
        target.mkdir(exist_ok=True)
        for name in names:
            try:
                os.link(source / name, target / name)
            except FileNotFoundError:
                raise
            except OSError:
                shutil.copyfile(source / name, target / name)
                with (target / name).open("rb") as file:
                    os.fsync(file.fileno())
        fsync_dir(target)
