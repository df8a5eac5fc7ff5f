"""What stands before every route: the host's name, who asks, the audit trail, and the headers that keep browsers careful."""

import asyncio
from typing import Any

from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from desireline.base.errors import DesirelineError
from desireline.server.access import Access
from desireline.server.access.cookies import session_of
from desireline.server.access.recording import record
from desireline.server.errors import problem

__all__ = ["Gate", "policy", "protect"]


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
_REFUSED = 400


class Gate(ASGIMiddleware):
    """Lets in who names this server, finds out who asks, and takes down what the route wants taken down.

    Whether they may is the guard's to say: it knows the route.
    """

    scopes = (ScopeType.HTTP,)

    def __init__(self, access: Access) -> None:
        self._access = access

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Pass the request on, or answer why not."""
        request = scope["litestar_app"].request_class(scope)
        host = request.headers.get("host", "")
        if not self._access.hosts.allows(host):
            answer = problem(403, "forbidden", _not_ours(host, self._access))
            await answer.to_asgi_response(app=None, request=request)(scope, receive, send)
            return
        scope["user"], note = (
            self._access.asker(session_of(request), request.headers.get("authorization", ""))
            if scope["path"].startswith(("/api", "/sign-in"))
            else (None, None)
        )
        if note is not None:
            await asyncio.to_thread(note.write)
        await next_app(scope, receive, self._recorded(scope, receive, send))

    def _recorded(self, scope: Scope, receive: Receive, send: Send) -> Send:
        """Return a `send` that first takes down what the route says is to be taken down; where that fails, nothing is shown."""
        handler: Any = scope.get("route_handler")
        what = handler.opt.get("audit") if handler is not None else None
        if not what or not self._access.kept:
            return send

        failed = False

        def nothing_shown() -> bool:
            """Say whether the handler found that there is nothing to take down: it left no person in its answer."""
            return scope.get("state", {}).get("about", {}) is None

        async def recorded(message: Message) -> None:
            nonlocal failed
            if message["type"] == "http.response.start" and message["status"] < _REFUSED and not nothing_shown():
                try:
                    await asyncio.to_thread(record, self._access.trail, what, scope)
                except DesirelineError as error:
                    failed = True
                    answer = problem(error.status, error.code, f"the audit trail could not be written: {error}")
                    request = scope["litestar_app"].request_class(scope)
                    await answer.to_asgi_response(app=None, request=request)(scope, receive, send)
            if not failed:
                await send(message)

        return recorded


async def protect(message: Message, _scope: Scope) -> None:
    """Put the careful headers on every answer; answers that say nothing of keeping them are not kept."""
    if message["type"] == "http.response.start":
        headers = MutableScopeHeaders.from_message(message)
        for name, value in _HEADERS.items():
            headers.setdefault(name, value)
        headers.setdefault("cache-control", "no-store")


def _not_ours(host: str, access: Access) -> str:
    if not access.hosts.names and not access.hosts.any_number and access.hosts.address is None:
        return f"the host '{host}' is not this machine: use the address that was printed"
    return f"the host '{host}' is not one of this server's: name it in desireline.yaml: serve: {{hosts: [{host}]}}"
