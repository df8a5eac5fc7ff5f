"""The store on the disk.

A version is a folder `journeys/NNNNNN` with `store.json` and shards. A shard holds one `.npy` file a column, in the order
(customer, time, source, place in the source):

- `ptr` (customers + 1): where each customer's events start
- `ts`: µs since 1970, UTC · `touchpoint`, `channel`: numbers of the dictionaries in `store.json` · `row`: part << 32 | row in the log
- sparse columns as two or three arrays of equal length: `value_at`, `value` (minor units), `value_currency`; `score_at`, `score`,
  `score_scale`
- `dimension_N`: of the Nth dimension, the place of each event's value among the values in `store.json`, from 1; 0 where it has none
- `customer_id` (customers): the stable 64-bit ids · `customer_N`: of a dimension of customers, the last value each one has
- `gone`, where there is one: the places of customers whose histories lie in a later shard, or nowhere

Shards that a version takes over from the one before are links to the same files; only `gone` is its own. Shards marked as overlay hold
the whole histories of customers that changed since the others were written.

`journeys/current` names the version in use. It is replaced in one step, so a crash leaves the old one.
"""

import io
import os
import shutil
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated, Literal
from weakref import WeakValueDictionary

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

from desireline.base.errors import StorageError
from desireline.base.files import fsync_dir, fsync_file, storage_errors, write_atomic
from desireline.journeys.ending import Ending

__all__ = [
    "FORMAT",
    "GONE",
    "SPARSE_KINDS",
    "Manifest",
    "Shard",
    "ShardFacts",
    "Store",
    "StoreFolder",
    "StoredDimension",
    "customer_column",
    "customer_dimensions",
    "event_column",
    "shard_folder",
    "write_shard",
]

FORMAT = 3
"""Raised when the layout changes; a store of another format is built anew."""


SPARSE_KINDS = {"value": "currency", "score": "scale"}
"""What few events carry, and what its dictionary numbers."""

GONE = "gone"
"""The file of customers whose histories lie elsewhere."""

_WRITERS = 2
_PIECE = 1 << 22
_DENSE = ("ts", "touchpoint", "channel", "row")
_EVENT_COLUMN = "dimension_"


def event_column(dimension: int) -> str:
    """Return the column of each event's value of a dimension, by the dimension's number."""
    return f"{_EVENT_COLUMN}{dimension}"


def customer_column(dimension: int) -> str:
    """Return the column of each customer's value of a dimension, by the dimension's number."""
    return f"customer_{dimension}"


class ShardFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What `store.json` says of one shard."""

    customers: Annotated[int, Meta(description="All, those gone among them.")]
    events: Annotated[int, Meta(description="Theirs.")]
    columns: Annotated[dict[str, int], Meta(description="CRC-32 of each file.")]
    overlay: Annotated[bool, Meta(description="Whether it holds what changed since the base was written.")] = False
    gone_events: Annotated[int, Meta(description="Events of customers that are gone.")] = 0
    first_us: Annotated[int | None, Meta(description="Time of the first event of customers that are not gone.")] = None
    last_us: int | None = None

    @property
    def live_events(self) -> int:
        """Events of customers that are not gone."""
        return self.events - self.gone_events


class StoredDimension(msgspec.Struct, frozen=True, kw_only=True):
    """A dimension as it was read from the log."""

    name: str
    property: str
    scope: Literal["event", "journey", "customer"]
    values: Annotated[list[str], Meta(description="By number, from 1; 0 stands for no value.")]


def customer_dimensions(dimensions: list[StoredDimension]) -> list[int]:
    """Return the numbers of the dimensions that customers have."""
    return [number for number, known in enumerate(dimensions) if known.scope == "customer"]


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
    ending: Annotated[Ending, Meta(description="Where the data end, anonymous events included.")]
    shards: list[ShardFacts]
    dimensions: list[StoredDimension] = []
    erasures: Annotated[
        int, Meta(description="The last erasure before it was built; places in the log are those after it.")
    ] = 0

    @property
    def overlay_events(self) -> int:
        """Events that lie in overlay shards."""
        return sum(shard.live_events for shard in self.shards if shard.overlay)

    @property
    def gone_events(self) -> int:
        """Events in the files of customers whose histories lie elsewhere now, or nowhere."""
        return sum(shard.gone_events for shard in self.shards)


_mapped_shards: WeakValueDictionary[Path, "Shard"] = WeakValueDictionary()
"""What travelled to another process and comes back is found here."""


class Shard:
    """One shard's arrays, mapped from the disk at once, so that a newer version does not pull them away.

    Attributes:
        place: the folder it lies in, and what the version says of it.
        gone: of each customer, whether their history lies elsewhere now, or nowhere; None: nobody's does.

    Raises:
        StorageError: a file is missing, or is not what the version says.
    """

    gone: NDArray[np.bool_] | None = None

    def __init__(self, folder: Path, facts: ShardFacts) -> None:
        self.place = (folder.absolute(), facts)
        _mapped_shards[self.place[0]] = self
        self.customers = facts.customers
        self.events = facts.events
        self._columns = {name: _mapped(folder / f"{name}.npy") for name in facts.columns}
        lengths = dict.fromkeys(_DENSE, facts.events) | {"customer_id": facts.customers, "ptr": facts.customers + 1}
        for name in facts.columns:
            if name.startswith(_EVENT_COLUMN):
                lengths[name] = facts.events
            elif self.is_of_customers(name):
                lengths[name] = facts.customers
        wrong = [name for name, length in lengths.items() if len(self._columns.get(name, ())) != length]
        if not wrong and (self.ptr[0] != 0 or self.ptr[-1] != facts.events or (np.diff(self.ptr) < 0).any()):
            wrong = ["ptr"]  # kernels go where it points without asking
        if not wrong and GONE in self._columns:
            places = self._columns.pop(GONE).astype(np.int64)
            wrong = [GONE] if (places >= facts.customers).any() else []
            self.gone = np.zeros(facts.customers, dtype=bool)
            self.gone[places if not wrong else []] = True
        if wrong:
            raise _damaged(folder / f"{wrong[0]}.npy")

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process as the place where it lies, and be opened there."""
        return _arrived_shard, self.place

    def column(self, name: str) -> NDArray[np.generic]:
        """Return a column by name."""
        return self._columns[name]

    def has(self, name: str) -> bool:
        """Say whether there is a column of that name."""
        return name in self._columns

    def is_of_customers(self, name: str) -> bool:
        """Say whether a column has a number for each customer, not for each event."""
        return name.startswith("customer_")

    def sparse(
        self, name: str, low: int = 0, high: int | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.generic], NDArray[np.uint8]]:
        """Return what few events carry: their positions, ascending, the numbers, and each one's number in its dictionary.

        Args:
            name: what they carry.
            low: the first customer whose events are looked at.
            high: one past the last.
        """
        at = self.column(f"{name}_at")
        ends = self.ptr[[low, self.customers if high is None else high]].astype(at.dtype)
        inside = slice(*np.searchsorted(at, ends))
        kind = self.column(f"{name}_{SPARSE_KINDS[name]}")[inside]
        return at[inside].astype(np.int64), self.column(name)[inside], kind.astype(np.uint8)

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


def _arrived_shard(folder: Path, facts: ShardFacts) -> Shard:
    shard = _mapped_shards.get(folder.absolute())
    return shard if shard is not None and shard.place[1] == facts else Shard(folder, facts)


class Store:
    """An opened version of the store.

    Args:
        folder: the version's.
        manifest: what it says of itself.
        open_one: opens a shard.

    Raises:
        StorageError: a file is missing, or is not what the version says; or a shard lacks a dimension of the version.
    """

    def __init__(self, folder: Path, manifest: Manifest, open_one: Callable[[Path, ShardFacts], Shard] = Shard) -> None:
        self.folder = folder
        self.manifest = manifest
        dimensions = [event_column(number) for number in range(len(manifest.dimensions))]
        dimensions += [customer_column(number) for number in customer_dimensions(manifest.dimensions)]
        for number, facts in enumerate(manifest.shards):
            for name in dimensions:
                if name not in facts.columns:
                    raise _damaged(shard_folder(folder, number) / f"{name}.npy")
        self.shards = [open_one(shard_folder(folder, number), facts) for number, facts in enumerate(manifest.shards)]

    def __reduce__(self) -> tuple[object, ...]:
        """Travel to another process as the place where it lies, and be opened there."""
        return Store, (self.folder.absolute(), self.manifest, _arrived_shard)

    def verify(self) -> None:
        """Compare every file with its checksum.

        Raises:
            StorageError: one differs or is missing.
        """
        files = [
            (shard_folder(self.folder, number) / f"{name}.npy", expected)
            for number, facts in enumerate(self.manifest.shards)
            for name, expected in facts.columns.items()
        ]
        with ThreadPoolExecutor(_WRITERS) as pool:
            for (path, expected), found in zip(files, pool.map(lambda file: _checksum(file[0]), files), strict=True):
                if found != expected:
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
        self.sweep()
        with storage_errors(self._folder):
            current = self._current() or ""
            folder = self._folder / f"{int(current) + 1 if current.isdecimal() else 1:06d}"
            folder.mkdir()
        return folder

    @property
    def has_leftovers(self) -> bool:
        """Whether there is more than the version in use: another is being written, or a crash left something."""
        return any(True for _ in self._leftovers())

    def sweep(self) -> None:
        """Remove all but the version in use. Only who has the right to write may do so."""
        with storage_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            for path in list(self._leftovers()):
                if path.is_dir():
                    shutil.rmtree(path)
                else:
                    path.unlink()

    def _leftovers(self) -> Iterator[Path]:
        current = self._current() or ""
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if path.suffix == ".tmp" or (path.is_dir() and path.name != current):
                yield path

    def switch(self, folder: Path, manifest: Manifest) -> None:
        """Make a finished version the one in use, and remove the one before."""
        with storage_errors(self._folder):
            (folder / "store.json").write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))
            fsync_file(folder / "store.json")
            fsync_dir(folder)
            write_atomic(self._folder / "current", folder.name.encode())
            for path in list(self._leftovers()):
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


def shard_folder(version: Path, number: int) -> Path:
    """Return where a shard of a version lies."""
    return version / f"shard-{number:03d}"


def _checksum(path: Path) -> int | None:
    """Return a file's CRC-32, read piece by piece; None where it cannot be read."""
    found = 0
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                found = zlib.crc32(piece, found)
    except OSError:
        return None
    return found


def _mapped(path: Path) -> NDArray[np.generic]:
    try:
        mapped: NDArray[np.generic] = np.load(path, mmap_mode="r").view(
            np.ndarray
        )  # a plain array: quicker to slice and to hand to kernels
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
        folder.mkdir(exist_ok=True)
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
