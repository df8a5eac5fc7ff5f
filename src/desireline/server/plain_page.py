"""Pages of plain text, in the reader's language."""

from typing import Any

from litestar import Request, Response

from desireline.base.errors import InputError
from desireline.base.i18n import Language, Translator, language

__all__ = ["accepted", "plain_page"]


def plain_page(key: str, status: int, request: Request[Any, Any, Any], **values: str) -> Response[str]:
    """Return the text of a key as a page, in the language that the browser asks for."""
    lang = accepted(request.headers.get("accept-language", ""))
    headers = {"content-language": lang, "vary": "accept-language"}
    return Response(
        Translator(lang)(key, **values), status_code=status, media_type="text/plain; charset=utf-8", headers=headers
    )


def accepted(header: str) -> Language:
    """Return the language of ours that an Accept-Language header likes best; English where it names none."""
    wishes = [tag.replace(" ", "").partition(";q=") for tag in header.split(",")]
    for tag, _, weight in sorted(wishes, key=lambda wish: _weight(wish[2]), reverse=True):
        if _weight(weight) <= 0:
            break
        try:
            return language(tag)
        except InputError:
            continue
    return "en"


def _weight(text: str) -> float:
    """Return how much a language is liked: 1 where nothing is said, 0 where it is no number."""
    try:
        return float(text or 1)
    except ValueError:
        return 0.0
