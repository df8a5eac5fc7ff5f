"""Versions: `ETag` on answers, `If-None-Match` on questions asked again, `If-Match` on changes."""

from typing import Any

import msgspec
from litestar import Request, Response

import desireline
from desireline.base.errors import InputError

__all__ = ["VersionNeededError", "asked_version", "tagged", "unchanged", "version_of"]


class VersionNeededError(InputError):
    """A change that does not say which version it was made to: it might undo what somebody else has just done."""

    code = "version-needed"
    status = 428


def asked_version(request: Request[Any, Any, Any]) -> str | None:
    """Return the version that a change was made to, from `If-Match`; None where that is `*`: any.

    Raises:
        VersionNeededError: the request does not say.
    """
    header = request.headers.get("if-match", "").strip()
    if not header:
        raise VersionNeededError(
            "it is not said which version this change was made to: send the ETag of what was looked at as If-Match,"
            " or If-Match: * to change whatever is there"
        )
    return None if header == "*" else header.removeprefix("W/").strip('"')


def version_of(*said: Any) -> str:
    """Return the version of what follows from these alone: which data, and what was asked of them.

    This program's own version is part of it: another one may say the same in other words.
    """
    from hashlib import blake2b

    return blake2b(msgspec.json.encode([desireline.__version__, *said]), digest_size=12).hexdigest()


def unchanged(request: Request[Any, Any, Any], version: str) -> Response[Any] | None:
    """Return the word that the asker has this version already; None where it is another, or none."""
    if request.headers.get("if-none-match") != f'"{version}"':
        return None
    return Response(b"", status_code=304, media_type="text/plain", headers=_headers(version))


def tagged(content: Any, version: str, *, status: int = 200, media_type: str | None = None) -> Response[Any]:
    """Return an answer that says which version it is of."""
    return Response(content, status_code=status, media_type=media_type, headers=_headers(version))


def _headers(version: str) -> dict[str, str]:
    return {"etag": f'"{version}"', "cache-control": "private, no-cache"}
