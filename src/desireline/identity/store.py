"""Who is who, on the disk: derived, whole or not at all, rebuilt from the log at any time."""

import os
from pathlib import Path

import msgspec
import numpy as np

from desireline.base.files import fsync_file, storage_errors, write_atomic
from desireline.identity.resolve import Identities, SetAside
from desireline.kernels.nobody import NOBODY

__all__ = ["IdentityStore", "customer_text"]

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u


def customer_text(number: int) -> str:
    """Return a customer's 64-bit id as people see it: `c` and thirteen letters and digits."""
    letters = []
    for _ in range(13):
        number, rest = divmod(number, 32)
        letters.append(_ALPHABET[rest])
    return "c" + "".join(reversed(letters))


class _Summary(msgspec.Struct, frozen=True, kw_only=True):
    namespaces: list[str]
    set_aside: list[SetAside]
    placeholders: dict[str, int]
    parts: list[int]
    rules: str


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
        with storage_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            for name, content in (("identifiers", table), ("customers", pa.table({"id": identities.customer_id}))):
                temporary = self._folder / f".{name}.{os.getpid()}.parquet"
                pq.write_table(content, temporary, compression="zstd")
                fsync_file(temporary)
                temporary.replace(self._folder / f"{name}.parquet")
        summary = _Summary(
            namespaces=identities.namespaces,
            set_aside=identities.set_aside,
            placeholders=identities.placeholders,
            parts=parts,
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

    def identifiers_of(self, customer: int) -> list[tuple[str, str]]:
        """Return the identifiers of the customer of that number: (namespace, value), in the order they were first seen."""
        import pyarrow.parquet as pq

        summary = self.summary()
        if summary is None:
            return []
        table = pq.read_table(self._folder / "identifiers.parquet", filters=[("customer", "=", np.uint32(customer))])
        rows = sorted(
            zip(table["first"].to_pylist(), table["namespace"].to_pylist(), table["value"].to_pylist(), strict=True)
        )
        return [(summary.namespaces[namespace], value) for _, namespace, value in rows]

    def find(self, value: str) -> list[int]:
        """Return the numbers of the customers that have an identifier of that value."""
        import pyarrow.parquet as pq

        path = self._folder / "identifiers.parquet"
        if not path.exists():
            return []
        table = pq.read_table(path, columns=["customer"], filters=[("value", "=", value)])
        return sorted({number for number in table["customer"].to_pylist() if number != int(NOBODY)})
