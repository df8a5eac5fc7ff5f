"""API keys: what a program shows instead of signing in."""

import json
import secrets
import sqlite3
from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from desireline.base.errors import ForbiddenError, InputError, NotFoundError
from desireline.base.times import now_us
from desireline.project.access.accounts import Account, account_of
from desireline.project.access.rights import ROLES, Right
from desireline.project.access.storing import access_state, digest

__all__ = ["PREFIX", "ApiKey", "ApiKeys"]

PREFIX = "dl_"
_LONGEST_NAME = 120
_LONGEST_DAYS = 3_650
_DAY_US = 86_400_000_000
_USED_EVERY_US = 60_000_000


class ApiKey(msgspec.Struct, frozen=True, kw_only=True):
    """A key, without its secret."""

    id: int
    name: Annotated[str, Meta(description="What it is for.")]
    account: Annotated[
        str | None, Meta(description="Whose it is; null where it was made on this machine without an account.")
    ]
    account_id: int | None
    scopes: Annotated[list[Right], Meta(description="What it may do, as far as its account may.")]
    created_us: Annotated[int, Meta(description="µs since 1970, UTC.")]
    expires_us: Annotated[int | None, Meta(description="When it ends; null where it does not.")]
    used_us: Annotated[int | None, Meta(description="When it was last used, to a minute.")]


class ApiKeys:
    """The keys of one project.

    Args:
        folder: the project's data folder, `.desireline`.
    """

    def __init__(self, folder: Path) -> None:
        self._state = access_state(folder)

    def add(
        self, name: str, scopes: Collection[Right], *, account: Account | None = None, days: int | None = 365
    ) -> tuple[ApiKey, str]:
        """Make a key; return it, and its secret, which cannot be had again.

        Args:
            name: what it is for.
            scopes: what it may do.
            account: whose it is; None: of whoever owns this machine.
            days: after how many it ends; None: never.

        Raises:
            InputError: no name, no scope, or days that are not allowed.
            ForbiddenError: the account itself may not do that.
        """
        _check(name, scopes, days)
        held = ROLES[account.role] if account else frozenset(Right)
        beyond = sorted(set(scopes) - held)
        if beyond:
            raise ForbiddenError(
                f"a key cannot have the scope {beyond[0]}, which its account '{account.name if account else 'local'}' does not have: "
                f"choose from {', '.join(sorted(held))}"
            )
        secret = PREFIX + secrets.token_urlsafe(32)
        now = now_us()
        with self._state.transaction() as connection:
            number = connection.execute(
                "insert into api_key (account_id, name, digest, scopes, created_us, expires_us) values (?, ?, ?, ?, ?, ?)",
                (
                    account.id if account else None,
                    name.strip(),
                    digest(secret),
                    json.dumps(sorted(set(scopes))),
                    now,
                    None if days is None else now + days * _DAY_US,
                ),
            ).lastrowid
        return next(key for key in self.all() if key.id == number), secret

    def all(self) -> list[ApiKey]:
        """Return all keys, oldest first, those that have ended included."""
        if not self._state.present():
            return []
        with self._state.reading() as connection:
            rows = connection.execute(
                "select api_key.*, account.name as account from api_key left join account on account.id = account_id"
                " order by api_key.id"
            ).fetchall()
        return [_key(row, row["account"]) for row in rows]

    def revoke(self, number: int) -> ApiKey:
        """Remove a key; it stops working at once.

        Raises:
            NotFoundError: there is no such key.
        """
        keys = self.all()
        found = next((key for key in keys if key.id == number), None)
        if found is None:
            raise NotFoundError(
                f"there is no key {number}: keys are {', '.join(str(key.id) for key in keys) or 'none'}"
            )
        with self._state.transaction() as connection:
            connection.execute("delete from api_key where id = ?", (number,))
        return found

    def find(self, secret: str) -> tuple[ApiKey, Account | None, bool] | None:
        """Return the key, its account, and whether `used` wants to be told; None where there is none, or it has ended."""
        if not secret.startswith(PREFIX) or not self._state.present():
            return None
        now = now_us()
        with self._state.reading() as connection:
            row = connection.execute(
                "select * from api_key where digest = ? and (expires_us is null or expires_us > ?)",
                (digest(secret), now),
            ).fetchone()
            if row is None:
                return None
            owner = connection.execute("select * from account where id = ?", (row["account_id"],)).fetchone()
        if owner is not None and owner["disabled"]:
            return None
        stale = row["used_us"] is None or now - row["used_us"] > _USED_EVERY_US
        account = account_of(owner) if owner else None
        return _key(row, account.name if account else None), account, stale

    def used(self, number: int) -> None:
        """Take down that a key is in use."""
        with self._state.transaction() as connection:
            connection.execute("update api_key set used_us = ? where id = ?", (now_us(), number))


def _check(name: str, scopes: Collection[Right], days: int | None) -> None:
    if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
        raise InputError(
            f"'{name[:_LONGEST_NAME]}' cannot be a key's name: say in 1 to {_LONGEST_NAME} letters what it is for"
        )
    if not scopes:
        raise InputError(f"a key needs a scope: choose from {', '.join(Right)}")
    if days is not None and not 1 <= days <= _LONGEST_DAYS:
        raise InputError(
            f"a key cannot end after {days} days: use 1 to {_LONGEST_DAYS}, or none for a key without an end"
        )


def _key(row: sqlite3.Row, account: str | None) -> ApiKey:
    return ApiKey(
        id=row["id"],
        name=row["name"],
        account=account,
        account_id=row["account_id"],
        scopes=[Right(scope) for scope in json.loads(row["scopes"])],
        created_us=row["created_us"],
        expires_us=row["expires_us"],
        used_us=row["used_us"],
    )
