"""Errors as answers: `{"code": …, "message": …}` with the status that fits."""

import logging
from typing import Annotated, Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap
from msgspec import Meta

from desireline.base.error_words import translated
from desireline.base.errors import DesirelineError, InputError, Place, TooManyError, UnreadableError
from desireline.base.i18n import Language, language
from desireline.base.settings.yaml_tree import path_text
from desireline.base.text import printable

__all__ = ["FAILED", "HANDLERS", "LANGUAGE_HEADER", "ParameterError", "Problem", "problem", "reader_language"]

LANGUAGE_HEADER = "x-desireline-language"

FAILED = "the server failed: what happened stands in its log"
_log = logging.getLogger("desireline.server")
_CODES = {400: "bad-input", 401: "sign-in-needed", 403: "forbidden", 404: "not-found", 405: "not-allowed"}


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What went wrong: a stable code for programs, a sentence for people."""

    code: str
    message: str
    at: Annotated[
        int | None,
        Meta(description="Of a text that cannot be read: the character where it goes wrong, counted from 0."),
    ] = None
    field: Annotated[str | None, Meta(description="The parameter it lies in, where that is known.")] = None
    path: Annotated[
        list[str | int] | None,
        Meta(description="The same in steps, of what was sent: keys, and places in lists from 0."),
    ] = None


class ParameterError(InputError):
    """A mistake, and the parameter it lies in.

    Args:
        error: what is wrong.
        field: the parameter's name.
    """

    def __init__(self, error: InputError, field: str) -> None:
        super().__init__(str(error))
        self.error = error
        self.field = field


def problem(
    status: int,
    code: str,
    message: str,
    *,
    at: int | None = None,
    field: str | None = None,
    path: Place = (),
) -> Response[Problem]:
    """Return the answer that tells of a problem."""
    content = Problem(code=code, message=message, at=at, field=field, path=list(path) or None)
    return Response(content, status_code=status, media_type="application/json")


def reader_language(request: Request[Any, Any, Any]) -> Language:
    """Return the language that a request's reader speaks: by `lang`, else by the header the app sends, else English."""
    for asked in (request.query_params.get("lang"), request.headers.get(LANGUAGE_HEADER)):
        if asked:
            try:
                return language(asked)
            except InputError:
                continue
    return "en"


def _known(request: Request[Any, Any, Any], error: DesirelineError) -> Response[Problem]:
    wrong, field = (error.error, error.field) if isinstance(error, ParameterError) else (error, None)
    place = wrong.place if isinstance(wrong, InputError) else ()
    at = wrong.at if isinstance(wrong, UnreadableError) else None
    said = translated(str(wrong), reader_language(request))
    answer = problem(
        wrong.status, wrong.code, printable(said), at=at, field=field or path_text(place) or None, path=place
    )
    if isinstance(wrong, TooManyError):
        answer.headers["retry-after"] = str(wrong.wait_s)
    return answer


def _http(request: Request[Any, Any, Any], error: HTTPException) -> Response[Problem]:
    if error.status_code >= 500:  # noqa: PLR2004 - the server's own fault
        return _unknown(request, error)
    extra = error.extra if isinstance(error.extra, list) else []
    details = "; ".join(
        f"{item['key']}: {item['message']}" for item in extra if isinstance(item, dict) and "key" in item
    )
    fields = {item["key"].partition("[")[0] for item in extra if isinstance(item, dict) and "key" in item} - {"data"}
    field = fields.pop() if len(fields) == 1 else None
    return problem(error.status_code, _CODES.get(error.status_code, "error"), details or error.detail, field=field)


def _deep(request: Request[Any, Any, Any], _error: RecursionError) -> Response[Problem]:
    said = "what was sent lies too deep within itself: send it flatter"
    return problem(400, "bad-input", translated(said, reader_language(request)))


def _unknown(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return problem(500, "error", translated(FAILED, reader_language(request)))


HANDLERS: ExceptionHandlersMap = {
    DesirelineError: _known,
    HTTPException: _http,
    RecursionError: _deep,
    Exception: _unknown,
}
