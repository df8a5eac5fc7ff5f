"""The printed address: it signs in once, on this machine."""

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery
from litestar.response import Redirect

from desireline.server.access import Access, is_loopback
from desireline.server.access.cookies import session_cookie
from desireline.server.access.hosts import host_name
from desireline.server.plain_page import plain_page
from desireline.server.rights import open_to_all

__all__ = ["sign_in"]


@get("/sign-in", sync_to_thread=True, include_in_schema=False, opt=open_to_all())
def sign_in(
    request: Request[Any, Any, Any], access: NamedDependency[Access], token: FromQuery[str] = ""
) -> Response[Any]:
    """Sign in and go to the app."""
    if request.scope.get("user") is not None or (not token and access.accounts.exist()):
        return Redirect("/", status_code=303)
    here = is_loopback(host_name(request.headers.get("host", "")))
    session = access.local.open(token) if here else None
    if session is None:
        return plain_page("server.address_used", 403, request)
    return Redirect("/", status_code=303, cookies=[session_cookie(request, access.hosts, session)])
