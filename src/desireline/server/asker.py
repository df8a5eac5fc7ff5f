"""Who asks."""

from typing import Any

from litestar import Request

__all__ = ["asker"]


def asker(request: Request[Any, Any, Any]) -> str:
    """Return by which name whoever asks is known: that of the account, `local` on a machine without accounts."""
    name = getattr(request.scope.get("user"), "name", None)
    return name if isinstance(name, str) and name else "local"
