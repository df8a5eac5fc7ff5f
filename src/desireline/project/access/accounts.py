"""Who may sign in, and as what."""

import sqlite3
import unicodedata
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from desireline.base.errors import InputError, NotFoundError
from desireline.base.i18n import Language
from desireline.base.times import now_us
from desireline.project.access.passwords import check_password, hashed, matches
from desireline.project.access.rights import ROLE_NAMES, Role
from desireline.project.access.storing import access_state

__all__ = ["Account", "Accounts", "account_of", "name_key"]

_LONGEST_NAME = 120


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who can sign in."""

    id: int
    name: Annotated[str, Meta(description="A name or an e-mail address, once in the project; letter case is ignored.")]
    role: Role
    language: Annotated[
        Language | None, Meta(description="The language of the app; the browser's where none is given.")
    ]
    disabled: Annotated[bool, Meta(description="Cannot sign in, and its keys do not work.")]
    has_password: Annotated[bool, Meta(description="False where it signs in by the organisation's own sign-in.")]
    created_us: Annotated[int, Meta(description="µs since 1970, UTC.")]
    signed_in_us: Annotated[int | None, Meta(description="When it last signed in; null where it never did.")]


class Accounts:
    """The accounts of one project.

    Args:
        folder: the project's data folder, `.desireline`.
    """

    def __init__(self, folder: Path) -> None:
        self._state = access_state(folder)

    def all(self) -> list[Account]:
        """Return all accounts by name, disabled ones included."""
        if not self._state.present():
            return []
        with self._state.reading() as connection:
            return [account_of(row) for row in connection.execute("select * from account order by name_key")]

    def exist(self) -> bool:
        """Say whether anybody could sign in with an account."""
        return any(not account.disabled for account in self.all())

    def named(self, name: str) -> Account:
        """Return the account of that name.

        Raises:
            NotFoundError: there is none.
        """
        for account in self.all():
            if name_key(account.name) == name_key(name):
                return account
        known = ", ".join(account.name for account in self.all())
        raise NotFoundError(f"there is no account '{name}': accounts are {known or 'none'}")

    def numbered(self, number: int) -> Account:
        """Return the account of that id.

        Raises:
            NotFoundError: there is none.
        """
        for account in self.all():
            if account.id == number:
                return account
        raise NotFoundError(f"there is no account {number}: GET /api/accounts lists those there are")

    def add(self, name: str, password: str, role: Role, *, language: Language | None = None) -> Account:
        """Make an account.

        Raises:
            InputError: the name is taken or empty, the password is too short, there is no such role, or the first account is no admin.
        """
        check_password(password)
        return self._add(name, hashed(password), None, role, language)

    def sign_in(self, name: str, password: str) -> Account | None:
        """Return the account if the password is right and it may sign in; every other case takes as long."""
        found = None
        if self._state.present():
            with self._state.reading() as connection:
                found = connection.execute("select * from account where name_key = ?", (name_key(name),)).fetchone()
        usable = None if found is None or found["disabled"] else found
        right = matches(usable["password"] if usable else None, password)
        return self._seen(usable["id"]) if usable and right else None

    def sign_in_by(self, subject: str, name: str, role: Role) -> Account:
        """Return the account of somebody whom the organisation's own sign-in knows; it is made at the first time.

        Args:
            subject: who it is there, for ever: issuer and subject.
            name: what it is called here where it is made.
            role: what that sign-in says it may do.

        Raises:
            InputError: the account is disabled, or another one has that name.
        """
        with self._state.transaction() as connection:
            row = connection.execute("select * from account where subject = ?", (subject,)).fetchone()
        if row is None:
            self._add(name, None, subject, role, None)
            return self.sign_in_by(subject, name, role)
        if row["disabled"]:
            raise InputError(f"the account '{row['name']}' is disabled: ask whoever looks after this project")
        if row["role"] != role:
            self.set_role(row["id"], role)
        return self._seen(row["id"])

    def change(
        self,
        number: int,
        *,
        role: Role | UnsetType = UNSET,
        password: str | UnsetType = UNSET,
        disabled: bool | UnsetType = UNSET,
        language: Language | UnsetType | None = UNSET,
    ) -> Account:
        """Change an account, all of it or nothing; what is left out stays.

        Another role or password ends its sessions, and so does disabling it or letting it in again.

        Raises:
            NotFoundError: there is no such account.
            InputError: the password is too short, there is no such role, or it is the last admin.
        """
        if role is not UNSET:
            _check_role(role)
        if password is not UNSET:
            check_password(password)
        self.numbered(number)
        given = {
            "role": role,
            "password": hashed(password) if password is not UNSET else UNSET,
            "disabled": disabled,
            "language": language,
        }
        changes = {column: value for column, value in given.items() if value is not UNSET}
        with self._state.transaction() as connection:
            if changes.get("role", "admin") != "admin" or changes.get("disabled"):
                _check_admins(connection, number)
            for column, value in changes.items():
                connection.execute(f"update account set {column} = ? where id = ?", (value, number))
            if changes.keys() - {"language"}:
                connection.execute("delete from session where account_id = ?", (number,))
        return self.numbered(number)

    def set_role(self, number: int, role: Role) -> Account:
        """Give an account another role; see `change`."""
        return self.change(number, role=role)

    def set_password(self, number: int, password: str) -> Account:
        """Give an account another password; see `change`."""
        return self.change(number, password=password)

    def set_disabled(self, number: int, disabled: bool) -> Account:
        """Shut an account out at once, or let it in again; see `change`."""
        return self.change(number, disabled=disabled)

    def set_language(self, number: int, language: Language | None) -> Account:
        """Give an account another language, or the browser's; see `change`."""
        return self.change(number, language=language)

    def remove(self, number: int) -> None:
        """Remove an account with its keys; what it did stays in the audit trail.

        Raises:
            NotFoundError: there is no such account.
            InputError: it is the last admin.
        """
        self.numbered(number)
        with self._state.transaction() as connection:
            _check_admins(connection, number)
            connection.execute("delete from account where id = ?", (number,))

    def _add(
        self, name: str, password: str | None, subject: str | None, role: Role, language: Language | None
    ) -> Account:
        shown = _checked_name(name)
        _check_role(role)
        with self._state.transaction() as connection:
            if connection.execute("select 1 from account where name_key = ?", (name_key(shown),)).fetchone():
                raise InputError(f"there is an account '{shown}' already: choose another name, or change that one")
            if role != "admin" and not _admins(connection):
                raise InputError(
                    f"the first account must be an admin, not {'an' if role[0] in 'ae' else 'a'} {role}: "
                    "somebody has to look after the others; make it with the role admin"
                )
            number = connection.execute(
                "insert into account (name, name_key, password, subject, role, language, created_us) values (?, ?, ?, ?, ?, ?, ?)",
                (shown, name_key(shown), password, subject, role, language, now_us()),
            ).lastrowid
        assert number is not None
        return self.numbered(number)

    def _seen(self, number: int) -> Account:
        with self._state.transaction() as connection:
            connection.execute("update account set signed_in_us = ? where id = ?", (now_us(), number))
        return self.numbered(number)


def account_of(row: sqlite3.Row) -> Account:
    """Return a row of the table as an account."""
    return Account(
        id=row["id"],
        name=row["name"],
        role=row["role"],
        language=row["language"],
        disabled=bool(row["disabled"]),
        has_password=row["password"] is not None,
        created_us=row["created_us"],
        signed_in_us=row["signed_in_us"],
    )


def name_key(name: str) -> str:
    """Return by what names are compared: letter case and the ways to write one letter do not matter."""
    return unicodedata.normalize("NFKC", name).strip().casefold().encode(errors="replace").decode()


def _checked_name(name: str) -> str:
    shown = unicodedata.normalize("NFC", name).strip()
    if not shown or len(shown) > _LONGEST_NAME or not shown.isprintable():
        raise InputError(
            f"'{shown[:_LONGEST_NAME]}' cannot be an account's name: use 1 to {_LONGEST_NAME} letters, or an e-mail address"
        )
    return shown


def _check_role(role: str) -> None:
    if role not in ROLE_NAMES:
        raise InputError(f"'{role}' is not a role: choose one of {', '.join(ROLE_NAMES)}")


def _admins(connection: sqlite3.Connection, but: int = -1) -> int:
    """Return how many admins can sign in, one account left aside."""
    found = connection.execute("select count(*) from account where role = 'admin' and not disabled and id <> ?", (but,))
    return int(found.fetchone()[0])


def _check_admins(connection: sqlite3.Connection, but: int) -> None:
    """Refuse what would leave nobody to look after the accounts."""
    row = connection.execute("select * from account where id = ?", (but,)).fetchone()
    if row is not None and row["role"] == "admin" and not row["disabled"] and not _admins(connection, but):
        raise InputError(
            f"'{row['name']}' is the last admin: make another account an admin first, so that somebody looks after the rest"
        )
