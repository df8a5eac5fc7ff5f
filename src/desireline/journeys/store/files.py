"""The store on the disk.

A version is a folder `journeys/NNNNNN` with `store.json` and shards. A shard holds one `.npy` file a column, in the order
(customer, time, source, place in the source):

- `ptr` (customers + 1): where each customer's events start
- `ts`: µs since 1970, UTC · `touchpoint`, `channel`: numbers of the dictionaries in `store.json` · `row`: part << 32 | row in the log
- sparse columns as two or three arrays of equal length: `value_at`, `value` (minor units), `value_currency`; `score_at`, `score`,
  `score_scale`
- `customer_id` (customers): the stable 64-bit ids

`journeys/current` names the version in use. It is replaced in one step, so a crash leaves the old one.
"""

import shutil
import zlib
from pathlib import Path
from typing import Annotated

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.base.errors import StorageError
from desireline.base.files import fsync_dir, fsync_file, storage_errors, write_atomic

__all__ = ["FORMAT", "Manifest", "Shard", "ShardFacts", "Store", "StoreFolder"]

FORMAT = 1
"""Raised when the layout changes; a store of another format is built anew."""


class ShardFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What `store.json` says of one shard."""

    customers: int
    events: int
    columns: Annotated[dict[str, int], Meta(description="CRC-32 of each file.")]


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What `store.json` says of a version."""

    format: int
    parts: Annotated[list[int], Meta(description="The log's parts it was built from.")]
    rules: Annotated[str, Meta(description="Fingerprint of the settings that shaped it.")]
    touchpoints: list[str]
    channels: list[str]
    currencies: list[str]
    scales: Annotated[list[tuple[float, float]], Meta(description="Lowest and highest answer of each score scale.")]
    customers: int
    events: int
    anonymous_events: int
    first_us: int | None
    last_us: int | None
    shards: list[ShardFacts]


class Shard:
    """One shard's arrays, mapped from the disk when first read."""

    def __init__(self, folder: Path, facts: ShardFacts) -> None:
        self.customers = facts.customers
        self.events = facts.events
        self._folder = folder
        self._columns: dict[str, NDArray[np.generic]] = {}

    def column(self, name: str) -> NDArray[np.generic]:
        """Return a column by name."""
        if name not in self._columns:
            try:
                self._columns[name] = np.load(self._folder / f"{name}.npy", mmap_mode="r")
            except (OSError, ValueError) as error:
                raise StorageError(
                    f"{self._folder / name}.npy is missing or damaged: run desireline build --full"
                ) from error
        return self._columns[name]

    @property
    def ptr(self) -> NDArray[np.int64]:
        """Where each customer's events start, shape (customers + 1,)."""
        return self.column("ptr")  # type: ignore[return-value]  # the layout says so

    @property
    def ts(self) -> NDArray[np.int64]:
        """When each event was: µs since 1970, UTC."""
        return self.column("ts")  # type: ignore[return-value]  # the layout says so

    @property
    def touchpoint(self) -> NDArray[np.uint16]:
        """Each event's touchpoint, as narrow as their number allows."""
        return self.column("touchpoint")  # type: ignore[return-value]  # the layout says so

    @property
    def channel(self) -> NDArray[np.uint8]:
        """Each event's channel."""
        return self.column("channel")  # type: ignore[return-value]  # the layout says so


class Store:
    """An opened version of the store."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest
        self.shards = [Shard(folder / f"shard-{number:03d}", facts) for number, facts in enumerate(manifest.shards)]

    def verify(self) -> None:
        """Compare every file with its checksum.

        Raises:
            StorageError: one differs or is missing.
        """
        for number, facts in enumerate(self.manifest.shards):
            for name, expected in facts.columns.items():
                path = self.folder / f"shard-{number:03d}" / f"{name}.npy"
                if not path.exists() or zlib.crc32(path.read_bytes()) != expected:
                    raise StorageError(f"{path} is missing or damaged: run desireline build --full")


class StoreFolder:
    """All versions of a project's store.

    Args:
        folder: `.desireline/journeys`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self) -> Store | None:
        """Return the version in use, or None where there is none, or one of another format.

        Raises:
            StorageError: its description is damaged.
        """
        pointer = self._folder / "current"
        if not pointer.exists():
            return None
        folder = self._folder / pointer.read_text(encoding="utf-8").strip()
        try:
            raw = (folder / "store.json").read_bytes()
            if msgspec.json.decode(raw).get("format") != FORMAT:
                return None
            return Store(folder, msgspec.json.decode(raw, type=Manifest))
        except (OSError, msgspec.DecodeError, AttributeError) as error:
            raise StorageError(f"the journey store {folder} is damaged: run desireline build --full") from error

    def new_version(self) -> Path:
        """Make the folder of the next version, and remove what earlier attempts left."""
        with storage_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            pointer = self._folder / "current"
            current = pointer.read_text(encoding="utf-8").strip() if pointer.exists() else ""
            for path in self._folder.iterdir():
                if path.is_dir() and path.name != current:
                    shutil.rmtree(path)
            folder = self._folder / f"{int(current or 0) + 1:06d}"
            folder.mkdir()
        return folder

    def switch(self, folder: Path, manifest: Manifest) -> Store:
        """Make a finished version the one in use, and remove the one before."""
        with storage_errors(self._folder):
            (folder / "store.json").write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
            fsync_file(folder / "store.json")
            fsync_dir(folder)
            write_atomic(self._folder / "current", folder.name.encode())
            for path in self._folder.iterdir():
                if path.is_dir() and path != folder:
                    shutil.rmtree(path, ignore_errors=True)
        return Store(folder, manifest)


def write_shard(folder: Path, columns: dict[str, NDArray[np.generic]]) -> dict[str, int]:
    """Write a shard's columns to the disk and return the checksum of each file.

    Raises:
        StorageError: the disk is full.
    """
    sums = {}
    with storage_errors(folder):
        folder.mkdir()
        for name, values in columns.items():
            path = folder / f"{name}.npy"
            np.save(path, values, allow_pickle=False)
            fsync_file(path)
            sums[name] = zlib.crc32(path.read_bytes())
        fsync_dir(folder)
    return sums
