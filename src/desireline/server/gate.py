"""What stands before every route: the host's name, the sign-in, and the headers that keep browsers careful."""

import ipaddress

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from desireline.server.errors import problem
from desireline.server.sign_in import Sessions, cookie_name

__all__ = ["Gate", "is_loopback", "policy", "protect"]

_OPEN = frozenset({"/api/health"})


def policy(nonce: str | None = None) -> str:
    """Return what a page may load: this server's own files and nothing else.

    Args:
        nonce: styles that carry it are the app's own as well.
    """
    styles = f"'self' 'nonce-{nonce}'" if nonce else "'self'"
    return (
        f"default-src 'none'; script-src 'self'; style-src {styles}; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


_HEADERS = {
    "content-security-policy": policy(),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


class Gate(ASGIMiddleware):
    """Lets in who names a loopback host, and to the API only who has signed in.

    A page of another site can make its own name point to this machine (DNS rebinding) and then read what it likes;
    the name in the request gives it away.
    """

    scopes = (ScopeType.HTTP,)

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Pass the request on, or answer why not."""
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1")
        path = scope["path"].rstrip("/") or "/"
        if not is_loopback(_name(host)):
            answer = problem(
                403, "forbidden", f"the host '{host}' is not this machine: use the address that was printed"
            )
        elif (
            path.startswith("/api")
            and path not in _OPEN
            and not self._sessions.known(_cookie(headers, cookie_name(host)))
        ):
            message = "sign-in needed: open the address that `desireline serve` printed"
            answer = problem(401, "sign-in-needed", message)
        else:
            await next_app(scope, receive, send)
            return
        await answer.to_asgi_response(app=None, request=scope["litestar_app"].request_class(scope))(
            scope, receive, send
        )


async def protect(message: Message, _scope: Scope) -> None:
    """Put the careful headers on every answer; answers that say nothing of keeping them are not kept."""
    if message["type"] == "http.response.start":
        headers = MutableScopeHeaders.from_message(message)
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        headers.setdefault("cache-control", "no-store")


def is_loopback(host: str) -> bool:
    """Say whether a host's name or address is this machine and no other."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _name(host: str) -> str:
    """Return a Host header without its port and without the brackets of IPv6."""
    return (
        host[1:].split("]", 1)[0] if host.startswith("[") else host.rsplit(":", 1)[0] if host.count(":") == 1 else host
    )


def _cookie(headers: dict[bytes, bytes], name: str) -> str:
    for part in headers.get(b"cookie", b"").decode("latin-1").split(";"):
        key, _, value = part.strip().partition("=")
        if key == name:
            return value
    return ""
