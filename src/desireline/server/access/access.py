"""Everything that is known about who may come in, and the finding of who asks."""

import os
from pathlib import Path

from desireline.base.settings.model import Oidc
from desireline.project.access import Accounts, AccountSessions, ApiKeys
from desireline.project.access.audit import AuditTrail
from desireline.server.access.asker import Asker, by_account, by_address, by_key
from desireline.server.access.hosts import Hosts
from desireline.server.access.limits import Attempts
from desireline.server.access.oidc import Organisation
from desireline.server.access.sessions import Sessions

__all__ = ["Access"]


class Access:
    """Who may come in.

    Args:
        token: what signs in, once, on this machine; None: nothing does.
        folder: the project's data folder; None: there are no accounts.
        hosts: the names of this server.
        oidc: the organisation's own sign-in, where there is one.

    Attributes:
        hosts: the names of this server.
        local: who opened the printed address.
        accounts: who may sign in.
        sessions: who is signed in with an account.
        keys: what programs send.
        trail: who did what.
        attempts: tries at passwords.
        organisation: its own sign-in; None where there is none.
        kept: whether there is a project folder to keep any of this in.
    """

    def __init__(self, token: str | None, folder: Path | None, hosts: Hosts, oidc: Oidc | None = None) -> None:
        where = folder or Path(os.devnull)  # nothing can lie in it
        self.kept = folder is not None
        self.hosts = hosts
        self.local = Sessions(token)
        self.accounts = Accounts(where)
        self.sessions = AccountSessions(where)
        self.keys = ApiKeys(where)
        self.trail = AuditTrail(where)
        self.attempts = Attempts()
        self.organisation = Organisation(oidc) if oidc else None

    def asker(self, session: str, authorization: str) -> tuple[Asker | None, "Note | None"]:
        """Return who asks, and what is to be taken down about it after.

        Args:
            session: the session's cookie, or nothing.
            authorization: the Authorization header, or nothing. Where one is sent, it alone counts.
        """
        if authorization:
            kind, _, secret = authorization.partition(" ")
            found = self.keys.find(secret.strip()) if kind.lower() == "bearer" else None
            if found is None:
                return None, None
            key, account, stale = found
            return by_key(key, account), Note(self, key=key.id) if stale else None
        if self.local.known(session):
            return by_address(session), None
        signed_in = self.sessions.find(session)
        if signed_in is None:
            return None, None
        account, stale = signed_in
        return by_account(account, session), Note(self, session=session) if stale else None


class Note:
    """That a key or a session is in use, to be written by whoever has the time."""

    def __init__(self, access: Access, *, key: int | None = None, session: str | None = None) -> None:
        self._access = access
        self._key = key
        self._session = session

    def write(self) -> None:
        """Write it."""
        if self._key is not None:
            self._access.keys.used(self._key)
        if self._session is not None:
            self._access.sessions.seen(self._session)
