"""The built app, as files."""

import mimetypes
from pathlib import Path

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler

__all__ = ["STATIC", "page_handlers"]

STATIC = Path(__file__).parent / "static"

_NOT_BUILT = """The app is not built in this installation.

Build it with `pip install .` in Desireline's folder (without DESIRELINE_SKIP_APP),
or draw the map with `desireline map -o map.html`.
"""
_FOREVER = "public, max-age=31536000, immutable"  # the names of built files hold a hash of their content
_ASK_AGAIN = "no-cache"


def page_handlers(static: Path) -> list[ControllerRouterHandler]:
    """Return the routes of the app's own files: the page, and what it loads."""

    @get("/", sync_to_thread=True, include_in_schema=False)
    def page() -> Response[bytes]:
        index = static / "index.html"
        if not index.is_file():
            return Response(_NOT_BUILT.encode(), status_code=503, media_type="text/plain; charset=utf-8")
        return Response(
            index.read_bytes(), media_type="text/html; charset=utf-8", headers={"cache-control": _ASK_AGAIN}
        )

    @get("/assets/{name:str}", sync_to_thread=True, include_in_schema=False)
    def asset(name: FromPath[str]) -> Response[bytes]:
        return _file(static / "assets", name, _FOREVER)

    @get("/favicon.svg", sync_to_thread=True, include_in_schema=False)
    def favicon() -> Response[bytes]:
        return _file(static, "favicon.svg", _ASK_AGAIN)

    return [page, asset, favicon]


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
