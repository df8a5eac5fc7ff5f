"""Versions of what several people change: `ETag` on answers, `If-Match` on changes."""

from typing import Any

from litestar import Request, Response

from desireline.base.errors import InputError

__all__ = ["VersionNeededError", "asked_version", "tagged"]


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


def tagged(content: Any, version: str, *, status: int = 200) -> Response[Any]:
    """Return an answer that says which version it is of."""
    headers = {"etag": f'"{version}"', "cache-control": "private, no-cache"}
    return Response(content, status_code=status, headers=headers)
