"""Who is who, on the disk: derived, whole or not at all, rebuilt from the log at any time."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

from desireline.base.files import fsync_file, storage_errors, write_atomic
from desireline.identity.resolve import Identities, SetAside

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["IdentityStore", "Owners"]

_BATCH = 1 << 17


class _Summary(msgspec.Struct, frozen=True, kw_only=True):
    namespaces: list[str]
    set_aside: list[SetAside]
    placeholders: dict[str, int]
    parts: list[int]
    combinations: list[int]
    rules: str


@dataclass(frozen=True)
class Owners:
    """Whose the events of a build were.

    Attributes:
        customer_id: of each customer, by number.
        of: for each part's number, the customer of each of its combinations of identifiers.
    """

    customer_id: NDArray[np.uint64]
    of: dict[int, NDArray[np.uint32]]


class IdentityStore:
    """The identities of one project, in its data folder.

    Args:
        folder: `.desireline/identity`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def save(self, identities: Identities, *, parts: list[int], rules: str) -> None:
        """Write who is who, for these parts and rules.

        Raises:
            StorageError: the disk is full or the folder may not be written.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pa.table(
            {
                "namespace": identities.namespace,
                "value": identities.value,
                "first": identities.first,
                "customer": identities.customer,
            }
        )
        owners = [identities.combination_customer[part] for part in parts]
        tables = {
            "identifiers": (table, "zstd"),
            "customers": (pa.table({"id": identities.customer_id}), "none"),  # hashes do not shrink
            "owners": (pa.table({"customer": np.concatenate([np.empty(0, dtype=np.uint32), *owners])}), "none"),
        }
        with storage_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            for name, (content, compression) in tables.items():
                temporary = self._folder / f".{name}.{os.getpid()}.parquet"
                pq.write_table(
                    content,
                    temporary,
                    compression=compression,
                    use_dictionary=["namespace"] if name == "identifiers" else False,
                    write_statistics=name == "identifiers",
                    write_page_checksum=True,
                )
                fsync_file(temporary)
                temporary.replace(self._folder / f"{name}.parquet")
        summary = _Summary(
            namespaces=identities.namespaces,
            set_aside=identities.set_aside,
            placeholders=identities.placeholders,
            parts=parts,
            combinations=[len(each) for each in owners],
            rules=rules,
        )
        write_atomic(self._folder / "summary.json", msgspec.json.encode(summary))

    def summary(self) -> _Summary | None:
        """Return what was set aside and for which parts, or None where nothing was saved."""
        path = self._folder / "summary.json"
        if not path.exists():
            return None
        try:
            return msgspec.json.decode(path.read_bytes(), type=_Summary)
        except msgspec.DecodeError:
            return None

    def owners(self) -> Owners | None:
        """Return whose events were, or None where nothing was saved, or not all of it can be read."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        summary = self.summary()
        if summary is None:
            return None
        try:
            ids, flat = (
                pq.ParquetFile(self._folder / f"{name}.parquet", page_checksum_verification=True)
                .read()
                .column(0)
                .to_numpy()
                for name in ("customers", "owners")
            )
        except (OSError, pa.ArrowInvalid):
            return None
        bounds = np.concatenate([[0], np.cumsum(summary.combinations, dtype=np.int64)])
        if len(flat) != bounds[-1]:
            return None
        pieces = (flat[low:high] for low, high in pairwise(bounds.tolist()))
        return Owners(ids, dict(zip(summary.parts, pieces, strict=True)))

    def customer_ids(self) -> NDArray[np.uint64]:
        """Return the stable id of each customer, by number; none where nothing was saved."""
        import pyarrow.parquet as pq

        path = self._folder / "customers.parquet"
        if not path.exists():
            return np.empty(0, dtype=np.uint64)
        ids: NDArray[np.uint64] = pq.read_table(path).column(0).to_numpy()
        return ids

    def batches(self) -> "Iterator[pa.RecordBatch]":
        """Give all identifiers piece by piece: `namespace` (its number in the summary), `value`, `first`, `customer`."""
        import pyarrow.parquet as pq

        path = self._folder / "identifiers.parquet"
        if path.exists():
            yield from pq.ParquetFile(path).iter_batches(_BATCH)
