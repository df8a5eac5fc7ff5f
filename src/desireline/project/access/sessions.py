"""Who is signed in with an account: known by a secret in a cookie, of which only a hash is kept."""

import secrets
from pathlib import Path

from desireline.base.times import now_us
from desireline.project.access.accounts import Account, account_of
from desireline.project.access.storing import access_state, digest

__all__ = ["ABSOLUTE_S", "IDLE_S", "AccountSessions"]

IDLE_S = 3 * 86_400
"""After so many seconds without a request a session ends."""
ABSOLUTE_S = 30 * 86_400
"""After so many seconds it ends in any case."""
_SEEN_EVERY_S = 300


class AccountSessions:
    """The sessions of a project's accounts; they outlive the server.

    Args:
        folder: the project's data folder, `.desireline`.
    """

    def __init__(self, folder: Path) -> None:
        self._state = access_state(folder)

    def begin(self, account: Account) -> str:
        """Return the secret of a new session."""
        secret = secrets.token_urlsafe(32)
        now = now_us()
        with self._state.transaction() as connection:
            connection.execute(
                "delete from session where seen_us < ? or began_us < ?",
                (now - IDLE_S * 1_000_000, now - ABSOLUTE_S * 1_000_000),
            )
            connection.execute("insert into session values (?, ?, ?, ?)", (digest(secret), account.id, now, now))
        return secret

    def find(self, secret: str) -> tuple[Account, bool] | None:
        """Return whose session it is, and whether `seen` wants to be told; None where it is over or never was."""
        if not secret or not self._state.present():
            return None
        now = now_us()
        with self._state.reading() as connection:
            row = connection.execute(
                "select account.*, session.seen_us from session join account on account.id = account_id"
                " where digest = ? and seen_us >= ? and began_us >= ? and not disabled",
                (digest(secret), now - IDLE_S * 1_000_000, now - ABSOLUTE_S * 1_000_000),
            ).fetchone()
        return (account_of(row), now - row["seen_us"] > _SEEN_EVERY_S * 1_000_000) if row else None

    def seen(self, secret: str) -> None:
        """Take down that a session is in use."""
        with self._state.transaction() as connection:
            connection.execute("update session set seen_us = ? where digest = ?", (now_us(), digest(secret)))

    def end(self, secret: str) -> None:
        """End one session."""
        if self._state.present():
            with self._state.transaction() as connection:
                connection.execute("delete from session where digest = ?", (digest(secret),))
