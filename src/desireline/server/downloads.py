"""Files that a browser keeps instead of showing them."""

from litestar import Response

__all__ = ["download"]


def download(content: bytes, name: str, media_type: str) -> Response[bytes]:
    """Return an answer that is kept as a file.

    Args:
        content: the whole file.
        name: of ASCII letters, digits and `-_.` only: it stands in a header as it is.
        media_type: such as `text/csv`.
    """
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(content, media_type=media_type, headers=headers)
