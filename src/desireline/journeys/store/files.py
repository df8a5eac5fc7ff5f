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

import io
import os
import shutil
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.base.errors import StorageError
from desireline.base.files import fsync_dir, fsync_file, storage_errors, write_atomic

__all__ = ["FORMAT", "SPARSE_KINDS", "Manifest", "Shard", "ShardFacts", "Store", "StoreFolder"]

FORMAT = 2
"""Raised when the layout changes; a store of another format is built anew."""


SPARSE_KINDS = {"value": "currency", "score": "scale"}
"""What few events carry, and what its dictionary numbers."""

_WRITERS = 2
_DENSE = ("ts", "touchpoint", "channel", "row")


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
    """One shard's arrays, mapped from the disk at once, so that a newer version does not pull them away.

    Raises:
        StorageError: a file is missing, or is not what the version says.
    """

    def __init__(self, folder: Path, facts: ShardFacts) -> None:
        self.customers = facts.customers
        self.events = facts.events
        self._columns = {name: _mapped(folder / f"{name}.npy") for name in facts.columns}
        lengths = dict.fromkeys(_DENSE, facts.events) | {"customer_id": facts.customers, "ptr": facts.customers + 1}
        wrong = [name for name, length in lengths.items() if len(self._columns.get(name, ())) != length]
        if not wrong and (self.ptr[0] != 0 or self.ptr[-1] != facts.events or (np.diff(self.ptr) < 0).any()):
            wrong = ["ptr"]  # kernels go where it points without asking
        if wrong:
            raise _damaged(folder / f"{wrong[0]}.npy")

    def column(self, name: str) -> NDArray[np.generic]:
        """Return a column by name."""
        return self._columns[name]

    def has(self, name: str) -> bool:
        """Say whether there is a column of that name."""
        return name in self._columns

    def is_of_customers(self, name: str) -> bool:
        """Say whether a column has a number for each customer, not for each event."""
        return name.startswith("customer_")

    def sparse(self, name: str) -> tuple[NDArray[np.int64], NDArray[np.generic], NDArray[np.uint8]]:
        """Return what few events carry: their positions, ascending, the numbers, and each one's number in its dictionary."""
        at = self.column(f"{name}_at").astype(np.int64)
        return at, self.column(name), self.column(f"{name}_{SPARSE_KINDS[name]}").astype(np.uint8)

    @property
    def customer_id(self) -> NDArray[np.uint64]:
        """Each customer's stable id."""
        return self.column("customer_id")  # type: ignore[return-value]  # the layout says so

    @property
    def row(self) -> NDArray[np.uint64]:
        """Where each event lies in the log: part << 32 | row."""
        return self.column("row")  # type: ignore[return-value]  # the layout says so

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
                    raise _damaged(path)


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
            StorageError: it is damaged.
        """
        while (current := self._current()) is not None:
            try:
                return _opened(self._folder / current)
            except StorageError:
                if self._current() == current:
                    raise  # else a build has just put a newer one in its place
        return None

    def new_version(self) -> Path:
        """Make the folder of the next version, and remove what earlier attempts left."""
        with storage_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            current = self._current() or ""
            for path in self._folder.iterdir():
                if path.is_dir() and path.name != current:
                    shutil.rmtree(path)
                elif path.suffix == ".tmp":
                    path.unlink()
            folder = self._folder / f"{int(current) + 1 if current.isdecimal() else 1:06d}"
            folder.mkdir()
        return folder

    def switch(self, folder: Path, manifest: Manifest) -> None:
        """Make a finished version the one in use, and remove the one before."""
        with storage_errors(self._folder):
            (folder / "store.json").write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
            fsync_file(folder / "store.json")
            fsync_dir(folder)
            write_atomic(self._folder / "current", folder.name.encode())
            for path in self._folder.iterdir():
                if path.is_dir() and path != folder:
                    shutil.rmtree(path, ignore_errors=True)

    def _current(self) -> str | None:
        """Return the name of the version in use."""
        pointer = self._folder / "current"
        return pointer.read_text(encoding="utf-8", errors="replace").strip() if pointer.exists() else None


def _opened(folder: Path) -> Store | None:
    try:
        raw = (folder / "store.json").read_bytes()
        if msgspec.json.decode(raw).get("format") != FORMAT:
            return None
        return Store(folder, msgspec.json.decode(raw, type=Manifest))
    except StorageError:
        raise
    except (OSError, ValueError, AttributeError) as error:
        raise StorageError(f"the journey store {folder} is damaged: run desireline build --full") from error


def _mapped(path: Path) -> NDArray[np.generic]:
    try:
        mapped: NDArray[np.generic] = np.load(path, mmap_mode="r")
    except (OSError, ValueError, EOFError) as error:
        raise _damaged(path) from error
    return mapped


def _damaged(path: Path) -> StorageError:
    return StorageError(f"{path} is missing or damaged: run desireline build --full")


def write_shard(folder: Path, columns: dict[str, NDArray[np.generic]]) -> dict[str, int]:
    """Write a shard's columns to the disk and return the checksum of each file.

    Raises:
        StorageError: the disk is full.
    """
    with storage_errors(folder):
        folder.mkdir()
        with ThreadPoolExecutor(_WRITERS) as pool:  # checksums and the disk take turns
            sums = list(pool.map(lambda name: _write(folder / f"{name}.npy", columns[name]), columns))
        fsync_dir(folder)
    return dict(zip(columns, sums, strict=True))


def _write(path: Path, values: NDArray[np.generic]) -> int:
    """Write an array as `np.save` does and return the file's CRC-32, without reading it again."""
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, np.lib.format.header_data_from_array_1_0(values))
    content = np.ascontiguousarray(values).view(np.uint8).data
    with path.open("wb") as file:
        file.write(header.getvalue())
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return zlib.crc32(content, zlib.crc32(header.getvalue()))
