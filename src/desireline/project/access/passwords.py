"""Passwords: kept as Argon2id, compared in the same time whether the name exists or not."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from desireline.base.errors import InputError, TooManyError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

__all__ = ["check_password", "hashed", "matches"]

_SHORTEST = 10
_LONGEST = 1_000
_FEW = BoundedSemaphore(2)
_PATIENCE_S = 5.0


def check_password(password: str) -> None:
    """Refuse a password that is too short to hold, or too long to be one.

    Raises:
        InputError: it is; the password itself is not in the sentence.
    """
    if not _SHORTEST <= len(password) <= _LONGEST:
        raise InputError(
            f"the password has {len(password)} characters: use {_SHORTEST} to {_LONGEST}; a few words are easy to keep in mind"
        )


def hashed(password: str) -> str:
    """Return what is kept of a password; takes some 50 ms and 64 MB, on purpose.

    Raises:
        TooManyError: too many wait for theirs already.
    """
    with _one_of_few():
        return _hasher().hash(_bytes(password))


def matches(kept: str | None, password: str) -> bool:
    """Say whether it is that password; None (no such account, or one without a password) takes as long and is never right.

    Raises:
        TooManyError: too many wait for theirs already.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    against = _nobodys() if kept is None else kept
    try:
        with _one_of_few():
            right = _hasher().verify(against, _bytes(password[:_LONGEST]))
    except (VerificationError, InvalidHashError):
        return False
    return right and kept is not None


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode(errors="surrogatepass")  # keyboards differ in how they write é


@contextmanager
def _one_of_few() -> Iterator[None]:
    """Keep those who try many passwords at once from taking all memory."""
    if not _FEW.acquire(timeout=_PATIENCE_S):
        raise TooManyError("too many people sign in at this moment: try again in a few seconds", int(_PATIENCE_S))
    try:
        yield
    finally:
        _FEW.release()


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    return hashed("nobody's")
