"""The built app, as files."""

import mimetypes
import secrets
from pathlib import Path
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from desireline.base.text import printable
from desireline.server.gate import policy
from desireline.server.plain_page import plain_page
from desireline.server.rights import open_to_all

__all__ = ["STATIC", "page_handlers"]

STATIC = Path(__file__).parent / "static"

_FOREVER = "public, max-age=31536000, immutable"  # the names of built files hold a hash of their content
_ASK_AGAIN = "no-cache"
_NONCE_PLACE = "{{nonce}}"


def page_handlers(static: Path) -> list[HTTPRouteHandler]:
    """Return the routes of the app's own files: the page, and what it loads."""

    def page(request: Request[Any, Any, Any]) -> Response[Any]:
        """Return the app; which of its pages is asked for, it reads from the address itself."""
        index = static / "index.html"
        if not index.is_file():
            return plain_page("server.not_built", 503, request)
        nonce = secrets.token_urlsafe(16)
        return Response(
            index.read_text(encoding="utf-8").replace(_NONCE_PLACE, nonce),
            media_type="text/html; charset=utf-8",
            headers={"cache-control": _ASK_AGAIN, "content-security-policy": policy(nonce)},
        )

    @get("/", sync_to_thread=True, include_in_schema=False, opt=open_to_all())
    def first_page(request: Request[Any, Any, Any]) -> Response[Any]:
        return page(request)

    @get("/{path:path}", sync_to_thread=True, include_in_schema=False, opt=open_to_all())
    def other_page(request: Request[Any, Any, Any], path: FromPath[Path]) -> Response[Any]:
        first, *rest = path.parts[1:]
        if first in ("api", "assets") or (
            "." in first and not rest
        ):  # no page of the app, but a file that is not there
            raise NotFoundException(f"there is nothing at '{printable(str(path))}'")
        return page(request)

    @get("/assets/{name:str}", sync_to_thread=True, include_in_schema=False, opt=open_to_all())
    def asset(name: FromPath[str]) -> Response[bytes]:
        return _file(static / "assets", name, _FOREVER)

    @get("/favicon.svg", sync_to_thread=True, include_in_schema=False, opt=open_to_all())
    def favicon() -> Response[bytes]:
        return _file(static, "favicon.svg", _ASK_AGAIN)

    return [asset, favicon, first_page, other_page]


def _file(folder: Path, name: str, keep: str) -> Response[bytes]:
    """Return a file that lies directly in the folder.

    Raises:
        NotFoundException: there is none of that name.
    """
    found = {path.name: path for path in folder.iterdir() if path.is_file()} if folder.is_dir() else {}
    if name not in found:
        raise NotFoundException(f"there is no file '{name}'")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(found[name].read_bytes(), media_type=kind, headers={"cache-control": keep})
