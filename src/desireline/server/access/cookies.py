"""The session's cookie."""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie

from desireline.server.access.hosts import Hosts

__all__ = ["cookie_name", "session_cookie", "session_of"]

_Connection = ASGIConnection[Any, Any, Any, Any]


def session_of(connection: _Connection) -> str:
    """Return the session that a request's cookie names; nothing where it has none."""
    return connection.cookies.get(cookie_name(connection.headers.get("host", "")), "")


def session_cookie(connection: _Connection, hosts: Hosts, session: str, *, max_age_s: int | None = None) -> Cookie:
    """Return the cookie of a session: not for scripts, not for pages of other sites, over TLS only where there is TLS.

    Args:
        connection: the request.
        hosts: the names of this server.
        session: the secret; nothing takes the cookie away.
        max_age_s: how long the browser keeps it; None: until it is closed.
    """
    host = connection.headers.get("host", "")
    return Cookie(
        key=cookie_name(host),
        value=session,
        httponly=True,
        samesite="strict",
        path="/",
        secure=hosts.secure(connection.scope["scheme"], host),
        max_age=max_age_s if session else 0,
    )


def cookie_name(host: str) -> str:
    """Return the cookie's name for a Host header.

    Browsers share cookies between the ports of a host, so the port is part of the name.
    """
    port = host.rsplit(":", 1)[1] if ":" in host and not host.endswith("]") else "80"
    return f"desireline-{port}" if port.isdigit() else "desireline"
