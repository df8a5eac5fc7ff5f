"""The way to the organisation's own sign-in, and back."""

import hmac
from typing import Any

from litestar import Request, Response, get
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.response import Redirect

from desireline.base.error_words import translated
from desireline.base.errors import DesirelineError, ForbiddenError, NotFoundError
from desireline.base.text import printable
from desireline.project.access import ABSOLUTE_S
from desireline.server.access import Access
from desireline.server.access.cookies import session_cookie
from desireline.server.access.oidc import WAIT_S, Organisation
from desireline.server.access.recording import network_address
from desireline.server.plain_page import accepted, plain_page
from desireline.server.rights import open_to_all

__all__ = ["handlers"]

_Request = Request[Any, Any, Any]
_COOKIE = "desireline-organisation"
_BACK = "/sign-in/oidc/back"


@get("/sign-in/oidc", sync_to_thread=True, include_in_schema=False, opt=open_to_all())
def go(request: _Request, access: NamedDependency[Access]) -> Response[Any]:
    """Send the browser to the organisation's sign-in."""
    try:
        begun = _organisation(access).begin(_own_address(request, access) + _BACK)
    except ForbiddenError as error:
        return _failed(request, 502, error)
    return Redirect(begun.address, status_code=303, cookies=[_cookie(request, access, begun.state)])


@get(_BACK, sync_to_thread=True, include_in_schema=False, opt=open_to_all())
def back(request: _Request, access: NamedDependency[Access]) -> Response[Any]:
    """Sign in whom the organisation names, and go to the app."""
    organisation = _organisation(access)
    address = network_address(request.scope)
    state, code = request.query_params.get("state", ""), request.query_params.get("code", "")
    try:
        mine = request.cookies.get(_COOKIE, "")
        if not code or not hmac.compare_digest(mine.encode(), state.encode(errors="replace")):
            raise ForbiddenError("it was begun in another browser, or ended there")
        person = organisation.end(state, code)
        account = access.accounts.sign_in_by(person.subject, person.name, person.role)
    except DesirelineError as error:
        access.trail.add("signing.failed", who="nobody", via="nobody", address=address)
        return _failed(request, 403, error)
    access.trail.add("signed.in", who=account.name, role=account.role, via="account", address=address)
    cookie = session_cookie(request, access.hosts, access.sessions.begin(account), max_age_s=ABSOLUTE_S)
    return Redirect("/", status_code=303, cookies=[cookie, _cookie(request, access, "")])


def _failed(request: _Request, status: int, error: DesirelineError) -> Response[str]:
    reason = translated(printable(str(error)), accepted(request.headers.get("accept-language", "")))
    return plain_page("server.oidc_failed", status, request, reason=reason)


def _organisation(access: Access) -> Organisation:
    if access.organisation is None:
        raise NotFoundError(
            "there is no sign-in of an organisation here: desireline.yaml sets it up under serve: {oidc: …}"
        )
    return access.organisation


def _own_address(request: _Request, access: Access) -> str:
    if access.hosts.address:
        return access.hosts.address.rstrip("/")
    return f"{request.scope['scheme']}://{request.headers.get('host', '')}"


def _cookie(request: _Request, access: Access, state: str) -> Cookie:
    """Return what ties a sign-in to the browser that began it; it must come along when another site sends it back."""
    return Cookie(
        key=_COOKIE,
        value=state,
        httponly=True,
        samesite="lax",
        path="/sign-in/oidc",
        secure=access.hosts.secure(request.scope["scheme"], request.headers.get("host", "")),
        max_age=WAIT_S if state else 0,
    )


handlers = [go, back]
