"""Whom imports leave out: erased people, known by salted hashes of their identifiers and by nothing else."""

import hashlib
from collections.abc import Iterable

__all__ = ["Suppressed", "digest"]

_SIZE = 16


class Suppressed:
    """Identifiers of people who were erased and stay out.

    Args:
        salt: the project's own, so that hashes of two projects cannot be compared.
        digests: of the identifiers.
    """

    def __init__(self, salt: bytes, digests: frozenset[bytes]) -> None:
        self._salt = salt
        self._digests = digests

    def __bool__(self) -> bool:
        """Say whether there is anybody."""
        return bool(self._digests)

    def has(self, namespace: str, value: str) -> bool:
        """Say whether an identifier, as a source spells it or in its one spelling, is an erased person's."""
        return digest(self._salt, namespace, value) in self._digests

    def among(self, namespace: str, values: Iterable[str | None]) -> list[bool]:
        """Say of each value of a namespace whether it is an erased person's."""
        return [value is not None and self.has(namespace, value) for value in values]


def digest(salt: bytes, namespace: str, value: str) -> bytes:
    """Return the hash that an identifier is remembered by: 16 bytes of BLAKE2b, keyed with the project's salt.

    Whoever has the project's folder can try values one by one, so this is a pseudonym and no anonymity.
    """
    return hashlib.blake2b(f"{namespace}\x1f{value.strip()}".encode(), digest_size=_SIZE, key=salt).digest()
