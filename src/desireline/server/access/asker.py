"""Who asks."""

import hashlib
from typing import Any, Literal

import msgspec
from litestar.connection import ASGIConnection

from desireline.base.errors import SignInNeededError
from desireline.base.i18n import Language
from desireline.project.access import ROLES, Account, ApiKey, Right, Role

__all__ = ["Asker", "Via", "asker_of", "by_account", "by_address", "by_key"]

Via = Literal["address", "account", "key"]


class Asker(msgspec.Struct, frozen=True, kw_only=True):
    """Whoever sent a request, once they are known.

    Attributes:
        name: what the audit trail calls them; `local` for whoever opened the printed address.
        role: the role of their account; admin for `local`.
        rights: what they may do: all that the role may or, for a key, its scopes.
        via: how they are known: the printed address, an account's session, or a key.
        account: their account, where they have one.
        key: the key's name, where they sent one.
        csrf: what a browser has to send with everything that is more than looking; None for keys.
    """

    name: str
    role: Role
    rights: frozenset[Right]
    via: Via
    account: Account | None = None
    key: str | None = None
    csrf: str | None = None

    @property
    def language(self) -> Language | None:
        """The language that the account asks for."""
        return self.account.language if self.account else None


def asker_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Asker:
    """Return who asks.

    Raises:
        SignInNeededError: nobody who is known.
    """
    asker = connection.scope.get("user")
    if not isinstance(asker, Asker):
        raise SignInNeededError("sign-in needed")
    return asker


def by_address(session: str) -> Asker:
    """Return whoever opened the printed address."""
    return Asker(name="local", role="admin", rights=ROLES["admin"], via="address", csrf=_csrf(session))


def by_account(account: Account, session: str) -> Asker:
    """Return whoever signed in with an account."""
    return Asker(
        name=account.name,
        role=account.role,
        rights=ROLES[account.role],
        via="account",
        account=account,
        csrf=_csrf(session),
    )


def by_key(key: ApiKey, account: Account | None) -> Asker:
    """Return whoever sent a key: it may what its scopes say, and no more than its account may now."""
    role: Role = account.role if account else "admin"
    return Asker(
        name=account.name if account else "local",
        role=role,
        rights=ROLES[role] & frozenset(key.scopes),
        via="key",
        account=account,
        key=key.name,
    )


def _csrf(session: str) -> str:
    """Return a token that only whoever knows the session can make, and that does not give the session away."""
    return hashlib.blake2b(session.encode(), digest_size=24, person=b"csrf").hexdigest()
