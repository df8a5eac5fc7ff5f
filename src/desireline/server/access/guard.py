"""Before each route: is whoever asks known, may they, and did their own page send this?"""

import hmac
from collections.abc import Iterable
from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from desireline.base.errors import ForbiddenError, SignInNeededError
from desireline.server.access.access import Access
from desireline.server.access.asker import Asker
from desireline.server.rights import MEANINGS, Right

__all__ = ["CSRF_HEADER", "check_declared", "check_may", "guard"]

CSRF_HEADER = "x-desireline-csrf"
_LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})


def guard(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Let a request through to its route; one that declares nothing (Litestar's own) asks for a sign-in.

    Raises:
        SignInNeededError: nobody who is known asks.
        ForbiddenError: they may not, or it was not their own page that sent this.
    """
    access: Access = connection.app.state.access
    asker: Asker | None = connection.scope.get("user")
    looking = connection.scope.get("method", "GET") in _LOOKING
    if not looking:
        _check_origin(connection, access)
    if handler.opt.get("open"):
        return
    if asker is None:
        raise SignInNeededError(_how_to_sign_in(connection, access))
    if not looking and asker.csrf is not None:
        _check_csrf(connection.headers.get(CSRF_HEADER, ""), asker.csrf)
    right = handler.opt.get("right")
    if right is not None:
        check_may(asker, right)


def check_may(asker: Asker, right: Right) -> None:
    """Refuse whoever may not; for what only the handler can tell, such as what kind of job a number stands for.

    Raises:
        ForbiddenError: they may not.
    """
    if right not in asker.rights:
        whose = f"the key '{asker.key}'" if asker.key else f"the role {asker.role}"
        raise ForbiddenError(f"{whose} may not do this: it needs the right '{right}' ({MEANINGS[right]}); ask an admin")


def check_declared(handlers: Iterable[Any]) -> None:
    """Refuse routes that do not say what they ask for.

    Raises:
        TypeError: one does not: a mistake in the program.
    """
    for handler in handlers:
        if "right" not in handler.opt:
            raise TypeError(f"the route {sorted(handler.paths)} declares no right: give it opt=needs(Right.…)")


def _check_origin(connection: ASGIConnection[Any, Any, Any, Any], access: Access) -> None:
    origin = connection.headers.get("origin")
    if origin is not None and not access.hosts.allows_origin(origin, connection.headers.get("host", "")):
        raise ForbiddenError(
            f"a page of '{origin}' may not change anything here: use the app's own address; "
            "behind a proxy, name that address in desireline.yaml: serve: {address: …}"
        )


def _check_csrf(sent: str, wanted: str) -> None:
    if not hmac.compare_digest(sent.encode(), wanted.encode()):
        raise ForbiddenError(
            f"the header {CSRF_HEADER} is {'wrong' if sent else 'missing'}: send the token that GET /api/me gives; "
            "programs use a key (Authorization: Bearer dl_…) and need none"
        )


def _how_to_sign_in(connection: ASGIConnection[Any, Any, Any, Any], access: Access) -> str:
    if connection.headers.get("authorization"):
        return "the key is not known, was revoked, or has ended: make another with `desireline keys add`"
    if access.accounts.exist():
        return "sign-in needed: sign in with your name and password"
    return "sign-in needed: open the address that `desireline serve` printed"
