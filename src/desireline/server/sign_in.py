"""Signing in on this machine: a token in the printed address, good for once, becomes a session cookie."""

import hmac
import secrets
from threading import Lock
from typing import Any

from litestar import Request, Response, get
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect

from desireline.server.plain_page import plain_page

__all__ = ["Sessions", "cookie_name", "sign_in"]


class Sessions:
    """Who is signed in; forgotten when the server ends."""

    def __init__(self, token: str) -> None:
        self._token: str | None = token
        self._known: set[str] = set()
        self._lock = Lock()

    def open(self, token: str) -> str | None:
        """Return a new session for the token, and None where the token is wrong or was used before."""
        with self._lock:
            if self._token is None or not hmac.compare_digest(self._token.encode(), token.encode()):
                return None
            self._token = None
            session = secrets.token_urlsafe(32)
            self._known.add(session)
            return session

    def known(self, session: str) -> bool:
        """Say whether that session was opened here."""
        return session in self._known


def cookie_name(host: str) -> str:
    """Return the cookie's name for a Host header.

    Browsers share cookies between the ports of a host, so the port is part of the name.
    """
    port = host.rsplit(":", 1)[1] if ":" in host and not host.endswith("]") else "80"
    return f"desireline-{port}" if port.isdigit() else "desireline"


@get("/sign-in", sync_to_thread=False, include_in_schema=False)
def sign_in(
    request: Request[Any, Any, Any], sessions: NamedDependency[Sessions], token: FromQuery[str] = ""
) -> Response[Any]:
    """Sign in and go to the map."""
    name = cookie_name(request.headers.get("host", ""))
    if sessions.known(request.cookies.get(name, "")):
        return Redirect("/", status_code=303)
    session = sessions.open(token)
    if session is None:
        return plain_page("server.address_used", 403, request)
    cookie = Cookie(key=name, value=session, httponly=True, samesite="strict", path="/")
    return Redirect("/", status_code=303, cookies=[cookie])
