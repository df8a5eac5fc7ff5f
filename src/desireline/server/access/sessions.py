"""Signing in on this machine: a token in the printed address, good for once, becomes a session."""

import hmac
import secrets
from threading import Lock

__all__ = ["Sessions"]


class Sessions:
    """Who opened the printed address; forgotten when the server ends.

    Args:
        token: what signs in, once; None: nothing does.
    """

    def __init__(self, token: str | None) -> None:
        self._token = token
        self._known: set[str] = set()
        self._lock = Lock()

    def open(self, token: str) -> str | None:
        """Return a new session for the token, and None where the token is wrong or was used before."""
        with self._lock:
            if self._token is None or not hmac.compare_digest(self._token.encode(), token.encode(errors="replace")):
                return None
            self._token = None
            session = secrets.token_urlsafe(32)
            self._known.add(session)
            return session

    def known(self, session: str) -> bool:
        """Say whether that session was opened here."""
        return session in self._known

    def end(self, session: str) -> None:
        """End a session."""
        self._known.discard(session)
